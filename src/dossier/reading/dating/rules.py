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

    pattern: re.Pattern[str]
    value_of: ValueOf
    needs: str
    over_amounts: bool  # whether it is a date even where figures of it look like an amount


def _rule(place: str, value_of: ValueOf, needs: str, *, before: str = "", over_amounts: bool = False) -> Rule:
    """Return a rule whose match has the expression as its group ``place``, behind the words ``before`` it."""
    pattern = rf"{before}(?:(?<![\w-])|(?<=\bmi-))(?P<place>{place})(?!\w)"  # *mi-mai* is in May
    return Rule(re.compile(pattern, re.IGNORECASE), value_of, needs, over_amounts)


RULES = (  # a longer expression comes before those that are parts of it
    _rule(
        rf"(?:{_WEEKDAY} )?(?P<day>{DAY})(?: (?P<from_month>{MONTH})(?: (?P<from_year>{_YEAR}))?)?"
        rf"(?(entre) et | ?(?:au |[-–]) ?){_NEXT_DAY}(?P<to_day>{DAY}) (?:de )?"
        rf"(?P<month>{MONTH})(?:{_IN_YEAR})?",
        day_span_value,
        "month",
        before=_ENTRE,
        over_amounts=True,
    ),
    _rule(
        rf"{_BEFORE_DAY}(?P<day>{DAY}) (?:de )?(?P<month>{MONTH})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR})?(?: (?P<turn>{_TURN}))?",
        day_value,
        "month",
        over_amounts=True,
    ),
    _rule(rf"(?P<month>{MONTH}) (?P<day>{DAY}),? (?P<year>{_YEAR})", day_value, "month", over_amounts=True),
    _rule(rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{DAY})", numeric_day_value, "year"),
    _rule(
        rf"(?P<day>{DAY})(?P<mark>[/.-])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<year>{_YEAR})",
        numeric_day_value,
        "year",
        over_amounts=True,
    ),
    _rule(
        rf"(?P<day>{DAY})/(?P<month>1[0-2]|0[1-9])/(?P<year>\d\d)(?![\d/])",
        numeric_day_value,
        "two",
        over_amounts=True,
    ),
    _rule(
        rf"(?P<month>{MONTH})(?: (?P<from_year>{_YEAR}))?{_TO}(?P<to_month>{MONTH})(?:{_IN_YEAR})?",
        month_span_value,
        "month",
        before=_ENTRE,
    ),
    _rule(
        rf"(?:(?P<count>{_COUNT}) )?premiers mois(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        first_months_value,
        "period",
    ),
    _rule(
        rf"(?P<rank>{one_of(RANKS)}) (?P<part>{one_of(PARTS_OF_YEAR)})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        part_value,
        "part",
        over_amounts=True,
    ),
    _rule(rf"(?P<rank>dernier) (?P<part>{one_of(PARTS_OF_YEAR)}){_IN_YEAR}", part_value, "part"),
    _rule(rf"(?P<letter>[TQ])(?P<rank>[1-4]){_IN_YEAR}", part_value, "part", over_amounts=True),
    _rule(rf"(?P<rank>[1-4])(?P<letter>T){_IN_YEAR}", part_value, "part", over_amounts=True),
    _rule(rf"(?P<letter>[SH])(?P<rank>[12]){_IN_YEAR}", part_value, "part", over_amounts=True),
    _rule(rf"(?P<month>{MONTH}){_IN_YEAR}", month_value, "month"),
    _rule(rf"(?P<month>{_FULL_MONTH}){_OF_TURNED_YEAR}", month_value, "month"),
    _rule(
        rf"(?:(?P<turn_before>{_TURN}) )?(?P<month>{_FULL_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
    ),
    _rule(
        rf"(?P<month>{_LONG_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
        before=r"(?<!\w)(?:en|depuis|dès|fin|début) ",
    ),
    _rule(
        rf"(?P<season>{_SEASON}) (?:de )?(?P<year>{_YEAR})(?:[-/](?:20)?\d\d(?!\d))?",
        season_of_year_value,
        "season",
        over_amounts=True,
    ),
    _rule(rf"(?:cet|ce) (?P<season>{_SEASON})", season_value, "season"),
    _rule(rf"(?P<season>{_SEASON}) (?P<turn>{_TURN})", season_value, "season"),
    _rule(rf"(?P<turn>{_TURN}) (?P<season>{_SEASON})", season_value, "season"),
    _rule(
        rf"(?P<season>{_SEASON})",
        told_season_value,
        "season",
        before=r"(?<!\w)(?:au |à l'|(?:depuis|pendant|durant|dès) (?:le |l'))",
    ),
    _rule(rf"(?P<from_year>{_YEAR}){_TO}(?P<year>{_YEAR})", year_span_value, "year", before=_ENTRE),
    _rule(rf"(?P<from_year>{_YEAR})/(?P<year>{_YEAR})", year_span_value, "year"),
    _rule(
        rf"(?P<from_year>{_YEAR})(?:/|-(?=1[3-9]|[2-9]))(?P<year>\d\d)(?![\d/-])", year_span_value, "year"
    ),  # *2011-12* may be a month
    _rule(r"(?:années|décennie) (?P<decade>(?:1[89]|20)?\d0)", decade_value, "period"),
    _rule(
        rf"(?:ces )?(?:{_COUNT} )?{_TURNS} {_PERIODS}|(?:ces )?{_PERIODS} (?:{_TURNS}|écoulée?s|à venir)",
        no_value,
        "period",
    ),
    _rule(rf"(?:ce|cette) {_PERIOD}(?:-ci)?(?!-)", period_value, "period"),
    _rule(rf"{_PERIOD}s? (?P<turn>{_TURN}s?)", period_value, "period"),
    _rule(rf"(?P<turn>{_TURN}) {_PERIOD}", period_value, "period"),
    _rule(rf"{_PERIOD} en cours", period_value, "period"),
    _rule(rf"{_PERIOD} écoulée?", no_value, "period"),
    _rule(rf"{_PERIOD} (?P<side>suivante?|précédente?)", story_period_value, "period"),
    _rule(
        rf"(?:ce )?(?P<weekday>{_WEEKDAY}) (?P<day>{DAY})(?={_NO_NOUN})",
        weekday_and_day_value,
        "weekday",
        over_amounts=True,
    ),
    _rule(rf"(?:ce )?(?P<weekday>{_WEEKDAY})(?: (?P<turn>{_TURN}))?", weekday_value, "weekday"),
    _rule(rf"(?P<away>{one_of(DAYS_AWAY)})", day_away_value, "day"),
    _rule(
        rf"(?P<story>{one_of(STORY_DAYS)})(?! (?:de|du|des)\b| d')",
        story_day_value,
        "story",
        before=r"(?<!\w)(?:l[ea] |l'|dès le |ce )",
    ),
    _rule(rf"(?P<year>{_YEAR})(?![-/]|[.,]\d)", year_value, "year"),
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


def needs_met(text: str) -> frozenset[str]:
    """Return which kinds of words of time ``text`` has: the rules that need another kind cannot match.

    >>> sorted(needs_met("Le port ferme lundi 3 mai, de 2019 à l'été."))
    ['month', 'season', 'weekday', 'year']
    """
    met = set()
    for word in _WORDS.findall(text.lower()):
        if word in _NEEDED:
            met.add(_NEEDED[word])
        if _PERIOD_WORD.fullmatch(word):
            met.add("period")
        if _DIGITS.fullmatch(word):
            met.add("year" if len(word) == 4 else "two")
    return frozenset(met)
