"""Pages and notebooks become the built book, through one Sphinx extension."""
