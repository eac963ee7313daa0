"""Trade, statements and claims become the tables and figures of the China chapter."""
