import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import DataError
from dossier.project import find_project
from dossier.schema.cells import csv_rows, csv_text, read_dicts, read_rows
from dossier.schema.files import read_cells, rows_file, rows_of

ROOT = find_project().root

CELLS = st.text(alphabet=st.characters(), max_size=20)
HARD = st.sampled_from(
    [*',"\r\n\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufeff= \t', "\r\n", '""', "NA", "nan", "a"]
)
ROWS = st.lists(st.lists(CELLS | st.lists(HARD, max_size=6).map("".join), min_size=1, max_size=4), max_size=5)


@given(ROWS)
def test_any_text_in_any_cell_is_read_as_it_was_written(rows):
    assert csv_rows(csv_text(rows)) == rows


@pytest.mark.whole
def test_every_character_is_read_as_it_was_written():
    """All of Unicode, a character a cell: between others, alone, and at either end."""
    characters = [chr(code) for code in range(0x110000)]
    for form in ("{}", "a{}b", '"{}', "{},"):
        rows = [
            [form.format(character) for character in characters[i : i + 97]] for i in range(0, 0x110000, 97)
        ]
        assert csv_rows(csv_text(rows)) == rows


def test_what_needs_no_quotes_has_none():
    assert csv_text([["a b", "é\u2028", "=1"], [""]]) == 'a b,é\u2028,=1\n""\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\nx,1\r2\n", r"t.csv, row x, column b: '1\\r2' holds a carriage return"),
        (b'a,b\nx,"1\r\n2"\n', r"t.csv, row x, column b: '1\\r\\n2' holds a carriage return"),
        (b"a,b\r\nx,1\r\n", "t.csv: its lines end in a carriage return; save it with plain line feeds"),
        (b"a,b\rx,1\r", "t.csv: its lines end in a carriage return"),
        (b'a,b\nx,1\ny,"2\nz,3\n', "t.csv, row on line 3: a quote is not closed"),
        (b'a,b\nx,"1"2\n', "t.csv, row on line 2: a quote is not closed, or has something behind it"),
        (b"a,b\nx,\xff\n", r"t.csv, row on line 2: is not UTF-8 \(invalid start byte\); save it as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(content, message):
    with pytest.raises(DataError, match=message) as refused:
        read_rows("t.csv", content)
    assert "\n" not in str(refused.value)


def test_a_row_of_another_length_is_named():
    with pytest.raises(DataError, match=r"t.csv, row on line 3: the row has 1 cells, the header has 2"):
        read_dicts("t.csv", b"a,b\n1,2\n3\n")


def test_a_cell_above_the_limit_of_the_library_is_read(tmp_path):
    file = tmp_path / "t.csv"
    file.write_bytes(rows_file(["a"], [["x" * 200_000]]))
    assert len(read_rows(file.name, file.read_bytes())[1][0]) == 200_000
    with pytest.raises(
        DataError, match=r"t.csv, row x+… \(200,000 characters\), column a: .* is longer than 2,000"
    ):
        rows_of(file, ["a"])


def test_tables_are_read_by_the_same_reader(tmp_path):
    table = find_project().schema.tables["entities"]
    file = tmp_path / "entities.csv"
    file.write_bytes(f"{','.join(table.columns())}\nkim,Kim,person,,,,a\rb,\n".encode())
    with pytest.raises(
        DataError, match=r"entities.csv, row kim, column note: 'a\\rb' holds a carriage return"
    ):
        read_cells(file, table)


def test_one_writer_and_one_reader_serve_every_file():
    using = set()
    for file in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(alias.name == "csv" for alias in node.names):
                using.add(file.name)
            if isinstance(node, ast.Attribute) and node.attr in {"to_csv", "read_csv"}:
                using.add(file.name)
    assert using == {"cells.py"}
