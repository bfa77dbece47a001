"""A year in the life of a programme office: six half-terms of Exampleshire, from sending out to closing."""
