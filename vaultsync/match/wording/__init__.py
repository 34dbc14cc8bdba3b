"""What texts say: their words and particulars, and whether two texts say the same."""
