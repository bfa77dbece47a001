"""What was found, as Tables: one file a list, whoever shows it."""
