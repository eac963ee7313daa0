"""Rows of the record → the numbers that readers ask for: range, conflicts, best single source."""
