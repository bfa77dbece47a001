"""Figures that give one fact, or stand beside one another in the same words."""
