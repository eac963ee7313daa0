"""A passage between marks becomes a quotation, an echo, or nothing: a term, a title, a name."""

import re
from bisect import bisect_left

from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.quoting.cues import Cue, that_of
from dossier.reading.quoting.lines import Lines, Quotation, confidence_of, stance_of
from dossier.reading.quoting.quotation_marks import BLANK, Marked
from dossier.reading.quoting.reported import clause_inside
from dossier.reading.quoting.speakers import opening_of, speaker_after, speaker_at
from dossier.reading.spans import Place, search_before, words

# Words that only name something: *l'« unité militante »*, *baptisé « Mistral »*.
_LONGEST_TERM = 3  # words
_LONGEST_NAME = 6
_TERM_BEFORE = re.compile(
    r"(?:(?<!\w)(?:les?|la|une?|ces?|cette|son|sa|ses|leurs?|prétendue?s?) |l')$",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    rf"(?:(?<!\w)(?<!est )(?<!sont )|(?=,)){one_of(row['word'] for row in rows('naming_words'))}"
    r"(?: (?:de |d'|communément |parfois |aussi )?| (?:le|la|les|l') ?)$",
    re.IGNORECASE,
)
_TO = re.compile(r"(?<!\w)(?:à|de|d') ?$")
_CALLED = re.compile(r" dit $")
_GOES_ON = re.compile(r" [a-zà-ÿ]")
_JUDGED = re.compile(r"(?:comme(?: étant)?|(?<!\w)de|(?<!\w)d')(?: (?:une?|le|la|les|des)| l')? ?$")
_AS_A = re.compile(r"(?<!\w)comme (?:une?|les?|la|des) $")
_STARTS = re.compile(r"[A-ZÀ-Ý\[\d…(]")
_STOPPED = re.compile(r"[.!?…]")
_FEWEST_OF_SENTENCE = 4  # words of a marked sentence that no cue attributes
_FEWEST_STOPPED = 2  # with a full stop inside the marks
_FEWEST_IN_SENTENCE = 6
_FARTHEST = 400  # characters between a verb and the words
_FEW = 3  # words between a verb of everyday use and the words that it attributes
_BESIDE = 3  # characters between the words and *selon* behind them
_CANDIDATES = 4  # cues on either side of a marked passage


def is_term(text: str, marked: Marked) -> bool:
    """Return whether a marked passage is an expression, as *l'« unité militante »*, and no statement."""
    count = len(words(text[slice(*marked.inside)]))
    if count > _LONGEST_NAME:
        return False
    if search_before(_NAMED_BEFORE, text, marked.outside.start):
        return True
    if count <= _LONGEST_TERM and _CALLED.search(text, marked.outside.start - 5, marked.outside.start):
        return bool(_GOES_ON.match(text, marked.outside.end))  # *le quartier dit « du Port » compte*
    return count <= _LONGEST_TERM and bool(search_before(_TERM_BEFORE, text, marked.outside.start))


def quotation_of(article: Lines, marked: Marked) -> Quotation | None:
    """Return a marked passage as a quotation, if it is one."""
    text, blank, inside = article.text, article.blank, marked.inside
    quoted = text[slice(*inside)]
    frame = article.frame(marked.outside)
    begins = _begins(blank, frame, marked)
    sentence_like = begins and bool(_STARTS.match(quoted))
    if clause := clause_inside(text, inside, article.verbs_in(inside)):
        end = inside.end if marked.closed else clause.end
        mode = "direct" if sentence_like else "mixed"
        return Quotation(inside.start, end, mode, clause.speaker, clause.word, "said", "high")
    cue = _attributing(article, frame, marked)
    judged = cue is not None and _judges(blank, cue, marked)
    if is_term(text, marked) and not (judged and len(words(quoted)) > 1):
        return None
    if cue is None:
        return _without_cue(article, frame, marked, sentence_like=sentence_like)
    mode = "direct" if sentence_like else "mixed"
    if mode == "mixed" and len(words(quoted)) <= 1:
        mode = "echo"  # the figures stay « modestes »
    stance = "said" if judged else stance_of(cue)  # *rejette le plan comme « une ruse »* is what he says
    return Quotation(*inside, mode, cue.speaker, cue.word, stance, confidence_of(cue))


def _begins(blank: str, frame: Place, marked: Marked) -> bool:
    """Return whether a marked passage begins its sentence, or what follows a colon."""
    before = blank[max(frame.start, marked.outside.start - 80) : marked.outside.start].strip(f" {BLANK},—–-")
    return not before or before.endswith(":")


def _attributing(article: Lines, frame: Place, marked: Marked) -> Cue | None:
    """Return the cue that attributes a marked passage: the nearest verb that may, else a phrase or noun."""
    cues = article.cues(frame)
    at = bisect_left([cue.place.start for cue in cues], marked.outside.start) if len(cues) > 1 else 0
    near = cues[max(0, at - _CANDIDATES) : at + _CANDIDATES] if len(cues) > 1 else cues
    usable = [cue for cue in near if _may_attribute(article.blank, cue, marked)]
    beside = [cue for cue in usable if not cue.verb and 0 <= cue.place.start - marked.outside.end <= _BESIDE]
    strong = [cue for cue in usable if cue.verb and (cue.follows or _brings_in(article.blank, cue, marked))]
    verbs = (beside if not strong else None) or [cue for cue in usable if cue.verb] or usable
    return min(verbs, key=lambda cue: distance(cue.place, marked.outside), default=None)


