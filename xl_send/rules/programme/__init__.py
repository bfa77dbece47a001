"""Rules of the return as a whole, its workstreams and owners, and what is reported."""
