"""Lines of an article become the quotations in them, with who speaks and who passes it on: `quotations`.

Words between marks are somebody's if a cue of their sentence attributes them, if a reporting clause stands
inside them, or if they are a sentence of their own; then the sentences and lines around tell the speaker.
In a sentence without such words a cue may bring in a reported clause: *elle ajoute que la grue reste*.
"""

import re
from collections.abc import Sequence

from dossier.reading.quoting.cues import Cue
from dossier.reading.quoting.lines import Lines, Quotation, confidence_of, stance_of
from dossier.reading.quoting.marked import quotation_of
from dossier.reading.quoting.quotation_marks import BLANK, turn_to_speak
from dossier.reading.quoting.reported import clause_inside, is_bare_clause, reported_clause
from dossier.reading.quoting.speakers import narrated_at, relay_beside
from dossier.reading.quoting.verbs import VerbForms, own_forms
from dossier.reading.sentences import find_sentences
from dossier.reading.spans import Place, fold, search_before


def find_quotations(
    text: str,
    sentences: Sequence[Place] | None = None,
    lines: Sequence[Place] | None = None,
    forms: VerbForms | None = None,
) -> list[Quotation]:
    """Return the quotations of ``text``, in order.

    ``lines`` are the places of the lines that count, else the text is one line; ``sentences`` are those of
    these lines, if they are known; ``forms`` are the verbs that report, by default those of our list.

    >>> line = "« Le port ferme », dit Mme Roy. Elle ajoute que la grue reste."
    >>> [(line[q.start : q.end], q.mode, line[slice(*q.speaker)]) for q in find_quotations(line)]
    [('Le port ferme', 'direct', 'Roy'), ('la grue reste', 'indirect', 'Elle')]
    """
    folded = fold(text)
    lines = [Place(0, len(folded))] if lines is None else lines
    if sentences is None:
        sentences = [s.shift(line.start) for line in lines for s in find_sentences(folded[slice(*line)])]
    if not sentences:
        return []
    article = Lines(folded, lines, sentences, forms or own_forms())
    quotations = [quotation for marked in article.marked if (quotation := quotation_of(article, marked))]
    quotations += _turns(article)
    quoting = {
        number
        for quotation in quotations
        if quotation.mode != "echo"
        for number in range(article.sentence_at(quotation.start), article.sentence_at(quotation.end - 1) + 1)
    }
    for number, sentence in enumerate(sentences):
        if number not in quoting:
            cues = article.cues(sentence)
            if clause := reported_clause(article.blank, sentence, cues):
                quotations.append(_indirect(article, *clause))
    quotations.sort(key=lambda quotation: quotation.start)
    return [_with_relay(article, q) for q in _with_speakers(article, quotations)]


def _indirect(article: Lines, clause: Place, cue: Cue) -> Quotation:
    """Return a reported clause as a quotation."""
    return Quotation(*clause, "indirect", cue.speaker, cue.word, stance_of(cue), confidence_of(cue))


def _turns(article: Lines) -> list[Quotation]:
    """Return the lines that a dash opens and a reporting clause stands in: *— Oui, dit Roy*; those after too.

    A line with a dash and no such clause is somebody's turn only behind another turn; else it may be a list.
    """
    quotations: list[Quotation] = []
    speakers: list[Place] = []  # of a dialogue, in order; of two, each speaks in turn
    for line in article.lines:
        spoken = turn_to_speak(article.text, line)
        if not spoken or BLANK in article.blank[slice(*spoken)]:
            speakers = []
            continue
        clause = clause_inside(article.text, spoken, article.verbs_in(spoken))
        if clause:
            end = clause.end if clause.ends_line else spoken.end
            quotations.append(Quotation(spoken.start, end, "direct", clause.speaker, clause.word))
            speakers.append(clause.speaker)
        elif speakers:
            speakers.append(speakers[-2:][0])
            quotations.append(Quotation(*spoken, "direct", speakers[-1], None, "said", "low"))
    return quotations


