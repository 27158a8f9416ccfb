"""Immutable numbered snapshots of the catalogue and its index."""
