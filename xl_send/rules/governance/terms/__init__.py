"""Terms, holidays, closures and the days of the law, and what schools are asked to do in them."""
