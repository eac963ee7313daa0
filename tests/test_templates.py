"""Every template escapes every value, and a template without its values is an error."""

import re
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError, meta

from dossier.pages.templates import environment, render
from dossier.show.table import Link


class Hostile:
    """Values that would be markup, each with a name of its own by which it is found again."""

    def __init__(self):
        self.numbers = count()
        self.names = []

    def __call__(self):
        name = f"evil{next(self.numbers)}"
        self.names.append(name)
        return f"\"'><{name} on='1'>&"

    def named(self, *attributes, **others):
        return SimpleNamespace(**{name: self() for name in attributes}, **others)


def values(name, evil):
    """Return hostile values for the template ``name``: one for each place where it writes a value."""
    evidence = {"claim_id", "statement", "said_by", "title", "language", "hedge", "counted", "limits", "place"}  # fmt: skip
    return {
        "article.html.jinja": lambda: {
            "title": evil(), "source_id": evil(), "pieces": [([evil()], [evil()], evil()), ([], [], evil())],
            "passages": [evil.named("claim_id", "start", "end", "statement")],
        },
        "article_claims.html.jinja": lambda: article_claims(evil),
        "article_list.html.jinja": lambda: {
            "listed": [(evil(), evil(), ["agrees"])], "verdicts": [("agrees", evil())], "up": evil(),
            "has_page": lambda page: True, "page_of": lambda source: source,
        },
        "book_citations.html.jinja": lambda: {"citations": {evil(): evil()}},
        "articles.html.jinja": lambda: {
            "articles": [evil.named("publisher", "date", "title", "language", "source_id")], "claims": {},
            "date_in_words": str, "up": evil(),
        },
        "cards.html.jinja": lambda: {
            **row_card(evil, "cards"), "in_book": lambda card: card.table, "up": evil(),
            "groups": [{"card_id": evil(), "marks": [(evil(), evil())]}],
        },
        "changes.html.jinja": lambda: {
            "book": evil(), "title": evil(), "sides": [evil.named("folder", "name"), evil.named("folder", "name")],
            "note": evil(), "summary": evil(), "sections": [(evil(), [evil()])],
        },
        "claimant.html.jinja": lambda: claimant(evil),
        "claimants.html.jinja": lambda: {
            "listed": [(side := evil(), 3)], "kinds": [kind := evil()], "counts": {(side, kind): 3}, "rest": [evil()],
            "least": 2, "up": evil(), "has_page": lambda page: True, "page_of": lambda side: side,
        },
        "citations.html.jinja": lambda: {"citations": {evil(): evil()}},
        "compare.html.jinja": lambda: {
            "groups": {
                evil(): [
                    {
                        "quantity": evil.named("quantity_id", "name", row_ids=[1]), "summary": evil(),
                        "rows": [
                            {
                                **{name: evil() for name in ("address", "mark", "text", "window", "evidence")},
                                "more": {evil(): evil()},
                            }
                        ],
                    }
                ]
            }
        },
        "desk_entry.html.jinja": lambda: desk_entry(evil),
        "desk_list.html.jinja": lambda: {"entries": [evil.named("number_id", "name", "short")]},
        "door.html.jinja": lambda: {"book": evil(), "address": evil()},
        "downloads.html.jinja": lambda: {
            "files": {f"a/{evil()}": evil()}, "described": {"name": [evil()]},
        },
        "drawn_from.html.jinja": lambda: {"files": [f"a/{evil()}", f"a/{evil()}"]},
        "edition.html.jinja": lambda: {"edition": evil(), "licences": evil.named("data", "code")},
        "editions.html.jinja": lambda: {
            **{name: evil() for name in ("book", "title", "table", "feed")}, "several": True,
        },
        "feed.xml.jinja": lambda: {
            **{name: evil() for name in ("id", "title", "authors", "address", "base")},
            "entries": [
                evil.named(
                    "id", "version", "updated", "brought", "book", "changes", "more",
                    moved=[
                        evil.named("key", "before", "after"), evil.named("key", "after", before=""),
                        evil.named("key", "before", after=""),
                    ],
                )
            ],
        },
        "judgements.html.jinja": lambda: {
            "cards": [
                {
                    "judgement": evil.named(
                        "judgement_id", "statement", "confidence", "confidence_reason", "assumptions", "watch_for",
                        "claim_origins", "row_origins", "origins", "since",
                    ),
                    "point": evil.named("otherwise"),
                    "claims": [evil(), evil()], "record": [evil(), evil()], "contrary": [evil(), evil()],
                    "reasons": {evil(): [evil(), evil()]},
                    **{name: evil() for name in ("likelihood", "otherwise", "left", "width", "searched", "turns_on", "named")},
                }
            ],
            "opened": True,
        },
        "jugement.html.jinja": lambda: {
            "reasons": [evil(), evil()],
            **{name: evil() for name in ("judgement_id", "number", "likelihood", "confidence")},
        },
        "ledger.html.jinja": lambda: {
            "entries": [
                {name: evil() for name in ("claim_id", "statement", "retired")},
                {
                    "retired": "", "evidence": evil.named(*evidence), "facets": {"theme": evil()},
                    "article": Link(evil(), "../sources/a.html"),
                    "chain": [(evil(), [(Link(evil(), "#c-9001"), evil()), (evil(), evil())])],
                    **{name: evil() for name in ("attribution", "compared", "kind", "weak_because", "history")},
                },
            ]
        },
        "light_page.html.jinja": lambda: {
            **row_card(evil, "card"), "book": evil(), "in_book": evil(), "history": [evil()], "edition": evil(),
            "uses": [evil.named("page", "anchor", "title", "sentence", "language")],
            "licences": evil.named("data", "code"),
        },
        "mark.html.jinja": lambda: {name: evil() for name in ("card", "text", "side", "fallback")},
        "marked_text.html.jinja": lambda: {"pieces": [([evil()], [evil(), evil()], evil())]},
        "missing.html.jinja": lambda: {"title": evil(), "address": evil(), "script": evil()},
        "look_page.html.jinja": lambda: {**look_shell(evil), "current": "", "script": evil()},
        "look_article.html.jinja": lambda: {
            **look_shell(evil), **{name: evil() for name in ("file", "published", "language", "said")}, "cut": None,
            "pieces": [evil.named("words", kinds="found number"), evil.named("words", kinds="")],
        },
        "look_refusal.html.jinja": lambda: {**look_shell(evil), "reason": evil()},
        "look_start.html.jinja": lambda: {
            **look_shell(evil), "cards": [(evil.named("name", "title", "says"), 1)], "status": [(evil(), 1)],
            "reasons": [(evil(), evil(), 1)], "speakers": [(evil(), 1, evil())], "units": [(evil(), 1, evil())],
        },
        "look_view.html.jinja": lambda: look_view(evil),
        "one_page.html.jinja": lambda: {
            **{name: evil() for name in ("title", "authors", "edition")}, "styles": [{"href": evil()}],
            "licences": evil.named("data", "code"),
            "chapters": [(evil.named("anchor", "title"), evil())],
        },
        "page_foot.html.jinja": lambda: {
            "citations": {evil(): evil()}, "report": evil(),
            "rerun": evil.named("archive", "edition", "lines", "binder", files=[f"a/{evil()}"]),
        },
        "site_page.html.jinja": lambda: {"book": evil(), "title": evil()},
        "site_door.html.jinja": lambda: {"book": evil(), "address": evil()},
        "sitemap.xml.jinja": lambda: {"addresses": [evil(), evil()]},
        "source_list.html.jinja": lambda: {
            "caption": evil(), "entries": 1, "unnoted": 0,
            "letters": [
                (
                    evil(), evil(),
                    [
                        evil.named(
                            "name",
                            entries=[
                                evil.named(
                                    "source_id", "title_language", "read", "copy", "light_page", "used", "note",
                                    link=Link(evil(), "#a"), facts=[evil()],
                                )
                            ],
                        )
                    ],
                ),
                (evil(), evil(), []),
            ],
        },
        "sources_elsewhere.html.jinja": lambda: {"page": evil(), "entries": [evil.named("source_id", "mark")]},
        "start.html.jinja": lambda: {"book": evil(), "address": evil()},
        "timeline_list.html.jinja": lambda: {
            "years": [(2024, [dated(evil)])], "names": {}, "up": evil(),
        },
        "timeline_picture.html.jinja": lambda: {
            "axis": SimpleNamespace(years=lambda: [(1, evil())], first=date(2000, 1, 1), start=date(2022, 1, 1), border=9),
            "lanes": [evil.named("title", top=1, base=9, points=[SimpleNamespace(row=drawn(evil), x=1, y=2)])],
            "articles": [(1, SimpleNamespace())], "kinds": [(evil(), evil())], "number": {"figure": 0},
            "of_articles": ("figure",), "width": 9, "height": 9, "edge": 1, "up": evil(),
        },
        "tags.html.jinja": lambda: {"description": evil(), "properties": {evil(): evil()}, "cited_day": evil()},
    }[name]()  # fmt: skip


