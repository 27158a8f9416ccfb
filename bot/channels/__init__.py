"""Doors through which people reach the advisor."""
