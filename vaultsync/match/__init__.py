"""Which note is which row."""
