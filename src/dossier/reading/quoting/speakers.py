"""A clause of a line becomes the expression in it that names who speaks: a pronoun, a name, a noun phrase.

Every function takes the folded text, with its marked passages blanked out, and returns places in it. Titles
and determiners are left out: *Mme Roy* is ``Roy``, *le maire du port* is ``maire du port``.
"""

import re

from dossier.reading.dates import WEEKDAYS
from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.quoting.verbs import own_forms
from dossier.reading.spans import Place, search_before

_PRONOUN = re.compile(
    r"(?P<who>l'un d'eux|l'une d'elles|ce dernier|cette dernière|celui-ci|celle-ci|lui|eux"
    r"|ils?|elles?|on|je|nous)(?!\w)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Ý][\w'-]*"
_PARTICLE = r"(?:von der|van der|van den|von|van|ben|bin|al|el|di|da|dos|de)"
_FULL_NAME = rf"{_CAPITAL}(?: (?:{_PARTICLE} |[ae]l-)?{_CAPITAL})*"
_NAME = re.compile(rf"(?:(?:MM?\.|Mmes?|Mlle|Dr|Me|Pr) )?(?P<who>{_FULL_NAME})")
_DETERMINER = (
    "(?:les? |la |l'|une? |des |du |ces? |cette |cet |son |sa |ses |leurs? |notre |nos |aucune? |chaque "
    "|plusieurs |quelques |certaine?s |deux |trois |quatre |(?:beaucoup|nombre) (?:de |d'))"
)
_DETERMINERS = frozenset(
    ("certains", "certaines", "plusieurs", "quelques", "beaucoup", "nombre", "aucun", "aucune", "chaque")
)
_LINK = "(?:de la |de l'|des |du |de |d'|à la |à l'|en )"
_NO_NOUN = one_of(
    function_words()
    | set(WEEKDAYS)
    | {
        "devant",
        "derrière",
        "hier",
        "aujourd'hui",
        "face",
        "auprès",
        "durant",
        "hors",
        "via",
        "jusque",
        "voire",
    }
    | {"cité", "citée", "cités", "citées", "déclaré", "déclarée"}  # *une étude citée par Roy*
)
NOUN = rf"(?!{_NO_NOUN}(?!\w))(?:[^\W\d_][\w'+-]*|\d\+\d)"
_LOWER_NOUN = rf"(?!{_NO_NOUN}(?!\w))[a-zà-ÿœ][\w'-]*"
_PHRASE = re.compile(rf"{_DETERMINER}(?P<who>{NOUN}(?: {_LINK}?{NOUN})*)", re.IGNORECASE)
_NAME_IN_PHRASE = re.compile(
    rf"(?<!\w)(?!(?:de|du|des|la|les|en|à)\b)[a-zà-ÿ][\w-]* (?P<who>{_CAPITAL}(?: {_CAPITAL})*)$"
)
_NAME_APPOSED = re.compile(
    rf", (?:(?:MM?\.|Mmes?|Mlle|Dr|Me|Pr) )?(?P<who>{_FULL_NAME})(?= *(?:[,.;:~!?…(]|$))"
)
_LONGEST_CLAUSE = 400  # characters between a subject and its verb
_CLAUSE_BEGINS = re.compile(r"[;:–—(]|(?<!\w)(?:que |qu')")
_PRONOUN_LAST = re.compile(r"(?<![\w-])(?P<who>ils?|elles?|on|je|nous) $", re.IGNORECASE)
_CONJUNCTION = re.compile(r"[ ,]*(?:(?:et|mais|or|car|puis|ainsi|donc|comme|avec) )?", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:dans|en|à|de|du|des|sur|par|pour|avec|depuis|après|avant|lors|chez|d'|aux?) ?$", re.IGNORECASE
)
_AND = re.compile(r"(?:, | et | ainsi que )")

# What may come between a verb and its subject: *a déclaré lundi à la presse le maire*.
_DAY = (
    rf"(?:ce |le )?{one_of(WEEKDAYS)}(?: (?:matin|midi|après-midi|soir|dernier))?"
    rf"(?: (?:1er|\d\d?)(?: {one_of(row['name'] for row in rows('months'))})?(?: \d{{4}})?)?"
)
_ADVERB = (
    r"(?:hier|aujourd'hui|alors|aussi|ainsi|encore|notamment|également|ensuite|enfin|d'abord|toutefois"
    r"|pourtant|cependant|plus (?:tôt|tard)|d'emblée|de (?:son|leur) côté|à (?:son|leur) tour"
    r"|pour (?:sa|leur) part|en substance|la (?:semaine|veille)(?: dernière)?|le mois dernier|[a-zéè]+ment)"
    r"(?: (?:matin|soir))?"
)
_PREPOSITIONAL = (
    r"(?:à l'[A-Z]{2,}\b|(?:à|au|aux|devant|dans|lors|sur|auprès|pendant|après|avant|en|face|depuis|via|par) "
    rf"(?:de |d'|du |des |à |aux? )?{_DETERMINER}?"
    rf"(?:{_LOWER_NOUN}|{_CAPITAL}(?: {_CAPITAL})+(?= {_DETERMINER}|$)|{_CAPITAL})"
    rf"(?: (?:{_LINK}(?:{_DETERMINER})?{NOUN}|{_LOWER_NOUN}))*)"
)
_BETWEEN = rf"(?:,? (?:{_DAY}|{_ADVERB}|{_PREPOSITIONAL})|, [a-zà-ÿ]+(?=, ))"
_COMPLEMENT = re.compile(rf"{_BETWEEN}(?=[ ,])")
_COMPLEMENT_AT_END = re.compile(rf"{_BETWEEN}(?![\w'-])")
_MOST_COMPLEMENTS = 4
_SPACE = re.compile(r",? (?!du )")


def speaker_at(text: str, start: int, end: int) -> Place | None:
    """Return the pronoun, name or noun phrase that begins at ``start``; of a phrase, a name within it.

    >>> text = "la ministre Lise Roy, hier"
    >>> text[slice(*speaker_at(text, 0, len(text)))]
    'Lise Roy'
    """
    if pronoun := _PRONOUN.match(text, start, end):
        return Place(*pronoun.span("who"))
    name = _NAME.match(text, start, end)
    if name and name["who"].split("'")[0].split()[0].lower() not in function_words() | _DETERMINERS:
        return Place(*name.span("who"))
    if not (phrase := _PHRASE.match(text, start, end)):
        return None
    who = _up_to_verb(text, Place(*phrase.span("who")))
    named = _NAME_IN_PHRASE.search(text, *who)
    return Place(*named.span("who")) if named else who


_WORD = re.compile(r"[^\W\d_]+")
_OBJECT_AHEAD = re.compile(r" (?:les?|la|l'|ces?|cette|cet|une?|des|son|sa|ses|leurs?|que|qu'|sur|à)(?!\w)")


def _up_to_verb(text: str, phrase: Place) -> Place:
    """Return a noun phrase up to a listed verb that took its place in it: *la direction réfute ces …*."""
    for word in list(_WORD.finditer(text, *phrase))[1:]:
        form = word[0].lower()
        finite = form in own_forms().single and not form.endswith(("é", "ée", "és", "ées"))
        if finite and text[word.start() - 1] == " " and _OBJECT_AHEAD.match(text, word.end()):
            return Place(phrase.start, word.start() - 1)
    return phrase


def speaker_after(text: str, start: int, end: int, *, several: bool = False) -> Place | None:
    """Return the subject that follows a verb, behind words such as *lundi* or *à la presse*.

    A name set beside a phrase is taken for it: *le maire, Luc Roy,*. With ``several`` the place reaches to
    the last speaker: *Roy et le maire*.

    >>> text = " à la presse le maire Luc Roy."
    >>> text[slice(*speaker_after(text, 0, len(text)))]
    'Luc Roy'
    """
    begins = [start]
    while len(begins) <= _MOST_COMPLEMENTS and (more := _COMPLEMENT.match(text, begins[-1], end)):
        begins.append(more.end())
    for begin in reversed(begins):
        gap = _SPACE.match(text, begin, end)
        if gap and (speaker := speaker_at(text, gap.end(), end)):
            apposed = None if text[speaker.start].isupper() else _NAME_APPOSED.match(text, speaker.end, end)
            if apposed and apposed["who"].split()[0].lower() not in function_words():
                return Place(*apposed.span("who"))
            return with_others(text, speaker, end) if several else speaker
    return None


def narrated_at(text: str, sentence: Place) -> Place | None:
    """Return the name or the noun phrase that a sentence is about: the first between its commas.

    >>> text = "Assise là, Lise Roy rit."
    >>> text[slice(*narrated_at(text, Place(0, len(text))))]
    'Lise Roy'
    """
    for part in re.finditer(r"[^,]+", text[slice(*sentence)]):
        opening = opening_of(text, Place(*part.span()).shift(sentence.start))
        if opening is None:
            continue
        behind = _NEXT_WORD.match(text, opening.end, sentence.end)
        if apposed := _NAME_APPOSED.match(text, opening.end, sentence.end):
            return Place(*apposed.span("who"))
        one_word = " " not in text[slice(*opening)] and text[opening.start].isupper()
        if not one_word or (behind and behind[1].lower() not in function_words()):
            return opening
    return None


_NEXT_WORD = re.compile(r",? ([\w-]+)")


def with_others(text: str, speaker: Place, end: int) -> Place:
    """Return the place of a speaker and of those who are named with them."""
    link = _AND.match(text, speaker.end, end)
    other = speaker_at(text, link.end(), end) if link else None
    if not other or not link:
        return speaker
    last = with_others(text, other, end)
    ended_by_and = link[0] != ", " or last.end > other.end
    return Place(speaker.start, last.end) if ended_by_and else speaker


def subject_before(text: str, start: int, end: int) -> Place | None:
    """Return the subject of the clause that ends before ``end``.

    A clause that ends in a comma has an apposition or a relative clause in it. Then the last name between
    commas is the subject, else what opens the clause.
    """
    if pronoun := search_before(_PRONOUN_LAST, text, end, start):
        return Place(*pronoun.span("who"))
    start = max(start, end - _LONGEST_CLAUSE)
    begin = max((match.end() for match in _CLAUSE_BEGINS.finditer(text, start, end)), default=start)
    parts = [Place(begin + m.start(), begin + m.end()) for m in re.finditer(r"[^,]+", text[begin:end])]
    parts = [part for part in parts if text[part.start : part.end].strip()]
    if text[begin:end].rstrip().endswith(","):
        for part in reversed(parts):
            opening = opening_of(text, part)
            if opening and text[opening.start].isupper():
                return opening
        parts.reverse()
    candidates = (opening_of(text, part) or _first_noun(text, part) for part in reversed(parts))
    return next(filter(None, candidates), None)


def opening_of(text: str, part: Place) -> Place | None:
    """Return the expression that opens a part of a clause, behind its conjunction."""
    conjunction = _CONJUNCTION.match(text, part.start, part.end)
    return speaker_at(text, conjunction.end() if conjunction else part.start, part.end)


def _first_noun(text: str, part: Place) -> Place | None:
    """Return the first expression of a part of a clause that no preposition governs."""
    begins = (m.end() for m in re.finditer(r" ", text[part.start : part.end]))
    for begin in (part.start + offset for offset in begins):
        if not search_before(_PREPOSITION, text, begin, part.start) and (
            speaker := speaker_at(text, begin, part.end)
        ):
            return speaker
    return None


def after_complements(text: str, start: int, end: int) -> int:
    """Return where the words end that tell when, where or to whom something is said.

    >>> after_complements(" lundi à la presse.", 0, 19)
    18
    """
    for _ in range(_MOST_COMPLEMENTS):
        more = _COMPLEMENT_AT_END.match(text, start, end)
        if not more:
            break
        start = more.end()
    return start


_CITES = re.compile(r"(?:,? (?:citant|qui cite|qui citait|qui a cité) |(?<=citant) )")
_CITED = re.compile(r",? citée?s? (?:par|dans) ")
_GLUED = re.compile(r"(?<=[a-zA-Z])citant$")  # a page has lost the space: *Reuterscitant*


def relay_beside(text: str, speaker: Place, end: int) -> tuple[Place, Place | None]:
    """Return who speaks and who passes it on, from the words behind ``speaker``.

    >>> text = "Reuters, qui cite le port."
    >>> [text[slice(*place)] for place in relay_beside(text, Place(0, 7), len(text))]
    ['port', 'Reuters']
    """
    if cites := _CITES.match(text, speaker.end, end):
        glued = _GLUED.search(text, speaker.start, speaker.end)
        if cited := speaker_at(text, cites.end(), end):
            return cited, Place(speaker.start, glued.start() if glued else speaker.end)
    if (by := _CITED.match(text, speaker.end, end)) and (relay := speaker_at(text, by.end(), end)):
        return speaker, relay
    return speaker, None
