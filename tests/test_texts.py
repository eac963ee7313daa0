import re
import shutil
import unicodedata

import pytest
from hostile import ADDRESSES, CHARACTERS, FILE_NAMES, PAYLOADS, SEPARATORS
from hypothesis import given
from hypothesis import strategies as st

from dossier.build import all_violations, build
from dossier.errors import DataError
from dossier.project import Project, find_project
from dossier.report import read_declaration
from dossier.schema.cells import csv_text, read_dicts
from dossier.schema.files import typed_cells
from dossier.schema.texts import ADDRESS, DATE, ID, IDS, KINDS, WORDS, escaped, number_fault, text_fault

PROJECT = find_project()
SECOND = Project(PROJECT.root / "tests" / "second_report")
TABLES = PROJECT.schema.tables


@pytest.mark.parametrize("text", [*SEPARATORS, *CHARACTERS])
def test_a_character_that_breaks_hides_or_floods_is_refused(text):
    assert text_fault(text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_may_link_to_a_hostile_address(address):
    assert text_fault(address, ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://a.example:8080/b?c=1&d=%20#e",
        "https://en.example/wiki/A_–_B_(c)",
        "https://a-b.xn--p1ai./",
        "http://8.8.8.8/x",
    ],
)
def test_an_address_of_a_public_page_may_be_linked(address):
    assert text_fault(address, ADDRESS) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://999.1.1.1/",
        "https://a.example:0/",
        "https://a.example/%zz",
        "https://a..example/",
        "https://-a.example/",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_an_address_that_is_not_well_formed_is_refused(address):
    assert text_fault(address, ADDRESS)


@pytest.mark.parametrize(
    "text", ["Déjà vu : « 1 000 € »", "김정은 · Ким · 金", "Việt Nam", "a = b; c/d", "שָׁלוֹם"]
)
def test_words_of_any_script_may_stand(text):
    assert text_fault(unicodedata.normalize("NFC", text)) is None


@pytest.mark.parametrize("text", ["c-001", "Kim Jong-un", "données", "port-2024-p12"])
def test_an_id_is_an_id(text):
    assert text_fault(text, ID) is None


@pytest.mark.parametrize("text", ["<b>", "a;b", "../a", "a/b", "-rf", 'a"b', "=1", "a  b"])
def test_what_is_no_id_is_refused(text):
    assert text_fault(text, ID)
    assert text == "a;b" or text_fault(f"c-001;{text}", IDS)


def test_a_day_must_be_in_the_calendar():
    assert text_fault("2024-02-30", DATE).problem == "'2024-02-30' is no day of the calendar"
    assert text_fault("2024-02-29/2024-06", DATE) is None


@pytest.mark.parametrize("text", ["1_000", "nan", "inf", "１２", " 12", "٣", "1e", "+1"])
def test_a_number_is_written_plainly(text):
    try:
        float(text)
    except ValueError:
        return  # pandera refuses it
    assert number_fault(text)


@given(st.text(min_size=1, max_size=50))
def test_what_words_allow_is_one_line_that_is_seen(text):
    if text_fault(text) is None:
        assert text.splitlines() == [text]
        assert text == text.strip()
        assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} for character in text)


@given(st.text(max_size=50, alphabet=st.characters(codec="utf-8")))
def test_a_name_from_outside_can_be_written_into_a_cell(name):
    assert not name or text_fault(escaped(name)) is None


