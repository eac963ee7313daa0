"""An article becomes its `Lines`: marked passages, cues, sentences; a `Quotation` is what is found there."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dossier.reading.quoting.cues import Cue, cue_of_noun, find_cues, find_nouns, find_phrases
from dossier.reading.quoting.quotation_marks import BLANK, find_marked, without_marked
from dossier.reading.quoting.verbs import Found, VerbForms, find_verbs
from dossier.reading.spans import Place


class Quotation(NamedTuple):
    """Somebody's words; ``speaker`` and ``relay`` are the places that name who speaks, who passes it on."""

    start: int
    end: int
    mode: str
    speaker: Place | None
    cue: str | None
    stance: str = "said"
    confidence: str = "high"
    relay: Place | None = None


class Lines:
    """The lines of an article, folded, with what is looked up in them again and again."""

    def __init__(
        self, text: str, lines: Sequence[Place], sentences: Sequence[Place], forms: VerbForms
    ) -> None:
        self.text, self.lines, self.sentences = text, lines, sentences
        self.marked = [passage for line in lines for passage in find_marked(text, line)]
        self.blank = without_marked(text, self.marked)
        lowered = text.lower() if len(text.lower()) == len(text) else "".join(map(_lower, text))
        self.verbs = [verb for line in lines for verb in find_verbs(lowered, line, forms)]
        self.phrases = [m for line in lines for m in find_phrases(self.blank, lowered, line)]
        self.nouns = [m for line in lines for m in find_nouns(self.blank, lowered, line)]
        self._starts = [sentence.start for sentence in sentences]
        self._verb_starts = [verb.start for verb in self.verbs]
        self._phrase_starts = [phrase.start() for phrase in self.phrases]
        self._noun_starts = [noun.start() for noun in self.nouns]
        self._line_starts = [line.start for line in lines]
        self._cues: dict[Place, list[Cue]] = {}

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def frame(self, place: Place) -> Place:
        """Return the sentences that hold ``place``, as one place."""
        first, last = self.sentence_at(place.start), max(bisect_left(self._starts, place.end) - 1, 0)
        return Place(self.sentences[first].start, max(self.sentences[last].end, place.end))

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds ``offset``."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    def verbs_in(self, place: Place) -> list[Found]:
        """Return the forms of listed verbs in ``place``, within marks or not."""
        return self.verbs[
            bisect_left(self._verb_starts, place.start) : bisect_left(self._verb_starts, place.end)
        ]

    def cues(self, frame: Place) -> list[Cue]:
        """Return the cues of ``frame`` outside marks, in order; each frame is read once."""
        if frame not in self._cues:
            self._cues[frame] = self._find_cues(frame)
        return self._cues[frame]

    def _find_cues(self, frame: Place) -> list[Cue]:
        """Return the cues of ``frame`` outside marks, in order."""
        first, last = self._phrase_starts, self._noun_starts
        verbs = [verb for verb in self.verbs_in(frame) if self.blank[verb.start] != BLANK]
        phrases = self.phrases[bisect_left(first, frame.start) : bisect_left(first, frame.end)]
        nouns = self.nouns[bisect_left(last, frame.start) : bisect_left(last, frame.end)]
        if not verbs and not phrases and not nouns:
            return []
        cues = find_cues(self.blank, frame, verbs, phrases)
        cues += filter(None, (cue_of_noun(self.blank, frame, noun) for noun in nouns))
        return sorted(cues, key=lambda cue: cue.place)


def _lower(character: str) -> str:
    """Return a character in lower case if that keeps its length."""
    return character.lower() if len(character.lower()) == 1 else character


def stance_of(cue: Cue) -> str:
    """Return what the speaker of a cue does with the words: a word of `stance`."""
    return "denied" if cue.denied else "said"


def confidence_of(cue: Cue) -> str:
    """Return how surely a cue names the speaker, from the cue alone."""
    return "high" if cue.speaker else "low"
