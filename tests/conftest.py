"""Makes the shared builders importable from every test folder."""

import sys
from pathlib import Path

for folder in ("eligibility", "advice"):
    sys.path.insert(0, str(Path(__file__).parent / "knowledge" / folder))
