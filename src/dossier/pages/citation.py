"""The declaration becomes citations of the book and its pages: in words, as BibTeX, as a citation file.

``CITATION.cff`` is written by ``dossier build``.
"""

import json
import re

from dossier.report import Declaration

_FOR_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}


def licences(said: Declaration) -> dict[str, str]:
    """Return the licences of the data and of the code by the names that a reader knows.

    >>> from types import SimpleNamespace
    >>> licences(SimpleNamespace(licences={"data": "CC-BY-4.0"}))
    {'data': 'CC BY 4.0', 'code': 'MIT'}
    """
    declared = {"data": "CC-BY-4.0", "code": "MIT", **said.licences}
    return {what: licence.replace("-", " ") for what, licence in declared.items()}


def in_words(said: Declaration, page: str = "", address: str = "") -> str:
    """Return the citation of ``page``, or of the whole book, as a sentence, with its ``address``."""
    part = f"“{page}.” In: " if page else ""
    return (
        f"{said.authors}. {part}{said.data_title}. Edition {said.version}.{f' {address}' if address else ''}"
    )


def bibtex(said: Declaration, name: str, page: str = "", address: str = "") -> str:
    """Return the citation as a BibTeX entry with the key ``name``."""
    fields = {"author": f"{{{said.authors}}}", "title": f"{{{_bibtex(page or said.data_title)}}}"}
    if page:
        fields["note"] = f"In: {_bibtex(said.data_title)}"
    fields["edition"] = said.version
    if address:
        fields["url"] = address
    lines = [f"  {field:7} = {{{value}}}" for field, value in fields.items()]
    return f"@misc{{{name},\n" + ",\n".join(lines) + "\n}"


def _bibtex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _FOR_BIBTEX[sign[0]], text)


def citation_file(said: Declaration, page: str = "", address: str = "") -> str:
    """Return the citation in the Citation File Format 1.2.0; a page is its preferred citation."""
    lines = [
        "cff-version: 1.2.0",
        "message: To cite the report or its dataset, please use these words and name the edition.",
        f"title: {_yaml(said.data_title)}",
        f"abstract: {_yaml(said.abstract)}",
        "type: dataset",
        "authors:",
        f"  - name: {said.authors}",
        f"version: {said.version}",
        "license:",
        *(f"  - {licence}" for licence in (said.licences["data"], said.licences["code"])),
    ]
    if page:
        lines += [
            "preferred-citation:",
            "  type: generic",
            f"  title: {_yaml(page)}",
            "  authors:",
            f"    - name: {said.authors}",
            f"  collection-title: {_yaml(said.data_title)}",
            f"  version: {said.version}",
        ]
    if address:
        lines.append(f"{'  ' if page else ''}url: {_yaml(address)}")
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a string of JSON is one of YAML
