"""The plan outside the conversation: kept for a while, reached by a signed link, as a page and as a Word file."""
