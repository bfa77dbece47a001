"""Rules of the dates of milestones: days off, the forum's days, years, and dates that were filled in or told otherwise."""
