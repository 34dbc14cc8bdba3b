"""Rows from one reading of a list to the next, and what the lock keeps of them."""
