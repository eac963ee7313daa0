import io
import re
import unicodedata
import zipfile
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from hostile import FORMULAS

from dossier.book.downloads import (
    COLUMNS,
    contents,
    harmless,
    package,
    package_name,
    spreadsheet_csv,
    workbook,
    workbook_name,
    write_downloads,
)
from dossier.project import find_project
from dossier.schema.cells import csv_rows
from dossier.schema.files import sha256

pytestmark = pytest.mark.whole

PROJECT = find_project()
TABLES = PROJECT.schema.tables

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    write_downloads(PROJECT, folder)
    return folder


def cells(content, sheet=1):
    """Return the cells of a sheet by their address, and whether it holds a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(part.text or "" for part in text.iter(f"{SHEET}t"))
            for text in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    found = {}
    for cell in root.iter(f"{SHEET}c"):
        value = cell.find(f"{SHEET}v").text
        found[cell.get("r")] = shared[int(value)] if cell.get("t") == "s" else float(value)
    return found, root.find(f".//{SHEET}f") is not None


def test_what_is_offered_is_written(folder):
    assert {file.name for file in folder.iterdir() if file.is_file()} == set(contents(PROJECT))
    assert {file.stem for file in (folder / "data").iterdir()} >= set(TABLES)


def test_every_table_is_offered_as_it_is(folder):
    for name in TABLES:
        assert (folder / "data" / f"{name}.csv").read_bytes() == (
            PROJECT.dataset / f"{name}.csv"
        ).read_bytes()


def test_every_notebook_is_offered_before_its_run(folder):
    for file in PROJECT.notebooks.glob("*.ipynb"):
        whole = nbformat.read(file, as_version=4)
        offered = nbformat.read(folder / "notebooks" / file.name, as_version=4)
        assert [cell.source for cell in offered.cells] == [cell.source for cell in whole.cells]
        assert any(cell.get("outputs") for cell in whole.cells)
        assert not any(cell.get("outputs") for cell in offered.cells)


def test_the_package_has_the_exact_files(folder):
    with zipfile.ZipFile(folder / package_name(PROJECT)) as archive:
        assert archive.testzip() is None
        assert {f"{name}.csv" for name in TABLES} < set(archive.namelist())
        assert {"codebook.md", "LICENSE", "datapackage.json", "numbers.json"} < set(archive.namelist())
        for file in PROJECT.dataset.iterdir():
            assert archive.read(file.name) == file.read_bytes()


@pytest.mark.book
def test_the_same_tables_give_the_same_bytes(folder, tmp_path):
    write_downloads(PROJECT, tmp_path)
    for name in contents(PROJECT):
        assert sha256((tmp_path / name).read_bytes()) == sha256((folder / name).read_bytes())


def sheet_names(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        return [sheet.get("name") for sheet in sheets]


def test_the_workbook_has_a_sheet_per_table_behind_the_one_that_explains_them(folder):
    names = sheet_names((folder / workbook_name(PROJECT)).read_bytes())
    assert names[0] == COLUMNS
    assert sorted(names[1:]) == sorted(TABLES)
    decided = [name for name in names if name in PROJECT.schema.coded]
    assert names[1 : len(decided) + 1] == decided == list(PROJECT.schema.coded)


def test_every_column_of_every_sheet_is_explained_with_its_words(folder):
    content = (folder / workbook_name(PROJECT)).read_bytes()
    found, _ = cells(content)
    lines = {int(address[1:]) for address in found} - {1}
    explained = {(found[f"A{line}"], found[f"B{line}"]): line for line in lines}
    assert set(explained) == {
        (name, column) for name, table in TABLES.items() for column in table.to_schema().columns
    }
    assert all(found[f"D{line}"] for line in lines)
    line = explained["estimates", "unit"]
    units = TABLES["estimates"].vocabularies()["unit"]
    assert found[f"E{line}"].split("\n") == [f"{unit}: {meaning}" for unit, meaning in units.items()]


def xml_of(content, sheet):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))


def test_every_sheet_has_a_filter_over_all_its_rows(folder):
    content = (folder / workbook_name(PROJECT)).read_bytes()
    dataset = PROJECT.load()
    for number, name in enumerate(sheet_names(content), start=1):
        reach = xml_of(content, number).find(f"{SHEET}autoFilter").get("ref")
        if name != COLUMNS:
            height = max(len(getattr(dataset, name)), 1) + 1
            assert re.fullmatch(rf"A1:[A-Z]+{height}", reach), name


def days_of(content, sheet):
    """Return the cells of a sheet that a spreadsheet shows as days, by their address."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{SHEET}numFmt")}
    shown = [formats.get(each.get("numFmtId")) for each in styles.find(f"{SHEET}cellXfs")]
    return {
        cell.get("r"): (pd.Timestamp("1899-12-30") + pd.Timedelta(days=float(cell[0].text)))
        .date()
        .isoformat()
        for cell in xml_of(content, sheet).iter(f"{SHEET}c")
        if cell.get("s") and shown[int(cell.get("s"))] == "yyyy-mm-dd"
    }


