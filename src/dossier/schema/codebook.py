"""The tables of a schema and their rows become the codebook page (`book/codebook.md`)."""

from typing import Any

import pandas as pd

from dossier.schema import Schema, Table
from dossier.schema.base import holds_text, table_meaning
from dossier.schema.files import Tables
from dossier.schema.markdown import code, words
from dossier.schema.texts import KINDS


def codebook(tables: Tables, schema: Schema) -> str:
    """Return the codebook as a Markdown page: a section per table, a line per column with an example.

    A list of words is printed at the first column that takes it; later columns link to that place.
    """
    parts = (
        ("What a reader decided", "Coded by hand from the articles.", schema.coded),
        ("What the program found in the articles", "Written by rule, and never edited.", schema.measured),
        (
            "What stands on record outside the articles",
            "Entered by hand, each row with its page.",
            schema.record,
        ),
    )
    listed: dict[str, str] = {}  # each list as printed: the table and column where it was printed
    lines = [
        "# Codebook",
        "",
        "Every table of the dataset, with what its columns and words mean. The program checks each cell",
        "against what stands here, and this page is written from the same declaration. *Example* is the",
        "row of the table that has most cells filled, the first of them; long cells are cut.",
        "",
        "A *place* is `source_id, start, end`: code points from 0 into the decoded file, end exclusive, so",
        "that `text[start:end]` is the passage. Its `digest` is the HMAC-SHA-256 of its UTF-8 bytes; the key",
        "is the SHA-256 of `dossier-place` and the bytes of the article's file, so that whoever holds the",
        "article can check a place, and nobody else can guess the words there. Dates are ISO 8601, numbers",
        "plain; several ids in one cell are joined by `;`.",
        "",
        "The *type* of a column of text says what its cells may be; the program refuses the rest:",
        "",
        *(f"- **{kind.name}**: {words(kind.meaning)}; {kind.longest:,} characters at most" for kind in KINDS),
        "",
    ]
    for title, where, declared in parts:
        lines += [f"## {title}", "", where, ""]
        for name, table in declared.items():
            lines += _section(name, table, tables[name], listed)
    return "\n".join(lines).rstrip() + "\n"


def _section(name: str, table: type[Table], rows: pd.DataFrame, listed: dict[str, str]) -> list[str]:
    """Return the lines on one table; a list of words that is not yet in ``listed`` is added there."""
    fullest = rows.notna().sum(axis=1).sort_values(ascending=False, kind="stable").index[:1]
    example = rows.reindex(fullest if len(fullest) else [0]).iloc[0]  # a table may have no row yet
    lines = [f"(table-{name})=", f"### {name}", "", table_meaning(table), ""]
    lines += [
        f":::{{table}} Columns of {name}",
        "| column | type | meaning | example |",
        "| --- | --- | --- | --- |",
    ]
    computed, kinds = table.computed(), table.text_kinds()
    for column, field in table.to_schema().columns.items():
        meaning = words(str(field.description))
        if column in table.links():
            meaning += f" (→ [{table.links()[column]}](#table-{table.links()[column]}))"
        if column in computed:
            meaning += " *(computed)*"
        kind = kinds[column].name if column in kinds else kind_of(field)
        lines.append(f"| `{column}` | {kind} | {meaning} | {_example(example[column])} |")
    lines += [":::", ""]
    for column, listed_words in table.vocabularies().items():
        entries = [
            f"- {code(word, _LONGEST)}: {words(meaning_of(meaning))}"
            for word, meaning in listed_words.items()
        ]
        first = listed.setdefault("\n".join(entries), f"{name}-{column}")
        if first == f"{name}-{column}":
            lines += [f"(list-{first})=", f"**{column}**", "", *entries, ""]
        else:
            lines += [f"**{column}**: the words of [{first.replace('-', ', ')}](#list-{first}).", ""]
    return lines


def _example(value: Any) -> str:
    """Return a cell for a Markdown table: at most 60 characters, none of which Markdown would interpret.

    >>> _example("a|b" * 3), _example(3.0), _example(None)
    ('`a/ba/ba/b`', '`3`', '')
    """
    if value is None or pd.isna(value):
        return ""
    return code(f"{value:.15g}" if isinstance(value, float) else str(value), _LONGEST)


_LONGEST = 60  # characters of an example; the page has four columns


def kind_of(field: Any) -> str:
    """Return what a column holds, in a word: text, number or whole number."""
    if holds_text(field):
        return "text"
    return "whole number" if str(field.dtype).lower().startswith("int") else "number"


def meaning_of(meaning: object) -> str:
    """Return the meaning of a word; that of a word of probability is its band.

    >>> meaning_of((0.2, 0.45)), meaning_of("a box")
    ('20% to 45%', 'a box')
    """
    if isinstance(meaning, tuple):
        return f"{meaning[0]:.0%} to {meaning[1]:.0%}"
    return str(meaning)
