"""From each edition of a history's tables to the next, by Alembic. What is here stays as it is: files rest on it."""
