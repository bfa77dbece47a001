"""Rules of handovers between workstreams, by both accounts."""
