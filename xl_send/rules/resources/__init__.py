"""Rules of people, diagnostic tasks and money."""
