"""A sentence with its cues becomes the clause that it reports; marked words, the reporting clause in them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dossier.reading.quoting.cues import Cue, cue_of_verb, that_of
from dossier.reading.quoting.speakers import NOUN, after_complements
from dossier.reading.quoting.verbs import Found
from dossier.reading.spans import Place

_TAKE_OBJECTS = ("judges", "denies", "accuses")  # *salue Roy* says nothing of what Roy says
_APPOSITION = re.compile(rf"(?=[a-zà-ÿ]){NOUN}[^,]*,(?!\d)")  # *selon Roy, maire du port, …*
_END_OF_CLAUSE = re.compile(r"[\s.,;:!?…~]*$")
_BEGIN_OF_CLAUSE = re.compile(r"[\s,]*")
_CITES = re.compile(r"(?:qui cite|citant|citée?s?) ")  # *selon Reuters, qui cite le ministère, …*
_COMMA = re.compile(r",(?!\d)")
_ASIDE_ENDS = re.compile(r" *(?:[,.;!?…:»]|$)")
_FEWEST_TOLD = 4  # words before *…, Roy a dit.*
_INFINITIVE = re.compile(
    r"(?P<of>de |d')?(?P<clause>(?:(?:ne pas|ne plus|ne|se|le|la|les|y|en) |[nsl]')*"
    r"(?!hier|dernier|premier|contre|entre|outre|autre|notre|votre|mer|guerre|\w+bre(?!\w))"
    r"(?:être|avoir|[a-zà-ÿ]{2,}(?:er|ir|oir|re)))(?![\w'-])"
)
_OBJECT = re.compile(r"(?: (?:les? |la |l'|une? |des |du |au |aux |à )?[^\s,;:.~]+){1,6}? (?=de |d')")
_CLAUSE_OF_INFINITIVE = re.compile(r", (?:\w+ant(?!\w)|et |mais |car |qui |ce qui )")
_WITH_OF = ("accuser", "soupçonner", "promettre", "menacer", "jurer", "reprocher")


class Aside(NamedTuple):
    """A reporting clause within the words that it attributes: *…, a dit Roy, …*."""

    end: int  # of the words before it
    speaker: Place
    word: str
    ends_line: bool


def clause_inside(text: str, inside: Place, verbs: Sequence[Found]) -> Aside | None:
    """Return the first reporting clause between commas in ``inside``, with its inverted subject."""
    for verb in verbs:
        if verb.infinitive or verb.verb.stance in _TAKE_OBJECTS:
            continue
        cue = cue_of_verb(text, inside, verb)
        if cue is None or not cue.follows or cue.speaker is None or cue.denied or cue.as_said:
            continue
        speaker = cue.speaker
        behind = max(speaker.end, cue.place.end)
        if speaker.start >= cue.place.end:  # a noun, and no *dit-il*
            behind = after_complements(text, behind, inside.end)
        before = text[inside.start : cue.place.start].rstrip()
        if before and before[-1] not in ",!?…":
            continue
        if not _ASIDE_ENDS.match(text, behind, inside.end):
            continue
        end = inside.start + len(before.rstrip(","))
        rest = text[behind : inside.end].strip(" .,!?…")
        return Aside(end, speaker, cue.word, ends_line=not rest)
    return None


def reported_clause(blank: str, sentence: Place, cues: Sequence[Cue]) -> tuple[Place, Cue] | None:
    """Return the clause that a sentence without marked words reports, and the cue that brings it in."""
    for cue in cues:
        if cue.passive or _is_thought(blank, cue):
            continue
        clause = _clause_of(blank, sentence, cue)
        if clause and clause.start < clause.end:
            return clause, cue
    return None


def _is_thought(blank: str, cue: Cue) -> bool:
    """Return whether a cue reports what nobody said: *on pense que*, *Roy pensait que*."""
    if cue.verb is None:
        return False
    if cue.speaker and blank[slice(*cue.speaker)].lower() == "on":
        return True
    if cue.verb.lemma in ("penser", "croire") and cue.word.endswith(("ait", "aient", "yait", "yaient")):
        return True
    return cue.verb.stance == "shows" and cue.word.endswith("ant")


def _clause_of(blank: str, sentence: Place, cue: Cue) -> Place | None:
    """Return the clause that ``cue`` brings in, in the first of the forms that fits."""
    if cue.verb is None:
        if cue.word.endswith(("que", "qu'")) or blank[cue.place.end - 3 : cue.place.end] in ("que", "qu'"):
            return trimmed(blank, Place(cue.place.end, sentence.end))
        return _clause_according(blank, sentence, cue)
    if cue.as_said:
        return _clause_as_said(blank, sentence, cue)
    if that := that_of(blank, cue.place.end, sentence.end, cue.verb.lemma):
        return trimmed(blank, Place(that.end(), sentence.end))
    if is_inverted(blank, sentence, cue):
        before = trimmed(blank, Place(sentence.start, cue.place.start))
        rest = trimmed(blank, Place(max(cue.place.end, cue.speaker.end if cue.speaker else 0), sentence.end))
        few = len(blank[slice(*before)].split()) < _FEWEST_TOLD
        return (
            rest if few and rest.start < rest.end and blank[rest.start - 2 : rest.start] == ", " else before
        )
    if clause := _infinitive(blank, sentence, cue):
        return clause
    return _clause_before(blank, sentence, cue)


def is_inverted(blank: str, sentence: Place, cue: Cue) -> bool:
    """Return whether the verb comes after the words: *…, a déclaré Roy*, *…, dit-il*."""
    if not cue.follows or cue.speaker is None or cue.verb is None:
        return False
    if blank[cue.speaker.start - 1] == "-":
        return True
    if blank[cue.speaker.start].isupper() and " " in blank[cue.place.start : cue.place.end]:
        return True
    last = trimmed(blank, Place(cue.speaker.end, sentence.end))
    return (
        last.start >= last.end or blank[cue.speaker.end : cue.speaker.end + 1] == ","
    ) and cue.verb.stance not in _TAKE_OBJECTS


def _clause_according(blank: str, sentence: Place, cue: Cue) -> Place:
    """Return the clause that *selon* attributes: what follows the next comma, else what comes before."""
    begin, leads = cue.place.end, cue.place.start == sentence.start
    while comma := _COMMA.search(blank, begin, sentence.end):
        begin = comma.end()
        rest = trimmed(blank, Place(begin, sentence.end))
        if _CITES.match(blank, rest.start, sentence.end):
            continue
        if rest.start < rest.end and not (leads and _APPOSITION.match(blank, rest.start, sentence.end)):
            return rest
    return trimmed(blank, Place(sentence.start, cue.place.start))


def _clause_as_said(blank: str, sentence: Place, cue: Cue) -> Place | None:
    """Return what somebody said of which the sentence says *comme l'a dit Roy*."""
    begin = max(blank.rfind("omme ", sentence.start, cue.place.end) - 1, sentence.start)
    if blank[sentence.start : begin].strip():
        return trimmed(blank, Place(sentence.start, begin))
    comma = _COMMA.search(blank, max(cue.place.end, cue.speaker.end if cue.speaker else 0), sentence.end)
    return trimmed(blank, Place(comma.end(), sentence.end)) if comma else None


