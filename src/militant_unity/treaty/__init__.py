"""Clauses, statements and events become the tables and figures of the treaty chapter."""
