"""Where tables stand on another's sheets, what they are about, and what their columns mean."""
