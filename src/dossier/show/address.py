"""The address of a link → its scheme as a browser reads it, and whether a page may lead there."""

import re

_IGNORED = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_HOST = re.compile(r"[/\\]{2}")

FOLLOWED = ("http", "https")
"""The schemes to which a link of a page may lead."""


def scheme_of(address: str) -> str:
    r"""Return the scheme of an address in small letters; empty for an address below that of its page.

    A browser drops line breaks and tabs in an address, and blanks and controls before it.

    >>> scheme_of("https://far.example/"), scheme_of("ledger.html#c-9001"), scheme_of(" Java\nScript:x")
    ('https', '', 'javascript')
    """
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme[1].lower() if scheme else ""


def may_lead_to(address: str) -> bool:
    r"""Return whether a link may have this address: of the web, or below the page's own.

    >>> may_lead_to("https://far.example/"), may_lead_to("#c-9001"), may_lead_to("#a:b")
    (True, True, True)
    >>> may_lead_to("javascript:x"), may_lead_to("//far.example/"), may_lead_to("mailto:a@far.example")
    (False, False, False)
    """
    plain = _IGNORED.sub("", address)
    return not _OTHER_HOST.match(plain) and scheme_of(plain) in ("", *FOLLOWED)
