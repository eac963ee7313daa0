"""Every table of the project, declared once: validation, codebook and datapackage follow from it."""

from dossier.schema.base import Table
from dossier.schema.coded import CODED
from dossier.schema.measured import MEASURED
from dossier.schema.record import RECORD

TABLES: dict[str, type[Table]] = {**MEASURED, **CODED, **RECORD}

__all__ = ["CODED", "MEASURED", "RECORD", "TABLES", "Table"]
