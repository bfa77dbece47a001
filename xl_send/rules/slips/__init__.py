"""Slips of the hand that one column or one row shows: filled down as a series, sorted alone, one digit too many."""
