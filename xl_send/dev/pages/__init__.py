"""Reference pages, generated from what they describe."""
