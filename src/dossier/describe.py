"""The schema in other words: the codebook page and ``datapackage.json``."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dossier.schema import CODED, MEASURED, RECORD, TABLES, Table
from dossier.store import Tables, sha256

_PARTS = (
    ("What a reader decided", "Coded by hand from the articles.", CODED),
    ("What the program found in the articles", "Written by rule, and never edited.", MEASURED),
    ("What stands on record outside the articles", "Entered by hand, each row with its page.", RECORD),
)


def codebook(tables: Tables) -> str:
    """Return the codebook as a Markdown page: a section per table, a row per column, one row worked.

    A closed list is printed where it comes first; later tables that share it lead there.
    """
    listed: dict[str, str] = {}
    lines = [
        "# Codebook",
        "",
        "Every table of the dataset, with what its columns and words mean. The program checks each cell",
        "against what stands here, and this page is written from the same declaration. *Example* is the",
        "row of the table that has most cells filled, the first of them; long cells are cut.",
        "",
        "A *place* is `source_id, start, end`: code points from 0 into the decoded file, end exclusive, so",
        "that `text[start:end]` is the passage; `sha256` is the digest of its UTF-8 bytes, by which anyone",
        "who holds the article can check. Dates are ISO 8601, numbers plain; several ids in one cell are",
        "joined by `;`.",
        "",
    ]
    for title, where, declared in _PARTS:
        lines += [f"## {title}", "", where, ""]
        for name, table in declared.items():
            lines += _section(name, table, tables[name], listed)
    return "\n".join(lines).rstrip() + "\n"


def _section(name: str, table: type[Table], found: pd.DataFrame, listed: dict[str, str]) -> list[str]:
    fullest = found.notna().sum(axis=1).sort_values(ascending=False, kind="stable").index[:1]
    example = found.reindex(fullest if len(fullest) else [0]).iloc[0]  # a table may have no row yet
    lines = [f"(table-{name})=", f"### {name}", "", (table.__doc__ or "").strip(), ""]
    lines += [
        f":::{{table}} Columns of {name}",
        "| column | type | meaning | example |",
        "| --- | --- | --- | --- |",
    ]
    computed = table.computed()
    for column, field in table.to_schema().columns.items():
        meaning = str(field.description)
        if column in table.links():
            meaning += f" (→ [{table.links()[column]}](#table-{table.links()[column]}))"
        if column in computed:
            meaning += " *(computed)*"
        lines.append(f"| `{column}` | {_kind(field)} | {meaning} | {_example(example[column])} |")
    lines += [":::", ""]
    for column, words in table.vocabularies().items():
        entries = [f"- `{word}`: {_meaning(meaning)}" for word, meaning in words.items()]
        first = listed.setdefault("\n".join(entries), f"{name}-{column}")
        if first == f"{name}-{column}":
            lines += [f"(list-{first})=", f"**{column}**", "", *entries, ""]
        else:
            lines += [f"**{column}**: the words of [{first.replace('-', ', ')}](#list-{first}).", ""]
    return lines


def _example(value: Any) -> str:
    """Write a cell for a Markdown table: short, and with nothing that Markdown would read.

    >>> _example("a|b" * 3), _example(3.0), _example(None)
    ('`a/ba/ba/b`', '`3`', '')
    """
    if value is None or pd.isna(value):
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    text = text.replace("|", "/").replace("`", "'").replace("\n", " ")
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + '…'}`"


_LONGEST = 60
"""Characters of an example."""


def _kind(field: Any) -> str:
    name = str(field.dtype).lower()
    return "whole number" if name.startswith("int") else "number" if name.startswith("float") else "text"


def _meaning(meaning: object) -> str:
    if isinstance(meaning, tuple):
        return f"{meaning[0]:.0%} to {meaning[1]:.0%}"
    return str(meaning)


def datapackage(files: dict[str, bytes], version: str) -> dict[str, Any]:
    """Return the description of ``files`` after the Data Package standard: columns, links, digests."""
    return {
        "name": "militant-unity",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": [_resource(name, table, files[f"{name}.csv"]) for name, table in TABLES.items()],
    }


def json_ld(files: Mapping[str, str], version: str) -> dict[str, Any]:
    """Return the dataset in the words of schema.org, from the same declaration as the rest.

    ``files`` are what may be taken home: the address of each, and what it is.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": "the Militant Unity contributors"},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address,
                "description": what,
                "encodingFormat": _FORMATS[address.rpartition(".")[2]],
            }
            for address, what in files.items()
        ],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": name,
                "description": (table.__doc__ or "").strip(),
                "variableMeasured": [
                    {"@type": "PropertyValue", "name": column, "description": str(field.description)}
                    for column, field in table.to_schema().columns.items()
                ],
            }
            for name, table in TABLES.items()
        ],
    }


TITLE = "Militant Unity: claims about North Korea and Russia, traced"
DESCRIPTION = (
    "Every checkable claim of five news articles on the partnership of North Korea and Russia, with who "
    "said it, through whom and how firmly; and an outside record of figures, events and statements, each "
    "with its page."
)
_FORMATS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _resource(name: str, table: type[Table], content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": (table.__doc__ or "").strip(),
        "format": "csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": {
            "fields": [_field(column, field, table) for column, field in table.to_schema().columns.items()],
            "primaryKey": table.key(),
            # A cell may join several ids: only a column of single ids is a key by the standard.
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": target, "fields": TABLES[target].key()}}
                for column, target in table.links().items()
                if len(TABLES[target].key()) == 1 and column not in table.lists()
            ],
        },
    }


def _field(column: str, field: Any, table: type[Table]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column,
        "type": {"whole number": "integer", "number": "number", "text": "string"}[_kind(field)],
        "description": str(field.description),
    }
    constraints: dict[str, Any] = {}
    if not field.nullable:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if column in table.vocabularies():
        constraints["enum"] = list(table.vocabularies()[column])
    return {**described, "constraints": constraints} if constraints else described
