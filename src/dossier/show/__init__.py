"""Tables become charts and HTML tables."""
