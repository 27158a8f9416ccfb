"""The financing plan: what to do now, in 3 to 6 months and within a year, with its costs, order and papers."""
