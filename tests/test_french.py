"""The page in French: numbers as French writes them, and a sentence for every judgement."""

import re

import pytest

from dossier.book import french
from dossier.project import find_project, load
from dossier.schema.words import CONFIDENCES, PROBABILITY_WORDS

PROJECT = find_project()

PAGE = PROJECT.root / "book" / "resume.md"


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (10_000, "", "10\u202f000"),
        (1_234_567.5, "", "1\u202f234\u202f567,5"),
        (30.8, "", "30,8"),
        (5.0, "", "5"),
        (-3.5, "", "−3,5"),
        (0.3214, ".1%", "32,1\u202f%"),
        ("2024-10-28", "", "28 octobre 2024"),
        ("2024-08-01", "", "1er août 2024"),
        ("2026-03", "", "mars 2026"),
    ],
)
def test_a_number_is_written_as_french_does(value, spec, text):
    assert french.nombre(value, spec) == text


@pytest.mark.parametrize("value", ["55% to 80%", "visit-2024"])
def test_english_words_are_not_passed_on(value):
    with pytest.raises(ValueError, match="neither"):
        french.nombre(value)


def test_every_word_of_the_scale_has_its_french():
    assert list(french.LIKELIHOODS) == list(PROBABILITY_WORDS)
    assert list(french.CONFIDENCE) == list(CONFIDENCES)
    assert french.band("roughly_even") == "à peu près une chance sur deux (45 à 55\u202f%)"


def test_every_judgement_has_its_french_sentence():
    page = PAGE.read_text(encoding="utf-8")
    written = re.findall(r"```{jugement} (\S+) (\S+)\n(.+?)```", page, re.DOTALL)
    judgements = load().judgements
    assert [name for name, _, _ in written] == list(judgements["judgement_id"])
    for (name, sealed, sentence), english in zip(written, judgements["statement"], strict=True):
        assert sealed == french.seal(english), f"{name}: look at the French again"
        assert len(sentence.strip()) > 40


def test_high_signs_stand_after_a_narrow_space():
    prose = re.sub(r"^---.*?---|```{\w.*|{\w+}`[^`]*`", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r".{10}(?<!\u202f)[;?!%]", prose) == []
    assert re.findall(r".{10} [:;?!%]", prose) == []
