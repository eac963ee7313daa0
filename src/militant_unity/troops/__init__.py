"""Estimates, statements and claims become the tables and figures of the chapter on troops."""
