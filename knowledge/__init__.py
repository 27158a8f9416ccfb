"""The advisor's expertise: what exists, what fits, what to ask next. Knows neither Rasa nor WeChat."""
