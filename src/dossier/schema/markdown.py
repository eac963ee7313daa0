r"""Text of data becomes Markdown that shows the text and does nothing: no tag, no link, no role, no break.

A page that is written from the dataset takes its texts from here. `code` is for a cell, `words` for a
sentence that a declaration may set in italics or as code.
"""

import re

from dossier.errors import printable

_CODE = re.compile(r"(`[^`]+`)")
_OBEYED = re.compile(r"[\\<>&\[\]{}|$~^`]")


def code(text: str, longest: int) -> str:
    r"""Return a cell as code on one line, cut after ``longest`` characters; nothing in it is obeyed.

    >>> code("a|b`c", 9), code("a\u2028<b>", 60), code("word " * 9, 9)
    ("`a/b'c`", '`a\\u2028<b>`', '`word wor…`')
    """
    shown = printable(text).replace("|", "/").replace("`", "'").strip()
    return f"`{shown if len(shown) <= longest else shown[: longest - 1].rstrip() + '…'}`" if shown else ""


def words(text: str) -> str:
    r"""Return a sentence in which only italics and code are obeyed.

    >>> print(words("*plus de* `a_b`, <b>[x](y)</b> {raw}`z`"))
    *plus de* `a_b`, \<b\>\[x\](y)\</b\> \{raw\}`z`
    """
    parts = _CODE.split(printable(text))
    return "".join(
        part.replace("|", "/") if _CODE.fullmatch(part) else _OBEYED.sub(r"\\\g<0>", part) for part in parts
    )
