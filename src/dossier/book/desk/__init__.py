"""A directive in a page → the numbers desk or the comparison of sources in the book."""
