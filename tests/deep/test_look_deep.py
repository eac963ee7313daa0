"""The look pages of a million rows: each page that a reader can ask for is there within a tenth of a second."""

import time
from pathlib import Path

import pytest

from dossier.look import pages
from dossier.look.chart import periods
from dossier.look.choice import choice_of, numbers_of, rows_of
from dossier.look.passages import Texts
from dossier.look.tables import Tables, open_tables
from dossier.look.views import open_views
from dossier.reading.lines import CONTENT
from dossier.schema import MEASURED
from dossier.schema.base import holds_text

ROWS = 1_000_000
ARTICLES = 40_000
MOST_SECONDS = 0.1
TRIES = 5
"""The best of so many tries counts: other work on the machine is not the query's."""

VALUES = {
    "source_id": f"'article-' || (i % {ARTICLES})",
    "sentence_id": f"'article-' || (i % {ARTICLES}) || '-s' || ((i // {ARTICLES}) % 30)",
    "start": f"100 * (i // {ARTICLES})",
    "end": f"100 * (i // {ARTICLES}) + 40",
    "speaker_start": "5",
    "speaker_end": "20",
    "mode": "['direct', 'indirect', 'mixed'][1 + i % 3]",
    "speaker": "case when i % 4 = 0 then 'speaker-' || (hash(i) % 3000) end",
    "cue": "'verb' || (hash(i * 7) % 150)",
    "value": "round(power(10, (hash(i * 3) % 900) / 100.0), 2)",
    "low": "null",
    "high": "null",
    "unit": "case when i % 3 > 0 then ['USD', 'percent', 'tonne', 'year', 'day'][1 + (i * 7919) % 5] end",
    "item": "'noun' || (hash(i * 11) % 20000)",
    "bound": "['exact', 'about', 'at_least', 'at_most'][1 + i % 4]",
    "themes": "case i % 4 when 0 then 'sea' when 1 then 'sea;work' when 2 then 'price' end",
    "kind": "['body', 'teaser', 'navigation', 'title'][1 + i % 4]",
    "status": "case when i % 9 = 0 then 'duplicate' else 'kept' end",
    "reason": "case when i % 9 = 0 then 'same bytes as an earlier file' end",
    "copy_of": "case when i % 9 = 0 then 'article-' || (i - 1) end",
    "similarity": "0.9",
    "published": "strftime(date '2015-01-01' + cast(hash(i) % 3600 as integer), '%Y-%m-%d')",
    "title": "'Une page sur le port, la grue et le quai ' || i",
    "file": "'pages/' || (i % 500) || '/page-' || i || '.txt'",
    "sha256": "md5(cast(i // 2 as varchar)) || md5('x')",
    "language": "'fr'",
    "encoding": "'utf-8'",
}


def generated(folder: Path) -> None:
    """Write a million quotations, figures and lines of forty thousand articles, as Parquet."""
    import duckdb

    connection = duckdb.connect(":memory:")
    sizes = {
        "documents": ARTICLES,
        "sentences": ARTICLES * 30,
        "passages": ROWS,
        "quotations": ROWS,
        "numbers": ROWS,
    }
    for name, rows in sizes.items():
        columns = MEASURED[name].to_schema().columns
        key = f"{name[:-1]}_id"
        cells = []
        for column, declared in columns.items():
            own = VALUES["sentence_id"] if (name, column) == ("sentences", "sentence_id") else None
            own = own or (f"'{name}-' || i" if column == key else VALUES.get(column, "1"))
            kind = (
                "varchar"
                if holds_text(declared)
                else "double"
                if "float" in str(declared.dtype).lower()
                else "bigint"
            )
            cells.append(f'cast({own} as {kind}) as "{column}"')
        target = folder / f"{name}.parquet"
        connection.execute(
            f"copy (select {', '.join(cells)} from range({rows}) r(i)) to '{target}' (format parquet)"
        )


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    folder = tmp_path_factory.mktemp("million")
    generated(folder)
    return pages.Look(open_views(open_tables(folder)), Texts(None), "million")


QUERIES = [
    "",
    "page=200",
    "article=quai+77",
    "article=quai&page=200",
    "since=2018-03&until=2019",
    *(f"sort={{column}}{order}{page}" for order in ("", "&order=down") for page in ("", "&page=200")),
    "article=1&sort={column}&order=down&page=20",
]
FILTERED = {
    "said": [
        "speaker=speaker-1",
        "mode=direct&theme=sea",
        "cue=verb1&sort=speaker",
        "theme=-&sort=article&page=100",
    ],
    "figures": [
        "unit=USD",
        "unit=-&theme=sea",
        "item=noun7&sort=amount&order=down",
        "bound=about&unit=tonne&page=9",
    ],
    "aside": ["kind=teaser", "what=line&sort=kind", "reason=earlier"],
    "copies": ["file=page-9"],
    "files": ["status=duplicate", "file=page-12&sort=characters"],
}


def slowest(look: pages.Look, name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Return the seconds of the slowest single query of each page of a view, the best of several tries."""
    view = look.views.views[name]
    columns = [column.name for column in view.shown]
    asked = {query.format(column=column) for query in QUERIES for column in columns} | set(FILTERED[name])
    has_articles = "article" in {own.name for own in view.filters}
    asked = {query for query in asked if has_articles or "article=" not in query}
    taken: list[float] = []
    ask = Tables.rows

    def timed(tables: Tables, query: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
        begun = time.perf_counter()
        try:
            return ask(tables, query, values)
        finally:
            taken.append(time.perf_counter() - begun)

    monkeypatch.setattr(Tables, "rows", timed)
    found = {}
    for query in sorted(asked):
        tries = []
        for _ in range(TRIES):
            taken.clear()
            choice = choice_of(view, query)
            _, numbers = numbers_of(look.views, view, choice)
            pages.shown(look, view, rows_of(look.views, view, numbers))
            if name == "figures":
                periods(look.views, choice)
            tries.append(max(taken))
            if tries[-1] < MOST_SECONDS / 2:
                break
        found[query] = min(tries)
    return found


@pytest.mark.deep("src/dossier/look", "src/dossier/schema/measured.py")
@pytest.mark.parametrize("name", list(FILTERED))
def test_any_query_of_a_view_takes_a_tenth_of_a_second(look, name, monkeypatch, record_property):
    assert "body" in CONTENT
    assert look.views.counts["said"] == look.views.counts["figures"] == ROWS
    found = slowest(look, name, monkeypatch)
    worst = max(found, key=lambda query: found[query])
    record_property(
        "found", f"{len(found)} pages; the slowest query takes {found[worst] * 1000:.0f} ms ({worst})"
    )
    assert {query: seconds for query, seconds in found.items() if seconds > MOST_SECONDS} == {}
