import re

import pytest

from dossier.pages import row_tables
from dossier.pages.row_tables import PageTables
from dossier.project import find_project

PROJECT = find_project()
TABLES = PROJECT.schema.tables


SOURCES = PROJECT.root / "src"
LISTED = re.compile(r"^COLUMNS: .*?^}", re.MULTILINE | re.DOTALL)  # counts for its own tables alone
READERS = [
    LISTED.sub("", file.read_text(encoding="utf-8"))
    for file in sorted(SOURCES.rglob("*.py"))
    if "schema" not in file.parts and file.name not in {"vocabulary.py", "tables.py"}
]
READERS += [file.read_text(encoding="utf-8") for file in sorted(SOURCES.rglob("*.html.jinja"))]


NAMES = sorted(PageTables(PROJECT, PROJECT.load()).makers)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_table_has_rows(name, page_tables):
    shown = page_tables.table(name)
    assert len(shown.frame) > 0
    assert f'id="table-{name}"' in page_tables.html(name)


def test_every_page_table_is_on_a_page():
    prose = "".join(page.read_text(encoding="utf-8") for page in (PROJECT.root / "book").glob("*.md"))
    assert set(re.findall(r"{dataset-table} ([a-z-]+)", prose)) == set(NAMES)


def test_the_ledger_is_on_a_page_and_its_claims_can_be_led_to(data, page_tables):
    page = (PROJECT.root / "book" / "ledger.md").read_text(encoding="utf-8")
    assert "{claims-ledger}" in page
    assert set(data.claims.loc[data.claims["retired"].isna(), "claim_id"]) <= page_tables.printed_rows


@pytest.mark.parametrize(
    ("table", "column"), [(name, column) for name, table in TABLES.items() for column in table.columns()]
)
def test_every_column_is_read(table, column):
    """A column that no page shows and no check or computation reads has no place in the schema."""
    if column in row_tables.COLUMNS.get(table, ()):
        return
    named = re.compile(rf"[\"'.]{column}\b")
    assert any(named.search(text) for text in READERS)
