"""The sections of the board summary, each as plain values."""
