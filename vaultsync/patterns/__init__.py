"""A regular expression of the user's, matched in bounded time."""
