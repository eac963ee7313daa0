"""What is wrong with a text is marked, and each mark has its remedy."""

import pytest

from dossier.reading.intake.page_marks import REMEDIES, is_mojibake, language_of, marks_of
from dossier.reading.lines import find_passages

FRENCH = "Le port est fermé depuis que la grue est tombée dans le bassin."
ENGLISH = "The harbour is closed since the crane fell into the dock on a Monday."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("El puerto está cerrado porque la grúa se cayó en el muelle que no era de la ciudad.", "es"),
        ("Der Hafen ist seit Montag geschlossen, sagte der Sprecher der Stadt.", "de"),
        ("Nantes bat Lens 2-1, Rennes et Brest 0-0, Lyon 3-0", "fr"),
        ("Le port ferme.", None),
        ("12 345", None),
        ("…", None),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (FRENCH, False),
        ("L’été à Cÿ, ÇA VA, Â, Ã, œuvre", False),
        ("São Tomé", False),
        *(
            (f"{text} {text}".encode().decode("cp1252", "replace"), True)
            for text in ("été", "l’œuvre", "« à »")
        ),
        ("caf\ufffd ferm\ufffd", True),
    ],
)
def test_letters_that_were_read_as_two_are_seen(text, broken):
    assert is_mojibake(text) is broken


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (FRENCH, None),
        (ENGLISH, "other_language"),
        ("Menu\n3 commentaires", "no_paragraph"),
        (f"{FRENCH} FermÃ©, dit la mairie dâ€™ici.", "mojibake"),
    ],
)
def test_a_mark_says_what_is_wrong(text, marks):
    assert marks_of(text, language_of(text), list(find_passages(text))) == marks
    assert set((marks or "").split(";")) - {""} <= set(REMEDIES)
