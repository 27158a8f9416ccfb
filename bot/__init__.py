"""What the Rasa process loads: language components, channels, the H5 page and every fixed sentence."""
