"""Numbers that texts give, against other numbers of the same text, other texts, titles and figures."""
