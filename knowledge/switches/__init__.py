"""Which channels are open, as staff decided. Free of Rasa and Django."""