def _may_attribute(blank: str, cue: Cue, marked: Marked) -> bool:
    """Return whether a cue may attribute a marked passage of its sentence."""
    if cue.verb is None:
        return True
    if cue.follows:
        return distance(cue.place, marked.outside) <= _FARTHEST
    gap = marked.outside.start - cue.place.end
    if not 0 <= gap <= _FARTHEST:
        return False
    if not cue.verb.near:
        return True
    if cue.verb.stance == "urges":  # *appelle le port à « fermer »*; but *appelle le port « le Vieux »*
        to = search_before(_TO, blank, marked.outside.start, cue.place.end)
        return bool(to) or _brings_in(blank, cue, marked)
    few = len(words(blank[cue.place.end : marked.outside.start])) <= (
        1 if cue.verb.stance == "thinks" else _FEW
    )
    return few or _brings_in(blank, cue, marked) or _judges(blank, cue, marked)


def _brings_in(blank: str, cue: Cue, marked: Marked) -> bool:
    """Return whether a verb brings in a marked passage by *que* or by a colon."""
    gap = Place(cue.place.end, marked.outside.start)
    if cue.verb is None or gap.start > gap.end or gap.end - gap.start > _FARTHEST:
        return False
    return blank[slice(*gap)].rstrip().endswith(":") or bool(that_of(blank, *gap, cue.verb.lemma))


def _judges(blank: str, cue: Cue, marked: Marked) -> bool:
    """Return whether a cue says what somebody calls a thing: *qualifie le port de « vieille ruine »*."""
    if cue.verb is None or cue.place.end > marked.outside.start:
        return False
    return bool(search_before(_JUDGED, blank, marked.outside.start, cue.place.end))


def _without_cue(article: Lines, frame: Place, marked: Marked, *, sentence_like: bool) -> Quotation | None:
    """Return a marked passage that no cue of its sentence attributes, if it must be somebody's words."""
    text, inside = article.text, marked.inside
    count = len(words(text[slice(*inside)]))
    behind = text[marked.outside.end : marked.outside.end + 2].strip()
    stopped = bool(_STOPPED.match(text, inside.end - 1)) or bool(_STOPPED.match(behind)) or not behind
    enough = count >= _FEWEST_OF_SENTENCE or sentence_like
    if enough and (beside := _told_beside(article.blank, frame, marked)):
        speaker, cue = beside
        mode = "direct" if sentence_like or cue == "pour" else "mixed"
        return Quotation(*inside, mode, speaker, cue, "said", "moderate")
    ends_inside = bool(_STOPPED.match(text, inside.end - 1))
    fewest = _FEWEST_STOPPED if ends_inside else _FEWEST_OF_SENTENCE
    if sentence_like and count >= fewest and (stopped or behind.startswith(",")):
        return Quotation(*inside, "direct", None, None, "said", "low")
    as_a = search_before(_AS_A, article.blank, marked.outside.start, frame.start)
    if count >= _FEWEST_OF_SENTENCE and as_a:
        subject = opening_of(article.blank, frame)
        return Quotation(*inside, "mixed", subject, "comme", "said", "low")
    if count >= _FEWEST_IN_SENTENCE:
        return Quotation(*inside, "mixed", None, None, "said", "low")
    return None


_FOR = re.compile(r"Pour ")
_SET_APART = re.compile(r", (?:[^,.;:]{1,80}, )?")
_ANY_VERB = re.compile(
    r" ?[,!?…]? ?(?:s'|se )?(?P<verb>[a-zà-ÿœ]+[etda])(?:(?P<pronoun>-(?:t-)?(?:ils?|elles?))\b|(?= ))"
)


def _told_beside(blank: str, frame: Place, marked: Marked) -> tuple[Place, str] | None:
    """Return who speaks by a phrase or a verb of no list: *pour Roy, « … »*, *« … », sanglote Roy*."""
    if marked.outside.start - frame.start < _FARTHEST and _FOR.match(blank, frame.start):
        speaker = speaker_at(blank, frame.start + len("Pour "), marked.outside.start)
        if speaker and _SET_APART.fullmatch(blank, speaker.end, marked.outside.start):
            return speaker, "pour"
    verb = _ANY_VERB.match(blank, marked.outside.end, frame.end)
    if not verb or verb["verb"] in function_words():
        return None
    if verb["pronoun"]:
        return Place(verb.end("pronoun") - len(verb["pronoun"].rpartition("-")[2]), verb.end()), verb["verb"]
    speaker = speaker_after(blank, verb.end(), frame.end)
    beside = speaker and speaker.start - verb.end() <= len(" la plus")
    return (speaker, verb["verb"]) if speaker and beside else None


def distance(one: Place, other: Place) -> int:
    """Return the number of characters between two places; 0 if they touch.

    >>> distance(Place(0, 4), Place(6, 9))
    2
    """
    return max(other.start - one.end, one.start - other.end, 0)
