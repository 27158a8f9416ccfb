"""Questions that got no answer, grouped by meaning. Free of Rasa and Django."""
