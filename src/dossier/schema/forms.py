"""The rule of a column, as pandera words it, becomes the words that say what to write in a cell.

Here are also the regular expressions of the forms that several tables share: days, dates, ids.
"""

import ast
import re

_YEAR = r"[12][0-9]{3}"
DAY = rf"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
DAY_OR_MONTH = rf"{_YEAR}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?"
_MOMENT = rf"{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
DATE = rf"{_MOMENT}(/{_MOMENT})?"
VERSION = r"[0-9]+\.[0-9]+\.[0-9]+"
DIGEST = r"[0-9a-f]{64}"
WORD = r"[a-z0-9_]+"
SLUG = r"[a-z0-9][a-z0-9.-]*"

_FORMS = {
    DATE: "a date: 2024, 2024-06, 2024-06-19, or two of them as 2024-01/2024-05",
    DAY: "a day, as in 2024-06-19",
    VERSION: "a version, as in 1.0.0",
    DIGEST: "a digest: 64 digits and letters from a to f",
    WORD: "a word of small letters, digits and underscores",
    SLUG: "a name of small letters, digits, points and hyphens",
}


def rule_in_words(rule: str) -> tuple[str, str]:
    r"""Return two phrases for the rule of a column: what it asks for, and how to mend a cell.

    >>> rule_in_words("isin(['yes', 'no'])")
    ('a word of its list', 'write one of: yes, no')
    >>> rule_in_words("greater_than_or_equal_to(0)")[0]
    'at least 0'
    >>> rule_in_words(r"str_matches('^q-\d{3,}-\d+$')")[0]
    'of the form q-001-1'
    """
    if words := re.fullmatch(r"isin\((\[.*\])\)", rule, re.DOTALL):
        return "a word of its list", f"write one of: {', '.join(map(str, ast.literal_eval(words[1])))}"
    if "dtype(" in rule:
        return "a number", "write plain digits, a point before decimals, nothing between thousands"
    if least := re.fullmatch(r"greater_than_or_equal_to\((.*)\)", rule):
        return f"at least {least[1]}", _CODEBOOK
    if pattern := re.fullmatch(r"str_matches\('\^(.*)\$'\)", rule, re.DOTALL):
        return _form(pattern[1]), _CODEBOOK
    return f"allowed here: {rule}", _CODEBOOK


_CODEBOOK = "the codebook says what this column takes"


def _form(pattern: str) -> str:
    """Return a regular expression in words; one without words is shown with example digits in it."""
    example = re.sub(r"(\\d|\[0-9\])(\+|\{3,\})", lambda digits: "1" if digits[2] == "+" else "001", pattern)
    return _FORMS.get(pattern, f"of the form {example}")
