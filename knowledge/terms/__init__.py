"""How Chinese founders say amounts, dates, places and facts. Python 3.10 syntax: both interpreters import it."""
