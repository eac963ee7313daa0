"""`dossier.toml` becomes a `Declaration`, and the report's package a `Report`: what a report may declare.

Texts, names and word lists are declared in the file. Tables of the report's own, computed numbers and
drawings need code: the package hands them in as ``report.REPORT``. A report may do without a package.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier.data import Dataset
from dossier.errors import DataError, quoted
from dossier.schema import Declared
from dossier.schema.forms import DAY, VERSION
from dossier.schema.texts import text_fault

if TYPE_CHECKING:  # a command that only reads tables need not wait for matplotlib
    from dossier.show.chart import Chart
    from dossier.show.table import ShownTable

DECLARATION_FILE = "dossier.toml"
"""The file at the top of a report."""

_DRAFT = re.compile(rf"({VERSION})(\.dev\d+)?")


def edition_of(version: str) -> str:
    """Turn the version of a draft into that of the edition it becomes; an edition's own stays as it is.

    Columns that name an edition (``since``, ``retired``, ``edition``) have this, so that no row changes
    when the draft is published.

    >>> edition_of("1.1.0.dev0"), edition_of("1.1.0")
    ('1.1.0', '1.1.0')
    """
    return version.partition(".dev")[0]


_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_PACKAGE = r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*"
_REQUIRED_TEXTS = (
    "title",
    "data_title",
    "description",
    "abstract",
    "authors",
    "name",
    "version",
    "first_version",
)


class Declaration(NamedTuple):
    """The content of ``dossier.toml``: titles, authors, versions, licences, languages, words, package."""

    title: str
    data_title: str
    """The title under which the dataset is cited."""
    description: str
    abstract: str
    authors: str
    name: str
    """A short name for files: lower-case words joined by hyphens."""
    version: str
    """Three numbers, as in 1.0.0; with ``.dev0`` behind them while the edition is a draft."""
    released: str
    """The day of the edition; empty for a draft."""
    first_version: str
    package: str
    """The Python package of the report; empty where it has none."""
    licences: Mapping[str, str]
    languages: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    captions: Mapping[str, str]
    """What a page prints above a table of the engine; ``{count}`` is the number of its rows."""
    own_counts: Mapping[str, str]
    """Numbers of the report that count the book itself, each with the reason: no search can refute them."""
    unit_forms: Mapping[str, str]
    """Forms of units that `measure` finds beside those of the engine, each with its unit."""

    @property
    def edition(self) -> str:
        """The edition that this is, or that this draft becomes."""
        return edition_of(self.version)


def read_declaration(file: Path) -> Declaration:
    """Turn ``dossier.toml`` into a `Declaration`; a missing or unknown key raises ``DataError``."""
    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as reason:
        remedy = "run this in the folder of a report, or name that folder in DOSSIER_ROOT"
        raise DataError(
            DECLARATION_FILE, f"there is none in {file.parent.name or file.parent} or above it", remedy=remedy
        ) from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise DataError(
            DECLARATION_FILE, f"cannot be read: {reason}", remedy="mend the line it names"
        ) from reason
    for key in _REQUIRED_TEXTS:
        if not isinstance(declared.get(key), str) or not declared[key].strip():
            raise DataError(
                DECLARATION_FILE, "the text is missing", row=key, remedy=f'add a line {key} = "…"'
            )
    if unknown := sorted(set(declared) - set(Declaration._fields)):
        remedy = f"take it out; the keys are {', '.join(Declaration._fields)}"
        raise DataError(DECLARATION_FILE, "no such key is known", row=unknown[0], remedy=remedy)
    _check_words("", declared)
    parts: dict[str, Any] = {"package": "", "released": "", "licences": {}, "languages": {}, "words": {}}
    parts |= {"captions": {}, "own_counts": {}, "unit_forms": {}, **declared}
    if not isinstance(parts["package"], str):
        raise DataError(
            DECLARATION_FILE, "is no text", row="package", remedy='write package = "…", or leave it out'
        )
    if not re.fullmatch(_NAME, parts["name"]):
        remedy = "write small letters, digits and hyphens, as in two-ports: files are named after it"
        raise DataError(DECLARATION_FILE, f"{quoted(parts['name'])} is no name", row="name", remedy=remedy)
    if parts["package"] and not re.fullmatch(_PACKAGE, parts["package"]):
        remedy = "write the name of a folder in src: small letters, digits and underscores"
        problem = f"{quoted(parts['package'])} is no package"
        raise DataError(DECLARATION_FILE, problem, row="package", remedy=remedy)
    _check_version(parts["version"], parts["released"])
    for key in ("licences", "languages", "captions", "own_counts", "unit_forms"):
        _check_texts(key, parts[key])
    for key in ("data", "code"):
        if key not in parts["licences"]:
            remedy = f'add a line {key} = "…" under [licences]'
            raise DataError(DECLARATION_FILE, "the licence is missing", row=f"licences.{key}", remedy=remedy)
    if not isinstance(parts["words"], dict):
        raise DataError(
            DECLARATION_FILE, "is no group of lists", row="words", remedy="write each list under [words.…]"
        )
    for key, words in parts["words"].items():
        _check_texts(f"words.{key}", words)
    return Declaration(**parts)


def _check_version(version: str, released: object) -> None:
    """Raise ``DataError`` for a version of another form, and for a day that is none or is that of a draft."""
    form = _DRAFT.fullmatch(version)
    if not form:
        remedy = "write three numbers, as in 1.0.0, or 1.0.0.dev0 for a draft; tools/version.py does"
        raise DataError(DECLARATION_FILE, f"{version!r} is no version", row="version", remedy=remedy)
    if not isinstance(released, str) or (released and not re.fullmatch(DAY, released)):
        remedy = 'write the day as in "2026-11-21", or "" for a draft'
        raise DataError(DECLARATION_FILE, f"{released!r} is no day", row="released", remedy=remedy)
    if form[2] and released:
        remedy = 'write released = "", or name the edition: tools/version.py 1.0.0 2026-11-21'
        raise DataError(DECLARATION_FILE, "a draft has a day", row="released", remedy=remedy)


def _check_words(key: str, part: object) -> None:
    """Raise ``DataError`` for a text or a name of the declaration that no cell of words may hold."""
    if isinstance(part, dict):
        for name, inner in part.items():
            _check_words(f"{key}.{name}".removeprefix("."), name)
            _check_words(f"{key}.{name}".removeprefix("."), inner)
    elif isinstance(part, list):
        for inner in part:
            _check_words(key, inner)
    elif isinstance(part, str) and part and (fault := text_fault(part)):
        raise DataError(DECLARATION_FILE, fault.problem, row=key, remedy=fault.remedy)


def _check_texts(key: str, part: object) -> None:
    """Raise ``DataError`` if a part of the declaration is no list of names, each with a text."""
    if not isinstance(part, dict):
        raise DataError(DECLARATION_FILE, "is no list of names", row=key, remedy=f"write it under [{key}]")
    for name, text in part.items():
        if not isinstance(text, str):
            raise DataError(DECLARATION_FILE, "is no text", row=f"{key}.{name}", remedy=f'write {name} = "…"')


PageTable = Callable[[Any], "ShownTable"]
"""A function that turns the dataset into a table of a page."""


class KeyFigure(NamedTuple):
    """The figure of the front page: the function that draws it, and the notebook that explains it."""

    draw: "Callable[[Any], Chart]"
    notebook: str


class RowTable(NamedTuple):
    """How the rows of a table of the report's own are printed: columns, caption, addresses or none.

    Columns by head make a table that is set to be read (`dossier.pages.entry_tables`).
    """

    columns: tuple[str, ...] | Mapping[str, tuple[str, ...]]
    caption: str
    anchored: bool = True  # whether a link may lead to a row


@dataclass(frozen=True)
class Report:
    """What a report's package adds to the engine; each part may be left out.

    Whatever draws or computes is a function that imports its chapter when called: a command that only
    reads tables need not wait for the chapters.
    """

    coded: Declared = field(default_factory=dict)
    record: Declared = field(default_factory=dict)
    dataset: type[Dataset] = Dataset
    numbers: Callable[[Any], Mapping[str, float | str]] = lambda data: {}
    tables: Callable[[], Mapping[str, PageTable]] = dict
    row_tables: Mapping[str, RowTable] = field(default_factory=dict)
    key_figure: Callable[[], KeyFigure] | None = None


def load_report(declaration: Declaration) -> Report:
    """Turn a declaration into ``report.REPORT`` of its package; without a package, into an empty `Report`."""
    if not declaration.package:
        return Report()
    try:
        report = import_module(f"{declaration.package}.report").REPORT
    except (ModuleNotFoundError, AttributeError) as reason:
        remedy = f"write src/{declaration.package}/report.py with REPORT = Report(…), or leave the key out"
        if another := getattr(sys.modules.get(declaration.package), "__file__", None):
            remedy += f"; if {another} is another package, take its folder out of PYTHONPATH"
        raise DataError(DECLARATION_FILE, f"{reason}", row="package", remedy=remedy) from reason
    if not isinstance(report, Report):
        remedy = "make it a dossier.report.Report"
        raise DataError(DECLARATION_FILE, "its REPORT is no Report", row="package", remedy=remedy)
    return report