def _infinitive(blank: str, sentence: Place, cue: Cue) -> Place | None:
    """Return the clause of an infinitive: *affirme avoir fini*, *accuse Roy d'avoir fini*."""
    if cue.verb is None or cue.follows or cue.verb.stance == "asks":
        return None
    with_of = cue.verb.lemma in _WITH_OF
    begin = after_complements(blank, cue.place.end, sentence.end)
    for start in dict.fromkeys((cue.place.end, begin)):
        match = _INFINITIVE.match(blank, start + 1, sentence.end)
        if not match and with_of and (named := _OBJECT.match(blank, start, sentence.end)):
            match = _INFINITIVE.match(blank, named.end(), sentence.end)
        if match and bool(match["of"]) == with_of and (with_of or not cue.verb.near):
            end = _CLAUSE_OF_INFINITIVE.search(blank, match.start("clause"), sentence.end)
            return trimmed(blank, Place(match.start("clause"), end.start() if end else sentence.end))
    return None


def _clause_before(blank: str, sentence: Place, cue: Cue) -> Place | None:
    """Return what stands around a reporting clause at the end or between commas, as *…, Roy a dit*."""
    if cue.follows or cue.speaker is None:
        return None
    if cue.word.endswith("ant") or " " not in blank[cue.place.start : cue.place.end]:
        return None
    begin = blank.rfind(",", sentence.start, cue.speaker.start)
    if begin < 0:
        return None
    if blank[begin + 1 : cue.speaker.start].strip(" ") not in (
        "",
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "M.",
        "Mme",
    ):
        return None
    behind = after_complements(blank, cue.place.end, sentence.end)
    rest = trimmed(blank, Place(behind, sentence.end))
    before = trimmed(blank, Place(sentence.start, begin))
    if rest.start >= rest.end:
        return before if len(blank[slice(*before)].split()) >= _FEWEST_TOLD else None
    return rest if blank[behind : behind + 1] == "," else None


def is_bare_clause(blank: str, sentence: Place, cue: Cue) -> bool:
    """Return whether a sentence is a reporting clause and nothing else, as *Roy a déclaré*."""
    if cue.verb is None or cue.speaker is None or cue.verb.stance in _TAKE_OBJECTS:
        return False
    begin = min(cue.place.start, cue.speaker.start)
    behind = after_complements(blank, max(cue.place.end, cue.speaker.end), sentence.end)
    rest = trimmed(blank, Place(behind, sentence.end))
    return len(blank[sentence.start : begin].split()) <= 1 and rest.start >= rest.end


def trimmed(text: str, place: Place) -> Place:
    """Return ``place`` without the spaces, commas and stops at its ends.

    >>> trimmed(", tout va.", Place(0, 10))
    Place(start=2, end=9)
    """
    end = _END_OF_CLAUSE.search(text, place.start, place.end)
    start = _BEGIN_OF_CLAUSE.match(text, place.start, place.end)
    return Place(start.end() if start else place.start, end.start() if end else place.end)
