"""The text of a document becomes its lines, each with its kind: rows of `passages`.

The kind says whether a line is the article's own text (`CONTENT`) or belongs to the page around it: menus,
bylines, pointers to other pages. `RULES` are tried in order; a line that no rule takes is body.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dossier.reading.files import DATE_LINE
from dossier.reading.lexicon import one_of, rows
from dossier.reading.spans import Place, fold, words

CONTENT = ("body", "caption")
"""The kinds of line that are the article's own text."""


class Passage(NamedTuple):
    """A line that is not blank, its place in the text and its kind."""

    start: int
    end: int
    kind: str


class Line(NamedTuple):
    """A line, folded, with what `RULES` need to know of the lines around it."""

    text: str
    before: str = ""
    after: str = ""
    kind_before: str = ""
    in_head: bool = False  # no line of body is above it
    goes_on: bool = False  # a paragraph comes later
    in_foot: bool = False  # no line of body is below it
    repeats_title: bool = False


Rule = Callable[[Line], bool]

# Characters. `score` compares the kinds that these limits give with labels made by hand.
_LONGEST_HEADLINE = 200  # a longer line without a stop is a broken paragraph
_LONGEST_SUBHEAD = 120
_LONGEST_STANDFIRST = 250
_LONGEST_CAPTION = 250
_SHORTEST_PARAGRAPH = 100  # a shorter line may be a teaser

_STOPPED = re.compile(r"""[.!?…:;]["')\]»” ]*$""")
_CUT_SHORT = re.compile(r" ?(?:\.\.\.|…)$")
_STOP_INSIDE = re.compile(r"""\w{3}[.!?…]["»” ]* ["«“]?[A-ZÀ-Ý]""")
_SEPARATOR = re.compile(r"\s[|•·>/]\s")
_COUNTER = re.compile(r"\b\d+ ")

_MONTH = one_of(row["name"] for row in rows("months"))
_DAY = rf"(?:\w+ )?(?:1er|\d{{1,2}}) {_MONTH}(?: \d{{4}})?"
_DATE_SET_APART = re.compile(rf", (?:le {_DAY},|(?:le {_DAY}|en {_MONTH}(?: \d{{4}})?)(?: \([^)]*\))?\.$)")
"""Captions say when a picture was taken, between commas or at their end."""


def _furniture(kind: str, match: str) -> str:
    """Return a pattern of the cues in the list `furniture` for one ``kind`` and one part of a line."""
    entries = (row for row in rows("furniture") if row["kind"] == kind and row["match"] == match)
    return one_of(row["cue"] for row in entries)


_MENU = re.compile(_furniture("navigation", "line"), re.IGNORECASE)
_AUTHOR = re.compile(r"Par [A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)+(?:, .{1,60})?")
_PAGE_DATE = re.compile(rf"(?:le )?{_DAY}(?:,? (?:à )?\d\d? ?[h:] ?(?:\d\d)?)?", re.IGNORECASE)
_BYLINE = re.compile(_furniture("navigation", "start"), re.IGNORECASE)
_READ_ALSO = re.compile(rf"{_furniture('teaser', 'start')}\b ?:? ?(?P<list>.*)", re.IGNORECASE)
_PICTURE = re.compile(rf"(?<!\w){_furniture('caption', 'inside')}(?!\w)", re.IGNORECASE)


def is_menu(line: Line) -> bool:
    """Return whether a line has only words of the site: *Accueil | 3 commentaires*."""
    entries = _SEPARATOR.split(line.text)
    known = [_MENU.fullmatch(_COUNTER.sub("", entry)) for entry in entries]
    return all(known) or (len(entries) > 2 and not _STOPPED.search(line.text))


def is_byline(line: Line) -> bool:
    """Return whether a line says who wrote the page, when, or how long it takes to read."""
    byline = _BYLINE.match(line.text) or _AUTHOR.fullmatch(line.text) or _PAGE_DATE.fullmatch(line.text)
    return byline is not None and not line.text.endswith(".")


def is_read_also(line: Line) -> bool:
    """Return whether a line points to another page of the site."""
    return bool(_READ_ALSO.match(line.text)) and not line.text.endswith(".")


def is_listed_below(line: Line) -> bool:
    """Return whether a line is the headline under a line that says only *Lire aussi*."""
    pointer = _READ_ALSO.fullmatch(line.before)
    return pointer is not None and not pointer["list"] and not _STOPPED.search(line.text)


def is_caption(line: Line) -> bool:
    """Return whether a line is one sentence about a picture, or such a sentence cut short above itself."""
    if len(line.text) > _LONGEST_CAPTION or _STOP_INSIDE.search(line.text):
        return False
    if _CUT_SHORT.search(line.text):
        return line.after.startswith(_CUT_SHORT.sub("", line.text))
    return bool(_PICTURE.search(line.text) or _DATE_SET_APART.search(line.text))


