"""The dataset as this report reads it: every table of the engine, and its own."""

from pandera.typing import DataFrame

from dossier.data import Dataset as EngineDataset
from militant_unity import tables


class Dataset(EngineDataset):
    """The engine's tables, and duties, glossary, term_glosses, trade and clauses."""

    duties: DataFrame[tables.Duties]
    glossary: DataFrame[tables.Glossary]
    term_glosses: DataFrame[tables.TermGlosses]
    trade: DataFrame[tables.Trade]
    clauses: DataFrame[tables.Clauses]
