"""One file an edition. Each says itself how its tables were, whatever they have become since."""
