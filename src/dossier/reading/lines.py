"""The text of a document becomes its lines, each with its kind and reason: rows of `passages`.

The kind says whether a line is the article's own text (`CONTENT`) or belongs to the page around it: menus,
bylines, pointers to other pages. `RULES` are tried in order; a line that no rule takes is body. Each rule
asks for something that speaks against the line; that a paragraph lacks its stop does not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from typing import NamedTuple

from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.spans import Place, fold, words

CONTENT = ("body", "caption")
"""The kinds of line that are the article's own text."""


DATE_LINE = re.compile(r"\s*(?P<line>date (?P<month>\d{4}-(?:0[1-9]|1[0-2])))(?=\s)")
"""The collection's date, glued to the first sentence of a page: `` date 2023-09 ``."""


class Passage(NamedTuple):
    """A line that is not blank, its place in the text, its kind, and why it is set aside if it is."""

    start: int
    end: int
    kind: str
    reason: str | None = None


class Explained(NamedTuple):
    """The kind of a line, and why it is set aside; the article's own text has no reason."""

    kind: str
    reason: str | None = None


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
    is_summary: bool = False  # it stands apart from the article, or the article says it again


Rule = Callable[[Line], bool]

# Characters. `score` compares the kinds that these limits give with labels made by hand.
_LONGEST_HEADLINE = 200  # a longer line without a stop is a broken paragraph
_LONGEST_SUBHEAD = 120
_LONGEST_STANDFIRST = 250
_LONGEST_CAPTION = 250
_SHARE_SAID_AGAIN = 0.75  # of the words of a summary that are no function words
_MOST_SUMMED_UP = 200  # lines; so that reading stays linear in a page of any length
_SHORTEST_PARAGRAPH = 100  # a shorter line may be a teaser
_SHORTEST_SENTENCE = 40  # below the last paragraph; a shorter line may be a teaser's

_AGENCY = r"""[.!?…]["»” ]* ?(?:\([^()]{1,60}\)|(?:[—–/-]|[Aa]vec) ?[A-ZÀ-Ý][\w/ .-]{1,40})"""
"""What an agency puts behind its last stop: *Il pleut. (Belga)*, *Il pleut. avec AFP*."""

_STOPPED = re.compile(rf"""(?:[.!?…:;]["')\]»” ]*|{_AGENCY})$""")
_STOPS, _BEHIND_A_STOP = frozenset(".!?…:;"), "\"')]»” "  # as in `_STOPPED`, which looks for agencies too
_ITEM = re.compile(r"[-–—•*▪] ?\S")
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
_NOTICE = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,3}(?:\w+ ){0,5}(?:19|20)\d\d\b|.{0,80}\btous droits (?:de \w+ )?réservés\b"
    r"|toute reproduction\b|reproduction interdite\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 250
_DISPATCH = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,40}(?:, [^.]{1,30})? ?(?:\([^()]{2,30}\) ?)?[-–—] ?\S.{60}")
"""How an agency begins: a place in capitals, its name, a dash; a headline has no such beginning."""

_PICTURE = re.compile(rf"(?<!\w){_furniture('caption', 'inside')}(?!\w)", re.IGNORECASE)


def is_menu(line: Line) -> bool:
    """Return whether a line has only words of the site: *Accueil | 3 commentaires*."""
    entries = _SEPARATOR.split(line.text)
    known = [_MENU.fullmatch(_COUNTER.sub("", entry)) for entry in entries]
    return all(known) or (len(entries) > 2 and not is_stopped(line.text))


def is_byline(line: Line) -> bool:
    """Return whether a line says who wrote the page, when, or how long it takes to read."""
    byline = _BYLINE.match(line.text) or _AUTHOR.fullmatch(line.text) or _PAGE_DATE.fullmatch(line.text)
    return byline is not None and not line.text.endswith(".")


def is_notice(line: Line) -> bool:
    """Return whether a line says whose words the page has and who may print them."""
    return len(line.text) <= _LONGEST_NOTICE and _NOTICE.match(line.text) is not None


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
    return is_headline(line) and len(words(line.text)) <= most


def is_repeated_title(line: Line) -> bool:
    """Return whether a line repeats a headline above it."""
    return line.repeats_title


def is_title(line: Line) -> bool:
    """Return whether a line above the article is a headline."""
    short = len(line.text) <= _LONGEST_HEADLINE and not _STOP_INSIDE.search(line.text)
    return line.in_head and short and (is_headline(line) or line.text.endswith("?"))


def is_standfirst(line: Line) -> bool:
    """Return whether a short paragraph below the headline sums the article up (`sums_up`)."""
    return line.in_head and line.goes_on and line.kind_before == "title" and line.is_summary


