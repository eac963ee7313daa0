"""What a report may declare: words in ``dossier.toml``, and what only code can say in its package."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.schema import Declared

if TYPE_CHECKING:  # a command that only reads tables need not wait for matplotlib
    from dossier.show.chart import Chart
    from dossier.show.table import ShownTable

FILE = "dossier.toml"
"""The declaration, at the top of a report."""

_TEXTS = ("title", "data_title", "description", "abstract", "authors", "name", "version", "first_version")


class Declaration(NamedTuple):
    """What ``dossier.toml`` says: titles, authors, versions, licences, languages, words, and the package."""

    title: str
    data_title: str
    """The title under which the dataset is cited."""
    description: str
    abstract: str
    authors: str
    name: str
    """A short name for files: lower-case words joined by hyphens."""
    version: str
    first_version: str
    package: str
    """The Python package of the report; empty where it has none."""
    licences: Mapping[str, str]
    languages: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    captions: Mapping[str, str]
    """What a page prints above a table of the engine; ``{count}`` is the number of its rows."""


def read_declaration(file: Path) -> Declaration:
    """Read ``dossier.toml``; raise ``DataError`` that names the key where something is missing or unknown."""
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as reason:
        remedy = "run this in the folder of a report, or name that folder in DOSSIER_ROOT"
        raise DataError(
            FILE, f"there is none in {file.parent.name or file.parent} or above it", remedy=remedy
        ) from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise DataError(FILE, f"cannot be read: {reason}", remedy="mend the line it names") from reason
    for key in _TEXTS:
        if not isinstance(read.get(key), str) or not read[key].strip():
            raise DataError(FILE, "the text is missing", row=key, remedy=f'add a line {key} = "…"')
    if unknown := sorted(set(read) - set(Declaration._fields)):
        remedy = f"take it out; the keys are {', '.join(Declaration._fields)}"
        raise DataError(FILE, "no such key is known", row=unknown[0], remedy=remedy)
    parts: dict[str, Any] = {"package": "", "licences": {}, "languages": {}, "words": {}}
    parts |= {"captions": {}, **read}
    if not isinstance(parts["package"], str):
        raise DataError(FILE, "is no text", row="package", remedy='write package = "…", or leave it out')
    for key in ("licences", "languages", "captions"):
        _demand_texts(key, parts[key])
    for key in ("data", "code"):
        if key not in parts["licences"]:
            remedy = f'add a line {key} = "…" under [licences]'
            raise DataError(FILE, "the licence is missing", row=f"licences.{key}", remedy=remedy)
    if not isinstance(parts["words"], dict):
        raise DataError(FILE, "is no group of lists", row="words", remedy="write each list under [words.…]")
    for key, words in parts["words"].items():
        _demand_texts(f"words.{key}", words)
    return Declaration(**parts)


def _demand_texts(key: str, found: object) -> None:
    """Accept a part of the declaration that gives each of its names a text."""
    if not isinstance(found, dict):
        raise DataError(FILE, "is no list of names", row=key, remedy=f"write it under [{key}]")
    for name, text in found.items():
        if not isinstance(text, str):
            raise DataError(FILE, "is no text", row=f"{key}.{name}", remedy=f'write {name} = "…"')


PageTable = Callable[[Any], "ShownTable"]
"""What makes a table of a page from the dataset."""


class KeyFigure(NamedTuple):
    """The figure of the front page: what draws it from the dataset, and the notebook that explains it."""

    draw: "Callable[[Any], Chart]"
    notebook: str


class RowTable(NamedTuple):
    """How a table of the report's own is printed row by row: its columns, its caption, and for links."""

    columns: tuple[str, ...]
    caption: str
    anchored: bool = True  # whether a link may lead to a row


@dataclass(frozen=True)
class Report:
    """What a report's package hands in; each part may be left out.

    What draws or computes is handed in as a function, so that reading the tables imports no chapter.
    """

    coded: Declared = field(default_factory=dict)
    record: Declared = field(default_factory=dict)
    dataset: type[Dataset] = Dataset
    numbers: Callable[[Any], Mapping[str, float | str]] = lambda data: {}
    tables: Callable[[], Mapping[str, PageTable]] = dict
    row_tables: Mapping[str, RowTable] = field(default_factory=dict)
    key_figure: Callable[[], KeyFigure] | None = None


def load_report(declaration: Declaration) -> Report:
    """Return what the report's package hands in as ``report.REPORT``; without a package, nothing."""
    if not declaration.package:
        return Report()
    try:
        found = import_module(f"{declaration.package}.report").REPORT
    except (ModuleNotFoundError, AttributeError) as reason:
        remedy = f"write src/{declaration.package}/report.py with REPORT = Report(…), or leave the key out"
        raise DataError(FILE, f"{reason}", row="package", remedy=remedy) from reason
    if not isinstance(found, Report):
        remedy = "make it a dossier.report.Report"
        raise DataError(FILE, "its REPORT is no Report", row="package", remedy=remedy)
    return found
