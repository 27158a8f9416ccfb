"""What a question finds in a snapshot, and test questions that guard it."""
