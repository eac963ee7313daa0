"""The dataset as this report reads it: every table of the engine, and its own."""

from pandera.typing import DataFrame

from dossier.data import Dataset as EngineDataset
from militant_unity import tables


class Dataset(EngineDataset):
    """The engine's tables, and those of the treaty, the map, the readings, the words and trade."""

    duties: DataFrame[tables.Duties]
    readings: DataFrame[tables.Readings]
    gazetteer: DataFrame[tables.Gazetteer]
    routes: DataFrame[tables.Routes]
    namings: DataFrame[tables.Namings]
    glossary: DataFrame[tables.Glossary]
    term_glosses: DataFrame[tables.TermGlosses]
    trade: DataFrame[tables.Trade]
    clauses: DataFrame[tables.Clauses]
    returns: DataFrame[tables.Returns]
    objects: DataFrame[tables.Objects]
    treaty_texts: DataFrame[tables.TreatyTexts]
