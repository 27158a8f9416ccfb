"""``python -m knowledge.console COMMAND``: Django's management commands for the console."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the management command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knowledge.console.settings")
    execute_from_command_line(["python -m knowledge.console", *sys.argv[1:]])


if __name__ == "__main__":
    main()