@pytest.mark.parametrize("name", FILE_NAMES)
def test_the_name_of_a_hostile_file_can_be_written_into_a_cell(name):
    shown = escaped(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
    assert text_fault(shown) is None


@pytest.mark.parametrize("name", TABLES)
def test_every_text_column_of_every_table_refuses_what_its_kind_refuses(name):
    """One line: file, row, column, value, remedy; the row is live or retired."""
    table = TABLES[name]
    kinds = table.text_kinds()
    hostile = [*SEPARATORS, *CHARACTERS, *(ADDRESSES if ADDRESS in kinds.values() else ())]
    row = dict.fromkeys(table.columns(), None) | {table.columns()[0]: "x-1"}
    cells = table.of([row | dict.fromkeys(kinds, text) for text in hostile]).astype("str")
    _, faults = typed_cells(f"{name}.csv", cells.where(cells.ne("None")), table)
    told = {(fault.column, fault.problem) for fault in faults}
    for column, kind in kinds.items():
        for text in [*SEPARATORS, *CHARACTERS, *(ADDRESSES if kind == ADDRESS else ())]:
            due = text_fault(text, kind)
            assert due, text
            assert (column, due.problem) in told
    for fault in faults:
        message = str(fault)
        assert message.isprintable()
        assert len(message) < 1_000


def test_each_kind_is_used_and_has_a_meaning():
    used = {kind.name for table in TABLES.values() for kind in table.text_kinds().values()}
    assert used == {kind.name for kind in KINDS}
    assert all(kind.meaning for kind in KINDS)
    assert {TABLES["sources"].text_kinds()[column] for column in ("url", "archive_url")} == {ADDRESS}


@pytest.mark.book
@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ("a\u2028<img src=x onerror=a>\u2028b", "U+2028 LINE SEPARATOR"),
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a" + "\u0301" * 9, "more than 2 on one"),
        ("x" * 200_000, "longer than 2,000 characters"),
        ("a\rb", "holds a carriage return"),
    ],
)
def test_check_data_and_build_refuse_a_cell_in_one_line(tmp_path, payload, told):
    """With file, row and column; the 200 kB of a cell are not printed."""
    root = tmp_path / "report"
    shutil.copytree(SECOND.root, root)
    file = root / "data" / "coded" / "claims.csv"
    rows = read_dicts(file.name, file.read_bytes())
    rows[0]["limits"] = payload
    file.write_text(
        csv_text([list(rows[0]), *(list(row.values()) for row in rows)]), encoding="utf-8", newline=""
    )
    project = Project(root)
    [fault] = all_violations(project, None)
    assert (fault.file, fault.row, fault.column) == ("claims.csv", rows[0]["claim_id"], "limits")
    assert told in fault.rule
    assert len(fault.value) < 300
    with pytest.raises(
        DataError, match=re.escape(f"claims.csv, row {rows[0]['claim_id']}, column limits")
    ) as refused:
        build(project)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("payload", [*SEPARATORS, *CHARACTERS])
def test_the_declaration_is_words_too(tmp_path, payload):
    text = (SECOND.root / "dossier.toml").read_text(encoding="utf-8")
    quoted = "".join(
        character
        if character.isascii() and character.isprintable() and character not in '"\\'
        else f"\\U{ord(character):08x}"
        for character in payload
    )
    file = tmp_path / "dossier.toml"
    for line in ("title = ", "abstract = "):
        file.write_text(
            re.sub(rf"(?m)^{line}.*$", lambda _, line=line: f'{line}"{quoted}"', text), encoding="utf-8"
        )
        with pytest.raises(DataError, match=rf"dossier.toml, row {line[:-3]}"):
            read_declaration(file)
    file.write_text(f'{text}\n[words.more]\nword = "{quoted}"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"dossier.toml, row words.more.word"):
        read_declaration(file)


@pytest.mark.parametrize("name", ["../x", "A", "a b", "a/b", "<b>", "", "-rf"])
def test_the_name_of_a_report_names_files(tmp_path, name):
    text = (SECOND.root / "dossier.toml").read_text(encoding="utf-8")
    file = tmp_path / "dossier.toml"
    file.write_text(re.sub(r"(?m)^name = .*$", f'name = "{name}"', text), encoding="utf-8")
    with pytest.raises(DataError, match=r"dossier.toml, row name"):
        read_declaration(file)


def test_most_payloads_are_words_or_are_refused_with_a_reason():
    for payload in PAYLOADS:
        fault = text_fault(payload, WORDS)
        assert fault is None or (fault.problem and fault.remedy)
