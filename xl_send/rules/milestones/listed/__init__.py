"""Rules of the schools that milestones and tasks list: those that a title names, and how many a text gives."""
