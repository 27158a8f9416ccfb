"""``tend``: what happens by the clock: scheduled versions go live and end, owners are reminded."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from knowledge.console.reminders.service import mail_due, note_occasions

_log = logging.getLogger(__name__)


class Command(BaseCommand):  # type: ignore[misc]
    """Does what is due now, once or again and again."""

    help = "到点生效、到点撤下、提醒责任人"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--every SECONDS`` repeats until the process is stopped."""
        parser.add_argument("--every", type=float, help="隔多少秒再做一次；不写就只做一次")

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        """One round, or rounds without end; a database that is away for a while ends nothing."""
        while True:
            try:
                call_command("publish_scheduled", verbosity=0)
                call_command("release_scheduled")
                note_occasions(timezone.localdate())
                mail_due()
            except DatabaseError:
                if every is None:
                    raise
                _log.exception("this round failed; the next one tries again")
            if every is None:
                return
            time.sleep(every)
            close_old_connections()
