"""A page → the page with a policy of what it may run and load; a finished page → what a policy cannot mend.

The policy is the first element of the head, so a browser knows it before anything else. No page may run a
script that is written in it; the one exception is a page that loads no file, and the policy names its script
by a digest. A digest is made of a script that a template wrote, never of what a page happens to hold, because
then a script that came in with the data would be allowed too.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import NamedTuple

from dossier.errors import BookError
from dossier.show.address import may_lead_to, scheme_of

NAME = "Content-Security-Policy"
SCRIPTS = "_static/"
"""The folder with the scripts of a book."""

_GUARDED = re.compile(
    rf'<head>\s*(?:<meta name="robots"[^>]*>\s*)?<meta http-equiv="{NAME}" content="([^"]*)">'
)
_DATA = ("application/ld+json", "application/json")
_ADDRESSES = {"href", "xlink:href", "src", "action", "formaction", "data", "poster", "background", "ping"}
_FRAMES = {"applet", "base", "embed", "frame", "iframe", "object", "portal"}
_EARLY_END = re.compile(r"<!---?>|--!>")


class Rights(NamedTuple):
    """What a page may do beside being read; without any it runs nothing and asks for nothing."""

    scripts: bool = False
    """Run the scripts in the files of its own book."""
    inline: tuple[str, ...] = ()
    """Run these scripts, which stand in the page."""
    connect: bool = False
    """Ask its own host for pages."""
    send: bool = False
    """Send a form to a page of its own book."""
    write: bool = False
    """Make HTML of text in a script, as scripts of the theme do; else a browser refuses (Trusted Types)."""


STILL = Rights()
"""A page without a script: front door, list of editions, changes, one-page book, article."""

CHAPTER = Rights(scripts=True, send=True, write=True)
"""A page of the theme: its ``copybutton.js`` and ``bootstrap.js`` write HTML."""


def policy(rights: Rights) -> str:
    """Return the policy of a page with ``rights``.

    >>> policy(STILL).partition("; style")[0]
    "default-src 'none'; script-src 'none'"
    >>> "sha256-" in policy(Rights(inline=("go()",)))
    True
    """
    scripts = [*["'self'"] * rights.scripts, *(f"'{digest_of(script)}'" for script in rights.inline)]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts) or _NONE}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src {_SELF if rights.connect else _NONE}",
            "object-src 'none'",
            "base-uri 'none'",
            f"form-action {_SELF if rights.send else _NONE}",
            *(() if rights.write else ("require-trusted-types-for 'script'", "trusted-types 'none'")),
        )
    )


_SELF, _NONE = "'self'", "'none'"


def digest_of(script: str) -> str:
    """Return the digest by which a policy names a script that stands in a page.

    >>> digest_of("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def is_guarded(page: str) -> bool:
    """Return whether a policy comes first in the head of ``page``; the mark of a private one may precede."""
    return bool(_stated(page))


def _stated(page: str) -> str:
    """Return the policy at the beginning of the first head of ``page``; empty where there is none."""
    begins = _GUARDED.match(page, max(page.find("<head>"), 0))
    return begins[1] if begins else ""


def guarded(page: str, rights: Rights = STILL) -> str:
    """Return ``page`` with the policy of its ``rights`` first in its head; ``ValueError`` without a head.

    >>> print(guarded("<head><title>a</title></head>")[:60])
    <head><meta http-equiv="Content-Security-Policy" content="de
    """
    page, times = re.subn("<head>", lambda head: f"{head[0]}{meta(rights)}", page, count=1)
    if not times:
        raise ValueError("the page has no <head>")
    return page


def published(address: str, page: str, rights: Rights = STILL) -> str:
    """Return ``page`` guarded, to be published at ``address``; ``BookError`` where it has faults."""
    page = guarded(page, rights)
    if complaints := [f"{address}: {fault}" for fault in faults(address, page)]:
        raise BookError("\n".join(complaints))
    return page


def meta(rights: Rights) -> str:
    """Return the element of a head that states the policy of ``rights``."""
    return f'<meta http-equiv="{NAME}" content="{escape(policy(rights), quote=False)}">'


def rights_of(page: str) -> Rights:
    """Return the rights of a ``page`` that Sphinx built: those of a chapter, or none without a script."""
    return CHAPTER if "<script" in page else STILL


def faults(address: str, page: str) -> Iterator[str]:
    """Yield what may not stand in the finished ``page`` at ``address`` below the book, once each.

    These are an attribute that runs a script, a link of another scheme than http and https, a script that
    stands in the page or comes from elsewhere, a frame, a base, and a missing policy.

    >>> list(faults("a.html", guarded('<head></head><p onclick="go()">')))
    ['<p> has an onclick']
    """
    stated = _stated(page)
    reader = _Reader(address, stated)
    reader.feed(page)
    reader.close()
    if not stated:
        yield "its head does not begin with a policy"
    if _EARLY_END.search(page):
        yield "a comment ends early"
    yield from dict.fromkeys(reader.complaints)


class _Reader(HTMLParser):
    """Read a page tag by tag, and keep the complaints."""

    def __init__(self, address: str, stated: str) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self._address, self._stated = address, stated
        self._policies = 0
        self._script: list[str] | None = None  # what stands in the open script, if it runs

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in reversed(attrs)}  # of two, a browser takes the first
        self.complaints += [f"<{tag}> has an {name}" for name in own if name.startswith("on")]
        self.complaints += [f"<{tag}> has a srcdoc" for name in own if name == "srcdoc"]
        if tag in _FRAMES:
            self.complaints.append(f"there is a <{tag}>")
        if own.get("attributename", "").lower() in _ADDRESSES:
            self.complaints.append(f"<{tag}> moves an address")
        if tag == "script":
            self._begin_script(own)
        elif tag == "meta" and "http-equiv" in own:
            self._read_meta(own)
        for name in _ADDRESSES & set(own):
            self._read_address(tag, name, own[name])

    handle_startendtag = handle_starttag

    def _begin_script(self, own: dict[str, str]) -> None:
        if not {"src", "href", "xlink:href"} & set(own):
            self._script = None if own.get("type") in _DATA else []
        elif (
            (source := own.get("src", "")) == ""
            or scheme_of(source)
            or not _is_script(normpath(join(dirname(self._address), source)))
        ):
            self.complaints.append(f"a script comes from elsewhere: {source[:80]!r}")

    def _read_meta(self, own: dict[str, str]) -> None:
        kind = own["http-equiv"].lower()
        self._policies += kind == NAME.lower()
        _, _, target = own.get("content", "").partition("=")
        if kind not in (NAME.lower(), "refresh") or self._policies > 1:
            self.complaints.append(f"there is a <meta http-equiv={kind}>")
        elif kind == "refresh" and (scheme_of(target.strip("'\" ")) or not may_lead_to(target)):
            self.complaints.append(f"the page leaves for {target[:80]}")

    def _read_address(self, tag: str, name: str, address: str) -> None:
        picture = name in ("src", "href") and tag in ("img", "image", "link")
        if picture and re.match(r"data:(image/|,|$)", address):
            return
        leaves = name != "href" or tag not in ("a", "area", "link")  # a link alone may lead to another host
        if not may_lead_to(address) or (leaves and name != "xlink:href" and scheme_of(address)):
            self.complaints.append(f"<{tag}> leads to {address[:80]!r}")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            script, self._script = "".join(self._script), None
            if digest_of(script) not in self._stated:
                self.complaints.append(f"a script stands in the page: {script.strip()[:80]!r}")


def _is_script(file: str) -> bool:
    """Return whether ``file``, below the book, is one of its scripts; what follows ``?`` is a version."""
    name = file.partition("?")[0]
    return name.startswith(SCRIPTS) and name.endswith(".js")
