"""Makes the shared builders importable from every test folder."""

import sys
from pathlib import Path

for folder in (
    "knowledge/eligibility",
    "knowledge/retrieval",
    "knowledge/storage",
    "knowledge/console",
    "knowledge/quality",
    "knowledge/drafting",
    "knowledge/workbook",
    "knowledge/advice",
    "knowledge/tickets",
    "actions",
    "actions/plans",
    "e2e",
    "wechat",
):
    sys.path.insert(0, str(Path(__file__).parent / folder))