def row_card(evil, name):
    """Return a card with an item of each kind under ``name``, in a list for "cards", and what links its items."""
    items = [
        evil(),
        evil.named("text", "note", "source_id", address="#a", archived="#b"),
        evil.named("claim_id", "text"),
        evil.named("mark", "note"),
    ]
    terms = [evil.named("name", items=items)]
    card = evil.named("row_id", "table", "mark", "kind", "says", terms=terms)
    return {
        name: [card] if name == "cards" else card,
        "to": lambda ref: ref.mark, "more": str, "link": Link,
    }  # fmt: skip


def desk_entry(evil):
    """Return the values of an entry of the desk with a judgement, a range, a conflict and rows of each part."""
    shown = {name: evil() for name in ("mark", "says", "window", "how", "label")}
    number = evil.named("question", "counts", "reason", grows="yes")
    return {
        "answer": SimpleNamespace(number=number, known=False, windows_differ=True, gives=[1], differs=[1], apart=[1]),
        "judgement": evil.named("statement", "confidence", "confidence_reason"), "why": "",
        "disagreements": [evil()], "contrary": [shown], "line": lambda named: shown,
        "quantities": [(evil(), evil(), 1)],
        **{name: evil() for name in ("judgement_mark", "likelihood", "stated", "best", "as_of", "cite")},
    }  # fmt: skip


