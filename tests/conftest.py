import os
from html.parser import HTMLParser

import pytest
from hypothesis import settings

from dossier.pages.row_tables import PageTables
from dossier.project import find_project

# The same examples every time, and none too slow: a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, derandomize=True, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def project():
    return find_project()


@pytest.fixture(scope="session")
def data(project):
    return project.load()


@pytest.fixture(scope="session")
def page_tables(project, data):
    """The tables that the pages of this report may show."""
    return PageTables(project, data)


@pytest.fixture(scope="session")
def texts():
    """Return the folder of the private articles; without it, what needs it is skipped."""
    folder = find_project().texts()
    if folder is None:
        pytest.skip("needs the private articles: set DOSSIER_TEXTS to their folder")
    return folder


class Page(HTMLParser):
    """What a browser would make of a fragment: its text by tag, its ids, whether every tag is closed."""

    VOID = frozenset({"br", "meta", "link"})

    def __init__(self, markup):
        super().__init__()
        self.open, self.ids, self.links, self.pairs, self.tags = [], [], [], [], []
        self.text = ""
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        self.open += [] if tag in self.VOID else [tag]
        if tag in ("dt", "dd"):
            self.pairs.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if {"dt", "dd"} & set(self.open):
            self.pairs[-1] += data

    @property
    def told(self):
        return dict(zip(self.pairs[::2], self.pairs[1::2], strict=True))


@pytest.fixture(scope="session")
def parsed():
    """Return what reads a fragment of a page."""
    return Page
