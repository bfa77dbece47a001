"""What has changed of the programme as a whole."""
