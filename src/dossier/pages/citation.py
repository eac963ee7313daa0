"""`dossier.toml` becomes citations of the book and its pages: a sentence, BibTeX, a citation file.

The page foot shows all three; ``dossier build`` writes the citation file of the dataset, ``CITATION.cff``.
"""

import json
import re

from dossier.report import Declaration

_FOR_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}


def licences(declaration: Declaration) -> dict[str, str]:
    """Turn the licences of the declaration (SPDX ids) into the names that a reader knows, for data and code.

    >>> from types import SimpleNamespace
    >>> licences(SimpleNamespace(licences={"data": "CC-BY-4.0"}))
    {'data': 'CC BY 4.0', 'code': 'MIT'}
    """
    declared = {"data": "CC-BY-4.0", "code": "MIT", **declaration.licences}
    return {part: licence.replace("-", " ") for part, licence in declared.items()}


def named_edition(declaration: Declaration) -> str:
    """Turn the version and the day of the declaration into the name that a reader cites.

    >>> from types import SimpleNamespace as Given
    >>> named_edition(Given(version="1.0.0", edition="1.0.0", released="2026-11-21"))
    'Edition 1.0.0, 2026-11-21'
    >>> named_edition(Given(version="1.1.0.dev0", edition="1.1.0", released=""))
    'Draft 1.1.0.dev0, not published'
    """
    if declaration.version != declaration.edition:
        return f"Draft {declaration.version}, not published"
    return ", ".join(filter(None, [f"Edition {declaration.version}", declaration.released]))


def citation_sentence(declaration: Declaration, page: str = "", address: str = "") -> str:
    """Turn the declaration and the title of a page (of the book, if empty) into a citation in a sentence."""
    part = f"“{page}.” In: " if page else ""
    at = f" {address}" if address else ""
    return f"{declaration.authors}. {part}{declaration.data_title}. {named_edition(declaration)}.{at}"


def bibtex(declaration: Declaration, name: str, page: str = "", address: str = "") -> str:
    """Turn the declaration and the title of a page into a BibTeX entry with the key ``name``."""
    title = _bibtex(page or declaration.data_title)
    # in double braces: BibTeX neither splits the authors into names nor takes the capitals away
    fields = {"author": f"{{{_bibtex(declaration.authors)}}}", "title": f"{{{title}}}"}
    if page:
        fields["note"] = f"In: {_bibtex(declaration.data_title)}"
    fields["edition"] = declaration.version
    if declaration.released:
        fields["year"] = declaration.released.partition("-")[0]
    if address:
        fields["url"] = address
    lines = [f"  {field:7} = {{{value}}}" for field, value in fields.items()]
    return f"@misc{{{name},\n" + ",\n".join(lines) + "\n}"


def _bibtex(text: str) -> str:
    """Return ``text`` with every sign escaped that BibTeX or LaTeX would obey."""
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _FOR_BIBTEX[sign[0]], text)


def citation_file(declaration: Declaration, page: str = "", address: str = "") -> str:
    """Turn the declaration into a Citation File Format 1.2.0 file; a page is its preferred citation."""
    released = f"date-released: {declaration.released}" if declaration.released else ""
    lines = [
        "cff-version: 1.2.0",
        "message: To cite the report or its dataset, please use these words and name the edition.",
        f"title: {_yaml(declaration.data_title)}",
        f"abstract: {_yaml(declaration.abstract)}",
        "type: dataset",
        "authors:",
        f"  - name: {_yaml(declaration.authors)}",
        f"version: {declaration.version}",
        *([released] if released else []),
        "license:",
        *(f"  - {licence}" for licence in (declaration.licences["data"], declaration.licences["code"])),
    ]
    if page:
        lines += [
            "preferred-citation:",
            "  type: generic",
            f"  title: {_yaml(page)}",
            "  authors:",
            f"    - name: {_yaml(declaration.authors)}",
            f"  collection-title: {_yaml(declaration.data_title)}",
            f"  version: {declaration.version}",
            *([f"  {released}"] if released else []),
        ]
    if address:
        lines.append(f"{'  ' if page else ''}url: {_yaml(address)}")
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    r"""Return ``text`` as a string of YAML, which every string of JSON is; only letters stay as they are.

    >>> print(_yaml("Été:\u2028 1"))
    "Été:\u2028 1"
    """
    return "".join(
        sign if sign.isprintable() else json.dumps(sign)[1:-1]
        for sign in json.dumps(text, ensure_ascii=False)
    )
