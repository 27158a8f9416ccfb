"""Published knowledge: immutable numbered folders and one pointer to the current one."""
