"""What staff see first, and the look of the whole console."""
