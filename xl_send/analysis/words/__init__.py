"""What words tell: of a child, a month, a term, an activity, or nothing."""
