"""A line becomes its cues: the verbs, nouns and phrases that attribute words, each with who speaks by it.

The lists are `reporting_verbs`, `reporting_nouns` and `reporting_phrases`; a user may add verbs. Cues are
looked for in the line with its marked passages blanked out (`marks`), so that no verb within them counts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dossier.reading.dates import WEEKDAYS
from dossier.reading.lexicon import one_of, rows
from dossier.reading.lexicon.first_words import is_unusual
from dossier.reading.quoting.quotation_marks import BLANK
from dossier.reading.quoting.speakers import (
    opening_of,
    speaker_after,
    speaker_at,
    subject_before,
    with_others,
)
from dossier.reading.quoting.verbs import PRONOUN_BEHIND, Found, Verb
from dossier.reading.spans import Place, search_before


class Cue(NamedTuple):
    """An expression that attributes words, and the expression that names to whom."""

    place: Place
    word: str
    speaker: Place | None
    follows: bool  # *…, dit-il*: the cue comes after the words
    verb: Verb | None = None  # none in *selon*
    denied: bool = False
    as_said: bool = False  # *comme l'a dit Roy*
    passive: bool = False  # *est décrit par Roy*


_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:les?|la|l'|une?|des|cette|ces?|son|sa|ses|leurs?|du|de|d'|à|au|pour|sans|ce qui)\s?$",
    re.IGNORECASE,
)
_OBJECT_BEFORE = re.compile(
    r"(?:(?:[,;(~]|(?<!\w)(?:comme|ils?|elles?|on|qui|et|ne|en)) ?(?:les?|la|l') ?|(?<!\w)en )$",
    re.IGNORECASE,
)
"""*Il le qualifie de*, *comme le dit*, *en le disant*: here the word before is a pronoun, and no article."""

_AUXILIARY = re.compile(
    r"(?:(?<!\w)(?:ne |n'|l'|lui |leur |nous |y |s'|m'|se |me |en )*"
    r"(?:ai|as?|ont|avait|avaient|aurait|auraient|ayant|est|sont|était|étaient|ait|aient)(?: été)?"
    r"(?:-(?:t-)?(?P<who>ils?|elles?|on)\b)?"
    r"(?: (?:\w+ment|toujours|souvent|longtemps|bien|vite|enfin|d'emblée|toutefois|aussi|encore|déjà|ainsi"
    r"|ensuite|pas|jamais|plus|rien|d'abord|à son tour"
    rf"|pour sa part|de son côté|lui-même|elle-même|cependant|pourtant|même|{one_of(WEEKDAYS)}|hier))* )?"
    r"(?:(?<!\w)(?:ne|n'|lui|leur|nous|se|s'|y|en|me|m') ?)*$"
)
_NOT = re.compile(r"(?<!\w)(?:ne |n')", re.IGNORECASE)
_NOT_BEHIND = re.compile(r"(?:pas|jamais|plus|rien|guère|nullement|aucunement)\b")
_NOBODY = re.compile(r"(?<!\w)(?:ni|personne|nul|aucune?)(?!\w)", re.IGNORECASE)
_GOVERNS = re.compile(
    r"(?<!\w)(?:(?P<no>(?:refus|évit)\w+ (?:de |d'))"
    r"|(?:ten|tien)\w+ à |(?:pris|prend|prit|prenant) (?:le )?soin de |v(?:ien|en)\w* (?:de |d')|(?:va|vont) "
    r"|(?:born|limit|obstin|content|empress|permet|permis|continu|hésit|achev)\w* (?:pas )?(?:de |d'|à )"
    r"|(?:a|ont|avait) pu |doit "
    r"|(?:pour|en) (?:conclure|finir|commencer) par |fini\w* par )(?:le |l'|lui |leur |y )?$"
)
"""What makes an infinitive report: *il tient à préciser que*, *elle a pris soin de noter*."""

_AS = re.compile(r"(?<!\w)comme (?:les? |la |l'|M\. |Mme )?$", re.IGNORECASE)
_RELATIVE = re.compile(r", (?:qui|que|qu'|dont|où|lui|elle|eux|elles)(?!\w)[^,]*, $")
"""*L'étude, que publie Roy, note …*: the subject stands before the commas."""
_PLURAL = re.compile(r"(?<!\w)(?:ont|avaient|sont|auraient)(?!\w)")


def find_cues(
    blank: str, frame: Place, verbs: Sequence[Found], phrases: Sequence[re.Match[str]]
) -> list[Cue]:
    """Return the cues in ``frame``, a sentence or several, in order.

    ``verbs`` and ``phrases`` are those of the line that lie in ``frame``.
    """
    cues = [cue for phrase in phrases if (cue := _cue_of_phrase(blank, frame, phrase))]
    cues += [cue for verb in verbs if (cue := cue_of_verb(blank, frame, verb))]
    return _with_shared_subjects(blank, sorted(cues, key=lambda cue: cue.place))


