"""Tells the owner of an entry when it is published, every six months, and before it ends."""