def is_below_article(line: Line) -> bool:
    """Return whether a line without a stop, and no item of a list, comes after the article."""
    return line.in_foot and not _ITEM.match(line.text)


def is_subhead(line: Line) -> bool:
    """Return whether a line is a heading: short, a question or without a stop, and not continued below."""
    goes_on = line.after[:1].islower()
    heads = is_headline(line) or (line.text.endswith("?") and not _STOP_INSIDE.search(line.text))
    return heads and not goes_on and len(line.text) <= _LONGEST_SUBHEAD


def is_unstopped(line: Line) -> bool:
    """Return whether a line ends without a stop, or with the dots of a text cut short."""
    return not is_stopped(line.text) or bool(_CUT_SHORT.search(line.text, max(0, len(line.text) - 5)))


def is_stopped(text: str) -> bool:
    """Return whether a line ends with a stop, with closing marks or the tag of an agency behind it."""
    return text.rstrip(_BEHIND_A_STOP)[-1:] in _STOPS or bool(_STOPPED.search(text))


def is_headline(line: Line) -> bool:
    """Return whether a line has the form of a heading: no stop, no item of a list, and no dispatch."""
    return is_unstopped(line) and not _ITEM.match(line.text) and not _DISPATCH.match(line.text)


class _Rule(NamedTuple):
    """What a line that a rule takes is, and why."""

    kind: str
    applies: Rule
    reason: str | None


OF_WORDS = (
    _Rule("navigation", is_menu, "menu"),
    _Rule("navigation", is_byline, "byline"),
    _Rule("navigation", is_notice, "notice"),
    _Rule("teaser", is_read_also, "pointer"),
    _Rule("teaser", is_listed_below, "listed"),
    _Rule("caption", is_caption, None),
    _Rule("title", is_repeated_title, "headline"),
)
"""The rules that ask for words of the site: they hold for a page with markup too."""

RULES = (
    *OF_WORDS,
    _Rule("navigation", is_loose_word, "alone"),
    _Rule("title", is_title, "headline"),
    _Rule("standfirst", is_standfirst, "summary"),  # after the title, of which it would be the second line
    # after the captions: a picture may be the last thing of an article
    _Rule("teaser", is_below_article, "below"),
    _Rule("subhead", is_subhead, "subhead"),  # last: it takes the short lines that nothing explains
)


def explain(line: Line, rules: tuple[_Rule, ...] = RULES) -> Explained:
    """Return kind and reason of the first rule that applies, else body.

    >>> explain(Line("Lire aussi : le port en images"))
    Explained(kind='teaser', reason='pointer')
    """
    return next((Explained(rule.kind, rule.reason) for rule in rules if rule.applies(line)), BODY)


BODY = Explained("body")


def kind_of(line: Line) -> str:
    """Return the kind of the first rule that applies, else body.

    >>> kind_of(Line("Lire aussi : le port en images"))
    'teaser'
    """
    return explain(line).kind


def find_passages(
    text: str,
    *,
    markup: Sequence[tuple[str, str] | None] | None = None,
    repeated: AbstractSet[int] = frozenset(),
) -> Iterator[Passage]:
    """Yield each line that is not blank, with its place, its kind and its reason.

    ``markup`` has, for a page, what its markup says of each line (`web_pages.article_blocks`); ``repeated``
    the digests of lines that other pages have too (`digest_of`).

    >>> [passage.kind for passage in find_passages(" date 2023-09 Le port ferme.")]
    ['date_line', 'body']
    """
    begin = 0
    if date := DATE_LINE.match(text):
        yield Passage(*date.span("line"), "date_line", "date_line")
        begin = date.end()
    places = [Place(*match.span()) for match in _LINE.finditer(text, begin)]
    lines = [fold(text[start:end]) for start, end in places]
    again = frozenset(
        n for n, place in enumerate(places) if repeated and digest_of(text[slice(*place)]) in repeated
    )
    explained = explain_lines(lines, set_aside=without_paragraphs(lines, again), markup=markup)
    yield from (Passage(*place, *one) for place, one in zip(places, explained, strict=True))


_LINE = re.compile(r"\S(?:[^\n]*\S)?")  # lines end at \n only


