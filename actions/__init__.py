"""Thin Rasa actions: slots to profile, one call to knowledge, the result to messages."""
