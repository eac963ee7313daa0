"""What changed between two datasets, and the page that says so."""

import json
import re

import pytest

from dossier.editions.changes import Change, Changes, Column, Figure, compare, moved
from dossier.editions.changes_page import Side, changes_page, first_page, summary
from dossier.editions.pages import PageChanges, Told, compare_books
from dossier.project import find_project

CLAIM = {
    "claim_id": "c-001",
    "statement": "He came.",
    "speaker": "a-man",
    "origins": "1",
    "sha256": "00",
    "since": "1.0.0",
    "retired": "",
    "change_note": "",
}
SCHEMA = find_project().schema
COMPUTED = frozenset(SCHEMA.tables["claims"].computed())
BEFORE, AFTER = Side("edition 1.0.0", "v1.0"), Side("edition 1.1.0", "v1.1")


@pytest.fixture
def folder(tmp_path):
    """Write a dataset folder of claims, estimates and numbers."""

    def write(name, claims, numbers=None, estimates=()):
        made = tmp_path / name
        made.mkdir()
        for table, rows in (("claims", claims), ("estimates", estimates)):
            if rows:
                columns = list(rows[0])
                lines = [columns, *([row[column] for column in columns] for row in rows)]
                (made / f"{table}.csv").write_text("\n".join(",".join(map(quoted, line)) for line in lines))
        (made / "numbers.json").write_text(json.dumps(numbers or {}))
        return made

    return write


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def rows_of(changes, kind):
    return [(each.row, each.reason) for each in changes.of(kind)]


def test_nothing_changed(folder):
    same = compare(folder("a", [CLAIM], {"n": 1}), folder("b", [CLAIM], {"n": 1}), SCHEMA)
    assert same == ([], [], [], PageChanges())
    assert summary(same) == "No figure, no row and no page changed."


def test_a_claim_is_added_changed_retired(folder):
    old = [CLAIM, CLAIM | {"claim_id": "c-002"}, CLAIM | {"claim_id": "c-003"}]
    new = [
        CLAIM | {"statement": "She came.", "change_note": "misread"},
        CLAIM | {"claim_id": "c-002", "retired": "1.1.0", "change_note": "said by nobody"},
        CLAIM | {"claim_id": "c-003"},
        CLAIM | {"claim_id": "c-004", "since": "1.1.0"},
    ]
    changes = compare(folder("a", old), folder("b", new), SCHEMA)
    assert rows_of(changes, "added") == [("c-004", "")]
    assert rows_of(changes, "retired") == [("c-002", "said by nobody")]
    assert changes.of("changed") == [
        Change(
            "claims",
            "c-001",
            "changed",
            "She came.",
            (("statement", "He came.", "She came."),),
            "misread",
            COMPUTED,
        )
    ]


def test_a_claim_that_was_retired_before_is_no_news(folder):
    gone = CLAIM | {"retired": "1.0.0", "change_note": "twice"}
    assert compare(folder("a", [gone]), folder("b", [gone]), SCHEMA).rows == []


def test_a_row_that_vanished_is_retired(folder):
    changes = compare(folder("a", [CLAIM]), folder("b", []), SCHEMA)
    assert rows_of(changes, "retired") == [("c-001", "")]


def test_a_digest_and_a_note_alone_are_no_change(folder):
    noted = CLAIM | {"sha256": "11", "change_note": "spelling"}
    assert compare(folder("a", [CLAIM]), folder("b", [noted]), SCHEMA).rows == []


def test_a_column_that_one_side_lacks_is_told_once(folder):
    old = {name: cell for name, cell in CLAIM.items() if name != "speaker"} | {"teller": "a-man"}
    changes = compare(
        folder("a", [old, old | {"claim_id": "c-002"}]),
        folder("b", [CLAIM, CLAIM | {"claim_id": "c-002"}]),
        SCHEMA,
    )
    meaning = SCHEMA.tables["claims"].meanings()["speaker"]
    assert changes.columns == [Column("claims", "", "speaker", meaning), Column("claims", "teller", "", "")]
    assert changes.rows == []
    assert summary(changes).endswith("2 columns changed.")


def test_a_migration_tells_of_its_column_for_all_rows(folder):
    made = folder("b", [CLAIM])
    columns = "table_name,old_column,new_column,why,since\n"
    (made / "migrations.csv").write_text(f"{columns}claims,teller,speaker,one word for it,1.1.0\n")
    old = {("teller" if name == "speaker" else name): cell for name, cell in CLAIM.items()}
    changes = compare(folder("a", [old]), made, SCHEMA)
    assert changes.columns == [Column("claims", "teller", "speaker", "one word for it")]
    assert changes.rows == []
    assert compare(made, made, SCHEMA).columns == [], "told in the edition that brought it"