def is_loose_word(line: Line) -> bool:
    """Return whether a line is one word above the article, or one or two words below it."""
    most = 1 if line.in_head else 2 if line.in_foot else 0
    return is_unstopped(line) and len(words(line.text)) <= most


def is_repeated_title(line: Line) -> bool:
    """Return whether a line repeats a headline above it."""
    return line.repeats_title


def is_title(line: Line) -> bool:
    """Return whether a line above the article is a headline."""
    short = len(line.text) <= _LONGEST_HEADLINE and not _STOP_INSIDE.search(line.text)
    return line.in_head and short and (is_unstopped(line) or line.text.endswith("?"))


def is_standfirst(line: Line) -> bool:
    """Return whether a short paragraph stands between headline and article."""
    below_title = line.in_head and line.goes_on and line.kind_before == "title"
    return below_title and len(line.text) <= _LONGEST_STANDFIRST


def is_below_article(line: Line) -> bool:
    """Return whether a line comes after the article, where every line but a menu is a teaser."""
    return line.in_foot


def is_subhead(line: Line) -> bool:
    """Return whether a line is a heading: short, a question or without a stop, and not continued below."""
    goes_on = line.after[:1].islower()
    heads = is_unstopped(line) or (line.text.endswith("?") and not _STOP_INSIDE.search(line.text))
    return heads and not goes_on and len(line.text) <= _LONGEST_SUBHEAD


def is_unstopped(line: Line) -> bool:
    """Return whether a line ends without a stop, or with the dots of a text cut short."""
    return not _STOPPED.search(line.text) or bool(_CUT_SHORT.search(line.text))


RULES: tuple[tuple[str, Rule], ...] = (
    ("navigation", is_menu),
    ("navigation", is_byline),
    ("teaser", is_read_also),
    ("teaser", is_listed_below),
    ("caption", is_caption),
    ("title", is_repeated_title),
    ("navigation", is_loose_word),
    ("title", is_title),
    ("standfirst", is_standfirst),  # after the title, of which it would be the second line
    ("teaser", is_below_article),  # after the captions: a picture may be the last thing of an article
    ("subhead", is_subhead),  # last: it takes the short lines that nothing explains
)


def kind_of(line: Line, rules: tuple[tuple[str, Rule], ...] = RULES) -> str:
    """Return the kind of the first rule that applies, else body.

    >>> kind_of(Line("Lire aussi : le port en images"))
    'teaser'
    """
    return next((kind for kind, applies in rules if applies(line)), "body")


def find_passages(text: str) -> Iterator[Passage]:
    """Yield each line that is not blank, with its place and its kind.

    >>> [passage.kind for passage in find_passages(" date 2023-09 Le port ferme.")]
    ['date_line', 'body']
    """
    begin = 0
    if date := DATE_LINE.match(text):
        yield Passage(*date.span("line"), "date_line")
        begin = date.end()
    lines = re.compile(r"\S(?:[^\n]*\S)?").finditer(text, begin)  # lines end at \n only
    places = [Place(*match.span()) for match in lines]
    kinds = kinds_of([fold(text[start:end]) for start, end in places])
    yield from (Passage(*place, kind) for place, kind in zip(places, kinds, strict=True))


def kinds_of(lines: list[str]) -> list[str]:
    """Return the kind of each line of a page; a rule may depend on the kinds of the lines above."""
    kinds: list[str] = []
    titles: set[str] = set()
    last = max((number for number, text in enumerate(lines) if is_paragraph(text)), default=len(lines))
    foot, in_head = first_of_foot(lines, last), True
    for number, text in enumerate(lines):
        line = Line(
            text,
            before=lines[number - 1] if number else "",
            after=lines[number + 1] if number + 1 < len(lines) else "",
            kind_before=kinds[-1] if kinds else "",
            in_head=in_head,
            goes_on=number < last < len(lines),
            in_foot=number >= foot,
            repeats_title=text in titles,
        )
        kinds.append(kind_of(line))
        in_head = in_head and kinds[-1] != "body"
        if kinds[-1] == "title":
            titles.add(text)
    return kinds


def first_of_foot(lines: list[str], last: int) -> int:
    """Return the number of the first line below the article, after ``last``, its last paragraph.

    That is the first line without a stop. A short sentence that follows the paragraph at once still belongs
    to the article.
    """
    below = range(last + 1, len(lines))
    ends = (n for n in below if is_unstopped(Line(lines[n])) or _READ_ALSO.fullmatch(lines[n]))
    return next(ends, len(lines))


def is_paragraph(text: str) -> bool:
    """Return whether a line is long and ends with a stop."""
    return len(text) >= _SHORTEST_PARAGRAPH and not is_unstopped(Line(text))
