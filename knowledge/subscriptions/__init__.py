"""Who wants to hear of new policies, and which of them are news to whom."""
