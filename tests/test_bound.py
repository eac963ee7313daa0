"""Words that are bound to data cannot be turned round unseen: each edit of a copy of a page is refused."""

import json
import shutil
from pathlib import Path

import pytest

from dossier.book.bound import KEY_FIGURE, bound_texts, rewordings, sentence_faults, texts_of, unbound
from dossier.project import Project

SECOND = Path(__file__).parent / "second_report"


class TestTexts:
    """What of a page may be bound."""

    def test_a_mark_binds_its_paragraph_from_the_mark_before(self):
        page = "# A\n\nOne. Two. {holds}`two` Three\nmore. {holds}`three` Rest.\n\n- Item. {holds}`item`\n- Next."
        texts = texts_of(page)
        assert texts["sentence", "two"] == "One. Two."
        assert texts["sentence", "three"] == "Three more."
        assert texts["sentence", "item"] == "- Item."

    def test_roles_are_words_too(self):
        assert texts_of("# A\n\nOver {num}`boxes:.0f` {claim}`c-901`. {holds}`a`\n")["sentence", "a"] == (
            "Over {num}`boxes:.0f` {claim}`c-901`."
        )

    def test_directives_have_their_place_and_are_in_no_section(self):
        page = f"# A\n\nOne.\n\n```{{{KEY_FIGURE}}}\nTwo\nboxes.\n```\n\n```{{jugement}} j-901 0123abcd\nTrois.\n```\n"
        assert texts_of(page) == {
            ("caption", KEY_FIGURE): "Two boxes.",
            ("translation", "j-901"): "Trois.",
            ("section", "A"): "One.",
        }

    def test_a_notebook_has_captions_and_its_code_is_no_text(self):
        figure = {"mystnb": {"figure": {"caption": "Boxes, by\nday.", "name": "boxes"}}}
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "\n", "One."]},
            {"cell_type": "code", "metadata": figure, "source": ["# B\n", "draw()"]},
        ]
        assert texts_of(json.dumps({"cells": cells}), notebook=True) == {
            ("caption", "boxes"): "Boxes, by day.",
            ("section", "A"): "One.",
        }


@pytest.fixture
def second(tmp_path):
    """Return the second report in a folder of its own."""
    shutil.copytree(SECOND, tmp_path / "report")
    return Project(tmp_path / "report")


def faults(project):
    return [str(fault) for fault in sentence_faults(project, project.load().tables())]


def edited(project, old, new, page="book/index.md"):
    file = project.root / page
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return faults(project)


def test_what_nobody_edited_has_no_fault(second):
    assert faults(second) == []
    assert unbound(second, second.load().tables()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Three made-up articles make", "Three made-up articles do not make", "the words of sentence"),
        ("{num}`facts` facts", "{num}`claims_dam` facts", "the words of sentence"),
        ("{holds}`one-in-two-articles`", "{holds}`one-in-three`", "'one-in-three', which binds nothing here"),
        ("{holds}`one-in-two-articles`", "", "book/index has no sentence 'one-in-two-articles'"),
    ],
)
def test_an_edit_of_a_bound_sentence_is_a_fault(second, old, new, message):
    assert any(message in fault for fault in edited(second, old, new))


def test_layout_is_no_edit(second):
    assert edited(second, "Three made-up articles make", "Three made-up\narticles   make") == []


def test_a_judgement_turned_round_is_a_fault(second):
    old, new = "The 4,000 households of both articles are one count.", "They are two counts."
    [fault] = edited(second, old, new, "data/dataset/judgements.csv")
    assert "row one-count-of-households, column wording: the words of judgement 'j-001'" in fault
    assert "see that holds still says what they say, then write wording" in fault


def test_data_that_say_something_else_are_a_fault(second):
    [fault] = edited(second, "2024-07-05,household,,,4000", "2024-07-05,household,,,4500",
                     "data/dataset/estimates.csv")  # fmt: skip
    assert "a sentence is not borne out" in fault
    assert "[4500] = 4000 does not hold" in fault


def test_a_judgement_without_a_row_is_listed(second):
    tables = second.load().tables()
    tables["sentence_checks"] = tables["sentence_checks"].query("binds == 'sentence'")
    assert [place.place for place in unbound(second, tables)] == ["j-001"]


def test_every_text_has_its_place(second):
    texts = bound_texts(second, second.load().tables())
    assert {place.binds for place in texts} == {"judgement", "section", "sentence"}
    assert not list(rewordings(second, second.load().tables()))
