"""The entries of the desk: what they say of likelihood, of what is not known, of who disagrees; hostile texts."""

import html
import re

import pytest

from dossier.evidence.desk.answers import answers
from dossier.pages.desk.figure_words import figure_in_words, high_in_words, low_in_words
from dossier.pages.desk.numbers_desk import WHY_NOT_KNOWN, entries, overview
from dossier.pages.row_cards import RowCards
from dossier.project import Project, find_project

PROJECT = find_project()
HOSTILE = '<script>alert("&")</script>'


def printed(data, known=None):
    return {
        entry.number_id: entry
        for entry in entries(
            data,
            known or RowCards(data),
            PROJECT.declaration,
            up="../",
            title="Numbers desk",
            address="book/numbers-desk.html",
        )
    }


def text(markup):
    """Return what a reader sees: without tags, and without the link that stands in for each mark."""
    shown = re.sub(r"</button>\s*<a [^>]*>.*?</a>", "</button>", str(markup))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())


def told(entry, name):
    """Return what an entry has beside a name."""
    found = re.search(rf"<dt>{name}</dt><dd>(.*?)</dd></div>", str(entry.html), re.DOTALL)
    return text(found[1]) if found else None


@pytest.fixture(scope="module")
def known(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def desk(data, known):
    return printed(data, known)


def test_each_number_has_an_entry_in_its_order(data, desk):
    assert list(desk) == list(data.desk_numbers.sort_values("position")["number_id"])


def test_not_known_is_said_where_rows_conflict_or_miss_and_nowhere_else(data, desk):
    for answer in answers(data):
        entry = desk[answer.number.number_id]
        judged = isinstance(answer.number.judgement_id, str)
        said = "Not known." in text(entry.html)
        assert said == (answer.state in WHY_NOT_KNOWN and not judged), answer.number.number_id
        if said:
            assert WHY_NOT_KNOWN[answer.state] in text(entry.html)


def test_the_list_has_a_line_for_each_number_that_leads_to_it(data, desk):
    listed = str(overview(list(desk.values())))
    assert re.findall(r'<a href="#([^"]+)">', listed) == list(desk)
    for answer in answers(data):
        short, judged = desk[answer.number.number_id].short, isinstance(answer.number.judgement_id, str)
        assert short in text(listed)
        assert short.startswith("not known") == (not answer.known and not judged)
        if answer.lowest and not judged:
            assert low_in_words(answer.lowest) in short
            assert high_in_words(answer.highest) in short


def test_likelihood_and_confidence_come_from_the_judgement_or_not_at_all(data, desk):
    judgements = data.judgements.set_index("judgement_id")
    for row in data.desk_numbers.itertuples():
        entry = desk[row.number_id]
        if isinstance(row.judgement_id, str):
            judged = judgements.loc[row.judgement_id]
            assert judged["statement"] in text(entry.html)
            assert told(entry, "Likelihood").startswith(judged["likelihood"].replace("_", " "))
            assert told(entry, "Confidence").startswith(judged["confidence"])
        else:
            assert told(entry, "Likelihood and confidence") == "not judged"


def test_every_row_of_a_number_is_on_its_entry_with_its_mark(data, desk, known):
    for row in data.desk_rows.itertuples():
        entry = desk[row.number_id]
        assert row.row_id in entry.row_ids
        assert f'popovertarget="card-{row.row_id}"' in entry.html
        if isinstance(row.label, str):
            assert row.label in text(entry.html)


def test_every_pair_that_excludes_each_other_is_named(data, desk, known):
    for answer in answers(data):
        disagreeing = told(desk[answer.number.number_id], "Who disagrees")
        assert disagreeing.count("At most one of them is right.") == len(answer.conflicts)
        for pair in answer.conflicts:
            assert all(
                f"{known.mark(each.row_id)} has {figure_in_words(each)}" in disagreeing for each in pair
            )


def test_what_speaks_against_a_judgement_is_named(data, desk, known):
    judgements = data.judgements.set_index("judgement_id")
    for row in data.desk_numbers.dropna(subset=["judgement_id"]).itertuples():
        disagreeing = told(desk[row.number_id], "Who disagrees")
        for contrary in judgements.loc[row.judgement_id, "contrary"].split(";"):
            assert known.mark(contrary) in disagreeing


def test_a_reader_can_cite_each_entry(desk):
    for number_id, entry in desk.items():
        cited = told(entry, "How to cite")
        assert f"“Numbers desk: {entry.name}.”" in cited
        assert cited.endswith(f"book/numbers-desk.html#{number_id}")


def test_no_number_is_typed_in_the_templates():
    folder = PROJECT.root / "src" / "dossier" / "templates"
    for name in ("desk_entry.html.jinja", "desk_list.html.jinja", "compare.html.jinja"):
        template = (folder / name).read_text(encoding="utf-8")
        assert re.findall(r"\d+", re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", "", template)) == []


@pytest.mark.parametrize("table", ["desk_numbers", "desk_rows", "estimates", "claimants", "statements"])
def test_hostile_text_is_harmless(data, table):
    hostile = getattr(data, table).copy()
    free = {
        "desk_numbers": ["name", "question", "counts", "reason"],
        "desk_rows": ["label", "reason"],
        "estimates": ["note"],
        "claimants": ["label", "short_name"],
        "statements": ["summary"],
    }[table]
    for column in free:
        hostile[column] = HOSTILE
    desk = printed(data.with_tables(**{table: hostile}))
    whole = "".join(str(entry.html) for entry in desk.values())
    assert "<script" not in whole
    assert ("&lt;script&gt;" in whole) == (table != "estimates")  # the desk prints no note


def test_a_report_without_numbers_has_an_empty_desk():
    project = Project(PROJECT.root / "tests" / "second_report")
    data = project.load()
    assert (
        entries(data, RowCards(data), project.declaration, up="../", title="Desk", address="desk.html") == []
    )
