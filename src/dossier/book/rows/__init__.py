"""Rows in the book: their marks in a sentence, where the book names them, and their light pages."""
