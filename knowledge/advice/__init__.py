"""From a profile to a recommendation, and answers about single records."""
