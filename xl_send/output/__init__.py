"""Results as texts and data: one file a result and format."""
