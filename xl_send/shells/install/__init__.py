"""Putting the add-in where Excel loads it from, and taking it away."""