def test_a_changed_cell_stands_beside_its_reason(folder):
    rows = [[{"estimate_id": "2023-a", "best": best, "low": best}] for best in ("5000", "5200")]
    made = folder("b", [CLAIM], None, rows[1])
    reasons = (
        "table_name,row_id,column,was,is,reason,since\nestimates,2023-a,best,5000,5200,recounted,1.1.0\n"
    )
    (made / "reasons.csv").write_text(reasons)
    changes = compare(folder("a", [CLAIM], None, rows[0]), made, SCHEMA)
    assert changes.rows[0].reasons == (("best", "recounted"),)
    page = changes_page(changes, BEFORE, AFTER, "", "A book")
    assert re.findall(r"<td[^>]*>(recounted|no reason is noted)</td>", page) == [
        "recounted",
        "no reason is noted",
    ]


def test_a_new_alias_is_told_apart_from_the_rows_of_the_record(folder):
    made = [folder(name, [CLAIM]) for name in "ab"]
    for side, aliases in zip(made, ("Pékin", "Pékin;Beijing"), strict=True):
        (side / "entities.csv").write_text(f"entity_id,name,aliases\nbeijing,Beijing,{aliases}\n")
    page = changes_page(compare(*made, SCHEMA), BEFORE, AFTER, "", "A book")
    assert "<h2>Entities and aliases</h2>" in page
    assert "Pékin;Beijing" in page
    assert "Other rows" not in page
    assert "#beijing" not in page, "no link leads to an entity"


def test_other_tables_are_compared_too(folder):
    estimates = [{"estimate_id": "2023-a", "best": "5000"}], [{"estimate_id": "2023-a", "best": "5200"}]
    changes = compare(
        folder("a", [CLAIM], None, estimates[0]), folder("b", [CLAIM], None, estimates[1]), SCHEMA
    )
    assert [(each.table, each.cells) for each in changes.rows] == [("estimates", (("best", "5000", "5200"),))]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(10_000, 11_000.0, [("10,000", "11,000")], id="thousands apart"),
        pytest.param(0.123456, 0.2, [("0.1235", "0.2")], id="four digits are enough"),
        pytest.param(0.12345678, 0.12345679, [("0.12345678", "0.12345679")], id="unless they hide the move"),
        pytest.param("2024-06", "2024-07", [("2024-06", "2024-07")], id="a date"),
        pytest.param(0, 1, [("0", "1")], id="from nothing"),
        pytest.param(5, 5.0, [], id="the same number"),
    ],
)
def test_a_figure_that_moved(old, new, shown):
    assert [(each.before, each.after) for each in moved({"n": old}, {"n": new})] == shown


def test_the_page_leads_each_claim_to_where_it_stands(folder):
    old = [CLAIM, CLAIM | {"claim_id": "c-002"}]
    new = [CLAIM | {"statement": "She came."}, CLAIM | {"claim_id": "c-002", "retired": "1.1.0"}]
    page = changes_page(
        compare(folder("a", old), folder("b", new), SCHEMA), BEFORE, AFTER, "Two claims.", "A book"
    )
    assert '<html lang="en">' in page
    assert 'href="v1.1/book/ledger.html#c-001"' in page
    assert 'href="v1.0/book/ledger.html#c-002"' in page, "a retired claim stands in the edition that had it"
    assert "1 claim changed, 1 claim retired" in page
    assert "http" not in page
    assert re.findall(r'(?:href|src)="/', page) == []


def test_whatever_the_data_hold_is_text(folder):
    evil = '<script>alert("&")</script>'
    new = CLAIM | {"statement": evil, "change_note": evil}
    numbers = {"n": 1}, {evil: evil}
    changes = compare(folder("a", [CLAIM], numbers[0]), folder("b", [new], numbers[1]), SCHEMA)
    page = changes_page(changes, BEFORE, AFTER, evil, "A book")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_the_first_edition_counts_what_it_brought(folder):
    made = folder("a", [CLAIM, CLAIM | {"claim_id": "c-002", "retired": "1.0.0"}], {"n": 1, "m": 2})
    assert "1 claims and 2 figures" in first_page(AFTER, made, "The first.", "A book")


def test_figures_have_their_two_editions():
    [figure] = moved({"boxes": 1}, {"boxes": 2})
    assert figure == Figure("boxes", "1", "2")


# The pages of two books


