"""What a KPI says of itself in words, beside its cells."""
