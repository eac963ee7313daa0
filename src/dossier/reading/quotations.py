"""A line becomes the quotations in it, with the expression that names the speaker: rows of `quotations`.

Words between marks are a quotation if a cue (a verb of `reporting_verbs`, or *selon*) attributes them. In a
sentence without such words a cue may bring in a reported clause: *elle ajoute que la grue reste*. Cues are
looked for in the line with its marked words blanked out, so that no verb within them is taken for one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.reading.dates import WEEKDAYS
from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.sentences import find_sentences
from dossier.reading.spans import Place, fold, search_before, words


class Quotation(NamedTuple):
    """Somebody's words; ``speaker`` is the place that names the speaker, or nothing if no place does."""

    start: int
    end: int
    mode: str
    speaker: Place | None
    cue: str


class Cue(NamedTuple):
    """A verb or preposition that attributes words, and the expression that names to whom."""

    place: Place
    word: str
    speaker: Place | None
    follows: bool  # *…, dit-il*: the cue comes after the words


# Words between marks; an opening mark without a closing one reaches to the end of the line.
_MARKED = re.compile(
    r'« *(?P<angled>[^«»]*?) *(?:»|$)|“ *(?P<curly>[^“”]*?) *(?:”|$)|(?<!\w)" *(?P<straight>[^"]*?) *"(?!\w)'
)
_BLANK = "~"  # replaces each character of marked words, so that no cue is found in them
_LONGEST_TERM = 3  # words: « unité militante » behind an article is an expression, no quotation
_TERM_BEFORE = re.compile(
    r"(?:(?<!\w)(?:les?|la|une?|ces?|cette|son|sa|ses|leurs?|prétendue?s?|terme|mot|expression) |l')$",
    re.IGNORECASE,
)

# The cues. A regular verb is listed by its infinitive; a form behind an article is a noun.
_ENDINGS = "(?:ent|ée?s?|aient|ait|ant|èrent|e|a)"


def _forms(*, but: tuple[str, ...] = ()) -> str:
    """Return the pattern of the forms of `reporting_verbs`, without the verbs of the stances ``but``."""
    verbs = [row for row in rows("reporting_verbs") if row["stance"] not in but]
    irregular = one_of(form for row in verbs for form in row["forms"].split(";") if form)
    regular = one_of(row["lemma"][:-2] for row in verbs if row["lemma"].endswith("er"))
    return rf"(?:{irregular}|{regular}{_ENDINGS})"


_PRONOUN_BEHIND = r"-(?:t-)?(?P<pronoun>ils?|elles?|on)\b"
_VERB = re.compile(
    rf"(?<![\w-])(?<!\b[lL]')(?P<verb>{_forms()})(?:{_PRONOUN_BEHIND}|(?![\w-]))",
    re.IGNORECASE,
)
_SAYS = re.compile(_forms(but=("judges", "denies", "accuses")))  # the others take an object: *salue Roy*
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:les?|la|une?|des|cette|ces?|son|sa|ses|leurs?|du|de|à|au|pour|sans|ce qui) $"
)
_ACCORDING = re.compile(
    r"(?<!\w)(?P<verb>selon|d'après) (?!qu|les? cas|lequel|lesquels?|laquelle|lesquelles)", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"(?:(?<!\w)(?:ne |n'|l'|lui |leur |nous |y |s')*(?:ai|as?|ont|avait|avaient|aurait|ayant|est|sont|ait)"
    rf"(?:{_PRONOUN_BEHIND})?"
    r"(?: (?:\w+ment|toutefois|aussi|encore|déjà|ainsi|ensuite|pas))* )?"
    r"(?:(?<!\w)(?:ne|lui|leur|nous|se|en) )?$"
)
_THAT = re.compile(r"[^.;:~]{0,40}?\b(?:que |qu')", re.IGNORECASE)

