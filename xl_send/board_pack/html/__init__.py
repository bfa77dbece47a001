"""The board summary as a web page."""
