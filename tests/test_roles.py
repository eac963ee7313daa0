import json
import re
import shutil
from types import SimpleNamespace
from typing import ClassVar

import pandas as pd
import pytest
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from dossier.book import directives, roles
from dossier.book.find.searched_text import read_page
from dossier.book.state import Book
from dossier.pages import front_page, source_list
from dossier.pages.row_cards import RowCard, Term
from dossier.project import Project, find_project
from dossier.report import KeyFigure, Report
from dossier.show.chart import Chart

PROJECT = find_project()
NUMBERS = {"containers": 10_000, "share": 0.3214, "day": "2024-06-19"}


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Build a page of one sentence, and return it as XML with the warnings it raised."""
    tables = SimpleNamespace(
        makers={"losses": None},
        printed_rows={"c-017", "c-1000", "q-1000-1", "j-1000", "2024-06-19-signed"},
        html=lambda name: Markup("<table><caption>{}</caption></table>").format(name),
    )
    monkeypatch.setattr(Book, "tables", tables)
    searches = {"search_id": ["s-001", "s-002"], "query": ["who", "кто"], "language": ["en", "ru"]}
    searches = pd.DataFrame({**searches, "searched_on": ["2026-11-30", "2026-11-30"]})
    monkeypatch.setattr(Book, "data", SimpleNamespace(judgements="judgements", searches=searches))
    monkeypatch.setattr(Book, "rows", KnownRows())
    shutil.copy(PROJECT.root / "dossier.toml", tmp_path)

    def build(sentence, numbers=NUMBERS, builder="xml"):
        if numbers is not None:
            dataset = tmp_path / "data" / "dataset"
            dataset.mkdir(parents=True)
            (dataset / "numbers.json").write_text(json.dumps(numbers))
        (tmp_path / "index.md").write_text(f"# Page\n\n{sentence}\n")
        warnings = Warnings()
        settings = {"extensions": ["myst_parser", "dossier.book.extension"]}
        with docutils_namespace():
            out = tmp_path / "out"
            app = Sphinx(tmp_path, None, out, out, builder, settings, status=None, warning=warnings)
            app.build()
        page = (out / f"index.{builder}").read_text()
        return page, "".join(warnings)

    return build


class KnownRows:
    """The cards of a few rows; the mark of a row is its id in capitals."""

    articles: ClassVar = {"harbour-2024": "Herald, May 2024"}
    table_of: ClassVar = {"c-017": "claims", "c-1000": "claims", "2024-06-19-signed": "events"}

    def __contains__(self, row_id):
        return row_id in self.table_of

    def mark(self, row_id):
        return row_id.upper()

    def says(self, row_id):
        return f"what {row_id} says"

    def address(self, row_id, *, up="../"):
        return f"{up}rows/{row_id}.html"

    def card(self, row_id):
        return RowCard(
            row_id,
            self.table_of[row_id],
            "row",
            self.mark(row_id),
            self.says(row_id),
            (Term("Limit", ("limits",)),),
        )


class Warnings(list):
    """What Sphinx writes to, as a list."""

    def write(self, text):
        self.append(text)

    def flush(self):
        pass


@pytest.mark.parametrize(
    ("role", "text"),
    [
        pytest.param("{num}`containers`", "10,000", id="thousands apart"),
        pytest.param("{num}`share:.0%`", "32%", id="a format after the colon"),
        pytest.param("{num}`day`", "2024-06-19", id="words as they are"),
    ],
)
def test_a_number_is_printed(printed, role, text):
    page, warnings = printed(f"There are {role} of them.")
    assert re.search(
        rf'There are <reference classes="num" number="(\w+)" refuri="numbers/\1.html">{re.escape(text)}</reference> of',
        page,
    )
    assert warnings == ""


@pytest.mark.parametrize(
    ("role", "complaint"),
    [
        pytest.param("{num}`contaners`", "has no 'contaners'", id="no such number"),
        pytest.param("{num}`containers:.2q`", "cannot be written as '.2q'", id="no such format"),
        pytest.param("{num}`day:,`", "cannot be written as ','", id="a format that does not fit"),
    ],
)
def test_a_number_that_cannot_be_printed_is_a_warning(printed, role, complaint):
    _, warnings = printed(f"There are {role} of them.")
    assert complaint in warnings
    assert "index.md:3" in warnings


def test_no_dataset_is_a_warning(printed):
    _, warnings = printed("{num}`containers`", numbers=None)
    assert "run make dataset" in warnings


@pytest.mark.parametrize(
    ("name", "faults", "complaint"),
    [
        pytest.param("boxes", {}, "", id="the data bear it out"),
        pytest.param("barrels", {}, "holds: sentence_checks has no 'barrels'", id="no such row"),
        pytest.param("boxes", {"boxes": ["1 > 2 does not hold"]}, "holds: 1 > 2 does not", id="turned round"),
    ],
)
def test_the_mark_of_a_bound_sentence_prints_nothing_and_warns(printed, monkeypatch, name, faults, complaint):
    checks = pd.DataFrame({"check_id": ["boxes"]})
    monkeypatch.setattr(Book, "data", SimpleNamespace(sentence_checks=checks))
    monkeypatch.setattr(Book, "reversals", faults)
    page, warnings = printed(f"There are some. {{holds}}`{name}`")
    assert "<paragraph>There are some. </paragraph>" in page
    assert complaint in warnings
    assert bool(complaint) == bool(warnings)


def test_a_table_is_printed(printed):
    page, warnings = printed("```{dataset-table} losses\n```")
    assert '<raw format="html" xml:space="preserve">&lt;table&gt;&lt;caption&gt;losses' in page
    assert warnings == ""


def test_an_unknown_table_is_a_warning_that_names_the_known(printed):
    _, warnings = printed("```{dataset-table} gains\n```")
    assert "no table 'gains'; there are losses" in warnings


def test_a_list_of_sources_is_printed(printed, monkeypatch):
    languages = []

    def outside(data, cards, language, *, others):
        languages.append((language, others))
        return ["a"]

    monkeypatch.setattr(source_list, "outside", outside)
    monkeypatch.setattr(
        source_list, "outside_list", lambda entries, caption: Markup("<dl>{}</dl>").format(caption)
    )
    monkeypatch.setattr(
        source_list, "elsewhere_list", lambda entries, page: Markup("<ul>{}</ul>").format(page)
    )
    page, warnings = printed("```{source-list} outside-sources-in-others\n```")
    assert "&lt;dl&gt;The {count} outside pages in other languages" in page
    page, warnings = printed("```{source-list} outside-sources-in-others\n:page: others\n```", numbers=None)
    assert "&lt;ul&gt;others" in page
    assert warnings == ""
    assert languages == [("en", True)] * 2


def test_an_unknown_list_of_sources_is_a_warning_that_names_the_known(printed):
    _, warnings = printed("```{source-list} gains\n```")
    assert "no list 'gains'; there are article-sources, outside-sources-in-others" in warnings


def test_a_page_with_a_list_of_sources_alone_loads_its_filter(printed, monkeypatch):
    monkeypatch.setattr(source_list, "articles", lambda data, cards: [])
    monkeypatch.setattr(source_list, "article_list", lambda entries, caption: Markup("<dl></dl>"))
    page, _ = printed("```{source-list} article-sources\n```", builder="html")
    assert re.search(r'<script defer="defer" src="_static/sources.js[^"]*">', page)
    page, _ = printed("No list.", numbers=None, builder="html")
    assert "sources.js" not in page


def test_the_judgements_are_printed(printed, monkeypatch):
    monkeypatch.setattr(front_page, "judgement_cards", lambda data: Markup("<ol><li>likely</li></ol>"))
    page, warnings = printed("```{key-judgements}\n```")
    assert "&lt;ol&gt;&lt;li&gt;likely" in page
    assert warnings == ""


def test_the_judgements_are_printed_opened(printed, monkeypatch):
    monkeypatch.setattr(front_page, "opened_judgements", lambda data: Markup("<ol><li>opened</li></ol>"))
    page, warnings = printed("```{key-judgements}\n:opened:\n```")
    assert "&lt;ol&gt;&lt;li&gt;opened" in page
    assert warnings == ""


def test_the_figure_has_its_caption_and_a_name(printed, monkeypatch):
    drawn = KeyFigure(lambda data: Chart(Markup("<svg></svg>"), "boxes"), "notebooks/arms")
    monkeypatch.setattr(Project, "report", Report(key_figure=lambda: drawn))
    page, warnings = printed("```{key-figure}\nBoxes, *counted*.\n```")
    assert re.search(
        r'<figure ids="\S+" notebook="notebooks/arms">\s*<raw format="html" xml:space="preserve">&lt;svg&gt;',
        page,
    )
    assert re.search(r"<caption>\s*Boxes, <emphasis>counted</emphasis>", page)
    assert warnings == ""


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("{claim}`c-017`", "book/ledger.html#c-017"),
        ("{claim}`c-1000`", "book/ledger.html#c-1000"),
        ("{row}`q-1000-1`", "book/ledger.html#q-1000-1"),
        ("{row}`j-1000`", "book/judgements.html#j-1000"),
        ("{row}`2024-06-19-signed`", "book/record.html#2024-06-19-signed"),
    ],
)
def test_a_row_is_led_to(printed, role, address):
    page, warnings = printed(f"He said so ({role}).")
    assert f'refuri="{address}"' in page
    assert warnings == ""


@pytest.mark.parametrize("row", ["c-017", "c-1000", "2024-06-19-signed"])
def test_a_page_has_one_card_for_a_row_that_it_marks_twice(printed, row):
    page, _ = printed(f"He said so ({{row}}`{row}`), and again ({{row}}`{row}`).", builder="html")
    assert page.count(f'popovertarget="card-{row}" aria-haspopup="dialog">{row.upper()}<') == 2
    assert page.count(f'id="card-{row}"') == 1
    assert page.index("and again") < page.index(f'id="card-{row}"')


def test_the_search_finds_a_page_by_its_own_words_and_not_by_its_cards(printed, tmp_path):
    page, _ = printed("He said so ({claim}`c-017`).", builder="html")
    as_in_book = f'<article class="bd-article">{page}</article>'
    found = " ".join(part.text for part in read_page(as_in_book).parts)
    assert "said" in found
    assert "limit" in page
    assert "limit" not in found
    assert not (tmp_path / "out" / "searchindex.js").exists()


def test_a_page_without_rows_has_no_cards(printed):
    page, _ = printed("He said so ({row}`j-1000`, a row without a page).", builder="html")
    assert "claim-card" not in page


def test_the_ledger_is_printed(printed, monkeypatch):
    monkeypatch.setattr(directives, "ledger", lambda data: Markup("<ol><li>c-017</li></ol>"))
    page, warnings = printed("```{claims-ledger}\n```")
    assert "&lt;ol&gt;&lt;li&gt;c-017" in page
    assert warnings == ""


def test_a_row_that_no_page_prints_is_a_warning(printed):
    _, warnings = printed("He said so ({claim}`c-999`).")
    assert "claim: the book has no row 'c-999'" in warnings


def test_an_absence_leads_to_its_searches(printed):
    page, warnings = printed("Nobody said so {absent}`s-001;s-002`.")
    assert 'refuri="book/method.html#s-001"' in page
    assert "searched 2 times" in page
    assert 'reftitle="who (en, 2026-11-30); кто (ru, 2026-11-30)"' in page
    assert warnings == ""


def test_an_absence_without_a_search_is_a_warning(printed):
    _, warnings = printed("Nobody said so {absent}`s-009`.")
    assert "absent: no search 's-009' is logged" in warnings


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (1_000_000, "", "1,000,000"),
        (0, "", "0"),
        (-1500, "", "-1,500"),
        (30.8, "", "30.8"),
        (5.0, "", "5"),
        (12345.5, "", "12,345.5"),
        (26.5, ".0f", "26"),
        (0.5, ".1%", "50.0%"),
    ],
)
def test_write(value, spec, text):
    assert roles.write(value, spec) == text


@pytest.mark.parametrize(
    ("version", "released", "words"),
    [
        ("9.2.0.dev0", "", "Draft 9.2.0.dev0, not published."),
        ("9.1.0", "2026-12-01", "Edition 9.1.0, 2026-12-01."),
    ],
)
def test_every_page_names_its_edition(version, released, words):
    config, book = SimpleNamespace(html_theme_options={}), Book(PROJECT.root)
    book.project.__dict__["declaration"] = PROJECT.declaration._replace(version=version, released=released)
    directives.name_edition(SimpleNamespace(dossier_book=book), config)
    assert f"{words} Data and prose: CC BY 4.0. Code: MIT." in config.html_theme_options["extra_footer"]


def test_an_article_is_named_by_outlet_and_month_and_leads_to_its_page(printed):
    page, warnings = printed("So {article}`harbour-2024` has it.", builder="html")
    assert (
        '<a class="of-article reference external" href="sources/harbour-2024.html">Herald, May 2024</a>'
        in page
    )
    assert "article:" not in warnings


def test_an_article_that_nobody_read_is_said(printed):
    page, warnings = printed("So {article}`no-article` has it.")
    assert "article: the report reads no article 'no-article'" in warnings
    assert "no-article" in page