# Who speaks: a pronoun, a name, or a noun and what depends on it.
_PRONOUN = re.compile(
    r"(?P<who>l'un d'eux|l'une d'elles|ce dernier|cette dernière|celui-ci|celle-ci|lui|eux"
    r"|ils?|elles?|on|je|nous)(?!\w)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Ý][\w'-]*"
_NAME = re.compile(rf"(?:(?:MM?\.|Mmes?|Mlle|Dr|Me) )?(?P<who>{_CAPITAL}(?: {_CAPITAL})*)")
_DETERMINER = (
    "(?:les? |la |l'|une? |des |du |ces? |cette |cet |son |sa |ses |leurs? |aucune? |chaque |plusieurs "
    "|quelques |certaine?s |deux |trois )"
)
_LINK = "(?:de la |de l'|des |du |de |d'|à la |à l'|en )"
_NO_NOUN = one_of(function_words() | set(WEEKDAYS))
_NOUN = rf"(?!{_NO_NOUN}(?!\w))[\w-][\w'+-]*"
_PHRASE = re.compile(rf"{_DETERMINER}(?P<who>{_NOUN}(?: {_LINK}?{_NOUN})*)", re.IGNORECASE)
_NAME_IN_PHRASE = re.compile(
    rf"(?<![\w'])(?!(?:de|du|des|la|les|en|à)\b)[a-zà-ÿ][\w-]* (?P<who>{_CAPITAL}(?: {_CAPITAL})*)$"
)
_LONGEST_CLAUSE = 400  # characters between a subject and its verb
_CLAUSE_BEGINS = re.compile(r"[;:–—(]|(?<!\w)(?:que |qu')")
_PRONOUN_LAST = re.compile(r"(?<![\w-])(?P<who>ils?|elles?|on|je|nous) $", re.IGNORECASE)
_CONJUNCTION = re.compile(r"[ ,]*(?:(?:et|mais|or|car|puis|ainsi|donc) )?", re.IGNORECASE)
_AFTER_VERB = re.compile(
    rf"(?:,? (?:{one_of(WEEKDAYS)}|hier|alors|aussi|ainsi|encore|notamment|également))*,? "
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:dans|en|à|de|du|des|sur|par|pour|avec|depuis|après|avant|lors|chez|d'|aux?) ?$", re.IGNORECASE
)
_APPOSITION = re.compile(rf"(?=[a-zà-ÿ]){_NOUN}[^,]*,")  # *selon Roy, maire du port, …*
_END_OF_CLAUSE = re.compile(r"[\s.,;:!?…~]*$")


def find_quotations(line: str, sentences: Sequence[Place] | None = None) -> list[Quotation]:
    """Return the quotations of ``line``, in order; ``sentences`` are the places of its sentences, if known.

    >>> line = "« Le port ferme », dit Mme Roy. Elle ajoute que la grue reste."
    >>> [(line[q.start : q.end], q.mode, line[slice(*q.speaker)]) for q in find_quotations(line)]
    [('Le port ferme', 'direct', 'Roy'), ('la grue reste', 'indirect', 'Elle')]
    """
    text = fold(line)
    sentences = find_sentences(text) if sentences is None else sentences
    marked = list(marked_words(text))
    blank = without_marked(text, marked)
    starts = [sentence.start for sentence in sentences]
    quotations = []
    for with_marks, inside in marked:
        first, last = bisect_right(starts, with_marks.start) - 1, bisect_left(starts, with_marks.end) - 1
        frame = Place(sentences[first].start, sentences[last].end)
        quotations += _marked_quotation(text, blank, with_marks, inside, frame)
    quoting = {bisect_right(starts, quotation.start) - 1 for quotation in quotations}
    for number, sentence in enumerate(sentences):
        if number not in quoting:
            quotations += reported_clause(blank, sentence)
    return sorted(quotations, key=lambda quotation: quotation.start)


def marked_words(text: str) -> Iterator[tuple[Place, Place]]:
    """Yield two places for each passage between marks: with the marks, and inside them."""
    for match in _MARKED.finditer(text):
        group = match.lastgroup or ""
        if match[group]:
            yield Place(*match.span()), Place(*match.span(group))


def without_marked(text: str, marked: list[tuple[Place, Place]]) -> str:
    """Return ``text`` with its marked passages blanked out; every other character keeps its place."""
    ends = [0, *(with_marks.end for with_marks, _ in marked)]
    starts = [*(with_marks.start for with_marks, _ in marked), len(text)]
    kept = (text[end:start] for end, start in zip(ends, starts, strict=True))
    gaps = [_BLANK * (with_marks.end - with_marks.start) for with_marks, _ in marked]
    return "".join(piece for pair in zip(kept, [*gaps, ""], strict=True) for piece in pair)


def _marked_quotation(
    text: str, blank: str, with_marks: Place, inside: Place, frame: Place
) -> list[Quotation]:
    """Return a marked passage as a quotation, if a cue in its sentences (``frame``) attributes it."""
    cues = [cue for cue in find_cues(blank, frame) if cue.follows or cue.place.end <= with_marks.start]
    if not cues or is_term(text, with_marks, inside):
        return []
    nearest = min(cues, key=lambda cue: distance(cue.place, with_marks))
    before = blank[frame.start : with_marks.start].strip(f" {_BLANK},")
    begins = not before or before.endswith(":")
    quoted = text[inside.start : inside.end]
    mode = "direct" if begins and re.match(r"[A-ZÀ-Ý\[\d]", quoted) else "mixed"
    if mode == "mixed" and len(words(quoted)) == 1:
        return []  # a single word quotes nobody: the figures stay « modestes »
    return [Quotation(*inside, mode, nearest.speaker, nearest.word)]


def is_term(text: str, with_marks: Place, inside: Place) -> bool:
    """Return whether a marked passage is an expression, as *l'« unité militante »*, and no statement."""
    few = len(words(text[inside.start : inside.end])) <= _LONGEST_TERM
    return few and bool(search_before(_TERM_BEFORE, text, with_marks.start))


def distance(one: Place, other: Place) -> int:
    """Return the number of characters between two places; 0 if they touch.

    >>> distance(Place(0, 4), Place(6, 9))
    2
    """
    return max(other.start - one.end, one.start - other.end, 0)


def find_cues(blank: str, frame: Place) -> Iterator[Cue]:
    """Yield each expression in ``frame`` that attributes words; in ``blank`` marked words are blanked out."""
    for match in _ACCORDING.finditer(blank, *frame):
        speaker = speaker_at(blank, match.end(), frame.end)
        yield Cue(Place(*match.span("verb")), match["verb"].lower(), speaker, follows=False)
    for match in _VERB.finditer(blank, *frame):
        if not search_before(_NOUN_BEFORE, blank, match.start(), frame.start):
            yield _cue_of_verb(blank, frame, match)


def _cue_of_verb(blank: str, frame: Place, match: re.Match[str]) -> Cue:
    """Return a verb as a cue with its subject, which comes before it or, inverted, after it."""
    auxiliary = search_before(_AUXILIARY, blank, match.start(), frame.start)
    begin = auxiliary.start() if auxiliary else match.start()
    before = blank[max(frame.start, begin - 2) : begin].rstrip()
    follows = before.endswith((",", _BLANK)) and not match["verb"].endswith("ant")
    place, word = Place(begin, match.end()), match["verb"].lower()
    for verb in (match, auxiliary):  # *dit-il*, *a-t-elle dit*
        if verb and verb["pronoun"]:
            return Cue(place, word, Place(*verb.span("pronoun")), follows=True)
    if follows and (gap := _AFTER_VERB.match(blank, match.end(), frame.end)):
        speaker = speaker_at(blank, gap.end(), frame.end)
        if speaker and not _THAT.match(blank, match.end(), speaker.start):
            return Cue(place, word, speaker, follows=True)
    return Cue(place, word, subject_before(blank, frame.start, begin), follows=False)


def speaker_at(text: str, start: int, end: int) -> Place | None:
    """Return the pronoun, name or noun phrase that begins at ``start``; of a phrase, a name within it."""
    if pronoun := _PRONOUN.match(text, start, end):
        return Place(*pronoun.span("who"))
    name = _NAME.match(text, start, end)
    if name and name["who"].split("'")[0].split()[0].lower() not in function_words():
        return Place(*name.span("who"))
    if not (phrase := _PHRASE.match(text, start, end)):
        return None
    named = _NAME_IN_PHRASE.search(text, phrase.start("who"), phrase.end("who"))
    return Place(*(named or phrase).span("who"))


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
            opening = _opening(text, part)
            if opening and text[opening.start].isupper():
                return opening
        parts.reverse()
    candidates = (_opening(text, part) or _first_noun(text, part) for part in reversed(parts))
    return next(filter(None, candidates), None)


def _opening(text: str, part: Place) -> Place | None:
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


def reported_clause(blank: str, sentence: Place) -> list[Quotation]:
    """Return the clause that a sentence without marks reports, as a list of one quotation or none."""
    for cue in sorted(find_cues(blank, sentence)):
        if cue.word in ("selon", "d'après"):
            clause = _clause_according(blank, sentence, cue)
        elif that := _that(blank, cue, sentence):
            clause = trimmed(blank, Place(that.end(), sentence.end))
        elif is_inverted(blank, sentence, cue):
            clause = trimmed(blank, Place(sentence.start, cue.place.start))
        else:
            continue
        if clause.start < clause.end:
            return [Quotation(*clause, "indirect", cue.speaker, cue.word)]
    return []


def _that(blank: str, cue: Cue, sentence: Place) -> re.Match[str] | None:
    """Return the *que* that belongs to the verb ``cue``: no other reporting verb is between them."""
    that = _THAT.match(blank, cue.place.end, sentence.end)
    return that if that and not _VERB.search(blank, cue.place.end, that.end()) else None


def is_inverted(blank: str, sentence: Place, cue: Cue) -> bool:
    """Return whether the verb comes after the words: *…, a déclaré Roy*, *…, dit-il*."""
    if not cue.follows or cue.speaker is None:
        return False
    if blank[cue.speaker.start - 1] == "-":
        return True
    if blank[cue.speaker.start].isupper() and " " in blank[cue.place.start : cue.place.end]:
        return True
    last = trimmed(blank, Place(cue.speaker.end, sentence.end))
    return last.start >= last.end and bool(_SAYS.fullmatch(cue.word))


def _clause_according(blank: str, sentence: Place, cue: Cue) -> Place:
    """Return the clause that *selon* attributes: what follows the next comma, else what comes before."""
    begin, leads = cue.place.end, cue.place.start == sentence.start
    while (begin := blank.find(",", begin, sentence.end) + 1) > 0:
        rest = trimmed(blank, Place(begin, sentence.end))
        if rest.start < rest.end and not (leads and _APPOSITION.match(blank, rest.start)):
            return rest
    return trimmed(blank, Place(sentence.start, cue.place.start))


def trimmed(text: str, place: Place) -> Place:
    """Return ``place`` without the spaces, commas and stops at its ends."""
    end = _END_OF_CLAUSE.search(text, place.start, place.end)
    start = re.compile(r"[\s,]*").match(text, place.start, place.end)
    return Place(start.end() if start else place.start, end.start() if end else place.end)
