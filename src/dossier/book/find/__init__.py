"""A built book → what a reader can find in it, and the page that finds it."""
