"""State: the page a person edits, the base the build remembers, and how the two meet."""
