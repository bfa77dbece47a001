"""Figures of one year: those counted up through it, those that begin again, and shares of the year so far."""
