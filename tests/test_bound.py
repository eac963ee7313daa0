"""Words that are bound to data cannot be turned round unseen: each edit of a copy of a page is refused."""

import json
import os
import shutil
from pathlib import Path

import commands
import pytest

from dossier.book.bound import (
    KEY_FIGURE,
    MARK,
    bound_texts,
    rewordings,
    sentence_faults,
    texts_of,
    unbound,
)
from dossier.project import Project

pytestmark = pytest.mark.whole

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


@pytest.mark.parametrize("turned", [False, True])
def test_check_refuses_a_sentence_that_was_turned_round(second, turned):
    page = second.root / "book" / "index.md"
    text = page.read_text(encoding="utf-8").replace(
        "make {num}", "do not make {num}" if turned else "make {num}"
    )
    page.write_text(text, encoding="utf-8")
    environment = {
        **os.environ,
        "DOSSIER_ROOT": str(second.root),
        "DOSSIER_TEXTS": str(second.root / "articles"),
    }
    run = commands.run("check", "--as-draft", root=second.root, environment=environment)
    assert run.returncode == turned, run.stderr
    assert ("row more-claims-than-facts, column wording" in run.stderr) == turned


def test_a_judgement_without_a_row_is_listed(second):
    tables = second.load().tables()
    tables["sentence_checks"] = tables["sentence_checks"].query("binds == 'sentence'")
    assert [place.place for place in unbound(second, tables)] == ["j-001"]


def test_every_text_has_its_place(second):
    texts = bound_texts(second, second.load().tables())
    assert {place.binds for place in texts} == {"judgement", "section", "sentence"}
    assert not list(rewordings(second, second.load().tables()))


class TestThisReport:
    """Its answers, judgements, captions and French page are bound, and edits of them are refused."""

    @pytest.fixture
    def tables(self, data):
        return data.tables()

    @pytest.fixture
    def copied(self, project, tmp_path):
        """Return the report with its pages and notebooks in a folder of their own."""
        for name in ("book", "notebooks"):
            shutil.copytree(project.root / name, tmp_path / name, ignore=shutil.ignore_patterns("_static"))
        shutil.copy(project.root / "dossier.toml", tmp_path)
        return Project(tmp_path)

    def test_nothing_was_reworded(self, project, tables):
        assert [str(fault) for fault in rewordings(project, tables)] == []

    def test_every_caption_judgement_and_translation_is_bound(self, project, tables):
        assert unbound(project, tables) == []

    def test_every_answer_is_bound_to_its_last_word(self, project):
        answered = []
        for file in sorted(project.notebooks.glob("*.ipynb")):
            opening = "".join(json.loads(file.read_text(encoding="utf-8"))["cells"][0]["source"])
            answer = opening.partition("**Answer.**")[2]
            answered += [file.stem] * bool(answer)
            for paragraph in answer.split("\n\n"):
                assert MARK.split(paragraph.rstrip())[2::2][-1:] == [""], f"{file.stem}: {paragraph[-60:]}"
        assert len(answered) == len(list(project.notebooks.glob("*.ipynb")))

    def test_the_whole_french_page_is_bound(self, project, tables):
        bound = set(tables["sentence_checks"].query("page == 'book/resume'")["place"])
        texts = texts_of((project.root / "book" / "resume.md").read_text(encoding="utf-8"))
        assert {place for _, place in texts} == bound

    def test_every_list_of_limits_of_a_chapter_is_bound(self, project, tables):
        sections = tables["sentence_checks"].query("binds == 'section'")
        for file in project.notebooks.glob("*.ipynb"):
            page = f"notebooks/{file.stem}"
            assert "What this does not show" in set(sections.query("page == @page")["place"]), page

    def test_most_rows_ask_something_of_the_data(self, tables):
        """A row that only holds the words says why; no judgement and no translation is such a row."""
        checks = tables["sentence_checks"]
        silent = checks[checks["holds"].isna()]
        assert not set(silent["binds"]) & {"judgement", "translation"}
        assert len(silent) < len(checks) / 2

    @pytest.mark.parametrize(
        ("page", "old", "new"),
        [
            pytest.param("notebooks/arms.ipynb", "The record has no count of shells", "The record has a count of shells",
                         id="an answer negated"),
            pytest.param("notebooks/china.ipynb", "The five articles cannot show it", "The five articles can show it",
                         id="another answer negated"),
            pytest.param("notebooks/troops.ipynb", "From the first denial it took", "Forty thousand soldiers went. It took",
                         id="a number in words"),
            pytest.param("notebooks/arms.ipynb", "{num}`same_low_million:.0f` million shells and",
                         "{num}`same_high_million:.0f` million shells and", id="a number swapped"),
            pytest.param("notebooks/foreseen.ipynb", "as if certain ({claim}`c-001`)", "as if certain ({claim}`c-072`)",
                         id="a claim swapped"),
            pytest.param("notebooks/words.ipynb", "Little about the partnership, more about the articles",
                         "More about the partnership, little about the articles", id="more and less swapped"),
            pytest.param("notebooks/words.ipynb", "A range in brackets says how far a figure moves",
                         "A range in brackets almost certainly says how far a figure moves", id="a likelihood typed"),
            pytest.param("notebooks/treaty.ipynb", "Shaded: the treaty is in force", "Shaded: the treaty is not in force",
                         id="a caption turned round"),
            pytest.param("book/resume.md", "Aucun total d’un million d’obus", "Tout total d’un million d’obus",
                         id="French turned round under its seal"),
            pytest.param("book/resume.md", "{nombre}`days_to_moscow` jours", "{nombre}`days_to_pyongyang` jours",
                         id="a number of the French page swapped"),
            pytest.param("book/index.md", "What the boxes held, why Pyongyang joined", "Why Pyongyang joined",
                         id="what is not known made less"),
            pytest.param("book/index.md", "and not what it came to", "and also what it came to", id="a denial dropped"),
        ],
    )  # fmt: skip
    def test_an_edit_of_words_is_refused(self, copied, tables, page, old, new):
        file = copied.root / page
        text = file.read_text(encoding="utf-8")
        if old not in text:
            pytest.fail(f"{page} no longer says {old!r}")
        file.write_text(text.replace(old, new), encoding="utf-8")
        faults = [str(fault) for fault in rewordings(copied, tables)]
        assert any("have changed" in fault for fault in faults)

    def test_limits_that_are_emptied_are_refused(self, copied, tables):
        file = copied.notebooks / "words.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        [cell] = [
            cell for cell in notebook["cells"] if "## What this does not show" in "".join(cell["source"])
        ]
        cell["source"] = ["## What this does not show\n"]
        file.write_text(json.dumps(notebook), encoding="utf-8")
        [fault] = [str(fault) for fault in rewordings(copied, tables)]
        assert "row words-limits, column wording" in fault

    def test_a_judgement_turned_round_is_refused(self, project, tables):
        judgements = tables["judgements"].copy()
        at = judgements["judgement_id"].eq("j-004")
        judgements.loc[at, "statement"] = judgements.loc[at, "statement"].str.replace("neither", "both")
        [fault] = [str(fault) for fault in rewordings(project, {**tables, "judgements": judgements})]
        assert "the words of judgement 'j-004' on book/judgements have changed" in fault
