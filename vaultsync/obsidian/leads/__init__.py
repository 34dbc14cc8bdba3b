"""Where links lead, what depends on that, and what a broken one was probably meant to name."""