PAGE = """<html><body><p>Not of the page.</p><article class="bd-article"><section><h1>{title}</h1>
<p>Seoul counted 13,000 containers. It said so <em>twice</em>.</p>{more}
<table><caption>Counts</caption><tbody><tr><td>9</td></tr></tbody></table>
<dialog class="claim-card"><p>A card.</p></dialog></section>
<aside class="page-foot"><p>Edition.</p></aside></article></body></html>"""
FIGURE = """<figure class="align-default" id="{name}"><svg class="chart" aria-label="{label}"><g>
<text x="1">{word}</text></g></svg><figcaption><p><span class="caption-number">Fig. 1 </span>Boxes.</p>
</figcaption></figure>"""


@pytest.fixture
def books(tmp_path):
    """Write two built books, each from the pages given by address, and return what differs."""

    def write(*sides):
        for name, side in zip("ab", sides, strict=True):
            for address, more in side.items():
                file = tmp_path / name / address
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(PAGE.format(title=file.stem, more=more), encoding="utf-8")
        return compare_books(tmp_path / "a", tmp_path / "b")

    return write


def figure(name="boxes", label="Boxes rise. June: 5; July: 7.", word="7"):
    return FIGURE.format(name=name, label=label, word=word)


def test_the_same_book_has_no_changes(books):
    page = {"book/arms.html": f"<p>A sentence.</p>{figure()}"}
    assert books(page, page) == PageChanges()


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        pytest.param(
            "<p>One fits all.</p>", "<p>None fits all.</p>", "One fits all.", "None fits all.", id="changed"
        ),
        pytest.param("", "<p>A sentence more.</p>", "", "A sentence more.", id="added"),
        pytest.param("<li>One less.</li>", "", "One less.", "", id="gone"),
        pytest.param("<h2>Why?</h2>", "<h2>Who?</h2>", None, None, id="a heading"),
        pytest.param("<dl><dd>A card.</dd></dl>", "", None, "no", id="a card is a row"),
    ],
)
def test_a_sentence_of_a_page_is_told(books, old, new, before, after):
    told = books({"book/arms.html": old}, {"book/arms.html": new}).sentences
    if after is None:
        assert [(each.before, each.after) for each in told] == [("", "Who?"), ("Why?", "")]
    elif before is None:
        assert told == ()
    else:
        assert told == (Told("book/arms.html", "arms", before, after),)


def test_a_sentence_that_moved_is_no_change(books):
    one, two = "<p>The first of two.</p>", "<p>Quite another thing.</p>"
    assert books({"book/arms.html": one + two}, {"book/arms.html": two + one}) == PageChanges()


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        pytest.param({}, {"label": "Boxes rise. June: 5; July: 8."}, "July: 7.", "July: 8.", id="said"),
        pytest.param({}, {"word": "8"}, "7", "8", id="a word in it"),
        pytest.param({"label": "Boxes rise. June: 5."}, None, "Boxes rise.", "", id="gone"),
        pytest.param(None, {}, "", "Boxes rise.", id="new"),
    ],
)
def test_a_drawing_with_other_words_is_told(books, old, new, before, after):
    sides = [{"book/arms.html": "" if given is None else figure(**given)} for given in (old, new)]
    anchor = "" if new is None else "boxes"
    [told] = books(*sides).drawings
    assert told == Told("book/arms.html", "arms", before, after, anchor)


def test_a_drawing_with_its_words_in_another_order_says_the_same(books):
    sides = [figure(label=f"Boxes rise. {rows}") for rows in ("May: 5; July: 7;", "July: 7; May: 5;")]
    assert books(*({"book/arms.html": side} for side in sides)) == PageChanges()


def test_a_drawing_whose_id_is_a_count_is_known_by_its_place(books):
    old, new = figure("id1"), figure("id2", word="8")
    [told] = books({"book/arms.html": old}, {"book/arms.html": new}).drawings
    assert (told.before, told.after, told.anchor) == ("7", "8", "")


def test_pages_added_and_taken_out_are_told_and_linked(books):
    changes = books({"book/arms.html": "", "book/old.html": ""}, {"book/arms.html": "", "book/new.html": ""})
    assert changes.pages == (
        Told("book/new.html", "new", "", "added"),
        Told("book/old.html", "old", "taken out", ""),
    )
    assert changes.sentences == ()
    page = changes_page(Changes([], [], [], changes), BEFORE, AFTER, "", "A book")
    assert 'href="v1.1/book/new.html"' in page
    assert 'href="v1.0/book/old.html"' in page
    assert "2 pages changed" in page


def test_a_page_without_a_text_is_no_page(tmp_path):
    (tmp_path / "search.html").write_text("<html><body><h1>Search</h1></body></html>")
    assert compare_books(tmp_path, tmp_path) == PageChanges()


def test_whatever_a_page_says_is_text(books):
    evil = "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    changes = Changes([], [], [], books({"book/arms.html": ""}, {"book/arms.html": evil}))
    page = changes_page(changes, BEFORE, AFTER, "", "A book")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
