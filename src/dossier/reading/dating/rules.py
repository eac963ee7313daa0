"""How French writes an expression of time: the rules, each with the function that gives its meaning.

The first of `RULES` that fits a place takes it. A rule is tried where the sentence has one of the words that
it ``needs``.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from dossier.reading.dating.calendar import MONTHS, SEASONS, WEEKDAYS
from dossier.reading.dating.chronology import Chronology
from dossier.reading.dating.values import (
    DAYS_AWAY,
    FIGURES,
    LETTERS,
    PARTS_OF_YEAR,
    RANKS,
    STORY_DAYS,
    Meaning,
    day_away_value,
    day_span_value,
    day_value,
    decade_value,
    first_months_value,
    month_span_value,
    month_value,
    no_value,
    numeric_day_value,
    part_value,
    period_value,
    season_of_year_value,
    season_value,
    story_day_value,
    story_period_value,
    told_season_value,
    weekday_and_day_value,
    weekday_value,
    year_span_value,
    year_value,
)
from dossier.reading.lexicon import one_of
from dossier.reading.lexicon.first_words import FIGURE, Begins, Search, Words

# Parts of patterns, from which `RULES` are built.
DAY = r"(?<!\d[.,])(?:1er|3[01]|[12]\d|0?[1-9])(?!\d)"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
MONTH = rf"{one_of(MONTHS)}(?!\w)"
_LONG_MONTH = one_of(name for name in MONTHS if name.isalpha())
# A month without day and year counts only in full, and in lower case or behind *en*: *sept.* may be seven.
_FULL_MONTH = rf"(?-i:{_LONG_MONTH})(?!\w)"
_SEASON = one_of(SEASONS)
_WEEKDAY = one_of(WEEKDAYS)
# *dernier* turns to the time before publication, *prochain* to the time after it.
_TURN = r"(?:derni(?:er|ère)|prochaine?|passée?)"
_TURNS = rf"{_TURN}s"
_PERIOD = r"(?P<period>semaine|week-end|mois|année|an|trimestre)"
_PERIODS = r"(?:jours|semaines|mois|ans|années|décennies|heures|temps)"
_COUNT = rf"(?:\d+|{one_of(FIGURES)})"
_BEFORE_DAY = rf"(?:(?P<this>ce) )?(?:(?P<weekday>{_WEEKDAY}),? (?:le )?)?"
_NEXT_DAY = rf"(?:le )?(?:{_WEEKDAY} )?"  # in front of the last day of a span
# *7 octobre, 2023* is how a machine translates a date; *le 7 octobre, 2023 soldats* counts.
_COMMA_YEAR = r",(?! \d+ (?!(?:ils|elles|dans|sous|après|mais|puis|lors|les|des|ses|alors)\b)[\w-]+[sx]\b)"
_OLD_YEAR = r"1[0-7]\d\d(?!\d)(?! [\w-]+[sx]\b)"  # *14 juillet 1789*, but not *mai 1500 obus*
_IN_YEAR = (
    rf"(?:(?:{_COMMA_YEAR})? (?:de )?(?:l'année )?(?P<year>{_YEAR}|{_OLD_YEAR})"
    r"|,? '(?P<short_year>\d\d)(?![\d']))"
)
# What may follow *mardi 12*, but not *mardi 12 soldats*.
_NO_NOUN = r" ?[,.;:!?)»](?!\d)|$| (?:et|à|au|aux|en|dans|sur|pour|par|lors|avec|a|ont|est|soir|matin|midi)\b"
_OF_TURNED_YEAR = rf"(?: de (?:l'an|l'année) (?P<year_turn>{_TURN})| de (?P<this_year>cette) année)"
_OF_THIS_YEAR = r" de (?:l'|cette )année"
_TO = r"(?(entre) et |(?: à | au |[-–]))"  # *entre mai et juin*, *de mai à juin*
_ENTRE = r"(?P<entre>(?<!\w)entre (?:le )?)?"


ValueOf = Callable[[re.Match[str], Chronology], Meaning | None]


class Rule(NamedTuple):
    """The pattern of an expression of time, the words it needs, and the function from match to meaning."""

    search: Search
    value_of: ValueOf
    needs: str
    over_amounts: bool  # whether it is a date even where figures of it look like an amount


def _rule(
    place: str,
    value_of: ValueOf,
    needs: str,
    begins: Begins,
    *,
    has: Begins | None = None,
    before: str = "",
    over_amounts: bool = False,
) -> Rule:
    """Return a rule whose match has the expression as its group ``place``, behind the words ``before`` it.

    ``begins`` are the words with which a match may begin, of ``has`` it has one, or a sign.
    """
    pattern = rf"{before}(?:(?<![\w-])|(?<=\bmi-))(?P<place>{place})(?!\w)"  # *mi-mai* is in May
    return Rule(Search(re.compile(pattern, re.IGNORECASE), begins, has), value_of, needs, over_amounts)


# With what a match may begin.
_TURN_WORDS = ("dernier", "dernière", "prochain", "prochaine", "passé", "passée")
_PERIOD_WORDS = ("semaine", "week-end", "mois", "année", "an", "trimestre")
_PERIODS_WORDS = ("jours", "semaines", "mois", "ans", "années", "décennies", "heures", "temps")
_SLASH, _HYPHEN, _SLASH_OR_HYPHEN = Begins((), signs="/"), Begins((), signs="-"), Begins((), signs="/-")
_OF_FIRST_MONTHS = Begins(["premiers"])
_OF_SOME_PERIODS = Begins([*(f"{turn}s" for turn in _TURN_WORDS), "écoulés", "écoulées", "venir"])
_OF_A_TURN = Begins([*_TURN_WORDS, *(f"{turn}s" for turn in _TURN_WORDS)])
_NOW, _OVER = Begins(["cours"]), Begins(["écoulé", "écoulée"])
_NEXT = Begins(["suivant", "suivante", "précédent", "précédente"])
_DIGIT = Begins((), figures=FIGURE)
_DIGIT_ENTRE = Begins(["entre"], figures=FIGURE)
_DAY_SPAN = Begins(["entre", *WEEKDAYS], figures=FIGURE)
_A_DAY = Begins(["ce", *WEEKDAYS], figures=FIGURE)
_A_MONTH = Begins(MONTHS)
_MONTH_SPAN = Begins(["entre", *MONTHS])
_MONTH_TURN = Begins([*_TURN_WORDS, *MONTHS])
_BEFORE_MONTH = Begins(["en", "depuis", "dès", "fin", "début"])
_FIRST_MONTHS = Begins(["premiers", *FIGURES], figures=FIGURE)
_RANK, _LAST = Begins(RANKS), Begins(["dernier"])
_LETTER = Begins([f"{letter}{rank}" for letter in LETTERS for rank in range(1, 5)])
_A_SEASON, _THIS = Begins(SEASONS), Begins(["ce", "cet", "cette"])
_TURNED = Begins(_TURN_WORDS)
_BEFORE_SEASON = Begins(["au", "à", "depuis", "pendant", "durant", "dès"])
_DECADE = Begins(["années", "décennie"])
_SOME_PERIODS = Begins(
    ["ces", *FIGURES, *_PERIODS_WORDS, *(f"{turn}s" for turn in _TURN_WORDS)], figures=FIGURE
)
_A_PERIOD = Begins([*_PERIOD_WORDS, *(f"{word}s" for word in _PERIOD_WORDS)])
_A_WEEKDAY = Begins(["ce", *WEEKDAYS])
_AWAY = Begins(DAYS_AWAY)
_STORY = Begins(["le", "la", "l", "dès", "ce"])


RULES = (  # a longer expression comes before those that are parts of it
    _rule(
        rf"(?:{_WEEKDAY} )?(?P<day>{DAY})(?: (?P<from_month>{MONTH})(?: (?P<from_year>{_YEAR}))?)?"
        rf"(?(entre) et | ?(?:au |[-–]) ?){_NEXT_DAY}(?P<to_day>{DAY}) (?:de )?"
        rf"(?P<month>{MONTH})(?:{_IN_YEAR})?",
        day_span_value,
        "month",
        _DAY_SPAN,
        before=_ENTRE,
        over_amounts=True,
    ),
    _rule(
        rf"{_BEFORE_DAY}(?P<day>{DAY}) (?:de )?(?P<month>{MONTH})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR})?(?: (?P<turn>{_TURN}))?",
        day_value,
        "month",
        _A_DAY,
        over_amounts=True,
    ),
    _rule(
        rf"(?P<month>{MONTH}) (?P<day>{DAY}),? (?P<year>{_YEAR})",
        day_value,
        "month",
        _A_MONTH,
        over_amounts=True,
    ),
    _rule(
        rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{DAY})",
        numeric_day_value,
        "year",
        _DIGIT,
        has=_HYPHEN,
    ),
    _rule(
        rf"(?P<day>{DAY})(?P<mark>[/.-])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<year>{_YEAR})",
        numeric_day_value,
        "year",
        _DIGIT,
        over_amounts=True,
    ),
    _rule(
        rf"(?P<day>{DAY})/(?P<month>1[0-2]|0[1-9])/(?P<year>\d\d)(?![\d/])",
        numeric_day_value,
        "two",
        _DIGIT,
        has=_SLASH,
        over_amounts=True,
    ),
    _rule(
        rf"(?P<month>{MONTH})(?: (?P<from_year>{_YEAR}))?{_TO}(?P<to_month>{MONTH})(?:{_IN_YEAR})?",
        month_span_value,
        "month",
        _MONTH_SPAN,
        before=_ENTRE,
    ),
    _rule(
        rf"(?:(?P<count>{_COUNT}) )?premiers mois(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        first_months_value,
        "period",
        _FIRST_MONTHS,
        has=_OF_FIRST_MONTHS,
    ),
    _rule(
        rf"(?P<rank>{one_of(RANKS)}) (?P<part>{one_of(PARTS_OF_YEAR)})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        part_value,
        "part",
        _RANK,
        over_amounts=True,
    ),
    _rule(rf"(?P<rank>dernier) (?P<part>{one_of(PARTS_OF_YEAR)}){_IN_YEAR}", part_value, "part", _LAST),
    _rule(rf"(?P<letter>[TQ])(?P<rank>[1-4]){_IN_YEAR}", part_value, "part", _LETTER, over_amounts=True),
    _rule(rf"(?P<rank>[1-4])(?P<letter>T){_IN_YEAR}", part_value, "part", _DIGIT, over_amounts=True),
    _rule(rf"(?P<letter>[SH])(?P<rank>[12]){_IN_YEAR}", part_value, "part", _LETTER, over_amounts=True),
    _rule(rf"(?P<month>{MONTH}){_IN_YEAR}", month_value, "month", _A_MONTH),
    _rule(rf"(?P<month>{_FULL_MONTH}){_OF_TURNED_YEAR}", month_value, "month", _A_MONTH),
    _rule(
        rf"(?:(?P<turn_before>{_TURN}) )?(?P<month>{_FULL_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
        _MONTH_TURN,
    ),
    _rule(
        rf"(?P<month>{_LONG_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
        _BEFORE_MONTH,
        before=r"(?<!\w)(?:en|depuis|dès|fin|début) ",
    ),
    _rule(
        rf"(?P<season>{_SEASON}) (?:de )?(?P<year>{_YEAR})(?:[-/](?:20)?\d\d(?!\d))?",
        season_of_year_value,
        "season",
        _A_SEASON,
        over_amounts=True,
    ),
    _rule(rf"(?:cet|ce) (?P<season>{_SEASON})", season_value, "season", _THIS),
    _rule(rf"(?P<season>{_SEASON}) (?P<turn>{_TURN})", season_value, "season", _A_SEASON),
    _rule(rf"(?P<turn>{_TURN}) (?P<season>{_SEASON})", season_value, "season", _TURNED),
    _rule(
        rf"(?P<season>{_SEASON})",
        told_season_value,
        "season",
        _BEFORE_SEASON,
        before=r"(?<!\w)(?:au |à l'|(?:depuis|pendant|durant|dès) (?:le |l'))",
    ),
    _rule(
        rf"(?P<from_year>{_YEAR}){_TO}(?P<year>{_YEAR})", year_span_value, "year", _DIGIT_ENTRE, before=_ENTRE
    ),
    _rule(rf"(?P<from_year>{_YEAR})/(?P<year>{_YEAR})", year_span_value, "year", _DIGIT, has=_SLASH),
    _rule(
        rf"(?P<from_year>{_YEAR})(?:/|-(?=1[3-9]|[2-9]))(?P<year>\d\d)(?![\d/-])",
        year_span_value,
        "year",
        _DIGIT,
        has=_SLASH_OR_HYPHEN,
    ),  # *2011-12* may be a month
    _rule(r"(?:années|décennie) (?P<decade>(?:1[89]|20)?\d0)", decade_value, "period", _DECADE),
    _rule(
        rf"(?:ces )?(?:{_COUNT} )?{_TURNS} {_PERIODS}|(?:ces )?{_PERIODS} (?:{_TURNS}|écoulée?s|à venir)",
        no_value,
        "period",
        _SOME_PERIODS,
        has=_OF_SOME_PERIODS,
    ),
    _rule(rf"(?:ce|cette) {_PERIOD}(?:-ci)?(?!-)", period_value, "period", _THIS),
    _rule(rf"{_PERIOD}s? (?P<turn>{_TURN}s?)", period_value, "period", _A_PERIOD, has=_OF_A_TURN),
    _rule(rf"(?P<turn>{_TURN}) {_PERIOD}", period_value, "period", _TURNED),
    _rule(rf"{_PERIOD} en cours", period_value, "period", _A_PERIOD, has=_NOW),
    _rule(rf"{_PERIOD} écoulée?", no_value, "period", _A_PERIOD, has=_OVER),
    _rule(rf"{_PERIOD} (?P<side>suivante?|précédente?)", story_period_value, "period", _A_PERIOD, has=_NEXT),
    _rule(
        rf"(?:ce )?(?P<weekday>{_WEEKDAY}) (?P<day>{DAY})(?={_NO_NOUN})",
        weekday_and_day_value,
        "weekday",
        _A_WEEKDAY,
        over_amounts=True,
    ),
    _rule(rf"(?:ce )?(?P<weekday>{_WEEKDAY})(?: (?P<turn>{_TURN}))?", weekday_value, "weekday", _A_WEEKDAY),
    _rule(rf"(?P<away>{one_of(DAYS_AWAY)})", day_away_value, "day", _AWAY),
    _rule(
        rf"(?P<story>{one_of(STORY_DAYS)})(?! (?:de|du|des)\b| d')",
        story_day_value,
        "story",
        _STORY,
        before=r"(?<!\w)(?:l[ea] |l'|dès le |ce )",
    ),
    _rule(rf"(?P<year>{_YEAR})(?![-/]|[.,]\d)", year_value, "year", _DIGIT),
)

_NEEDED = {
    **dict.fromkeys((name.removesuffix(".") for name in MONTHS), "month"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **dict.fromkeys(SEASONS, "season"),
    **dict.fromkeys(PARTS_OF_YEAR, "part"),
    **dict.fromkeys((f"{letter}{rank}" for letter in LETTERS for rank in range(1, 5)), "part"),
    **dict.fromkeys((f"{rank}t" for rank in range(1, 5)), "part"),
    **dict.fromkeys(("matin", "midi", "soir", "hier", "demain", "aujourd"), "day"),
    **dict.fromkeys(("veille", "jour", "lendemain", "surlendemain"), "story"),
}
_PERIOD_WORD = re.compile(r"semaines?|end|ends|mois|années?|ans?|trimestres?|jours|décennies?|heures|temps")
_DIGITS = re.compile(r"\d{4}|\d\d")
_WORDS = re.compile(r"[^\W_]+")
_TOLD_BY = {
    kind: Begins([word for word, needed in _NEEDED.items() if needed == kind])
    for kind in sorted(set(_NEEDED.values()))
} | {
    "period": Begins(
        (
            *("semaine", "semaines", "end", "ends", "mois", "année", "années", "an", "ans", "trimestre"),
            *("trimestres", "jours", "décennie", "décennies", "heures", "temps"),
        )
    ),
    "year": Begins((), figures=r"\d{4}"),
    "two": Begins((), figures=r"\d\d"),
}
_ANY_OF_THEM = sum(begins.bit for begins in _TOLD_BY.values())


def needs_met(words: Words) -> frozenset[str]:
    """Return which kinds of words of time a sentence has: the rules that need another kind cannot match.

    >>> sorted(needs_met(Words("Le port ferme lundi 3 mai, de 2019 à l'été.")))
    ['month', 'season', 'weekday', 'year']
    """
    if words.is_usual:
        if not words.any & _ANY_OF_THEM:
            return frozenset()
        return frozenset(kind for kind, begins in _TOLD_BY.items() if words.any & begins.bit)
    met = set()
    for word in _WORDS.findall(words.text.lower()):
        if word in _NEEDED:
            met.add(_NEEDED[word])
        if _PERIOD_WORD.fullmatch(word):
            met.add("period")
        if _DIGITS.fullmatch(word):
            met.add("year" if len(word) == 4 else "two")
    return frozenset(met)
