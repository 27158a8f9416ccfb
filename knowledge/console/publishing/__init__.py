"""Publishing: prepare a snapshot, look at what it changes, switch to it, go back."""
