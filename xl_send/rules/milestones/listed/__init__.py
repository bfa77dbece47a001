"""Rules of the schools that milestones and tasks list, and of how much of their work is said to be done."""
