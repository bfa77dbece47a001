"""What the page shows of each result: the values that a template fills, one file a result."""
