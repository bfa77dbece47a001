"""Rules of who decides on a milestone: what its title says, and the notice of a key decision."""