def _with_shared_subjects(blank: str, cues: list[Cue]) -> list[Cue]:
    """Return ``cues``; a participle behind a comma has the subject before it: *dit-elle, ajoutant que*."""
    shared: list[Cue] = []
    for cue in cues:
        before = shared[-1] if shared else None
        participle = cue.verb is not None and cue.word.endswith("ant") and " " not in blank[slice(*cue.place)]
        if before and before.speaker and before.verb and participle and _is_behind_comma(blank, cue):
            cue = cue._replace(speaker=before.speaker)
        shared.append(cue)
    return shared


def _is_behind_comma(blank: str, cue: Cue) -> bool:
    """Return whether a comma stands before a participle, with nothing between but *en* or *tout en*."""
    return bool(_COMMA_BEFORE.search(blank, max(0, cue.place.start - 12), cue.place.start))


_COMMA_BEFORE = re.compile(r", ?(?:et |tout |en )*$")


def cue_of_verb(blank: str, frame: Place, found: Found) -> Cue | None:
    """Return a verb as a cue with its subject, which comes before it or, inverted, after it."""
    object_before = search_before(_OBJECT_BEFORE, blank, found.start, frame.start)
    if found.infinitive:
        return _cue_of_infinitive(blank, frame, found)
    if search_before(_NOUN_BEFORE, blank, found.start, frame.start) and not object_before:
        auxiliary = search_before(_AUXILIARY, blank, found.start, frame.start)
        if not auxiliary or not auxiliary[0].strip():
            return None
    auxiliary = search_before(_AUXILIARY, blank, found.start, frame.start)
    begin = auxiliary.start() if auxiliary else found.start
    form = blank[found.start : found.end].lower()
    if passive := _passive(blank, frame, found, auxiliary[0] if auxiliary else ""):
        return passive if passive.speaker else None
    denied = _is_denied(blank, frame, begin, found)
    place = Place(begin, found.end)
    before = blank[max(frame.start, begin - 6) : begin].rstrip()
    as_said = before.endswith(("comme", "Comme")) or bool(
        object_before and object_before[0].lower().startswith("comme")
    )
    behind = PRONOUN_BEHIND.match(blank, found.end, frame.end)
    if behind:
        place = Place(begin, behind.end())
        return Cue(place, form, Place(*behind.span("who")), True, found.verb, denied, as_said)
    if auxiliary and auxiliary["who"]:
        return Cue(place, form, Place(*auxiliary.span("who")), True, found.verb, denied, as_said)
    several = bool(_PLURAL.search(blank, begin, found.start)) or form.endswith("ent")
    behind_words = before.endswith((",", BLANK, "!", "?")) or begin == frame.start
    follows = as_said or (behind_words and not _is_behind_apposition(blank, frame, begin))
    if follows and not form.endswith("ant"):
        speaker = speaker_after(blank, found.end, frame.end, several=several)
        if (
            speaker
            and not _is_object(blank, speaker)
            and not that_of(blank, found.end, speaker.start, found.verb.lemma)
        ):
            return Cue(place, form, speaker, True, found.verb, denied, as_said)
    if found.start == frame.start and not form.endswith("ant"):
        return None
    helped = bool(auxiliary and auxiliary[0].strip())
    subject = subject_before(
        blank, frame.start, object_before.start() if object_before and not helped else begin
    )
    if subject and several:
        subject = with_others(blank, subject, begin)
    as_said = bool(subject and _AS.search(blank, max(frame.start, subject.start - 12), subject.start))
    return Cue(place, form, subject, False, found.verb, denied, as_said)


def _is_behind_apposition(blank: str, frame: Place, begin: int) -> bool:
    """Return whether the subject stands before the commas: *Roy, maire du port, note …*."""
    if search_before(_RELATIVE, blank, begin, frame.start):
        return True
    comma = blank.find(",", frame.start, min(begin, frame.start + _LONGEST_GAP))
    if comma < 0 or blank.find(",", comma + 1, begin - 1) < 0:
        return False
    opening = opening_of(blank, Place(frame.start, comma))
    return opening is not None and opening.end == comma


def _is_object(blank: str, speaker: Place) -> bool:
    """Return whether marked words follow at once: *le maire, ému, a vu une maison « en feu »*."""
    return blank[speaker.end : speaker.end + 2].lstrip().startswith(BLANK)


