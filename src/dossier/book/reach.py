"""The code of a notebook → the definitions, tables and files that its outputs depend on, and their digest.

Only such a change makes stored outputs stale. What cannot be followed counts in full.
"""

import ast
import builtins
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeGuard

from dossier.book.statements import (
    FUNCTIONS,
    Module,
    Target,
    binds,
    is_items,
    loops,
    module_of,
    names_read,
    nodes_of,
    note_import,
    parsed,
    stored,
    written,
)

Find = Callable[[str], Path | None]
"""The file of a module, or nothing where the module is not one of the project's own."""

Read = Callable[[Path], str]
"""The source in a file; a test puts another source in its place."""

Groups = Mapping[str, Collection[str]]
"""The names of the tables, by the group that the schema has them in: measured, coded, record."""

NOTEBOOK = "notebook"  # the cells, as if they were a module
REPORT_NAME = "REPORT"  # the definition that the engine takes from the report's package
ALL_PARTS = "*"
DATA_SUFFIXES = (".csv", ".json", ".mplstyle")  # of files that a module reads from its own folder

# Functions that reach a definition or a table by its name as text.
_LOOKUPS = {
    "attrgetter",
    "eval",
    "exec",
    "getattr",
    "globals",
    "import_module",
    "locals",
    "methodcaller",
    "vars",
}
_MODULE_ATTRIBUTES = {"__file__", "__name__", "__doc__", "__package__", "__path__", "__spec__"}


@dataclass
class Reach:
    """What the outputs of a notebook depend on, besides ``requirements.lock``.

    ``statements`` has the syntax of each definition reached, by module and name; the name of what runs
    when a module is imported is empty. ``modules`` has the file of each module with a definition reached.
    """

    statements: dict[tuple[str, str], str]
    tables: set[str]
    modules: dict[str, Path]

    def files(self) -> list[Path]:
        """Return the data files in the folders of the modules reached."""
        folders = {path.parent for path in self.modules.values()}
        return sorted(file for folder in folders for file in folder.iterdir() if file.suffix in DATA_SUFFIXES)


def digest_of_reach(reached: Reach, files: Iterable[Path], declared: str = "") -> str:
    """Return one digest of the definitions ``reached``, of ``declared``, and of the bytes of ``files``."""
    digest = hashlib.sha256(declared.encode())
    for (module, name), text in sorted(reached.statements.items()):
        digest.update(f"{module} {name} {text}\n".encode())
    for file in files:
        digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def own_files(packages: Collection[str]) -> Find:
    """Return a function from the name of a module of ``packages`` to its file; it imports no module.

    >>> find = own_files(["dossier"])
    >>> find("dossier.data").name, find("dossier.book").name, find("pandas"), find("dossier.data.load")
    ('data.py', '__init__.py', None, None)
    """
    folders = {}
    for package in packages:
        spec = find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            folders[package] = Path(spec.submodule_search_locations[0])

    def find(module: str) -> Path | None:
        top, *rest = module.split(".")
        if top not in folders:
            return None
        start = folders[top].joinpath(*rest)
        files = (start / "__init__.py", start.with_suffix(".py"))
        return next((file for file in files if file.is_file()), None)

    return find


def read_source(path: Path) -> str:
    """Return the source in ``path``."""
    return path.read_text(encoding="utf-8")


def reach(
    cells: Iterable[str], groups: Groups, find: Find, read: Read = read_source, report: str = ""
) -> Reach:
    r"""Return what ``cells`` reach when their names are followed through the project's own modules.

    ``groups`` has the names that an attribute of the dataset may have; ``report`` is the module that the
    engine imports by name. Where a name, a decorator or ``getattr`` cannot be followed, the whole module
    counts, and for ``getattr`` every table.

    >>> cell = "from dossier import load\nload().claims"
    >>> reached = reach([cell], {"coded": ["claims"], "measured": ["dates"]}, own_files(["dossier"]))
    >>> ("dossier.project", "load") in reached.statements
    True
    """
    walk = _Walk(groups, find, read, report)
    walk.enter_cells(list(cells))
    return walk.result()


