"""The annex of the board pack: one file a section."""
