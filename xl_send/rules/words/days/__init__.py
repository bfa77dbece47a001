"""Days that texts name, against calendars, rows and other texts."""
