"""A figure and the words beside it become its noun, and whether it counts anything.

*Trois navires* are an amount; *les trois pays* name a known group; *2019* is a year unless a noun that can be
counted follows it.
"""

import re
from typing import NamedTuple

from dossier.reading.bounds import FIRST_WORDS_BEHIND
from dossier.reading.lexicon import function_words
from dossier.reading.not_amounts import is_year_here, looks_like_year
from dossier.reading.number_words import FIGURES, Figure
from dossier.reading.spans import has_before, search_before

_BEFORE_NOUN = (
    "(?:(?:autres|nouveaux|nouvelles|grands?|grandes?|petite?s?|jeunes|ancien(?:ne)?s|longs|longues|vieux|vieilles"
    "|beaux|belles|gros|grosses|mauvais|bons|bonnes|simples|seuls|seules) )*"
)
_ITEM = re.compile(rf"[ -](?:de la |de l'|de |d'|des |du )?{_BEFORE_NOUN}(?P<item>[a-zà-ÿœ][\w-]*)")
_PEOPLE = re.compile(r" (?:de |d')?(?P<item>[A-ZÀ-Ý][a-zà-ÿœ-]+[sx])\b")
_NO_NOUNS = function_words() | set(FIGURES) | FIRST_WORDS_BEHIND
_OF_THEM = re.compile(r" d'entre (?:eux|elles|nous|vous)\b")
_DEFINITE = re.compile(r"\b(?:les|ces|ses|leurs|nos|vos|mes|des|aux|tous|toutes) $", re.IGNORECASE)
_DEFINITES = frozenset(("les", "ces", "ses", "leurs", "nos", "vos", "mes", "des", "aux", "tous", "toutes"))
_OF_WHICH = re.compile(r"\bdont (?:\w+ ){0,2}$", re.IGNORECASE)  # *dont trois grièvement*
_ONLY_LE = frozenset({"le"})
_THE = re.compile(r"\ble $", re.IGNORECASE)
_DE = re.compile(r"\b(?:de|d') ?$", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(r"\w\W+[A-ZÀ-Ý][\w-]* $")
_PLURAL = re.compile(r".+[sx]$")
_PARTICIPLE = re.compile(r".+ée?s$")
_MOST_OF_A_KNOWN_GROUP = 10  # *les deux pays*, *ses cinq voisins* name a group and count nothing
_LAST_DAY = 31  # *le 12* is a day
_A_SINGLE_ONE = ("day", "times", "point", "degree")  # *un jour* and *une fois* seldom count


class Item(NamedTuple):
    """The counted noun behind a figure, and where it ends; no noun ends where the figure does."""

    noun: str | None
    end: int


class Beside(NamedTuple):
    """What stands beside a figure: the place where it begins with its sign, unit, noun and bound."""

    start: int
    end: int
    unit: str | None
    item: str | None
    bound: str | None


def item_after(text: str, end: int) -> Item:
    """Return the counted noun behind a figure: the next word, if it may be a noun.

    >>> item_after("12 000 autres navires", 6), item_after("Deux Français", 4)
    (Item(noun='navires', end=21), Item(noun='Français', end=13))
    """
    noun = _ITEM.match(text, end)
    if noun is None or noun["item"] in _NO_NOUNS or noun["item"].endswith("ment"):
        noun = _PEOPLE.match(text, end)
        noun = None if noun and noun["item"].casefold() in _NO_NOUNS else noun
    return Item(noun["item"], noun.end()) if noun else Item(None, end)


def is_plural(item: str | None) -> bool:
    """Return whether a noun may be counted: it ends as a plural does."""
    return bool(item and _PLURAL.match(item))


def is_year(text: str, figure: Figure, beside: Beside) -> bool:
    """Return whether four digits without unit are a year; *2000 soldats* are none, *en 2000* is one."""
    if beside.unit or figure.kind != "digits" or not looks_like_year(text, figure.start, figure.end):
        return False
    if beside.bound and beside.item:
        return False
    if not is_plural(beside.item) or is_year_here(text, figure.start, figure.end):
        return True
    of = search_before(_DE, text, figure.start)
    return bool(of and _PARTICIPLE.match(beside.item or ""))  # *les accords de 2015 signés*


def counts(text: str, figure: Figure, beside: Beside) -> bool:
    """Return whether a figure counts or measures something; a known group or a name does not."""
    digits, small = figure.kind == "digits", figure.value <= _MOST_OF_A_KNOWN_GROUP
    definite = has_before(_DEFINITES, _DEFINITE, text, beside.start)
    if figure.kind == "a":
        return figure.scale > 1 or (beside.unit is not None and beside.unit not in _A_SINGLE_ONE)
    if figure.kind == "half":
        return figure.scale > 1 or beside.unit is not None
    if definite and small and not digits and figure.scale == 1:
        return False
    if beside.unit or figure.scale > 1:
        return True
    if _OF_THEM.match(text, figure.end):
        return True
    if _is_of_which(text, beside.start):
        return True
    if not digits:
        if definite and any(letter.isupper() for letter in text[figure.start : figure.end]):
            return False  # *les Vingt-Sept*
        return beside.item is not None or beside.bound is not None or not small
    if definite and not beside.bound and (small or beside.item is None):
        return is_plural(beside.item)  # *les 27* are a club
    if (
        has_before(_ONLY_LE, _THE, text, beside.start)
        and figure.value <= _LAST_DAY
        and not is_plural(beside.item)
    ):
        return False
    named = _is_behind_name(text, beside.start) and not beside.bound and not figure.grouped
    return is_plural(beside.item) if named else True


def _is_of_which(text: str, start: int) -> bool:
    """Return whether *dont* leads to what begins at ``start``."""
    near = text[max(0, start - 80) : start].lower()
    return "dont " in near and search_before(_OF_WHICH, text, start) is not None


def _is_behind_name(text: str, start: int) -> bool:
    """Return whether a word with a capital stands before ``start``, and does not open the text."""
    if text[start - 1 : start] == " ":
        word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word == word.lower():
            return False
    return search_before(_CAPITAL_BEFORE, text, start) is not None
