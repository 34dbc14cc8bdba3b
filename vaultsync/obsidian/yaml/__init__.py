"""The YAML of a frontmatter block: read as Obsidian reads it, written so that all agree."""