def _passive(blank: str, frame: Place, found: Found, auxiliary: str) -> Cue | None:
    """Return a passive verb as a cue, without a speaker if none is named: *est décrit par Roy comme*."""
    form = blank[found.start : found.end].lower()
    bare = not auxiliary.strip()
    by = _BY.match(blank, found.end, frame.end)
    if not (_IS.search(auxiliary) if not bare else form.endswith(_INFLECTED) or (by and form.endswith("é"))):
        return None
    speaker = speaker_at(blank, by.end(), frame.end) if by else None
    return Cue(Place(found.start, found.end), form, speaker, follows=False, verb=found.verb, passive=True)


_IS = re.compile(r"(?:^|[^'\w])(?<!se )(?:est|sont|était|étaient)(?!\w)|(?<!\w)été(?!\w)")
_INFLECTED = ("ée", "és", "ées")
_BY = re.compile(r"[^,;:.()]{0,80}?(?<!\w)par (?!exemple|rapport|ailleurs|an |jour )", re.IGNORECASE)


def _cue_of_infinitive(blank: str, frame: Place, found: Found) -> Cue | None:
    """Return an infinitive as a cue, if a verb such as *tenir à* governs it."""
    governs = search_before(_GOVERNS, blank, found.start, frame.start)
    if not governs:
        return None
    auxiliary = search_before(_AUXILIARY, blank, governs.start(), frame.start)
    begin = auxiliary.start() if auxiliary else governs.start()
    form = blank[found.start : found.end].lower()
    subject = subject_before(blank, frame.start, begin)
    return Cue(Place(begin, found.end), form, subject, False, found.verb, bool(governs["no"]))


def _is_denied(blank: str, frame: Place, begin: int, found: Found) -> bool:
    """Return whether the words are denied: by *nier*, or by a negation, but not by both."""
    negation = _NOT.search(blank, max(begin - 4, frame.start), found.start)
    behind = _NOT_BEHIND.match(blank, found.end + 1, frame.end) or re.search(
        r"(?:pas|jamais|plus|rien)\b", blank[negation.end() : found.start] if negation else ""
    )
    nobody = _NOBODY.search(blank, max(frame.start, begin - 80), begin)
    negated = bool(negation and (behind or nobody))
    return negated != (found.verb.stance == "denies")


# Phrases: *selon*, *de l'aveu de*.
@cache
def phrase_pattern() -> re.Pattern[str]:
    """Return the pattern of the list `reporting_phrases`, up to the speaker."""
    plain = one_of(row["phrase"] for row in rows("reporting_phrases") if row["before_of"] == "no")
    nobody = _nouns("nobody")
    with_of = one_of(row["phrase"] for row in rows("reporting_phrases") if row["before_of"] == "yes")
    return re.compile(
        rf"(?<!\w)(?:(?P<word>{plain}) |(?P<word_of>{with_of})(?: même)?(?: de | d'| (?=des? |du )))"
        rf"(?!qu|lequel|laquelle|lesquel|(?:les? |la |l'|leurs? |des |nos )(?:\w+ )?{nobody}(?!\w))",
        re.IGNORECASE,
    )


_PHRASES = [row["phrase"].lower() for row in rows("reporting_phrases")]
_BEFORE_WHAT_IS_SAID = ("exprim", "selon l", "est qu", "était qu", "été qu", "fut qu")


def find_phrases(blank: str, lowered: str, line: Place) -> Iterator[re.Match[str]]:
    """Yield the phrases of a line that attribute words: *selon*; ``lowered`` is the text in lower case.

    >>> [match[0] for match in find_phrases("Selon Roy", "selon roy", Place(0, 9))]
    ['Selon ']
    """
    return phrase_pattern().finditer(blank, *line) if _has_one(lowered, line, _PHRASES) else iter(())


def find_nouns(blank: str, lowered: str, line: Place) -> Iterator[re.Match[str]]:
    """Yield the nouns of a line that attribute words: *exprime la crainte que*."""
    return (
        noun_pattern().finditer(blank, *line) if _has_one(lowered, line, _BEFORE_WHAT_IS_SAID) else iter(())
    )


def _has_one(lowered: str, line: Place, parts: Sequence[str]) -> bool:
    """Return whether a line may have one of ``parts``; one with unusual signs is looked through anyway."""
    return any(lowered.find(part, *line) >= 0 for part in parts) or is_unusual(lowered, *line)


_ACCORDING_TO_DATA = re.compile(
    r"(?:les? |des |l'|ces |nos )(?:(?:derni|premi|nouve)\w+ )?"
    r"(?:information|donnée|chiffre|élément|indication)s?\b"
    r"(?P<of>(?: [a-zéèû]+)*? (?:de la |de l'|du |de |des |d'))?"
)


