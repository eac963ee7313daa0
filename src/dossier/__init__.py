"""News articles and a record of outside facts become a checkable book of claims, in editions."""

__version__ = "1.1.0"  # of the code itself, not of what is installed: an edition is built beside newer ones

from dossier.project import load

__all__ = ["__version__", "load"]
