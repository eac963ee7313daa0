"""Answers and figures of the record → the numbers desk and the comparison of sources, as HTML."""
