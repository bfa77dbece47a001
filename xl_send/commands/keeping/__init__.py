"""What a history keeps: listed, shown, taken out and checked."""
