"""Pages, notebooks and ``data/dataset`` → the built book, through one Sphinx extension."""