def dated(evil):
    """Return a dated row whose every text is hostile."""
    return evil.named(
        "row_id", "kind", "theme", "rung", "mark", "says", "address", sides=[evil()], articles=[evil()]
    )


def drawn(evil):
    """Return a dated row as the picture takes it: its id and its address."""
    return evil.named("row_id", "address", kind="figure")


def marked(evil):
    """Return a dated row of which a page writes mark and address."""
    return evil.named("mark", "address")


def listed(evil):
    """Return a dated row as a list in order of time has it."""
    return evil.named("row_id", "kind", "rung", "mark", "says", "address")


def forecast(evil):
    """Return a forecast whose outcome is hostile, and its row."""
    return evil.named("mark", "says", "address"), {"outcome": evil()}


def article_claims(evil):
    """Return the values of the page of an article."""
    claim = evil.named(
        "claim_id", "statement", verdict="agrees", said_by=[evil()], beside=[(evil(), evil(), evil())]
    )
    return {
        "source": {"title": evil(), "language": evil()}, "source_id": evil(), "fared": [claim], "against": [claim],
        "counts": [(evil(), 1)], "verdicts": {"agrees": evil()}, "forecasts": [forecast(evil)],
        "inner": [(evil(), evil(), evil(), evil())], "rows": [evil.named("kind", "rung", "mark", "says", "address")],
        "up": evil(), "light": lambda row_id: row_id, "in_words": lambda code: code,
        "named": lambda row_id: row_id,
    }  # fmt: skip


def claimant(evil):
    """Return the values of the page of a claimant."""
    figure = evil.named("mark", "address", "says")
    matter = evil.named("name", "row_id", own=[(evil(), [marked(evil)])], others=[(evil(), [marked(evil)])])
    turn = evil.named("matter", "how", before=figure, after=evil.named("mark", "address", "says"))
    return {
        "side": evil(), "voices": [evil(), evil()], "rows": [listed(evil), listed(evil)], "counts": [(evil(), 1)],
        "series": [evil.named("name", figures=[(figure, evil())])], "turns": [turn], "matters": [matter],
        "against": [(figure, [(evil(), evil(), evil())])], "claims": [(evil(), evil(), evil())],
        "forecasts": [forecast(evil)], "up": evil(), "light": lambda row_id: row_id, "in_words": lambda code: code,
        "named": lambda row_id: row_id,
    }  # fmt: skip


