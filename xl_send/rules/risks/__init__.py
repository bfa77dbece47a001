"""Rules of risks, issues and decisions."""