def _cue_of_phrase(blank: str, frame: Place, match: re.Match[str]) -> Cue | None:
    """Return *selon* and the like as a cue; figures speak only if it is said whose they are."""
    word = match["word"] or match["word_of"]
    place, begin = Place(match.start(), match.start() + len(word)), match.end()
    if data := _ACCORDING_TO_DATA.match(blank, begin, frame.end):
        if not data["of"]:
            return None
        named = speaker_at(blank, data.end(), frame.end)
        begin = data.end() if named and blank[named.start].isupper() else begin
    speaker = speaker_at(blank, begin, frame.end)
    if speaker is None and blank[begin : begin + 1] == BLANK:
        return None  # *selon « la formule »*
    return Cue(place, word.lower(), speaker, follows=False)


# Nouns: *les propos du maire selon lesquels*, *exprime la crainte que*.
def _nouns(use: str) -> str:
    """Return the pattern of the nouns of `reporting_nouns` of one ``use``."""
    listed = [row for row in rows("reporting_nouns") if row["use"] == use]
    return one_of(form for row in listed for form in [row["noun"], *filter(None, row["forms"].split(";"))])


@cache
def noun_pattern() -> re.Pattern[str]:
    """Return the pattern of a noun that attributes what follows, and of what stands before its speaker."""
    said, felt = _nouns("said"), _nouns("felt")
    return re.compile(
        rf"(?<!\w)(?:(?P<said>{said}) (?P<of>d'|de la |de l'|de |(?=du |des )).{{1,120}}?"
        r"(?P<that>selon (?:lequel|laquelle|lesquels|lesquelles)|(?:est|était|a été|fut) (?:que\b|qu'))"
        rf"|exprim\w+(?: (?:leurs?|sa|son|ses|les?|la|une?|des|quelques)| l')? ?(?P<felt>{felt})"
        r" (?:que\b|qu'))",
        re.IGNORECASE,
    )


def cue_of_noun(blank: str, frame: Place, match: re.Match[str]) -> Cue | None:
    """Return a noun as a cue: who stands behind it speaks, or who expresses it."""
    group = "said" if match["said"] else "felt"
    place = Place(match.start(group), match.end())
    word = match[group].lower()
    if group == "said":
        speaker = speaker_at(blank, match.end("of"), frame.end)
    else:
        auxiliary = search_before(_AUXILIARY, blank, match.start(), frame.start)
        speaker = subject_before(blank, frame.start, auxiliary.start() if auxiliary else match.start())
    return Cue(place, word, speaker, follows=False) if speaker else None


# *que*: the clause that a verb brings in.
_THAT = re.compile(r"(?<!\w)(?:que\b|qu')", re.IGNORECASE)
_NO_THAT = re.compile(
    r"(?<!\w)(?:plus|moins|aussi|autant|autres?|mêmes?|tel(?:le)?s?|avant|après|alors|tandis|bien|afin|pour|dès|lors"
    r"|tant|parce|ainsi|plutôt|sans|pendant|depuis|si|rien|puis|quoi|à moins|lorsque|ce) $",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf" (?:la (?:semaine|veille)|le (?:mois|même jour|lendemain)|ce (?:{one_of(WEEKDAYS)}|matin|soir)"
    r"|cette semaine|de nouveau|plus (?:tôt|tard))(?!\w)"
)
_LONGEST_GAP = 80  # characters between a verb and its *que*
_GAP_ENDS = re.compile(rf"[.;:{BLANK}()]|(?<!\w)(?:et|ou|mais|qui|dont|où)(?!\w)")


_OBJECT = re.compile(
    r" (?:les?|la|l'|une?|des?|du|d'|ce|cet|cette|ces|son|sa|ses|leurs?|plus|moins|à quel)(?![\w-])"
)
"""Behind an object *que* is relative: *il note dix fautes que …*."""
_TAKES_PERSON = frozenset({"informer", "prévenir", "avertir", "assurer"})


def that_of(blank: str, start: int, end: int, lemma: str = "") -> re.Match[str] | None:
    """Return the *que* that belongs to a verb which ends at ``start``.

    >>> that_of("dit à Roy que tout va", 3, 21).start()
    10
    """
    that = _THAT.search(blank, start, min(end, start + _LONGEST_GAP))
    if not that or _GAP_ENDS.search(blank, start, that.start()):
        return None
    if lemma not in _TAKES_PERSON and _OBJECT.match(blank, start) and not _TIME.match(blank, start):
        return None
    if blank.count(",", start, that.start()) % 2:
        return None  # *a rejeté le plan, que …*; but *a dit, hier, que …*
    near = that.start() - start <= 1
    return that if near or not search_before(_NO_THAT, blank, that.start(), start) else None
