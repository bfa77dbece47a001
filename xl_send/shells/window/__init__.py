"""A small window with the ribbon's buttons."""
