"""The tables of a folder become the views of the look pages: who said what, figures, set aside, files.

A view is a table of its own in the database, in its first order and with the rank of each row in every other
order, so that any page of a million rows is there at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from dossier.errors import DataError
from dossier.look.tables import Tables
from dossier.reading.lines import CONTENT

MOST_CHOICES = 60
"""A column with more values than these is searched by words, not chosen from a list."""

MOST_PROPOSED = 200
"""So many values are proposed where words are typed, the most frequent first."""

MOST_PERIODS = 48
"""With more months than these, the figures are drawn by year."""

LOOKED_AT = (
    "documents", "passages", "sentences", "quotations", "numbers", "not_amounts", "dates",
)  # fmt: skip
"""The tables that the pages show; the largest, `terms`, is not among them."""

_OURS = ("n", "period")  # columns of a view that only its page needs

NONE = "-"
"""What a filter says for an empty cell."""


class Column(NamedTuple):
    """A column that is shown, its head, and whether it holds numbers."""

    name: str
    head: str
    numeric: bool = False


class Filter(NamedTuple):
    """What a view can be limited by: values of a list, words in a cell, a theme, a first or a last date."""

    name: str
    label: str
    kind: str = "choice"  # choice, words, theme, since, until
    column: str = ""


class View(NamedTuple):
    """A view: its address, title, what it says of itself, and the columns in its table."""

    name: str
    title: str
    says: str
    select: str
    order: str
    shown: tuple[Column, ...]
    filters: tuple[Filter, ...]
    has_places: bool = True


_ARTICLE = Column("article", "Article")
_PUBLISHED = Column("published", "Published")
_WHEN = (
    Filter("since", "Published from", "since", "published"),
    Filter("until", "Published until", "until", "published"),
)
_IN_ARTICLE = Filter("article", "Article", "words")
_THEME = Filter("theme", "Theme", "theme", "themes")


@dataclass(frozen=True)
class Views:
    """The views of a folder, with the number of rows, the choices and the proposals of each."""

    tables: Tables
    views: Mapping[str, View]
    counts: Mapping[str, int]
    choices: Mapping[tuple[str, str], list[tuple[str, int]]]
    """By view and filter: each value and how often it occurs, the most frequent first."""
    by_unit_and_theme: Mapping[tuple[str | None, str | None], int]
    """How many figures there are of each unit in sentences of each theme, the most first."""


def open_views(tables: Tables) -> Views:
    """Make the table of each view that ``tables`` have the rows for."""
    if not tables.has("documents", "source_id"):
        remedy = "name the folder that `measure` wrote"
        raise DataError("documents", "there is no such table", remedy=remedy)
    views = {view.name: view for view in _all_views(tables)}
    choices: dict[tuple[str, str], list[tuple[str, int]]] = {}
    counts = {}
    for view in views.values():
        _make(tables, view)
        [(counts[view.name],)] = tables.rows(f"select count(*) from look_{view.name}")
        for each in view.filters:
            choices[view.name, each.name] = _values(tables, view, each)
    return Views(tables, views, counts, choices, _by_unit_and_theme(tables) if "figures" in views else {})


def _by_year(tables: Tables) -> bool:
    """Return whether the files span more months than a drawing has room for, or most have only a year."""
    [(first, last, months, years)] = tables.rows(
        "select min(published), max(published), count(*) filter (length(published) >= 7), "
        "count(*) filter (length(published) = 4) from documents where regexp_matches(published, '^\\d{4}')"
    )
    if first is None:
        return False
    span = 12 * (int(last[:4]) - int(first[:4])) + 12
    return years > months or span > MOST_PERIODS + 12


def _by_unit_and_theme(tables: Tables) -> dict[tuple[str | None, str | None], int]:
    found: dict[tuple[Any, Any], int] = {}
    for unit, themes, rows in tables.rows("select unit, themes, count(*) from look_figures group by 1, 2"):
        for theme in themes.split(";") if themes else [None]:
            found[unit, theme] = found.get((unit, theme), 0) + rows
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _period(tables: Tables) -> str:
    """Return the column with the month in which a figure was published, or the year; empty without one."""
    digits, form = (4, r"^\d{4}") if _by_year(tables) else (7, r"^\d{4}-(0[1-9]|1[0-2])")
    return f"case when regexp_matches(d.published, '{form}') then left(d.published, {digits}) end as period"


def _make(tables: Tables, view: View) -> None:
    """Make the table of a view: its rows numbered in their first order, and ranked in each other order."""
    ranks = ", ".join(
        f'cast(row_number() over (order by "{column.name}" nulls last, n) as integer) as "by_{column.name}"'
        for column in view.shown
    )
    tables.rows(
        f"create or replace table look_{view.name} as select *, {ranks} from "
        f"(select cast(row_number() over (order by {view.order}) - 1 as integer) as n, * "
        f"from ({view.select})) order by n"
    )


def _values(tables: Tables, view: View, own: Filter) -> list[tuple[str, int]]:
    """Return the values that a filter proposes, each with how many rows have it, the most frequent first."""
    column = own.column or own.name
    if own.kind in ("since", "until"):
        return []
    listed = tables.rows(
        f'select "{column}", count(*) as rows from look_{view.name} group by 1 '
        "order by rows desc, 1 nulls last "
        f"limit {MOST_PROPOSED if own.kind == 'words' else 10_000}"
    )
    if own.kind == "theme":
        themes: dict[str, int] = {}
        for cell, rows in listed:
            for theme in str(cell).split(";") if cell else [NONE]:
                themes[theme] = themes.get(theme, 0) + rows
        return sorted(themes.items(), key=lambda pair: (-pair[1], pair[0]))
    if own.kind == "words":
        return [(str(value), rows) for value, rows in listed if value is not None]
    return [(NONE if value is None else str(value), rows) for value, rows in listed]


def _all_views(tables: Tables) -> Iterator[View]:
    """Yield the views whose tables are there."""
    if tables.has("quotations", "start"):
        yield _said(tables)
    if tables.has("numbers", "start"):
        yield _figures(tables)
    yield _set_aside(tables)
    yield _copies(tables)
    yield _files(tables)


def _columns(tables: Tables, table: str, alias: str, names: str, absent: str = "null") -> str:
    """Return columns of ``table`` for a SELECT; what the table has not is empty."""
    own = [
        f'{alias}."{name}"' if tables.has(table, name) else f'{absent} as "{name}"' for name in names.split()
    ]
    return ", ".join(own)


def _article(tables: Tables) -> str:
    """Return the columns that say of which article a row is: its title where it has one, and its date."""
    title = "d.title" if tables.has("documents", "title") else "null"
    return f"coalesce({title}, d.source_id) as article, d.published"


def _sentence(tables: Tables, table: str) -> tuple[str, str]:
    """Return the columns of the sentence of a row, and the join that finds it."""
    if not (tables.has("sentences", "start") and tables.has(table, "sentence_id")):
        return 'null as themes, t.start as sentence_start, t."end" as sentence_end', ""
    own = (
        f'{_columns(tables, "sentences", "s", "themes")}, s.start as sentence_start, s."end" as sentence_end'
    )
    return own, "left join sentences s on s.sentence_id = t.sentence_id"


def _said(tables: Tables) -> View:
    sentence, join = _sentence(tables, "quotations")
    more = [
        (Column(name, head), Filter(name, head))
        for name, head in (("stance", "Stance"), ("relay", "Relayed by"), ("confidence", "Confidence"))
        if tables.has("quotations", name)
    ]
    own = "quotation_id source_id start end mode speaker speaker_start speaker_end cue"
    names = " ".join(["", *(column.name for column, _ in more)])
    return View(
        "said",
        "Who said what",
        "Each passage that gives somebody's words. The words are marked; what names the speaker is "
        "underlined. A speaker has a name where the list of names has it.",
        f"select {_columns(tables, 'quotations', 't', own + names)}, {_article(tables)}, {sentence} "
        f"from quotations t left join documents d on d.source_id = t.source_id {join}",
        'published nulls last, source_id, start, "end", quotation_id',
        (
            Column("speaker", "Speaker"),
            Column("cue", "Cue"),
            Column("mode", "How"),
            *(column for column, _ in more),
            _ARTICLE,
            _PUBLISHED,
        ),
        (
            Filter("speaker", "Speaker", "words"),
            Filter("cue", "Cue", "words"),
            Filter("mode", "How"),
            *(own_filter for _, own_filter in more),
            _THEME,
            _IN_ARTICLE,
            *_WHEN,
        ),
    )


def _figures(tables: Tables) -> View:
    sentence, join = _sentence(tables, "numbers")
    more = [
        (Column(name, head), Filter(name, head, kind))
        for name, head, kind in (("per", "Per", "words"), ("reading", "Reading", "choice"))
        if tables.has("numbers", name)
    ]
    own = "number_id source_id start end value low high unit item bound change_id"
    names = " ".join(["", *(column.name for column, _ in more)])
    return View(
        "figures",
        "Figures",
        "Each amount that an article states, with the bound that it gives: at least, up to, about. A figure "
        "without a unit counts things.",
        f"select {_columns(tables, 'numbers', 't', own + names)}, "
        f"coalesce(t.value, t.low, t.high) as amount, {_article(tables)}, {_period(tables)}, {sentence} "
        f"from numbers t left join documents d on d.source_id = t.source_id {join}",
        'published nulls last, source_id, start, "end", number_id',
        (
            Column("amount", "Figure", numeric=True),
            Column("unit", "Unit"),
            Column("item", "Of what"),
            *(column for column, _ in more),
            _ARTICLE,
            _PUBLISHED,
        ),
        (
            Filter("unit", "Unit"),
            _THEME,
            Filter("item", "Of what", "words"),
            Filter("bound", "Bound"),
            *(own_filter for _, own_filter in more),
            _IN_ARTICLE,
            *_WHEN,
        ),
    )


def _set_aside(tables: Tables) -> View:
    """Return what was not measured: files, lines and figures, each with its kind and the reason."""
    article = _article(tables)
    parts = [
        f"select 'file' as what, d.status as kind, d.reason, d.source_id, d.file as detail, {article}, "
        'cast(null as bigint) as start, cast(null as bigint) as "end" from documents d '
        "where d.status <> 'kept'"
    ]
    for table, what in (("passages", "line"), ("not_amounts", "figure")):
        if tables.has(table, "start") and tables.has(table, "kind"):
            measured = ", ".join(f"'{kind}'" for kind in CONTENT)
            where = f"where t.kind not in ({measured})" if what == "line" else ""
            parts.append(
                f"select '{what}' as what, t.kind, {_columns(tables, table, 't', 'reason')}, t.source_id, "
                f'null as detail, {article}, t.start, t."end" '
                f"from {table} t left join documents d on d.source_id = t.source_id {where}"
            )
    return View(
        "aside",
        "Set aside",
        "What was not measured: files that are copies or cannot be read, lines that belong to the page "
        "around an article, and figures that are no amounts.",
        f'select *, start as sentence_start, "end" as sentence_end from ({" union all ".join(parts)})',
        'what, source_id, start nulls first, "end", kind',
        (Column("what", "What"), Column("kind", "Kind"), Column("reason", "Reason"), _ARTICLE, _PUBLISHED),
        (
            Filter("what", "What"),
            Filter("kind", "Kind"),
            Filter("reason", "Reason", "words"),
            _IN_ARTICLE,
            *_WHEN,
        ),
    )


def _copies(tables: Tables) -> View:
    """Return the files that are copies: of the same bytes, or of nearly the same words."""
    near = tables.has("documents", "copy_of")
    pointed = "d.copy_of" if near else "null"
    searched = "" if near else " Near copies were not looked for in this folder."
    alike = [Column("similarity", "Share", numeric=True)] if tables.has("documents", "similarity") else []
    return View(
        "copies",
        "Copies",
        f"Files that repeat another file: the first of them is counted.{searched}",
        f"select d.source_id, d.file, d.status, {_article(tables)}, f.source_id as first, "
        "f.file as first_file, "
        "case when f.sha256 = d.sha256 then 'the same bytes' else 'nearly the same words' end as likeness, "
        f"{_columns(tables, 'documents', 'd', 'similarity')} from documents d "
        "left join (select sha256 as same, min(source_id) as kept_id from documents where status = 'kept' "
        "group by sha256) k on k.same = d.sha256 "
        f"left join documents f on f.source_id = coalesce({pointed}, k.kept_id) "
        f"where d.status = 'duplicate' or {pointed} is not null",
        "first nulls last, source_id",
        (
            Column("file", "File"),
            Column("likeness", "What is alike"),
            *alike,
            Column("first_file", "First file"),
            Column("status", "Status"),
            _PUBLISHED,
        ),
        (Filter("likeness", "What is alike"), Filter("file", "File", "words"), *_WHEN),
        has_places=False,
    )


def _files(tables: Tables) -> View:
    names = (
        "source_id file title language status reason characters kept_characters sentences tokens outlet marks"
    )
    own = _columns(tables, "documents", "d", names)
    counted = [
        (table, name, head)
        for table, name, head in (
            ("quotations", "quotations", "Quotations"),
            ("numbers", "figures", "Figures"),
        )
        if tables.has(table, "source_id")
    ]
    sums = "".join(f", coalesce({name}.rows, 0) as {name}" for _, name, _ in counted)
    more = [
        (Column(name, head), Filter(name, head, "words"))
        for name, head in (("outlet", "Outlet"), ("marks", "Marks"))
        if tables.has("documents", name)
    ]
    joins = " ".join(
        f"left join (select source_id, count(*) as rows from {table} group by 1) {name} "
        f"on {name}.source_id = d.source_id"
        for table, name, _ in counted
    )
    return View(
        "files",
        "Files",
        "Every file of the folder, what became of it, and what was found in it.",
        f'select {own}, {_article(tables)}, 0 as start, d.characters as "end"{sums} from documents d {joins}',
        "file, source_id",
        (
            Column("file", "File"),
            Column("status", "Status"),
            Column("reason", "Reason"),
            *(column for column, _ in more),
            _PUBLISHED,
            Column("language", "Language"),
            Column("characters", "Characters", numeric=True),
            Column("kept_characters", "Measured", numeric=True),
            Column("sentences", "Sentences", numeric=True),
            *(Column(name, head, numeric=True) for _, name, head in counted),
        ),
        (
            Filter("status", "Status"),
            Filter("language", "Language"),
            *(own_filter for _, own_filter in more),
            Filter("reason", "Reason", "words"),
            Filter("file", "File", "words"),
            *_WHEN,
        ),
        has_places=False,
    )


def export_columns(views: Views, view: View) -> list[str]:
    """Return the columns of a view for a file: those shown first, then the others, without ranks."""
    shown = [column.name for column in view.shown]
    there = views.tables.rows(f"describe look_{view.name}")
    others = [str(row[0]) for row in there if row[0] not in _OURS and not str(row[0]).startswith("by_")]
    return list(dict.fromkeys(chain(shown, others)))
