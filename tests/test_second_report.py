"""The engine alone makes a book on another subject: three made-up articles, ten claims, no code."""

import html
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dossier.book.build import build_book
from dossier.build import build
from dossier.pages.row_tables import PageTables
from dossier.project import Project, find_project
from dossier.reading.measure import measure
from dossier.schema.files import in_order, to_bytes
from dossier.show.table import table_html

pytestmark = pytest.mark.book

HERE = find_project()
SECOND = Path(__file__).parent / "second_report"


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """Return the second report in a folder of its own, with the styles and the licence of the first."""
    root = tmp_path_factory.mktemp("second") / "report"
    shutil.copytree(SECOND, root)
    shutil.copytree(HERE.root / "book" / "_static", root / "book" / "_static")
    (root / "notebooks").mkdir()
    for name in ("LICENSE", "requirements.lock"):
        shutil.copy(HERE.root / name, root)
    return Project(root)


def text_of(page):
    """Return what a reader sees of a built page: its article, without tags."""
    [article] = re.findall(r'<article class="bd-article"[^>]*>(.*)</article>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", article)).split())


def test_its_claims_are_of_the_kinds_that_matter():
    claims = Project(SECOND).load().claims
    assert claims["retired"].notna().sum() == 1
    claims = claims[claims["retired"].isna()]
    assert len(claims) == 10
    assert claims["polarity"].eq("denied").sum() == 1
    [(fact, rows)] = [
        (fact, rows) for fact, rows in claims.groupby("fact_id") if rows["derives_from"].notna().any()
    ]
    assert fact == "households-without-water"
    assert list(rows["reports"]) == [2, 2]
    assert list(rows["origins"]) == [1, 1]


def test_both_reports_are_measured_built_and_drawn_in_one_process():
    coded, _ = Project(SECOND).inputs()
    measured = measure(
        SECOND / "articles",
        sources=coded["sources"],
        entities=coded["entities"],
        theme_terms=coded["theme_terms"],
        concordance_words=coded["concordance_words"],
    )
    for name, table in measured.items():
        declared = Project(SECOND).schema.measured[name]
        assert (
            to_bytes(in_order(declared, table)) == (SECOND / "data" / "measured" / f"{name}.csv").read_bytes()
        )
    built = {}
    for project in (HERE, Project(SECOND), HERE):
        files = build(project)
        assert all(path.read_bytes() == content for path, content in files.items()), project.root.name
        data = project.load()
        tables = PageTables(project, data)
        built.setdefault(project.root, []).append([tables.html(name) for name in sorted(tables.makers)])
    assert built[HERE.root][0] == built[HERE.root][1], "building the one leaves nothing behind in the other"
    drawn = HERE.report.key_figure().draw(HERE.load())
    assert drawn.svg.startswith("<svg")
    assert Project(SECOND).report.key_figure is None


EXPECTED = {
    "book/index.html": ("10 claims", "9 facts", "The 4,000 households of both articles are one count."),
    "book/judgements.html": ("The 4,000 households of both articles are one count.", "leak", "drought"),
    "book/ledger.html": ("The mayor denies that the dam leaks.", "4,000", "Does rationing of water begin"),
    "book/record.html": ("Water agency", "Mayor of Belcastre", "denies"),
    "book/sources.html": ("Des camions pour la vallée", "Rationing begins", "The three articles"),
    "book/method.html": ("1 forecasts", "barrage-2024.txt", "Low water contributors"),
    "book/codebook.html": ("how much water there is, and who gets it", "c-001"),
    "book/timeline.html": (
        "Mayor of Belcastre, 12 July 2024",
        "Does rationing of water begin",
        "counted household: 4,000",
    ),
    "book/claimants.html": ("Water agency",),
    "book/claimant-water-agency.html": (
        "1 row has a day, 5 July 2024",
        "4,000 households have no running water.",
    ),
    "book/articles.html": ("La Vallée, 2 July 2024 5", "Le Courrier, July 2024 2"),
    "book/article-barrage-2024.html": (
        "Of 5 claims",
        "Brier score: 0.04 to 0.2025",
        "seen a leak at the foot",
    ),
    "book/article-camions-2024.html": ("Of 3 claims", "The mayor denies that the dam leaks."),
    "book/article-enquete-2024.html": ("Of 2 claims", "voted an inquiry into the dam"),
    "book/downloads.html": ("low-water-data-0.1.0.zip", "low-water-data-0.1.0.xlsx"),
}
"""What a reader finds on each page, from the data of this report."""


@pytest.fixture(scope="module")
def built(second):
    return build_book(second.root).parent


def test_every_page_of_the_contents_is_read_here(built):
    assert {path.relative_to(built).as_posix() for path in (built / "book").glob("*.html")} == set(EXPECTED)


@pytest.mark.parametrize("page", EXPECTED)
def test_a_page_shows_its_own_data(page, built):
    text = text_of((built / page).read_text(encoding="utf-8"))
    for words in EXPECTED[page]:
        assert words in text


def test_cards_open_from_the_front_page(built):
    page = (built / "book" / "index.html").read_text(encoding="utf-8")
    assert 'popovertarget="card-c-001"' in page
    assert "Water agency of Orvane" in page
    assert re.search(r'href="[^"]*ledger.html#c-001"', page)


def test_downloads_hold_the_tables(built):
    folder = built / "downloads"
    assert pd.read_csv(folder / "data" / "claims.csv")["retired"].isna().sum() == 10
    assert (folder / "low-water-data-0.1.0.zip").is_file()


def test_nothing_of_the_first_report_stands_in_the_second(built, data):
    named = {HERE.declaration.title, HERE.declaration.authors, *data.documents["source_id"]}
    named |= set(data.entities.loc[data.entities["kind"].isin(["country", "person"]), "name"])
    for path in sorted(built.rglob("*")):
        if path.suffix in {".html", ".csv", ".json", ".js", ".md"} and "_static" not in path.parts:
            page = path.read_text(encoding="utf-8")
            assert [name for name in named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", page)] == [], (
                path.name
            )


def test_a_table_can_be_shown_alone():
    project = Project(SECOND)
    shown = table_html(PageTables(project, project.load()).table("claimants"))
    assert "Water agency" in shown
