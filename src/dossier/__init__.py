"""What five articles say about North Korea and Russia, measured and checked."""

__version__ = "1.0.0"  # of the code itself, not of what is installed: an edition is built beside newer ones

from dossier.project import load

__all__ = ["__version__", "load"]
