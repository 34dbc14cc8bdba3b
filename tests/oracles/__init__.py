"""Other readers of Markdown, against which the scanner is held."""
