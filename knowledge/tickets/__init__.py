"""Tickets: a founder's wish to be called back, its clock, its states and its follow-up. Free of Rasa and Django."""
