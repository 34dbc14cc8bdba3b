"""Forks of this process, and the work that it shares with them."""
