"""A choice of rows becomes a page of HTML, with the words of the texts where they are here.

Every page is one file without a script: filters are forms, orders and pages are links. Each text is escaped
by its template, and the policy of the page lets nothing run, should one come through.
"""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from dossier.book.private import marked
from dossier.errors import DataError, quoted
from dossier.look.chart import Drawing, Period, counted, periods, spread
from dossier.look.choice import DEEPEST, PAGE, Choice, choice_of, numbers_of, rows_of
from dossier.look.passages import Mark, Piece, Texts, pieces, without_tags
from dossier.look.views import MOST_CHOICES, MOST_PROPOSED, NONE, Filter, View, Views
from dossier.pages.policy import Rights, guarded
from dossier.pages.templates import render
from dossier.reading.intake.web_pages import is_page
from dossier.reading.lines import CONTENT
from dossier.show.amount import amount

FORM = Rights(send=True)
"""A page with a form to its own server, and without a script."""

MOST_CHARACTERS = 60_000
"""So much of an article is on its page: longer ones are cut around the place that was asked for."""

_BESIDE = 200  # characters before and after a passage whose sentence is not known


class Look(NamedTuple):
    """What the pages are made of: the views of a folder, the texts, and the folder's name."""

    views: Views
    texts: Texts
    name: str


class Shown(NamedTuple):
    """A row as a page has it: cells in words and as values, its passage or why there is none, its place."""

    cells: dict[str, str]
    values: dict[str, Any]
    words: list[Piece]
    missing: str
    place: str
    article: str


class Page(NamedTuple):
    """A template and the values that it is given."""

    template: str
    values: dict[str, Any]


def start_page(look: Look) -> str:
    """Return the first page: what is in the folder, and where it is shown."""
    return _served(start_values(look))


def view_page(look: Look, name: str, query: str) -> str:
    """Return the page of the view ``name`` with the rows that ``query`` chooses."""
    view = view_of(look, name)
    choice = choice_of(view, query)
    count, numbers = numbers_of(look.views, view, choice)
    rows = shown(look, view, rows_of(look.views, view, numbers))
    return _served(view_values(look, view, choice, rows, count))


def start_values(look: Look, *, exported: bool = False) -> Page:
    """Return the template of the first page and its values."""
    tables, views = look.views.tables, look.views
    status = tables.rows("select status, count(*) from documents group by 1 order by 2 desc, 1")
    reasons = tables.rows(
        "select status, reason, count(*) from documents where status <> 'kept' group by 1, 2 "
        "order by 3 desc, 1, 2 limit 20"
    )
    speakers = views.choices.get(("said", "speaker"), [])[:12]
    units = views.choices.get(("figures", "unit"), [])[:12]
    return _page(
        look,
        "look_start.html.jinja",
        exported=exported,
        title="What was found",
        current="",
        status=status,
        reasons=[(kind, reason or "no reason given", rows) for kind, reason, rows in reasons],
        cards=[(view, views.counts[view.name]) for view in views.views.values()],
        speakers=[(name, rows, urlencode({"speaker": name})) for name, rows in speakers],
        units=[(_value(name, "a count"), rows, urlencode({"unit": name})) for name, rows in units],
    )


