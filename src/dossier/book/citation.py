"""How the book and each of its pages are cited: in words, as BibTeX, and as a citation file.

Title, authors, licences and edition are declared here and in `describe`; ``CITATION.cff`` is written
from them by ``dossier build``.
"""

import json
import re

from dossier import __version__
from dossier.schema.datapackage import TITLE

AUTHORS = "Militant Unity contributors"
LICENCES = ("CC-BY-4.0", "MIT")

_ABSTRACT = (
    "What five articles say about the partnership of North Korea and Russia, coded claim by claim, "
    "measured, and set beside the public record."
)
_FOR_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}


def in_words(page: str = "", address: str = "") -> str:
    """Return the citation of ``page``, or of the whole book, as a sentence; ``address`` is where it stands.

    >>> in_words("Troops").startswith('Militant Unity contributors. “Troops.” In: Militant Unity')
    True
    """
    part = f"“{page}.” In: " if page else ""
    return f"{AUTHORS}. {part}{TITLE}. Edition {__version__}.{f' {address}' if address else ''}"


def bibtex(name: str, page: str = "", address: str = "") -> str:
    r"""Return the citation as a BibTeX entry with the key ``name``.

    >>> print(bibtex("militant_unity_arms", "Arms & men").replace(__version__, "1.2.3"))
    @misc{militant_unity_arms,
      author  = {{Militant Unity contributors}},
      title   = {{Arms \& men}},
      note    = {In: Militant Unity: claims about North Korea and Russia, traced},
      edition = {1.2.3}
    }
    """
    fields = {"author": f"{{{AUTHORS}}}", "title": f"{{{_bibtex(page or TITLE)}}}"}
    if page:
        fields["note"] = f"In: {_bibtex(TITLE)}"
    fields["edition"] = __version__
    if address:
        fields["url"] = address
    lines = [f"  {field:7} = {{{value}}}" for field, value in fields.items()]
    return f"@misc{{{name},\n" + ",\n".join(lines) + "\n}"


def _bibtex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _FOR_BIBTEX[sign[0]], text)


def citation_file(page: str = "", address: str = "") -> str:
    """Return the citation in the Citation File Format 1.2.0; a page is its preferred citation."""
    lines = [
        "cff-version: 1.2.0",
        "message: To cite the report or its dataset, please use these words and name the edition.",
        f"title: {_yaml(TITLE)}",
        f"abstract: {_yaml(_ABSTRACT)}",
        "type: dataset",
        "authors:",
        f"  - name: {AUTHORS}",
        f"version: {__version__}",
        "license:",
        *(f"  - {licence}" for licence in LICENCES),
    ]
    if page:
        lines += [
            "preferred-citation:",
            "  type: generic",
            f"  title: {_yaml(page)}",
            "  authors:",
            f"    - name: {AUTHORS}",
            f"  collection-title: {_yaml(TITLE)}",
            f"  version: {__version__}",
        ]
    if address:
        lines.append(f"{'  ' if page else ''}url: {_yaml(address)}")
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a string of JSON is one of YAML
