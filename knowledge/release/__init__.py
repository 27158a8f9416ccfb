"""What a new snapshot would change: items, the advice of typical firms, the test questions."""
