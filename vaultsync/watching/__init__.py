"""Watching a vault: file events to hints, and hints to rounds of judging."""
