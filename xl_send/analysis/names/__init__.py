"""Names and ids that may be meant for others: asked about, never assumed."""
