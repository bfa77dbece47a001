"""What money lines pay for: the staff lines and the grant beside them."""
