"""从文件起草: a policy document becomes drafts, each value confirmed by a person beside the passage it came from."""
