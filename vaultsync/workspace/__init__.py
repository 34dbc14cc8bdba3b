"""A vault judged as a whole, and kept up to date change by change."""
