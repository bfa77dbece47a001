"""Data from and for other programs: trackers carried in, tables carried out."""
