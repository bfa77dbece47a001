"""Rules of milestones that were reached: by their dates, their evidence and what is said of them."""
