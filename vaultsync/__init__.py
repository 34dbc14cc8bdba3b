"""vaultsync keeps an Obsidian vault true to a published list of actions."""

__version__ = "0.1.0"
