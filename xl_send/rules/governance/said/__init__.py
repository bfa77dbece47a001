"""What words and other returns say of forums and handovers."""
