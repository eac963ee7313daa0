"""The dataset as this report reads it: every table of the engine, and its own."""

from dossier.data import Dataset

__all__ = ["Dataset"]
