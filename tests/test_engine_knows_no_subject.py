"""The engine names nothing of this report: no id, no title, no theme, no country, person or weapon."""

import ast
import re
from pathlib import Path

import pytest

import dossier
from dossier.project import find_project

PROJECT = find_project()
ENGINE = Path(dossier.__file__).parent
FEWEST_LETTERS = 4

EVERYDAY = {
    # themes that are plain English words
    "arms", "treaty", "troops", "context",
    # capitalised words of French or English that some alias also is
    "Nord", "North", "South", "East", "West", "Occident", "Asie", "Europe", "Asia", "President", "ministre",
}  # fmt: skip
"""Words of everyday French or English that are left out of the list."""

NAMED_KINDS = {"country", "person", "system", "place"}


def forbidden(data, declaration):
    """Return what the engine may not name, each with where it comes from, from the dataset and the declaration."""
    words = {declaration.title: "title", declaration.data_title: "title", declaration.name: "name"}
    words |= {declaration.package: "package"}
    words |= dict.fromkeys(declaration.words.get("themes", {}), "theme")
    words |= dict.fromkeys(data.documents["source_id"], "article")
    for name, table in data.schema.tables.items():
        if len(table.key()) == 1 and name not in {"documents", "published_ids"}:
            ids = getattr(data, name)[table.key()[0]].astype(str)
            words |= dict.fromkeys((row for row in ids if re.search(r"\d", row) or "-" in row), name)
    entities = data.entities[data.entities["kind"].isin(NAMED_KINDS)]
    for row in entities.itertuples():
        aliases = row.aliases.split(";") if isinstance(row.aliases, str) else []
        for name in (row.name, *aliases):
            words |= {name.strip(): f"name of {row.entity_id}"}
    return {
        word: why
        for word, why in sorted(words.items())
        if len(word) >= FEWEST_LETTERS and word not in EVERYDAY and not word.isdigit()
    }


@pytest.fixture(scope="module")
def words(five):
    return forbidden(five, PROJECT.declaration)


def texts(file):
    """Yield every string constant and docstring of a module, or a data file as a whole."""
    content = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        yield content
        return
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


FILES = sorted(
    file
    for file in ENGINE.rglob("*")
    if file.is_file()
    and "__pycache__" not in file.parts
    and file.suffix in {".py", ".csv", ".jinja", ".mplstyle"}
)


def named(text, words):
    """Return the forbidden words in ``text``; a name counts with its capitals, an id wherever it stands whole."""
    return sorted(
        word for word in words if word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
    )


def test_the_list_is_long_and_printed(words):
    print("\n".join(f"{word}: {why}" for word, why in words.items()))
    assert {"visit-2024", "Militant Unity", "china"} <= set(words)
    assert len(words) > 1000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ENGINE).as_posix())
def test_a_file_of_the_engine_names_nothing_of_the_report(file, words):
    assert sorted({word for text in texts(file) for word in named(text, words)}) == []


def test_a_name_is_found(words):
    """Prove that the check can fail."""
    person = next(word for word, why in words.items() if why.startswith("name of ") and " " in word)
    assert {person, "visit-2024"} <= set(named(f"As {person} said of visit-2024.", words))
