"""Rules of returns beside one another: what they name alike, and which are missing."""
