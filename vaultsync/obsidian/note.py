"""A note and its parts, named: what `scan` found, on demand."""
