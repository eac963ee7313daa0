"""A sentence becomes the figures in it that are no amount: rows of `not_amounts`, each with its kind.

`find_set_aside` finds what a writing alone tells: *article 4*, *28 rue du Loch*, *3-1*, *[3]*, *75e*, a date,
a clock. A bare figure such as *2019* is told by its neighbours: `is_year_here`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.reading.lexicon import one_of, rows
from dossier.reading.lexicon.first_words import ANY_FIGURE, FIGURE, Begins, Search, Words
from dossier.reading.number_words import FIGURES
from dossier.reading.spans import search_before


class NotAmount(NamedTuple):
    """A figure that counts nothing; its place covers the figure alone."""

    start: int
    end: int
    kind: str


class SetAside(NamedTuple):
    """A passage whose figures are no amounts; without a ``kind`` they are those of a date or a clock."""

    start: int
    end: int
    kind: str | None


_MONTH = rf"{one_of(row['name'] for row in rows('months'))}(?!\w)"
_LABEL = one_of(row["word"] for row in rows("numbered_things"))
_NO_NOUN = r"(?!\d| \d{3}| ?%| [a-zà-ÿ]{3,}s\b)"  # *l'article 4, 300 navires* names one article
_ENDS_A_LIST = r"(?=, ?\d| et \d|[.;:)]|$)"  # *les articles 4, 5 et 6*, but *l'article 4, 28 rue du Port*
_AND_MORE = rf"(?:(?:(?: et | à | au | sur |[-–/]) ?\d+|, ?\d+(?!\d){_ENDS_A_LIST}){_NO_NOUN}){{0,9}}"
NUMBERED = re.compile(rf"(?<!\w)(?<!\d ){_LABEL} ?(?:[LRDA]\.? ?)?\d+{_AND_MORE}", re.IGNORECASE)
"""A thing with a number as its name: *article 4*, *résolution 1718*."""

_LABELS = [row["word"] for row in rows("numbered_things")]
FIND_NUMBERED = Search(NUMBERED, Begins(_LABELS), Begins((), figures=ANY_FIGURE))

_YEAR = r"(?:1[5-9]|20)\d\d"
_WAYS = (
    "rue|avenue|av\\.|boulevard|bd|place|quai|allées?|impasse|chemin|route|square|passage|faubourg"
    "|esplanade|promenade|villa|cité|sentier|rond-point|chaussée|ruelle"
)
_SPORTS = re.compile(
    r"\b(?:score|match|victoire|défaite|bat|battu\w*|battent|impos\w+|emport\w+|inclin\w+|gagn\w+|mène\w*"
    r"|menai\w+|menée?s?|nul|set|sets|buts?|finale|quarts?|tirs|éliminé\w*|domin\w+|face à|contre|équipe"
    r"|qualifi\w+|rencontre|ouvert le score|égalis\w+)\b",
    re.IGNORECASE,
)
_HOURS = rf"(?:[01]?\d|2[0-4]|{one_of(FIGURES)})"  # *24 à 48 heures* is a duration
_DECADES = "(?:vingt|trente|quarante|cinquante|soixante(?:-dix)?|quatre-vingt(?:-dix|s)?)"
_SMALL_WORDS = one_of(word for word in FIGURES if word not in ("un", "une"))
_NO_TIME_SPAN = r"(?! d(?:e |'|u )(?!matin|soir|l'après))"  # *à trois heures de route* is a distance

_KINDS = {
    "footnote": (
        r"\[\d{1,3}\]|(?<=[^\W\d_])(?<!m)[¹²³⁴-⁹⁰]+|(?<=[.»\"])[¹²³⁴-⁹⁰]+"
        r"|(?<!\w)(?:note|notes|renvoi) (?:n° ?)?\d{1,3}(?:(?:, | et )\d{1,3})*(?![\d,]| sur| [a-zà-ÿ]+s\b)"
    ),
    "article": NUMBERED.pattern,
    "address": (
        rf"(?<![\w.,])\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?:{_WAYS})"
        r"(?= (?:de |du |des |d'|la |le |l'|(?-i:[A-ZÀ-Ý])))"
        r"|(?<=\bau )\d{1,4}(?= (?:de la|du|de l')(?: \w+)? ?(?:rue|avenue|boulevard|quai|place|chemin)\b)"
        r"|(?:(?<=, )|(?<=\()|^)\d{5}(?= (?-i:[A-ZÀ-Ý])[^\W\d_]+\b(?<!ens)(?<!ains)(?<!çais)(?<!ques))"
        r"|\b(?:BP|CS|CEDEX) ?\d+"
        r"|(?<![\w.,])(?:\+\d{2} ?\d(?:[ .-]\d\d){4}|0\d(?:[ .-]?\d\d){4})(?!\d)"
    ),
    "rank": (
        r"(?<![\w.,])\d+(?:[ .]\d{3})*(?:ers?|ères?|res?|èmes?|ièmes?|es?|nde?s?)(?!\w)"
        rf"(?! {_MONTH})"
        rf"|(?<![\w-])(?:\d{{1,3}}|{_SMALL_WORDS})(?= (?:premi|derni|prochain)\w+)"
    ),
    "score": (
        r"(?<![\w.,/:+-])\d{1,3}[-–]\d{1,3}(?:,? (?:et )?\(?\d{1,2}[-–]\d{1,2}\)?){0,4}"
        r"(?![\w%€$/:+-]|[.,]\d| ?%| \d{3}| [a-zà-ÿ]+s\b)"
    ),
    "goals": (
        r"(?<![\w.,])\d{1,3}(?: (?:buts?|sets?|points|manches?|partout))? à \d{1,3}"
        r"(?![\w%€$]|[.,]\d| ?%| \w+s\b| \d{3})"
    ),
    "decade": rf"\bannées (?:\d+(?!\w| ?%)|{_DECADES}(?![\w-]))",
    "years": rf"(?<![\w.,])(?<!\d ){_YEAR}[-–/](?:{_YEAR}|\d\d)(?![\w%€$]|[.,]\d| ?%| [a-zà-ÿ]+s\b)",
    "day": (
        rf"(?<![\w.,])(?:\d{{1,2}}|1er)(?:(?:, | et | à | au |[-–])(?:\d{{1,2}}|1er)){{0,9}},? {_MONTH}"
        r"(?:,? \d{4}(?!\d))?"
        r"|(?<![\w.,])\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2,4}(?![\w-])"
        rf"|(?<!\w){_MONTH} (?:{_YEAR}(?!\w)|'?\d\d(?!\w| \d{{3}}|[.,]\d| ?%| [a-zà-ÿ]+s\b))"
    ),
    "clock": (
        r"\b\d+'\d\d(?!\d)(?:\"\d+)?|\b\d+[hj]?/\d+[hj]?(?!\w)|\b\d{1,2}(?: ?h(?: ?\d\d)?|:\d\d)(?!\w)"
        rf"|(?<!\w)(?:à|vers|dès|jusqu'à|avant|il est|il était) {_HOURS} heures?\b(?: \d\d\b)?{_NO_TIME_SPAN}"
        rf"|(?<!\w)de {_HOURS} (?:heures? )?à {_HOURS} heures?\b{_NO_TIME_SPAN}"
        rf"|(?<!\w){_HOURS} heures? (?:du matin|du soir|de l'après-midi|précises|pile)\b"
    ),
    "formula": r"\b\d+\+\d+(?!\w)|(?<![\w.,])\d+x\d+(?!\w)",
    "counter": (
        r"\b(?:noté|note|notée) (?:\w+ )?\d+(?:,\d+)? sur \d+"
        r"|\b\d{1,3}(?:,\d)? sur \d{1,3}(?! [a-zà-ÿ]+[sx]\b|[ ,.]?\d)"
    ),
}
_SHOWN = {
    "footnote": "footnote",
    "article": "article",
    "address": "address",
    "rank": "rank",
    "score": "score",
    "goals": "score",
    "decade": "year",
    "years": "year",
    "counter": "score",
}
_SET_ASIDE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
_MAY_BE = re.compile(r"[\d¹²³⁴-⁹⁰]|\bheures?\b|\bannées\b|\b(?:premi|derni|prochain)", re.IGNORECASE)
_BEGINS = Begins(  # with what a passage begins; beside a sign, and what a clock begins with
    ["note", "notes", "renvoi", "noté", "notée", "BP", "CS", "CEDEX", "années", *_LABELS]
    + [row["name"] for row in rows("months")]
    + [word for word in FIGURES if word not in ("un", "une")],
    figures=FIGURE,
    signs="[+",
)
_BEGINS_A_CLOCK = Begins(["à", "vers", "dès", "jusqu'à", "avant", "il", "de", *FIGURES])
_OF_A_CLOCK = Begins(["heure", "heures"])
_FIND_SET_ASIDE, _FIND_WITH_CLOCK = Search(_SET_ASIDE, _BEGINS), Search(_SET_ASIDE, _BEGINS | _BEGINS_A_CLOCK)
_WHOLE = re.compile(r"\+?\d+(?:[ .-]\d+)*")  # of a telephone too
_FIGURE = re.compile(rf"\d+(?:[ .]\d{{3}}(?!\d))*|[¹²³⁴-⁹⁰]+|\b{one_of(FIGURES)}\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(_YEAR + r"(?!\d)")

_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:en|depuis|dès|l'an|année|années|début|fin|courant|mi|avant|après|d'ici|saison|exercice|édition"
    r"|semestre|trimestre|printemps|été|automne|hiver|rentrée|millésime|élections?|budgets?|promotion|loi|traité|accord"
    rf"|jusqu'en|horizon|vision|agenda|plan|{_MONTH})(?: (?:de|à|d')?)?|-) ?$",
    re.IGNORECASE,
)


def find_set_aside(words: Words) -> Iterator[SetAside]:
    """Yield each passage of a folded text whose figures are no amounts, left to right.

    >>> words = Words("L'article 4, 28 rue du Loch, à 10 h")
    >>> [(passage.start, passage.kind) for passage in find_set_aside(words)]
    [(2, 'article'), (13, 'address'), (31, None)]
    """
    text = words.text
    clock = words.any & _OF_A_CLOCK.bit and words.any & _BEGINS_A_CLOCK.bit
    if not (clock or _BEGINS.may_be_in(words)) or not _MAY_BE.search(text):
        return
    for match in (_FIND_WITH_CLOCK if clock else _FIND_SET_ASIDE).find(words):
        kind = str(match.lastgroup)
        if kind in ("score", "goals") and not is_score(match, kind):
            continue
        yield SetAside(*match.span(), _SHOWN.get(kind))
        if kind == "day" and (year := re.search(rf"(?<!\d){_YEAR}$", match[0])):
            yield SetAside(match.start() + year.start(), match.end(), "year")


def figures_in(text: str, passage: SetAside) -> Iterator[NotAmount]:
    """Yield each figure of a passage that was set aside: *articles 4 et 5* has two, a score is one."""
    if passage.kind == "score":
        yield NotAmount(passage.start, passage.end, "score")
    elif passage.kind:
        pattern = _WHOLE if passage.kind == "address" else _FIGURE
        for figure in pattern.finditer(text, passage.start, passage.end):
            yield NotAmount(*figure.span(), passage.kind)


def is_score(match: re.Match[str], kind: str) -> bool:
    """Return whether *3-1* or *3 à 0* is the score of a game, by its figures and the words near it."""
    first, second = (int(number) for number in re.findall(r"\d+", match[0])[:2])
    near = match.string[max(0, match.start() - 120) : match.end() + 60]
    if kind == "goals":
        goals = re.search(r"\d (?:buts?|sets?|manches?|partout)", match[0])
        return bool(goals or (first >= second and max(first, second) < 100 and _SPORTS.search(near)))
    return bool(_SPORTS.search(near)) or (first >= second and max(first, second) < 100)


def is_year_here(text: str, start: int, end: int) -> bool:
    """Return whether the digits at ``start`` look like a year and stand where years stand.

    >>> is_year_here("en 2019, 2000 obus", 3, 7), is_year_here("en 2019, 2000 obus", 9, 13)
    (True, False)
    """
    return looks_like_year(text, start, end) and bool(search_before(_BEFORE_A_YEAR, text, start))


def looks_like_year(text: str, start: int, end: int) -> bool:
    """Return whether the figure at ``start`` has four digits that may be a year, and nothing else."""
    return end - start == 4 and bool(_YEAR_ALONE.match(text, start))