class _Walk:
    """The walk from statement to statement; each is looked at once."""

    def __init__(self, groups: Groups, find: Find, read: Read, report: str) -> None:
        self.groups, self.find, self.read, self.report = groups, find, read, report
        self.all_tables = frozenset(name for names in groups.values() for name in names)
        self.tables: set[str] = set()
        self.attributes: set[str] = set()
        self.called: set[str] = set()
        self.report_parts: set[str] = set()
        self.parts_followed: set[str] = set()
        self.imports_report = False
        self.tables_of_method: dict[str, set[str]] = {}
        self.methods_with_all_tables: set[str] = set()
        self.loaded: dict[str, Module] = {}
        self.taken_modules: set[str] = set()
        self.statements: dict[tuple[str, str], list[ast.stmt]] = {}
        self.waiting: list[tuple[Module, ast.stmt]] = []

    def enter_cells(self, cells: list[str]) -> None:
        magics = [line for cell in cells for line in _MAGIC.findall(cell)]
        tree = ast.parse("\n".join(_MAGIC.sub("", cell) for cell in cells))
        notebook = module_of(NOTEBOOK, None, tree)
        for position, cell in enumerate(cells):
            self.statements[NOTEBOOK, f"cell {position}"] = list(ast.parse(_MAGIC.sub("", cell)).body)
        self.statements[NOTEBOOK, "magics"] = [ast.Expr(ast.Constant(f"%{line}")) for line in magics]
        self.waiting += [(notebook, statement) for statement in tree.body]
        self._load_imports(notebook)
        while self.waiting or self._follow_report():
            self._follow_statement(*self.waiting.pop())

    def result(self) -> Reach:
        for method, tables in self.tables_of_method.items():
            if method in self.attributes or method.startswith("__"):
                self.tables |= tables
        if any(method in self.called or method.startswith("__") for method in self.methods_with_all_tables):
            self.tables |= self.all_tables
        docstrings = bool({"__doc__", "getdoc"} & self.attributes)  # code that prints them depends on them
        modules = {
            name: module.path
            for name, module in self.loaded.items()
            if module.path is not None and any(of == name and defined for of, defined in self.statements)
        }
        texts = {
            place: " ".join(written(statement, docstrings=docstrings) for statement in statements)
            for place, statements in self.statements.items()
        }
        return Reach(texts, self.tables & self.all_tables, modules)

    def _load(self, name: str) -> Module | None:
        """Return a module of the project; its import runs its loose statements, and its parents'."""
        if name in self.loaded:
            return self.loaded[name]
        path = self.find(name)
        if path is None:
            return None
        module = parsed(name, path, self.read(path))
        self.loaded[name] = module
        if parent := name.rpartition(".")[0]:
            self._load(parent)
        if module.loose:
            self.statements[name, ""] = module.loose
            self.waiting += [(module, statement) for statement in module.loose]
        self._load_imports(module)
        if module.registers:
            self._take_module(name)
        return module

    def _load_imports(self, module: Module) -> None:
        for name in sorted(module.loads):
            self._load(name)

    def _take_module(self, name: str) -> None:
        module = self._load(name)
        if module is None or name in self.taken_modules:
            return
        self.taken_modules.add(name)
        for defined in module.definitions:
            self._take_definition(module, defined)
        for target in module.imports.values():
            if target.name and not self.find(f"{target.module}.{target.name}"):
                self._follow_member(target.module, target.name, ())
        for star in module.stars:
            self._take_module(star)

    def _take_definition(self, module: Module, name: str) -> None:
        if (module.name, name) not in self.statements and module.path is not None:
            self.statements[module.name, name] = module.definitions[name]
            self.waiting += [(module, statement) for statement in module.definitions[name]]

    def _follow_member(self, module_name: str, name: str, attributes: tuple[str, ...]) -> None:
        """Follow ``module_name.name``, then ``attributes`` as far as they lead through modules."""
        module = self._load(module_name)
        if module is None:
            return
        if name in module.definitions:
            self._take_definition(module, name)
        elif name in module.imports:
            self._follow_target(module.imports[name], attributes)
        elif self.find(f"{module_name}.{name}"):
            self._follow_target(Target(f"{module_name}.{name}"), attributes)
        elif name not in _MODULE_ATTRIBUTES:
            self._take_module(module_name)

    def _follow_target(self, target: Target, attributes: tuple[str, ...]) -> None:
        if target.name:
            self._follow_member(target.module, target.name, attributes)
        elif attributes:
            self._follow_member(target.module, attributes[0], attributes[1:])
        else:  # a module as a value: any name of it may be read
            self._take_module(target.module)

    def _follow_report(self) -> bool:
        """Follow the parts of the report that some code reads; return whether a statement is waiting.

        The report has the numbers of each chapter as a function, and only the pages call it. So no notebook
        depends on the numbers of another chapter.
        """
        module = self._load(self.report) if self.imports_report else None
        if module is None or self.report in self.taken_modules:
            return bool(self.waiting)
        [definition] = module.definitions.get(REPORT_NAME, [None])[-1:]
        value = getattr(definition, "value", None)
        if not _is_report(value, module) or value.args or not all(part.arg for part in value.keywords):
            self._take_module(self.report)
            return bool(self.waiting)
        statements = self.statements.setdefault((self.report, REPORT_NAME), [])
        for part in value.keywords:
            is_read = part.arg in self.report_parts or ALL_PARTS in self.report_parts
            if is_read and part.arg not in self.parts_followed:
                self.parts_followed.add(str(part.arg))
                statements.append(ast.Expr(ast.Call(value.func, [], [part])))
                self.waiting.append((module, statements[-1]))
        return bool(self.waiting)

    def _follow_statement(self, module: Module, statement: ast.stmt) -> None:
        inside = Module(module.name, module.path)
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            for node in nodes_of(statement):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    note_import(inside, node)
            self._load_imports(inside)
        for name, attributes in names_read(statement):
            self._follow_name(module, inside, name, attributes)
        self._note_reads(module, statement)

    def _follow_name(self, module: Module, inside: Module, name: str, attributes: tuple[str, ...]) -> None:
        target = inside.imports.get(name) or module.imports.get(name)
        if name in module.definitions:
            self._take_definition(module, name)
        if target is not None:
            self._follow_target(target, attributes)
        elif name in _LOOKUPS:
            pass  # `_note_reads` looks at its arguments
        elif (
            name not in module.definitions and not hasattr(builtins, name) and name not in _MODULE_ATTRIBUTES
        ):
            for origin in (module.name, *module.stars, *inside.stars):
                self._take_module(origin)

    def _note_reads(self, module: Module, statement: ast.stmt) -> None:
        """Note the tables that a statement reads; a method of the dataset reads when it is called."""
        is_class = isinstance(statement, ast.ClassDef)
        for part in statement.body if isinstance(statement, ast.ClassDef) else [statement]:
            tables: set[str] = set()
            self._note_parts(module, part)
            for node in nodes_of(part):
                if isinstance(node, ast.Attribute):
                    of_self = is_class and isinstance(node.value, ast.Name) and node.value.id == "self"
                    if not of_self:
                        self.attributes.add(node.attr)
                    if node.attr == "__dict__" and not of_self:
                        self.tables |= self.all_tables
                    elif node.attr == "__dict__" and is_dataset(statement):
                        # A method gives all tables to its caller, except the one that takes them in.
                        self.methods_with_all_tables |= {getattr(part, "name", "")} - {"__init__"}
                    elif node.attr in self.all_tables:
                        (tables if of_self else self.tables).add(node.attr)
                    elif of_self:
                        self.attributes.add(node.attr)
                elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                    self.tables |= {str(node.slice.value)} & self.all_tables
                elif isinstance(node, ast.Call):
                    self._note_call(module, statement, node)
            if tables and isinstance(part, FUNCTIONS) and is_dataset(statement):
                self.tables_of_method.setdefault(part.name, set()).update(tables)

    def _note_parts(self, module: Module, part: ast.stmt) -> None:
        """Note the parts of the report that are read; where the report is passed on as a value, all are."""
        nodes = nodes_of(part)
        read_from = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
        has_project = {"Project", "find_project"} & {*module.imports, *module.definitions}
        for node in nodes:
            if isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "report":
                self.report_parts.add(node.attr)
            elif getattr(node, "attr", "") == "report" and has_project and id(node) not in read_from:
                self.report_parts.add(ALL_PARTS)

    def _note_call(self, module: Module, statement: ast.stmt, call: ast.Call) -> None:
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        self.called |= {called} if isinstance(call.func, ast.Attribute) else set()
        if called not in _LOOKUPS:
            return
        if called == "import_module" and _ends_like(call.args[0], self.report):
            self.imports_report = True
            return
        named = call.args[1] if called == "getattr" and len(call.args) > 1 else None
        texts = self._texts(module, statement, named)
        if texts:
            self.attributes |= texts
            self.tables |= texts & self.all_tables
        else:
            self.tables |= self.all_tables
            self._take_module(module.name)

    def _texts(self, module: Module, statement: ast.stmt, named: ast.expr | None) -> set[str]:
        """Return the texts that ``named`` can be: a constant, or the items that loops go through."""
        if isinstance(named, ast.Constant):
            return {str(named.value)}
        if not isinstance(named, ast.Name):
            return set()
        texts: set[str] = set()
        for target, iterable in loops(statement):
            if named.id in stored(target):
                first = target.elts[0] if isinstance(target, ast.Tuple) and is_items(iterable) else target
                items = self._items(module, iterable) if getattr(first, "id", "") == named.id else set()
                if not items:
                    return set()
                texts |= items
        by_loops = sum(named.id in stored(target) for target, _ in loops(statement))
        anywhere = sum(binds(node, named.id) for node in nodes_of(statement))
        return texts if anywhere == by_loops else set()  # bound elsewhere too: it can be any text

    def _items(self, module: Module, iterable: ast.expr) -> set[str]:
        """Return the texts of a tuple, or the keys of a dictionary, that a module defines at its top.

        The tables of a group of the schema are known: ``for name in data.schema.record``.
        """
        if isinstance(iterable, ast.Attribute) and getattr(iterable.value, "attr", "") == "schema":
            return set(self.groups.get(iterable.attr, ()))
        if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Attribute):
            iterable = iterable.func.value
        name = getattr(iterable, "id", "")
        home: Module | None = module
        while home is not None and (target := home.imports.get(name)) is not None:
            home, name = self._load(target.module), target.name
        statements = home.definitions.get(name, []) if home is not None else []
        if len(statements) != 1:
            return set()
        value = getattr(statements[0], "value", None)
        parts = value.keys if isinstance(value, ast.Dict) else getattr(value, "elts", [])
        texts = {
            part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
        }
        return texts if len(texts) == len(parts) else set()


def _ends_like(node: ast.expr, module: str) -> bool:
    """Return whether an f-string, such as ``f"{package}.report"``, may be the name of ``module``."""
    end = node.values[-1] if isinstance(node, ast.JoinedStr) else None
    return isinstance(end, ast.Constant) and bool(module) and module.endswith(str(end.value))


def _is_report(node: ast.expr | None, module: Module) -> TypeGuard[ast.Call]:
    """Return whether ``node`` calls ``Report`` itself, not a function that makes a report."""
    called = module.imports.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
    return called is not None and called.name == "Report"


_MAGIC = re.compile(r"^[%!](.*)$", re.MULTILINE)


def is_dataset(statement: ast.stmt) -> bool:
    """Return whether a class is ``Dataset``, or a subclass of it.

    >>> is_dataset(ast.parse("class Own(data.Dataset): ...").body[0])
    True
    """
    if not isinstance(statement, ast.ClassDef):
        return False
    bases = (getattr(base, "attr", getattr(base, "id", "")) for base in statement.bases)
    return "Dataset" in (statement.name, *bases)
