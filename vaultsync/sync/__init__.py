"""What to write into a vault, writing it, and taking it back."""
