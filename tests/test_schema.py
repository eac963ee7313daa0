"""A report's words enter the engine's tables; the tables themselves stay as they are for the next report."""

from typing import ClassVar

import pytest
from pandera.typing import Series

from dossier.errors import DataError
from dossier.project import Project, find_project
from dossier.schema import CODED, MEASURED, ON_RECORD, PUBLIC, Schema
from dossier.schema.base import Table, declared, identifier, one_of, table_meaning
from dossier.schema.files import validate
from dossier.schema.words import UNITS

PROJECT = find_project()
SECOND = Project(PROJECT.root / "tests" / "second_report")


class Boats(Table):
    """One row per boat."""

    boat_id: Series[str] = identifier("[a-z]+", "a short name")
    colour: Series[str] = declared("colours", "of its hull")
    second: Series[str] = declared("colours", "of its deck", nullable=True)
    unit: Series[str] = one_of({"m": "metres"}, "of its length", nullable=True, further="units")

    class Config:
        """Name a row by its boat, and no two by one colour of the deck."""

        unique: ClassVar = ["boat_id", "second"]


COLOURS = {"colours": {"red": "as a fire", "blue": "as the sea"}}


def boats(words, **cells):
    """Return a table of one boat, if ``cells`` are what ``words`` allow."""
    table = Boats.with_words(words)
    boat = {"boat_id": "anna", "colour": "red", "second": None, "unit": None, **cells}
    return validate("boats.csv", table.of([boat]).astype("string"), table)


@pytest.mark.parametrize("cells", [{}, {"colour": "blue", "second": "red"}, {"unit": "m"}])
def test_a_word_that_the_report_declares_is_accepted(cells):
    assert len(boats(COLOURS, **cells)) == 1


@pytest.mark.parametrize("cells", [{"colour": "green"}, {"second": "green"}, {"unit": "knots"}])
def test_any_other_word_is_refused(cells):
    [(column, word)] = cells.items()
    with pytest.raises(DataError, match=f"boats.csv, row anna, column {column}: '{word}' is not"):
        boats(COLOURS, **cells)


@pytest.mark.parametrize("words", [{}, {"colours": {}}, {"flags": {"red": "a flag"}}])
def test_a_list_that_is_empty_or_not_declared_refuses_every_word(words):
    with pytest.raises(DataError, match="row anna, column colour: 'red' is not"):
        boats(words)


def test_an_empty_cell_stays_allowed_only_where_it_was():
    boats(COLOURS, second=None)
    with pytest.raises(DataError, match="column colour"):
        boats(COLOURS, colour=None)


def test_a_report_s_units_are_further_ones():
    words = {**COLOURS, "units": {"knots": "nautical miles an hour"}}
    for unit in ("m", "knots"):
        assert list(boats(words, unit=unit)["unit"]) == [unit]
    assert Boats.with_words(words).vocabularies()["unit"] == {"m": "metres", **words["units"]}


def test_a_table_with_words_is_else_the_same():
    table = Boats.with_words(COLOURS)
    assert table.vocabularies()["colour"] == COLOURS["colours"]
    assert (table.__name__, table_meaning(table)) == (Boats.__name__, "One row per boat.")
    assert (table.columns(), table.key()) == (Boats.columns(), Boats.key())
    meanings = [
        {name: column.description for name, column in each.to_schema().columns.items()}
        for each in (Boats, table)
    ]
    assert meanings[0] == meanings[1]


def test_the_declared_table_itself_learns_no_word():
    Boats.with_words(COLOURS)
    assert set(Boats.vocabularies()) == {"unit"}
    assert Boats.with_words({"colours": {"grey": "as a cloud"}}).vocabularies()["colour"] == {
        "grey": "as a cloud"
    }


def test_a_table_without_words_of_the_report_is_returned_as_it_is():
    assert MEASURED["documents"].with_words(COLOURS) is MEASURED["documents"]


@pytest.mark.parametrize("project", [PROJECT, SECOND], ids=["first", "second"])
def test_every_declared_column_has_the_words_of_the_report(project):
    words = project.declaration.words
    found = set()
    for name, table in project.schema.tables.items():
        original = {**MEASURED, **CODED, **ON_RECORD, **project.report.coded, **project.report.record}[name]
        for column, listed in original._marked("declared").items():
            base = original.vocabularies().get(column, {})
            assert table.vocabularies()[column] == {**base, **words.get(listed, {})}, (name, column)
            found.add(listed)
    assert {"themes", "interests", "hypotheses"} <= found


PRIVATE = {
    "documents": [
        "published_from",
        "title_from",
        "outlet",
        "outlet_from",
        "copy_of",
        "similarity",
        "marks",
    ],
    "passages": ["reason"],
    "mentions": ["start", "end"],
    "quotations": ["speaker_start", "speaker_end"],
    "concordance": ["start", "end"],
}
"""What is measured, and not published: what tools/leak.py needs, and how a file came in."""


@pytest.mark.parametrize("name", MEASURED)
def test_a_private_column_is_in_no_table_that_is_committed(name):
    without = [column for column in MEASURED[name].columns() if column not in PRIVATE.get(name, [])]
    assert PUBLIC[name].columns() == without
    assert (PUBLIC[name] is MEASURED[name]) == (name not in PRIVATE)
    assert PUBLIC[name].public() is PUBLIC[name]
    assert PUBLIC[name].key() == MEASURED[name].key()
    for project in (PROJECT, SECOND):
        assert project.schema.tables[name].columns() == without
        for folder in (project.measured, project.dataset):
            header = (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
            assert header.split(",") == without


def test_units_of_a_quantity_can_be_lengthened():
    words = {"units": {"knot": "nautical miles an hour"}}
    schema = Schema.of(words, {}, {})
    assert schema.coded["quantities"].vocabularies()["unit"] == {**UNITS, **words["units"]}
    assert "knot" not in CODED["quantities"].vocabularies()["unit"]


def test_a_report_s_own_tables_are_coded_or_on_record():
    schema = Schema.of(COLOURS, {"boats": Boats}, {"ships": Boats})
    assert list(schema.tables) == [*MEASURED, *CODED, "boats", *ON_RECORD, "ships"]
    assert schema.coded["boats"].vocabularies()["colour"] == COLOURS["colours"]
    assert "ships" in schema.printed
    assert "ships" in schema.evidence
    assert "boats" not in schema.printed
