"""What befalls families, children and colleagues in their own lives, by which they are known."""
