"""Rules across workstreams: where one stands in another's way."""