def view_values(
    look: Look,
    view: View,
    choice: Choice,
    rows: list[Shown],
    count: int | None = None,
    *,
    exported: bool = False,
) -> Page:
    """Return the template of a view and its values: these rows, of ``count`` that the choice has."""
    count = look.views.counts[view.name] if count is None else count
    first = (choice.page - 1) * PAGE
    last_page = min(-(-count // PAGE), DEEPEST // PAGE)
    in_figures = view.name == "figures"
    return _page(
        look,
        "look_view.html.jinja",
        exported=exported,
        title=view.title,
        current=view.name,
        view=view,
        fields=[_field(look, view, choice, own) for own in view.filters],
        choice=choice,
        heads=[_head(choice, column) for column in view.shown],
        rows=rows,
        count=count,
        all=look.views.counts[view.name],
        first=first + 1,
        last=first + len(rows),
        before=choice.address(page=choice.page - 1) if choice.page > 1 else None,
        after=choice.address(page=choice.page + 1) if choice.page < last_page else None,
        deepest=DEEPEST if count > DEEPEST and not exported else 0,
        query=choice.address(page=1),
        periods=(found := periods(look.views, choice) if in_figures else []),
        drawings=drawings(found, choice.filters.get("unit")),
        matrix=matrix(look) if in_figures else None,
    )


def article_page(look: Look, query: str) -> str:
    """Return the page of an article: its text, with what was found marked and what was set aside pale."""
    asked = dict(parse_qsl(query, max_num_fields=10))
    source_id, at = asked.get("source_id", ""), asked.get("at", "0")
    row = _document(look, source_id)
    if row is None or not at.isdecimal() or len(at) > 12:
        raise DataError("the address", f"{quoted(source_id)} is no article", remedy="take a link of a row")
    text = look.texts.of(row["file"], row["sha256"], row["encoding"])
    if text is None:
        raise DataError(row["file"], _missing(look), remedy="give the folder that was measured with --texts")
    start, end = _cut(text, int(at))
    marks = list(_marks(look, source_id))
    if asked.get("to", "").isdecimal() and len(asked["to"]) <= 12:
        marks.append(Mark("here", int(at), int(asked["to"])))
    page = _page(
        look,
        "look_article.html.jinja",
        title=row["title"] or source_id,
        current="files",
        file=row["file"],
        published=row["published"],
        language=row["language"],
        pieces=_article_pieces(look, source_id, text, start, end, marks),
        cut=(start, end, len(text)) if end - start < len(text) else None,
        said=urlencode({"article": row["title"] or source_id}),
    )
    return _served(page)


def _article_pieces(
    look: Look, source_id: str, text: str, start: int, end: int, marks: list[Mark]
) -> list[Piece]:
    """Return the words of an article; of a saved web page the lines that were found in it."""
    if not is_page(text) or not look.views.tables.has("passages", "start"):
        return pieces(text, start, end, marks)
    lines = look.views.tables.rows(
        'select start, "end" from passages where source_id = ? and start < ? and "end" > ? order by start',
        [source_id, end, start],
    )
    found: list[Piece] = []
    for first, last in lines:
        found += [*without_tags(pieces(text, first, last, marks)), Piece("", "\n\n")]
    return found


def refusal_page(look: Look, reason: str) -> str:
    """Return the page that says in one sentence why there is no other."""
    title = "That cannot be shown"
    return _served(_page(look, "look_refusal.html.jinja", title=title, current="", reason=reason))


def view_of(look: Look, name: str) -> View:
    """Return the view ``name``; raise ``DataError`` where there is none."""
    if name not in look.views.views:
        known = ", ".join(look.views.views)
        raise DataError("the address", f"there is no view {quoted(name)}", remedy=f"there are {known}")
    return look.views.views[name]


def shown(look: Look, view: View, rows: list[dict[str, Any]], *, linked: bool = True) -> list[Shown]:
    """Return rows of a view as a page has them, each with its words in their sentence.

    Without ``linked`` no row leads to the page of its article, which only the server has.
    """
    files = files_of(look, {row["source_id"] for row in rows})
    found = [_shown(look, view, row, files.get(row["source_id"])) for row in rows]
    return found if linked else [row._replace(article="") for row in found]


def drawings(found: list[Period], unit: str | None) -> list[Drawing]:
    """Return the drawings of the figures of these periods: how many, and how large if they have one unit."""
    if not found:
        return []
    sizes = spread(found, _value(unit, "a count")) if unit else None
    return [counted(found), *([sizes] if sizes else [])]


def matrix(look: Look) -> SimpleNamespace | None:
    """Return how many figures there are by unit and theme, as a table of links; none without a theme."""
    counts = look.views.by_unit_and_theme
    units = list(dict.fromkeys(unit for unit, _ in counts))[:12]
    themes = list(dict.fromkeys(theme for _, theme in counts))[:8]
    if themes in ([], [None]):
        return None

    def link(unit: str | None, theme: str | None) -> tuple[int, str]:
        return counts.get((unit, theme), 0), urlencode({"unit": unit or NONE, "theme": theme or NONE})

    lines = [(unit or "a count", [link(unit, theme) for theme in themes]) for unit in units]
    return SimpleNamespace(themes=[theme or "no theme" for theme in themes], lines=lines)


def _page(look: Look, template: str, *, exported: bool = False, **values: Any) -> Page:
    """Return a template and its values; an exported page leads to files, and has no form."""
    shell = {
        "folder": look.name,
        "views": list(look.views.views.values()),
        "home": "index.html" if exported else "./",
        "suffix": ".html" if exported else "",
        "exported": exported,
        "script": "",
    }
    return Page(template, {**shell, **values})


def _served(page: Page) -> str:
    """Return a page as the server sends it: guarded, and marked as private, should somebody save it."""
    return marked(guarded(render(page.template, **page.values), FORM))


def _field(look: Look, view: View, choice: Choice, own: Filter) -> SimpleNamespace:
    """Return a field of the form: its value, and the values to choose from or proposed."""
    values = look.views.choices[view.name, own.name]
    listed = own.kind in ("choice", "theme") and len(values) <= MOST_CHOICES
    value = choice.filters[own.name]
    empty = "a count" if own.name == "unit" else "none"
    return SimpleNamespace(
        name=own.name,
        label=own.label,
        kind="list" if listed else "date" if own.kind in ("since", "until") else "words",
        value=value,
        options=[(each, f"{_value(each, empty)} ({rows:,})") for each, rows in values[:MOST_PROPOSED]],
    )


def _head(choice: Choice, column: Any) -> SimpleNamespace:
    """Return the head of a column: a link that sorts by it, and by a second click the other way."""
    own = choice.sort == column.name
    down = own and not choice.down
    direction = ("descending" if choice.down else "ascending") if own else None
    address = choice.address(sort=column.name, down=down, page=1)
    return SimpleNamespace(
        text=column.head, name=column.name, numeric=column.numeric, address=address, sorted=direction
    )


def _shown(look: Look, view: View, row: dict[str, Any], document: dict[str, Any] | None) -> Shown:
    cells = {column.name: _cell(row, column.name) for column in view.shown}
    values = {column.name: row.get(column.name) for column in view.shown if column.numeric}
    start, end = row.get("start"), row.get("end")
    if document is None or start is None or end is None:
        return Shown(cells, values, [], row.get("detail") or "", "", "")
    text = look.texts.of(document["file"], document["sha256"], document["encoding"])
    link = {"source_id": row["source_id"], "at": start}
    address = urlencode(link if view.name == "files" else {**link, "to": end}) if text is not None else ""
    place = f"characters {start:,} to {end:,}"
    if not view.has_places:
        return Shown(cells, values, [], "", "", address)
    words, missing = words_of(view, row, text), "" if text is not None else _missing(look)
    return Shown(cells, values, words, missing, place, address)


def words_of(view: View, row: dict[str, Any], text: str | None) -> list[Piece]:
    """Return the sentence of a row, cut where its finding and its speaker begin and end."""
    if text is None:
        return []
    first, last = row.get("sentence_start"), row.get("sentence_end")
    first = max(0, row["start"] - _BESIDE) if first is None else min(first, row["start"])
    last = row["end"] + _BESIDE if last is None else max(last, row["end"])
    marks = [] if view.name == "aside" else [Mark("found", row["start"], row["end"])]
    if row.get("speaker_start") is not None and row.get("speaker_end") is not None:
        marks.append(Mark("speaker", row["speaker_start"], row["speaker_end"]))
        first, last = min(first, row["speaker_start"]), max(last, row["speaker_end"])
    found = pieces(text, first, min(last, first + MOST_CHARACTERS), marks)
    return without_tags(found) if is_page(text) else found


def _missing(look: Look) -> str:
    if look.texts.folder is None:
        return "the texts are not here"
    return "the file is not in the folder of texts, or has changed since it was measured"


def _cell(row: dict[str, Any], name: str) -> str:
    """Return a cell as a page writes it; a figure with its bound and unit."""
    value = row.get(name)
    if name == "amount":
        return _figure(row)
    if value is None:
        return ""
    return (
        f"{value:,}"
        if isinstance(value, int)
        else f"{value:,.15g}"
        if isinstance(value, float)
        else str(value)
    )


def _figure(row: dict[str, Any]) -> str:
    """Return the figure of a row in words; one whose bound is unknown, or has no ends, as it is."""
    bounded = SimpleNamespace(bound=row["bound"], low=row["low"], best=row["value"], high=row["high"])
    try:
        return amount(bounded)
    except (KeyError, TypeError):
        return "" if row["amount"] is None else f"{row['amount']:,.15g}"


def _value(value: str, empty: str) -> str:
    return f"({empty})" if value == NONE else value


def _document(look: Look, source_id: str) -> dict[str, Any] | None:
    return files_of(look, {source_id}).get(source_id)


def files_of(look: Look, ids: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    """Return the rows of `documents` of these articles by id, with what finds and names their texts."""
    asked = sorted(str(each) for each in ids if each is not None)
    names = ("source_id", "file", "sha256", "title", "published", "language", "encoding")
    tables = look.views.tables
    columns = ", ".join(name if tables.has("documents", name) else f"null as {name}" for name in names)
    found = tables.rows(f"select {columns} from documents where source_id in (select unnest(?))", [asked])
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def _marks(look: Look, source_id: str) -> Iterable[Mark]:
    """Yield what was found in an article, and the lines that were not measured."""
    tables = look.views.tables
    for table, kind in (("quotations", "found"), ("numbers", "number"), ("dates", "date")):
        if tables.has(table, "start"):
            places = tables.rows(f'select start, "end" from {table} where source_id = ?', [source_id])
            yield from (Mark(kind, start, end) for start, end in places if start is not None)
    if tables.has("passages", "start"):
        lines = tables.rows('select kind, start, "end" from passages where source_id = ?', [source_id])
        yield from (Mark("aside", start, end) for kind, start, end in lines if kind not in CONTENT)


def _cut(text: str, at: int) -> tuple[int, int]:
    """Return the part of a text that is shown: all of it, or what is around ``at``, at ends of lines."""
    if len(text) <= MOST_CHARACTERS:
        return 0, len(text)
    start = max(0, min(at, len(text)) - MOST_CHARACTERS // 2)
    start = text.rfind("\n", 0, start) + 1 if start - text.rfind("\n", 0, start) < 2_000 else start
    return start, min(len(text), start + MOST_CHARACTERS)
