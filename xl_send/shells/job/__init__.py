"""The helper that a button starts: it finds its request in a folder, and leaves its answer there."""
