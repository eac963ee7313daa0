"""Markup enters a page through templates and literals with places; every other way is listed here."""

import ast
import json
import re
from pathlib import Path

import pytest
from docutils import nodes
from markupsafe import Markup

from dossier.book.markup import live
from dossier.project import find_project

ROOT = find_project().root
SOURCES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py")])
TEMPLATES = sorted((ROOT / "src").rglob("*.jinja"))

RAW = {
    ("book/markup.py", "nodes.raw"): "the one place that makes a node of markup; it takes `Markup` alone",
    ("pages/templates.py", "Markup"): "what a template made: it escapes each value",
    (
        "show/chart.py",
        "Markup",
    ): "what matplotlib drew: it escapes the text, and the description is escaped here",
    (
        "book/one_page.py",
        "Markup",
    ): "chapters of the built book, written from the tree that was parsed of them",
    ("rows/marks.py", "body.append"): "a card or a mark: the markup of a template",
    ("look/export.py", "Markup"): "the script of the page: a template without a value",
}
"""Each place where text becomes markup unescaped, and why it may."""

NAMES = {"raw", "Markup", "HTML", "display", "SVG", "Javascript", "display_html", "publish_display_data"}


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def owner_of(call):
    return getattr(getattr(call.func, "value", None), "id", "") or getattr(
        getattr(call.func, "value", None), "attr", ""
    )


def is_literal(call):
    """Return whether a call has one argument, and that is a literal without a value in it.

    A choice between literals is one too.
    """
    parts = call.args[:1]
    while parts and isinstance(parts[0], ast.IfExp):
        parts = [parts[0].orelse, parts[0].body][: 1 if isinstance(parts[0].body, ast.Constant) else 2]
    return len(call.args) == 1 and all(isinstance(part, ast.Constant) for part in parts)


def raw_places(code):
    """Yield the kind of each call in ``code`` that makes markup of something else than a literal."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name, owner = name_of(node), owner_of(node)
            if name == "append" and owner == "body":
                yield "body.append"
            elif name == "raw" and owner == "nodes":
                yield "nodes.raw"
            elif name in {"format_html", "HTMLFormatter"} and owner:
                yield name
            elif name == "escape" and owner == "html":
                yield "html.escape"
            elif name in NAMES - {"raw"} and not (name == "Markup" and is_literal(node)):
                yield name
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and any(
            alias.name in {"HTML", "display", "format_html"} for alias in node.names
        ):
            yield "import"


def test_every_way_around_the_escaping_is_listed_with_its_reason():
    places = {
        ("/".join(file.parts[-2:]), kind)
        for file in SOURCES
        for kind in raw_places(file.read_text(encoding="utf-8"))
    }
    assert places == set(RAW)


@pytest.mark.parametrize(
    "code",
    [
        "nodes.raw('', text, format='html')",
        "docutils.nodes.raw('', text)",
        "Markup(text)",
        "Markup(f'<b>{text}</b>')",
        "Markup('<b>' + text)",
        "Markup('<b>%s</b>' % text)",
        "Markup('<b>' if bold else text)",
        "markupsafe.Markup(text)",
        "display(HTML(text))",
        "html.escape(text)",
        "writer.body.append(text)",
        "from IPython.display import HTML",
    ],
)
def test_a_new_way_would_be_seen(code):
    assert list(raw_places(code))


@pytest.mark.parametrize("code", ["Markup('<b>{}</b>').format(text)", "Markup('<b>' if bold else '<i>')"])
def test_a_literal_with_places_is_no_way_around(code):
    assert not list(raw_places(code))


def test_no_template_turns_the_escaping_off():
    assert TEMPLATES
    for file in TEMPLATES:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|\|\s*forceescape", text), file.name


def test_an_attribute_of_a_template_stands_in_quotes():
    for file in TEMPLATES:
        text = re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"<[^<>]*\s[\w-]+=\s*{{[^<>]*>", re.sub(r'"[^"]*"', '""', text)), file.name


def test_no_notebook_writes_markup_of_its_own():
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                assert not list(raw_places("".join(cell["source"]))), file.name


def test_a_page_takes_markup_alone():
    assert isinstance(live(Markup("<b>{}</b>").format("<i>")), nodes.raw)
    with pytest.raises(TypeError, match="may not be escaped"):
        live("<b>")


def test_every_source_is_looked_at():
    assert Path(ROOT, "src/dossier/book/directives.py") in SOURCES
