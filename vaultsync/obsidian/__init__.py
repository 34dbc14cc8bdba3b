"""What Obsidian means by a vault's files; knows no tracker."""
