"""The words beside a date become the time that they speak of: the future or the past.

A date without a year is mostly the last one before publication; *aura lieu le 3 décembre* is the next one.
"""

import re

_BESIDE = 100  # characters
_SIMPLE_PAST = "tira|admira|retira|livra|délivra|inspira|respira|expira|aspira|désira|ouvra|offra"
_FUTURE = re.compile(
    rf"\b(?:(?!(?:{_SIMPLE_PAST})\b)(?-i:[a-zà-ÿœ]*(?:er|ir|dr|vr|aur|rr|oir|air|îtr|ttr)(?:a|ont))"
    r"|(?:devr|pourr|tiendr|viendr|prendr|ir|fer|commencer)ai(?:t|ent)|doi(?:t|vent)|prévue?s?|attendue?s?"
    r"|d'ici|prochaine?s?|v(?:a|ont) (?:se |s')?\w+(?:er|ir|re))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:a|ont|avait|avaient|était|étaient|fut|furent|est|s'est|sont|ayant|depuis|été"
    r"|\w{3,}èrent|\w{3,}aient)\b",
    re.IGNORECASE,
)


def tense_near(match: re.Match[str]) -> str | None:
    """Return whether the words beside a date speak of the ``future`` or of the ``past``: the nearest one."""
    start, end = match.span("place")
    near: dict[str, int] = {}
    for tense, pattern in (("future", _FUTURE), ("past", _PAST)):
        for sign in pattern.finditer(match.string, max(0, start - _BESIDE), start):
            near[tense] = start - sign.end()
        after = pattern.search(match.string, end, end + _BESIDE)
        if after:
            near[tense] = min(near.get(tense, _BESIDE), after.start() - end)
    return min(near, key=lambda tense: near[tense]) if near else None
