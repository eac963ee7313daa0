"""The foot of a page with public addresses and without, and what stands under a figure."""

import html
import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from docutils import nodes

from dossier import __version__
from dossier.book.page_foot import named_tables, page_foot
from dossier.pages import citation
from dossier.project import Project, find_project

PROJECT = find_project()
TABLES = PROJECT.schema.tables

REPOSITORY = "https://code.example/unity"
BOOK = "https://unity.example/latest/"


def links(text):
    return [html.unescape(address) for address in re.findall(r'href="([^"]+)"', text)]


def blocks(text):
    return [html.unescape(block) for block in re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)]


def named(version, released):
    """Return the report with another version and day in place of those in dossier.toml."""
    project = Project(PROJECT.root)
    project.__dict__["declaration"] = PROJECT.declaration._replace(version=version, released=released)
    return project


def edition():
    """Return the report as an edition with a day: a draft has no release to link to."""
    return named("9.1.0", "2026-12-01")


def draft():
    return named("9.2.0.dev0", "")


def foot(page="notebooks/arms", title="Arms & men", project=PROJECT, **addresses):
    return page_foot(project, page, title, tables=["claims", "estimates"], **addresses)


def test_without_addresses_nothing_needs_one():
    assert [link for link in links(foot()) if "://" in link] == []
    assert "Binder" not in foot()
    assert "Report an error" not in foot()


def test_with_addresses_everything_is_offered():
    given = links(foot(project=edition(), repository=REPOSITORY, book=BOOK))
    hosts = [urlsplit(link).netloc for link in given if "://" in link]
    assert hosts == ["code.example", "mybinder.org", "code.example"]


def test_a_draft_leads_to_no_release():
    given = [link for link in links(foot(project=draft(), repository=REPOSITORY, book=BOOK)) if "://" in link]
    assert [urlsplit(link).path.rpartition("/")[2] for link in given] == ["new"]


def test_a_report_carries_page_and_edition():
    [report] = [link for link in links(foot(repository=REPOSITORY)) if "/issues/" in link]
    asked = parse_qs(urlsplit(report).query)
    assert asked["title"] == ["Error on notebooks/arms"]
    assert asked["body"] == [f"Page: notebooks/arms\nEdition: {__version__}\n"]


def test_binder_runs_this_edition():
    [launch] = [link for link in links(foot(project=edition(), repository=REPOSITORY)) if "binder" in link]
    assert "/v9.1.0?" in launch
    assert parse_qs(urlsplit(launch).query)["labpath"] == ["notebooks/arms.ipynb"]


@pytest.mark.parametrize("book", ["", BOOK])
def test_a_page_is_cited_in_three_forms_with_its_edition(book):
    words, bibtex, cff, _ = blocks(foot(book=book))
    address = f"{BOOK}notebooks/arms.html" if book else ""
    for form in (words, bibtex, cff):
        assert __version__ in form
        assert address in form
    assert "“Arms & men.”" in words
    assert r"title   = {{Arms \& men}}" in bibtex
    cited = yaml.safe_load(cff)
    assert cited["version"] == cited["preferred-citation"]["version"] == __version__
    assert cited["preferred-citation"]["title"] == "Arms & men"
    assert cited["preferred-citation"].get("url", "") == address


def test_an_edition_has_its_day_in_every_form():
    words, bibtex, cff, _ = blocks(foot(project=edition()))
    assert "Edition 9.1.0, 2026-12-01." in words
    assert "  year    = {2026}" in bibtex
    cited = yaml.safe_load(cff)
    assert cited["date-released"] == cited["preferred-citation"]["date-released"] == date(2026, 12, 1)


def test_a_draft_has_no_day():
    words, bibtex, cff, _ = blocks(foot(project=draft()))
    assert "Draft 9.2.0.dev0, not published." in words
    assert "year" not in bibtex
    assert "date-released" not in cff


def test_a_hostile_title_stays_text():
    assert "<script>" not in foot(title='"><script>alert(1)</script>')
    assert json.dumps('a "b"') in citation.citation_file(PROJECT.declaration, 'a "b"')


def test_a_notebook_is_rerun_in_three_lines():
    *_, lines = blocks(foot())
    assert len(lines.splitlines()) == 3
    assert "dossier refresh arms" in lines
    assert "../downloads/notebooks/arms.ipynb" in links(foot())
    assert "../downloads/data/estimates.csv" in links(foot())


def test_a_page_of_prose_is_not_rerun():
    assert "Rerun" not in foot(page="book/method")


def test_the_citation_file_is_written_from_the_declaration():
    text = (PROJECT.root / "CITATION.cff").read_text(encoding="utf-8")
    assert text == citation.citation_file(PROJECT.declaration), "run `make dataset`"
    assert yaml.safe_load(text)["title"] == PROJECT.declaration.data_title


def test_the_tables_of_a_figure_are_those_that_its_caption_names():
    caption = nodes.caption("", "", nodes.Text("Source: "))
    for word in ("estimates", "selon", "claims", "estimates"):
        caption += nodes.literal("", word)
    assert named_tables(nodes.figure("", caption), TABLES) == ["estimates", "claims"]


def captions():
    for file in sorted(PROJECT.notebooks.glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            figure = cell["metadata"].get("mystnb", {}).get("figure")
            if figure:
                yield pytest.param(figure["caption"], id=figure["name"])


@pytest.mark.parametrize("caption", list(captions()))
def test_every_figure_names_its_data(caption):
    assert set(re.findall(r"`([a-z_]+)`", caption)) & set(TABLES)
