"""Markdown as Obsidian reads it, in the pieces of which `vaultsync.obsidian.scan` is made."""
