"""What may be shown to whom: one decision for every output."""
