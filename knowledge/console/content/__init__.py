"""The entries of the knowledge base as staff edit them: drafts, revisions, review by a second person."""
