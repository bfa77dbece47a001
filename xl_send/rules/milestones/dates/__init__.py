"""Rules of the dates of milestones: days off, a forum's days, years, and dates filled in or told otherwise."""
