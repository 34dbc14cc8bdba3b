"""A note's properties: read as Obsidian reads them, and changed in place."""
