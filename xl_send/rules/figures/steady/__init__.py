"""Figures and bases that hardly move, and the one among them that does."""
