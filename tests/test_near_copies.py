"""The same news in several files is found, in any order the same way."""

import random

import pytest

from dossier.reading.intake.near_copies import SHARE, NearCopies, runs_of

WORDS = [f"mot{number}" for number in range(400)]


def text(seed, length=200):
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


def changed(original, share, seed=7):
    """Return a text with a share of its words changed, one after another at its end."""
    listed = original.split()
    kept = round(len(listed) * (1 - share))
    return " ".join(listed[:kept] + text(seed, len(listed) - kept).split())


@pytest.mark.parametrize(
    ("share", "copy"), [(0, True), (0.05, True), (0.2, True), (0.5, False), (0.9, False)]
)
def test_a_text_with_few_changes_is_a_near_copy(share, copy):
    copies = NearCopies()
    assert copies.add("a", text(1)) is None
    found = copies.add("b", changed(text(1), share))
    assert (found is not None) is copy
    if found:
        assert found.copy_of == "a"
        assert SHARE <= found.similarity <= 1


def test_similarity_is_near_the_true_share():
    one, two = text(1, 600), changed(text(1, 600), 0.1)
    runs, others = set(runs_of(one)), set(runs_of(two))
    copies = NearCopies()
    copies.add("a", one)
    assert copies.add("b", two).similarity == pytest.approx(len(runs & others) / len(runs | others), abs=0.12)


def test_every_copy_points_to_the_first():
    copies = NearCopies()
    found = [copies.add(f"f{number}", changed(text(1), 0.04 * number)) for number in range(4)]
    assert [copy and copy.copy_of for copy in found] == [None, "f0", "f0", "f0"]


def test_other_texts_and_short_ones_are_no_copies():
    copies = NearCopies()
    assert [copies.add(f"f{seed}", text(seed)) for seed in range(30)] == [None] * 30
    assert [copies.add(name, "Le port ferme.") for name in "ab"] == [None, None]


def test_the_menu_of_a_site_makes_no_copies():
    menu = "\n".join(f"Rubrique {number} du journal" for number in range(60))
    copies = NearCopies()
    assert [copies.add(f"f{seed}", f"{menu}\n{text(seed, 40)}\n{menu}") for seed in range(3)] == [None] * 3


def test_the_same_texts_give_the_same_copies():
    texts = [changed(text(seed % 5), 0.03 * (seed // 5), seed) for seed in range(20)]
    first, second = NearCopies(), NearCopies()
    assert [first.add(f"f{n}", one) for n, one in enumerate(texts)] == [
        second.add(f"f{n}", one) for n, one in enumerate(texts)
    ]
