"""The style sheet of the theme, pages and scripts → the sheet without the rules that match nothing in them.

The theme is made for every book: of its rules a book uses about a tenth, and a reader would load them all on
the first page. A rule goes where each of its selectors names a class or an id that stands in no page and in
no script. What a selector asks otherwise, in ``:not(…)`` or ``[…]``, is not looked at, so such a rule stays.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

SHEET = "_static/styles/pydata-sphinx-theme.css"

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_WITH_RULES = {"media", "supports", "layer", "container"}


def thin_sheet(built: Path, pages: Iterable[Path]) -> list[str]:
    """Cut the theme's sheet in ``built`` down to what ``pages`` and scripts use; complain if it is gone."""
    sheet = built / SHEET
    if not sheet.is_file():
        return [f"the theme has no {SHEET} to thin any more"]
    words: set[str] = set()
    for path in [*pages, *built.glob("_static/**/*.js")]:
        words |= set(_WORD.findall(path.read_text(encoding="utf-8")))
    sheet.write_text(used_rules(sheet.read_text(encoding="utf-8"), words), encoding="utf-8")
    return []


def used_rules(style: str, words: Collection[str]) -> str:
    """Return ``style`` without the selectors that name a class or an id which is none of ``words``.

    A class that a script puts together begins with a word that ends in a hyphen, and such a word counts for
    all that begin with it.

    >>> used_rules(".a, .b { top: 0 } #c.b { top: 1px } @media print { .b { top: 2px } }", {"a", "c"})
    '.a{ top: 0 }'
    >>> used_rules(".tip-left { top: 0 } p:not(.b) { top: 1px }", {"tip-"})
    '.tip-left{ top: 0 }p:not(.b){ top: 1px }'
    """
    beginnings = tuple(word for word in words if word.endswith("-") and len(word) > len("a-"))
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, words, beginnings))


def _kept(rules: Iterable[Any], words: Collection[str], beginnings: tuple[str, ...]) -> Iterator[str]:
    """Yield the rules that may match, without the selectors that cannot."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                tinycss2.serialize(selector).strip()
                for selector in _parted(rule.prelude)
                if all(name in words or name.startswith(beginnings) for name in _named(selector))
            ]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _WITH_RULES and rule.content is not None:
            within = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_kept(within, words, beginnings)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        else:
            yield tinycss2.serialize([rule])


def _parted(prelude: Iterable[Any]) -> list[list[Any]]:
    """Return the selectors of a rule, which commas part."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _named(selector: list[Any]) -> Iterator[str]:
    """Yield the classes and ids that stand in a selector outside of brackets."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" or (token.type == "ident" and before == "."):
            yield token.value
