"""How much the advisor is used: counts without text, sender or company facts. Free of Rasa and Django."""
