"""What was published; knows no vault."""

LARGEST_LOCK = 32 * 1024 * 1024
"""The most bytes that a lock may have: some 50,000 rows."""