def digest_of(line: str) -> int:
    """Return a number that is the same for the same line, and on every machine.

    >>> digest_of("Le port ferme.") == digest_of("Le port ferme."), digest_of("Le port ferme.") > 0
    (True, True)
    """
    return int.from_bytes(blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def without_paragraphs(lines: Sequence[str], again: AbstractSet[int]) -> frozenset[int]:
    """Return the numbers of lines to set aside, of those that other pages have ``again``.

    A page that has little else is a copy, no frame around another text: then nothing is set aside. A
    paragraph between paragraphs of this page alone is background that a newsroom uses again, and the first
    paragraph is content.
    """
    if 2 * sum(len(lines[n]) for n in again) > sum(map(len, lines)):
        return frozenset()
    paragraphs = [n for n, line in enumerate(lines) if is_paragraph(line)]
    own = [n for n in paragraphs if n not in again]
    kept = {n for n in paragraphs if n == paragraphs[0] or (own and own[0] < n < own[-1])}
    return frozenset(again - kept)


def kinds_of(lines: list[str]) -> list[str]:
    """Return the kind of each line of a page without markup.

    >>> kinds_of(["Le port ferme."])
    ['body']
    """
    return [one.kind for one in explain_lines(lines)]


def explain_lines(
    lines: Sequence[str],
    *,
    set_aside: AbstractSet[int] = frozenset(),
    markup: Sequence[tuple[str, str] | None] | None = None,
) -> list[Explained]:
    """Return kind and reason of each line of a page; a rule may depend on the kinds of the lines above."""
    explained: list[Explained] = []
    titles: set[str] = set()
    last = last_of_article(lines)
    foot, in_head = first_of_foot(lines, last), True
    for number, text in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        line = Line(
            text,
            before=lines[number - 1] if number else "",
            after=after,
            kind_before=explained[-1].kind if explained else "",
            in_head=in_head,
            goes_on=number < last < len(lines),
            in_foot=number >= foot,
            repeats_title=text in titles,
        )
        if (
            in_head
            and line.kind_before == "title"
            and len(text) <= _LONGEST_STANDFIRST
            and not is_title(line)
        ):
            line = line._replace(is_summary=sums_up(number, lines, titles))
        if number in set_aside:
            explained.append(Explained("navigation", "repeated"))
        elif markup is None:
            explained.append(explain(line))
        else:
            explained.append(explain_block(line, markup[number]))
        in_head = in_head and explained[-1].kind != "body"
        if explained[-1].kind == "title":
            titles.add(text)
    return explained


def sums_up(number: int, lines: Sequence[str], titles: AbstractSet[str]) -> bool:
    """Return whether a short paragraph only sums up the lines below it.

    Either a picture or the headline, once more, is between it and them, or they have most of its words again,
    and all of its figures: else it is the first paragraph of the article.
    """
    below = lines[number + 1 : number + 1 + _MOST_SUMMED_UP]
    if not below:
        return False
    if below[0] in titles or is_caption(Line(below[0], after=" ".join(below[1:2]))):
        return True
    again = frozenset(word for line in below for word in words(line))
    own = frozenset(words(lines[number]))
    figures = {word for word in own if word[0].isdigit()}
    telling = own - function_words()
    return figures <= again and len(telling & again) >= _SHARE_SAID_AGAIN * len(telling)


def explain_block(line: Line, by_markup: tuple[str, str] | None) -> Explained:
    """Return kind and reason of a block of a page: its words may say more than its heading or caption."""
    if by_markup and by_markup[0] not in {"subhead", "caption"}:
        return Explained(*by_markup)
    by_words = explain(line, OF_WORDS)
    return Explained(by_markup[0], by_markup[1] or None) if by_markup and by_words == BODY else by_words


def last_of_article(lines: Sequence[str]) -> int:
    """Return the number of the last line that is surely the article's; without one, the count of lines.

    That is a paragraph, or below it a sentence that no pointer to other pages is above. Below a pointer, a
    paragraph without its stop is another page's, cut short.
    """
    last, pointed = len(lines), False
    for number, text in enumerate(lines):
        if is_paragraph(text) and not (pointed and is_unstopped(Line(text))):
            last, pointed = number, False
        elif _READ_ALSO.match(text):
            pointed = True
        elif last < len(lines) and not pointed and is_sentence(text):
            last = number
    return last


def first_of_foot(lines: Sequence[str], last: int) -> int:
    """Return the number of the first line below the article, after ``last``, its last line.

    That is the first line without a stop. A short sentence that follows at once still belongs to the article.
    """
    below = range(last + 1, len(lines))
    ends = (n for n in below if is_unstopped(Line(lines[n])) or _READ_ALSO.fullmatch(lines[n]))
    return next(ends, len(lines))


def is_paragraph(text: str) -> bool:
    """Return whether a line is long, and ends with a stop or has one inside and is not cut short."""
    if len(text) < _SHORTEST_PARAGRAPH:
        return False
    return not is_unstopped(Line(text)) or bool(_STOP_INSIDE.search(text) and not _CUT_SHORT.search(text))


def is_sentence(text: str) -> bool:
    """Return whether a line is a sentence, and none of the site's."""
    line = Line(text)
    return (
        len(text) >= _SHORTEST_SENTENCE
        and not is_unstopped(line)
        and text[-1] not in ":;"
        and not is_byline(line)
        and not is_menu(line)
        and not is_notice(line)
    )