def test_a_whole_day_is_a_date_and_a_part_of_one_stays_text(folder):
    content = (folder / workbook_name(PROJECT)).read_bytes()
    number = sheet_names(content).index("events") + 1
    events, (found, _) = PROJECT.load().events, cells(content, number)
    [letter] = (address[0] for address, cell in found.items() if cell == "date" and address[1:] == "1")
    days = days_of(content, number)
    written = {f"{letter}{line}": day for line, day in enumerate(events["date"], start=2)}
    assert days == {address: day for address, day in written.items() if len(day) == len("2024-06-19")}
    partial = {address: day for address, day in written.items() if address not in days}
    assert partial
    assert all(found[address] == day for address, day in partial.items())


def test_a_year_in_a_column_of_text_is_not_marked_as_a_mistake(folder):
    content = (folder / workbook_name(PROJECT)).read_bytes()
    number = sheet_names(content).index("clauses") + 1
    height = len(PROJECT.load().clauses) + 1
    [ignored] = xml_of(content, number).iter(f"{SHEET}ignoredError")
    assert ignored.get("numberStoredAsText") == "1"
    assert re.fullmatch(rf"A1:[A-Z]+{height}", ignored.get("sqref"))


def test_it_is_said_which_file_suits_a_spreadsheet_with_decimal_commas():
    assert "French" in contents(PROJECT)[workbook_name(PROJECT)]


def test_numbers_are_numbers_and_what_is_missing_is_empty():
    table = pd.DataFrame({"name": ["a", None], "low": [1.5, float("nan")]})
    found, _ = cells(workbook({"t": table}))
    assert found == {"A1": "name", "B1": "low", "A2": "a", "B2": 1.5}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1"])
def test_nothing_that_a_spreadsheet_would_run_gets_through(text):
    found, formula = cells(workbook({"t": pd.DataFrame({"said": [text]})}))
    assert found["A2"].startswith("'")
    assert not formula
    assert harmless(text).replace("'", "") == text


@pytest.mark.book
def test_no_cell_of_the_dataset_would_be_run(folder):
    content = (folder / workbook_name(PROJECT)).read_bytes()
    for number in range(1, len(TABLES) + 2):  # and the sheet that explains them
        found, formula = cells(content, number)
        assert not formula
        assert not [cell for cell in found.values() if isinstance(cell, str) and cell[0] in "=+-@"]


def test_a_package_does_not_depend_on_the_order_of_its_files():
    assert package({"b": b"2", "a": b"1"}) == package({"a": b"1", "b": b"2"})


WIDE = [
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\u22121",
    " =1",
    "\u00a0=1",
    "\u3000=1",
    "\ufeff=1",
    "|calc",
    "%=1",
]


@pytest.mark.parametrize("text", [*FORMULAS, *WIDE])
def test_no_twin_for_spreadsheets_begins_a_formula(text):
    """Whether the spreadsheet parts the line at commas, semicolons or tabs; the numbers stay numbers."""
    table = pd.DataFrame({"id": ["a"], "said": [text], "value": [-1.5]})
    [_, row] = csv_rows(spreadsheet_csv(table).decode("utf-8"))
    assert row[0] == "a"
    assert row[2] == "-1.5"
    found, formula = cells(workbook({"t": table}))
    assert not formula
    assert found["B2"].replace("_x000D_", "\r") == row[1]  # as Excel reads and writes it
    for part in re.split(r"[;\t\r\n]", row[1]):
        first = unicodedata.normalize("NFKC", part).lstrip(" \u200b\ufeff\u3000\xa0")[:1]
        assert first not in {*"=+-@|%", "\u2212"}, part
    assert row[1].replace("'", "") == text.replace("'", "")


def test_the_exact_file_stays_exact(folder):
    for file in PROJECT.dataset.glob("*.csv"):
        assert (folder / "data" / file.name).read_bytes() == file.read_bytes()
        assert (folder / "spreadsheets" / file.name).is_file()
    assert "the exact files" in contents(PROJECT)[package_name(PROJECT)]
