"""The short ways in which those who know a child write of one: by a name, a family, a condition, a file."""
