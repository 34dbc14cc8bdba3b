"""One file for each form in which a tracker is published."""
