"""`kb`, the staff's command line. Exit codes: 0 all well, 1 a problem was found, 2 wrong usage.

Command modules import the heavy parts (torch, FAISS) inside their commands, so `kb validate` starts at once.
"""

from knowledge.cli.app import main

__all__ = ["main"]
