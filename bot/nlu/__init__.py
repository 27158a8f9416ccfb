"""Rasa NLU components: sentence features, company facts."""
