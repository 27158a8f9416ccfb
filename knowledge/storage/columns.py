"""What every table shares: the metadata, moments, and who a row belongs to."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData()
SHENZHEN = ZoneInfo("Asia/Shanghai")


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment: UTC without zone in every database, Shenzhen time in Python."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """To UTC."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Back to Shenzhen."""
        return None if value is None else value.replace(tzinfo=dt.UTC).astimezone(SHENZHEN)


def owner_of(sender_id: str) -> str:
    """What stands for a sender in the tables: a digest, so that staff cannot act as the sender."""
    return hashlib.sha256(sender_id.encode()).hexdigest()
