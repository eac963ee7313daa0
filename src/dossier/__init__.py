"""What five articles say about North Korea and Russia, measured and checked."""

from importlib.metadata import version

__version__ = version("dossier")

from dossier.data import load

__all__ = ["__version__", "load"]
