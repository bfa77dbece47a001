"""What has changed of rows, a kind of row a file."""
