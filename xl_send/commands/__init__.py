"""The use cases, and the one table of commands from which every face of the product is made."""
