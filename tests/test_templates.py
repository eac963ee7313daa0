"""Every template escapes every value, and a template without its values is an error."""

import re
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
    evidence = {"claim_id", "statement", "said_by", "article", "title", "language", "date", "hedge", "counted", "limits", "place"}  # fmt: skip
    return {
        "article.html.jinja": lambda: {
            "title": evil(), "source_id": evil(), "pieces": [([evil()], [evil()], evil()), ([], [], evil())],
            "passages": [evil.named("claim_id", "start", "end", "statement")],
        },
        "book_citations.html.jinja": lambda: {"citations": {evil(): evil()}},
        "cards.html.jinja": lambda: {
            "up": evil(),
            "claims": [
                evil.named(*evidence, flags=[(evil(), evil()), (evil(), evil())], compared=[(evil(), evil(), evil())]),
                evil.named(*evidence, flags=[], compared=[]),
            ],
        },
        "changes.html.jinja": lambda: {
            "book": evil(), "title": evil(), "sides": [evil.named("folder", "name"), evil.named("folder", "name")],
            "note": evil(), "summary": evil(), "sections": [(evil(), [evil()])],
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
        "editions.html.jinja": lambda: {"book": evil(), "title": evil(), "table": evil(), "several": True},
        "judgements.html.jinja": lambda: {
            "cards": [
                {
                    "judgement": evil.named(
                        "judgement_id", "statement", "confidence", "confidence_reason", "assumptions", "watch_for",
                        "claim_origins", "row_origins", "origins",
                    ),
                    "point": evil.named("row", "otherwise"),
                    "claims": [evil(), evil()], "record": [evil(), evil()], "contrary": [evil(), evil()],
                    "reasons": {evil(): [evil(), evil()]},
                    **{name: evil() for name in ("likelihood", "otherwise", "left", "width", "searched")},
                }
            ]
        },
        "jugement.html.jinja": lambda: {
            "reasons": [evil(), evil()],
            **{name: evil() for name in ("judgement_id", "likelihood", "confidence")},
        },
        "ledger.html.jinja": lambda: {
            "entries": [
                {name: evil() for name in ("claim_id", "statement", "retired")},
                {
                    "retired": "", "evidence": evil.named(*evidence), "facets": {"theme": evil()},
                    "chain": [(evil(), [(Link(evil(), "#c-9001"), evil()), (evil(), evil())])],
                    **{name: evil() for name in ("attribution", "compared", "kind", "weak_because", "history")},
                },
            ]
        },
        "mark.html.jinja": lambda: {"claim_id": evil(), "up": "../book/"},
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
        "start.html.jinja": lambda: {"book": evil(), "address": evil()},
        "tags.html.jinja": lambda: {"description": evil(), "properties": {evil(): evil()}, "cited_day": evil()},
    }[name]()  # fmt: skip


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


SCRIPTS = ["look.js.jinja", "missing.js.jinja", "page.js.jinja"]
NAMES = sorted(
    {*environment.list_templates()} - {"look_macros.html.jinja", "macros.html.jinja", *SCRIPTS}
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
