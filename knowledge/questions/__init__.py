"""Which fact to ask next, and why."""
