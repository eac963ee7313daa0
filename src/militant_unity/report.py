"""What this report hands in to the engine: its tables, its numbers, its page tables, its key figure."""

from collections.abc import Mapping

from dossier.pages.entry_tables import FIGURE, MARK, PAGES
from dossier.report import KeyFigure, PageTable, Report, RowTable
from militant_unity.data import Dataset
from militant_unity.tables import (
    Clauses,
    Duties,
    Gazetteer,
    Glossary,
    Namings,
    Objects,
    Readings,
    Returns,
    Routes,
    TermGlosses,
    Trade,
    TreatyTexts,
)


def numbers(data: Dataset) -> dict[str, float | str]:
    """Return the numbers of every chapter by name."""
    from militant_unity.numbers import quotable

    return quotable(data)


def page_tables() -> Mapping[str, PageTable]:
    """Return the tables of this report that a page may show, by name."""
    from militant_unity import cast, corpus
    from militant_unity.words import doubt

    return {
        "articles": corpus.articles_table,
        "cast": cast.voices_table,
        "cast-named": cast.named_table,
        "cast-places": cast.places_table,
        "cues": doubt.cues_table,
        "glossary": cast.glossary_table,
        "language": corpus.language_table,
        "passages": corpus.passages_table,
        "terms": corpus.terms_table,
        "weapons": cast.weapons_table,
    }


def key_figure() -> KeyFigure:
    """Return the figure of the front page: what Seoul's agencies took a container to hold."""
    from militant_unity.arms.factors import draw_implied_factors

    return KeyFigure(draw_implied_factors, "notebooks/arms")


ROW_TABLES = {
    "clauses": RowTable(
        {
            "treaty and article": (MARK,),
            "obligation": ("obligation", "kind"),
            "what it says": ("summary",),
            "parts, absences and note": ("parts", "absent", "absence", "note"),
            "outside page": (PAGES,),
        },
        "Obligations of the treaties compared",
    ),
    "returns": RowTable(
        {
            "who and when": (MARK, "claimant"),
            "what came": ("thing", "verb"),
            "what was said": ("detail",),
            "in return for, and note": ("in_return_for for", "note"),
            "outside page": (PAGES,),
        },
        "What somebody said came back from Russia",
    ),
    "objects": RowTable(
        {
            "who examined it, and when": (MARK, "examiner_kind"),
            "object": ("object", "place", "found_date found", "examined_date examined"),
            "what was seen": ("what_was_seen",),
            "marks and note": ("marks", "note"),
            "outside page": (PAGES,),
        },
        "Things of North Korean make that somebody examined, pictured or told of",
    ),
    "treaty_texts": RowTable(
        {
            "treaty and article": (MARK,),
            "wording seen": ("wording_seen",),
            "in our words": ("our_paraphrase",),
            "form and note": ("form", "note"),
            "outside page": (PAGES,),
        },
        "Articles of the treaties whose wording was seen",
    ),
    "term_glosses": RowTable(
        ("term", "english", "followed_as"),
        "French terms that the book shows or follows, in English",
        anchored=False,  # a pair of words is no address
    ),
    "trade": RowTable(
        {
            "trade and period": (MARK,),
            "figure": (FIGURE, "other_value elsewhere"),
            "series": ("series",),
            "note": ("note",),
            "outside page": (PAGES,),
        },
        "Figures of trade; one series is never subtracted from another",
    ),
    "readings": RowTable(
        ("reading_id", "reading", "ground", "claim_id", "derives_from", "reason", "coder"),
        "Ways to read the claims of one fact: which of them may repeat which",
    ),
    "gazetteer": RowTable(
        ("place", "names", "role", "latitude", "longitude", "located_at", "source_id"),
        "Places of the map: the names that the data have for each, and whose point is drawn",
        anchored=False,
    ),
    "routes": RowTable(
        ("route_id", "start", "end", "by", "cargo", "rows"),
        "Routes of the map, and the rows of the record that name both ends",
        anchored=False,
    ),
}  # fmt: skip
"""How this report's own tables are printed row by row."""

REPORT = Report(
    coded={
        "duties": Duties,
        "readings": Readings,
        "gazetteer": Gazetteer,
        "routes": Routes,
        "namings": Namings,
        "glossary": Glossary,
        "term_glosses": TermGlosses,
    },
    record={
        "trade": Trade,
        "clauses": Clauses,
        "returns": Returns,
        "objects": Objects,
        "treaty_texts": TreatyTexts,
    },
    dataset=Dataset,
    numbers=numbers,
    tables=page_tables,
    row_tables=ROW_TABLES,
    key_figure=key_figure,
)
