"""Words of a line become the forms of verbs that report; a user's list of verbs is added to ours."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dossier.errors import DataError
from dossier.reading.lexicon import rows
from dossier.reading.spans import Place
from dossier.schema.cells import read_dicts


class Verb(NamedTuple):
    """A row of `reporting_verbs`; a ``near`` one attributes only words beside it: *lance*, *poursuit*."""

    lemma: str
    stance: str
    near: bool


class Found(NamedTuple):
    """A form of a verb at its place in a line."""

    start: int
    end: int
    verb: Verb
    infinitive: bool


_REGULAR = ("ent", "é", "és", "ée", "ées", "aient", "ait", "ant", "èrent", "e", "a", "era")


class VerbForms(NamedTuple):
    """The forms of the listed verbs, of one word and of several; the infinitives apart."""

    single: Mapping[str, Verb]
    several: Mapping[str, tuple[tuple[str, Verb], ...]]
    infinitives: Mapping[str, Verb]
    first_words: frozenset[str]  # of all of them


def verb_forms(verbs: Iterable[Mapping[str, str]]) -> VerbForms:
    """Return the forms of ``verbs``, rows of `reporting_verbs`; a regular verb is listed by its infinitive.

    >>> forms = verb_forms([{"lemma": "crier", "forms": "", "stance": "neutral", "use": "near"}])
    >>> forms.single["crient"].lemma, "crier" in forms.infinitives
    ('crier', True)
    """
    single: dict[str, Verb] = {}
    several: dict[str, tuple[tuple[str, Verb], ...]] = {}
    infinitives: dict[str, Verb] = {}
    for row in verbs:
        verb = Verb(row["lemma"], row["stance"], row["use"] == "near")
        regular = [row["lemma"][:-2] + ending for ending in _REGULAR] if row["lemma"].endswith("er") else []
        for form in [*filter(None, row["forms"].split(";")), *(form for form in regular if " " not in form)]:
            first, _, more = form.partition(" ")
            if more:
                several[first] = (*several.get(first, ()), (form, verb))
            else:
                single[form] = verb
        infinitives[row["lemma"]] = verb
    return VerbForms(single, several, infinitives, frozenset((*single, *several, *infinitives)))


@cache
def own_forms() -> VerbForms:
    """Return the forms of the list `reporting_verbs`."""
    return verb_forms(rows("reporting_verbs"))


COLUMNS = ("lemma", "forms", "stance", "use")
"""The columns of `reporting_verbs` that a list of one's own must have."""


def with_own_verbs(file: Path) -> VerbForms:
    """Return the forms of our list and of a CSV ``file`` with the same columns; a verb of the file wins.

    Raises ``DataError`` if a column is missing or a verb has no infinitive.
    """
    own = read_dicts(file.name, file.read_bytes())
    for row in own:
        missing = [column for column in COLUMNS if column not in row]
        if missing or not row["lemma"]:
            problem = f"has no column {missing[0]}" if missing else "a verb has no infinitive"
            raise DataError(file.name, problem, remedy=f"give it the columns {', '.join(COLUMNS)}")
    return verb_forms([*rows("reporting_verbs"), *own])


_WORD = re.compile(r"[^\W\d_]+")


def find_verbs(lowered: str, place: Place, forms: VerbForms) -> list[Found]:
    """Return each form of a listed verb in ``place`` of a text in lower case, in order."""
    found: list[Found] = []
    if forms.first_words.isdisjoint(_WORD.findall(lowered, *place)):
        return found
    for word in _WORD.finditer(lowered, *place):
        form = word[0]
        if form not in forms.first_words:
            continue
        for longer, verb in forms.several.get(form, ()):
            if lowered.startswith(longer, word.start()):
                found.append(Found(word.start(), word.start() + len(longer), verb, infinitive=False))
                break
        else:
            if verb_of := forms.single.get(form):
                found.append(Found(*word.span(), verb_of, infinitive=False))
            elif verb_of := forms.infinitives.get(form):
                found.append(Found(*word.span(), verb_of, infinitive=True))
    return [at for at in found if not _is_part_of_word(lowered, at)]


def _is_part_of_word(text: str, at: Found) -> bool:
    """Return whether a form is part of a word with a hyphen, as in *lui-dit*, or a noun: *l'accuse*."""
    before = text[max(0, at.start - 1) : at.start]
    hyphen = text[at.end : at.end + 1] == "-" and not PRONOUN_BEHIND.match(text, at.end)
    return before == "-" or hyphen or bool(_FIXED.search(text, max(0, at.start - 12), at.end))


_FIXED = re.compile(r"(?<!\w)(?:autrement|cela|ceci|proprement|aussitôt|sitôt|ainsi|c'est-à-|soi-) ?dit$")
PRONOUN_BEHIND = re.compile(r"-(?:t-)?(?P<who>ils?|elles?|on)\b", re.IGNORECASE)