def _with_speakers(article: Lines, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return ``quotations``; one that no cue attributes gets its speaker from what stands around it."""
    complete: list[Quotation] = []
    for quotation in quotations:
        if quotation.cue is None and quotation.speaker is None:
            before = complete[-1] if complete else None
            quotation = _from_around(article, quotation, before)
        complete.append(quotation)
    return complete


_COLON = re.compile(rf": *{BLANK}*$")
_SENTENCES_BACK = 2  # from one quotation to the next of the same speaker
Told = tuple[Place | None, str]  # a speaker, and how surely


def _from_around(article: Lines, quotation: Quotation, before: Quotation | None) -> Quotation:
    """Return a quotation with the speaker that the sentences or the lines around it tell."""
    if bare := _bare_clause_behind(article, quotation):
        return bare
    if quotation.mode != "direct":
        return quotation
    speaker, confidence = (
        _before_colon(article, quotation)
        or _in_same_line(article, quotation, before)
        or _narrated_behind(article, quotation)
        or _in_line_before(article, quotation, before)
        or (None, "low")
    )
    return quotation._replace(speaker=speaker, confidence=confidence)


def _bare_clause_behind(article: Lines, quotation: Quotation) -> Quotation | None:
    """Return a quotation with the clause that is the whole sentence behind it, as *Roy a déclaré*."""
    number = article.sentence_at(quotation.end - 1) + 1
    if number == len(article.sentences):
        return None
    behind, line = article.sentences[number], article.line_at(quotation.start)
    lines_on = article.line_at(behind.start) - line
    cues = article.cues(behind) if lines_on <= 1 else []
    cue = next((cue for cue in cues if is_bare_clause(article.blank, behind, cue)), None)
    if cue is None:
        return None
    confidence = "low" if lines_on else "moderate"
    return quotation._replace(speaker=cue.speaker, cue=cue.word, stance=stance_of(cue), confidence=confidence)


def _before_colon(article: Lines, quotation: Quotation) -> Told | None:
    """Return whom a sentence is about that leads to a quotation by a colon."""
    frame = article.frame(Place(quotation.start, quotation.end))
    if not search_before(_COLON, article.blank, quotation.start, frame.start):
        return None
    narrated = narrated_at(article.blank, Place(frame.start, quotation.start))
    return (narrated, "low") if narrated else None


def _in_same_line(article: Lines, quotation: Quotation, before: Quotation | None) -> Told | None:
    """Return the speaker of the quotation before, or of the last cue in the sentence before."""
    number, line = article.sentence_at(quotation.start), article.line_at(quotation.start)
    same_line = before is not None and article.line_at(before.start) == line
    near = before is not None and number - article.sentence_at(before.end) <= _SENTENCES_BACK
    if before and before.speaker and same_line and near:
        return before.speaker, "moderate"
    if number and article.line_at(article.sentences[number - 1].start) == line:
        speakers = [cue.speaker for cue in article.cues(article.sentences[number - 1]) if cue.speaker]
        return (speakers[-1], "moderate") if speakers else None
    return None


def _narrated_behind(article: Lines, quotation: Quotation) -> Told | None:
    """Return whom the next sentence of the line is about, as in *« Je pars. » Roy se lève*."""
    number = article.sentence_at(quotation.end - 1) + 1
    if number == len(article.sentences):
        return None
    behind = article.sentences[number]
    if article.line_at(behind.start) != article.line_at(quotation.start):
        return None
    narrated = narrated_at(article.blank, behind)
    return (narrated, "low") if narrated else None


def _in_line_before(article: Lines, quotation: Quotation, before: Quotation | None) -> Told | None:
    """Return who speaks in the sentence before, which may end the line before, or whom it is about."""
    number, line = article.sentence_at(quotation.start), article.line_at(quotation.start)
    if not number or article.line_at(article.sentences[number - 1].start) < line - 1:
        return None
    sentence = article.sentences[number - 1]
    speakers = [cue.speaker for cue in article.cues(sentence) if cue.speaker]
    if speakers:
        return speakers[-1], "low"
    if before and before.speaker and before.end >= sentence.start:
        return before.speaker, "low"
    narrated = narrated_at(article.blank, sentence)
    return (narrated, "low") if narrated else None


def _with_relay(article: Lines, quotation: Quotation) -> Quotation:
    """Return a quotation with who passes it on: *selon Reuters, qui cite le ministère*."""
    if quotation.speaker is None:
        return quotation
    frame = article.frame(Place(quotation.start, quotation.end))
    speaker, relay = relay_beside(article.blank, quotation.speaker, frame.end)
    if relay is None:
        phrases = [
            cue for cue in article.cues(frame) if cue.verb is None and cue.speaker not in (None, speaker)
        ]
        relay = next((cue.speaker for cue in phrases if cue.word != quotation.cue), None)
    return quotation._replace(speaker=speaker, relay=relay)