def look_shell(evil):
    """Return what every page of `dossier look` is given."""
    return {
        **{name: evil() for name in ("title", "folder", "home", "suffix")}, "exported": False, "script": "",
        "current": "", "views": [evil.named("name", "title")],
    }  # fmt: skip


def look_view(evil):
    """Return the values of a view with every kind of field, row and drawing."""
    drawing = {"width": 1, "height": 1, "left": 1, "upright": [evil.named("label", at=1)]}
    shapes = [evil.named("says", x=1, width=1, top=1, bottom=1, dot=dot) for dot in (None, 1)]
    row = {
        "words": [evil.named("words", kinds="found"), evil.named("words", kinds="")],
        "values": {"a": evil()},
    }
    listed = evil.named("name", "label", kind="list", value="", options=[(evil(), evil())])
    typed = evil.named("name", "label", "value", kind="words", options=[(evil(), evil())])
    return {
        **look_shell(evil), "view": evil.named("name", "title", "says", has_places=True), "fields": [listed, typed], "count": 1, "all": 2,
        "first": 1, "last": 1, "before": evil(), "after": evil(), "deepest": 0, "query": evil(),
        "choice": SimpleNamespace(down=False, filters=SimpleNamespace(unit="", theme="")),
        "heads": [evil.named("text", "address", name="a", numeric=True, sorted=None)],
        "rows": [
            evil.named("place", "article", missing="", cells={"a": evil()}, **row),
            evil.named("place", "missing", article="", cells={"a": evil()}, words=[], values={"a": None}),
        ],
        "periods": [evil.named("name", figures=1, low=None, median=None, high=None)],
        "drawings": [evil.named("title", "says", shapes=shapes, across=[evil.named("label", at=1)], **drawing)],
        "matrix": SimpleNamespace(themes=[evil()], lines=[(evil(), [(1, evil())])]),
    }  # fmt: skip


SCRIPTS = ["fold.js.jinja", "look.js.jinja", "missing.js.jinja", "page.js.jinja", "search.js.jinja"]
NAMES = sorted(
    {*environment.list_templates()}
    - {
        "dated_row.html.jinja",
        "look_macros.html.jinja",
        "macros.html.jinja",
        "row_items.html.jinja",
        *SCRIPTS,
    }
)  # macros are used by the others


def hostile(name):
    evil = Hostile()
    return values(name, evil), evil.names


def raw(page, names):
    return [each for each in names if f"<{each}" in page or f"{each} on='" in page]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_value_comes_out_escaped_wherever_it_is_written(name):
    given, names = hostile(name)
    page = render(name, **given)
    assert names
    assert [each for each in names if each not in page] == [], "every value is written"
    assert raw(page, names) == []


@pytest.mark.parametrize("name", NAMES)
def test_without_autoescape_the_test_above_would_fail(name):
    given, names = hostile(name)
    page = environment.overlay(autoescape=False).get_template(name).render(**given)
    assert raw(page, names)


def test_a_hostile_value_ends_no_script_and_no_string_in_it():
    script = render("missing.js.jinja", front="</script><b>\"'")
    assert "<" not in script.replace("depth < ", "").partition("front = ")[2].partition(";")[0]
    assert "</script" not in script
    assert '\\"' in script


@pytest.mark.parametrize("name", environment.list_templates())
def test_no_template_says_that_a_value_is_safe(name):
    source, _, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(source)
    assert environment.autoescape is True
    assert "safe" not in {each.name for each in tree.find_all(meta.nodes.Filter)}
    assert not list(tree.find_all(meta.nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_without_its_values_is_an_error(name):
    with pytest.raises(UndefinedError):
        render(name)


def test_pages_without_the_style_sheet_have_its_link_colours():
    style = (Path(__file__).parents[1] / "book" / "_static" / "report.css").read_text(encoding="utf-8")
    shared = environment.get_template("macros.html.jinja").module
    assert re.findall(r"--pst-color-link: (#\w+);", style) == [shared.light["link"], shared.dark["link"]]
