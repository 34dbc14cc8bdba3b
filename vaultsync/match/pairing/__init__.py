"""Which claim is which row, how sure that is, and why."""
