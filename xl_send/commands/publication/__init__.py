"""What a verb shows, and to whom: the whole to the programme office, and to others what disclosure control leaves."""
