"""News articles, coded tables and a record of outside facts become a dataset and a book, in editions.

This is the engine: it knows no subject. A report is a folder with a ``dossier.toml``.
"""

# The version of this code, not of the installed package: an older edition is built beside a newer one.
__version__ = "1.2.0.dev0"

from dossier.project import load

__all__ = ["__version__", "load"]
