"""A proposed order: the scheduling problem, its solver, and the proposal in words."""
