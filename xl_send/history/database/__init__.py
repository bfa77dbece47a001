"""A history as tables in a database: everything here speaks SQL, through SQLAlchemy, and nothing elsewhere does."""
