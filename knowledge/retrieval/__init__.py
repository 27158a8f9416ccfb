"""Finds records by name, alias, typo and meaning."""
