"""The code of a notebook → the definitions, tables and files that its outputs depend on, and their digest."""

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

CELLS = "notebook"
HANDED_IN = "REPORT"  # what `import_module` is asked for in the report's package
EVERY_PART = "*"
BESIDE = (".csv", ".json", ".mplstyle")  # what a module reads from its own folder

_BY_NAME = {
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
_OF_A_MODULE = {"__file__", "__name__", "__doc__", "__package__", "__path__", "__spec__"}


@dataclass
class Reach:
    """What the outputs of a notebook depend on, besides the lock.

    ``statements`` has the syntax of each definition reached, by module and name; the name of what runs
    when a module is imported is empty. ``modules`` has the file of each module with a definition reached.
    """

    statements: dict[tuple[str, str], str]
    tables: set[str]
    modules: dict[str, Path]

    def files(self) -> list[Path]:
        """Return the data files that lie beside the modules reached."""
        folders = {path.parent for path in self.modules.values()}
        return sorted(file for folder in folders for file in folder.iterdir() if file.suffix in BESIDE)


def key(found: Reach, files: Iterable[Path], declared: str = "") -> str:
    """Return one digest of the definitions reached, of ``declared``, and of the bytes of ``files``."""
    whole = hashlib.sha256(declared.encode())
    for (module, name), text in sorted(found.statements.items()):
        whole.update(f"{module} {name} {text}\n".encode())
    for file in files:
        whole.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def own_files(packages: Collection[str]) -> Find:
    """Return what finds the file of a module of ``packages``; no module of them is imported for it.

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
    r"""Follow the names that ``cells`` use through the project's own modules.

    ``groups`` has the names that an attribute of the dataset may have; ``report`` is the module that the
    engine imports by name. Where a name, a decorator or ``getattr`` cannot be followed, the whole module
    counts, and for ``getattr`` every table.

    >>> cell = "from dossier import load\nload().claims"
    >>> found = reach([cell], {"coded": ["claims"], "measured": ["dates"]}, own_files(["dossier"]))
    >>> ("dossier.project", "load") in found.statements
    True
    """
    walk = _Walk(groups, find, read, report)
    walk.enter_cells(list(cells))
    return walk.result()


class _Walk:
    """The walk from statement to statement; what waits is looked at once."""

    def __init__(self, groups: Groups, find: Find, read: Read, report: str) -> None:
        self.groups, self.find, self.read, self.report = groups, find, read, report
        self.all_tables = frozenset(name for names in groups.values() for name in names)
        self.tables: set[str] = set()
        self.attributes: set[str] = set()
        self.called: set[str] = set()
        self.parts: set[str] = set()
        self.of_method: dict[str, set[str]] = {}
        self.hands_out: set[str] = set()
        self.asks_report = False
        self.followed: set[str] = set()
        self.loaded: dict[str, Module] = {}
        self.whole: set[str] = set()
        self.statements: dict[tuple[str, str], list[ast.stmt]] = {}
        self.waiting: list[tuple[Module, ast.stmt]] = []

    def enter_cells(self, cells: list[str]) -> None:
        magics = [line for cell in cells for line in _MAGIC.findall(cell)]
        tree = ast.parse("\n".join(_MAGIC.sub("", cell) for cell in cells))
        notebook = module_of(CELLS, None, tree)
        for position, cell in enumerate(cells):
            self.statements[CELLS, f"cell {position}"] = list(ast.parse(_MAGIC.sub("", cell)).body)
        self.statements[CELLS, "magics"] = [ast.Expr(ast.Constant(f"%{line}")) for line in magics]
        self.waiting += [(notebook, statement) for statement in tree.body]
        self._load_imports(notebook)
        while self.waiting or self._hand_in():
            self._look_at(*self.waiting.pop())

    def result(self) -> Reach:
        for method, tables in self.of_method.items():
            if method in self.attributes or method.startswith("__"):
                self.tables |= tables
        if any(method in self.called or method.startswith("__") for method in self.hands_out):
            self.tables |= self.all_tables
        speaks = bool({"__doc__", "getdoc"} & self.attributes)  # code that prints docstrings depends on them
        modules = {
            name: module.path
            for name, module in self.loaded.items()
            if module.path is not None and any(of == name and what for of, what in self.statements)
        }
        texts = {
            place: " ".join(written(statement, docstrings=speaks) for statement in statements)
            for place, statements in self.statements.items()
        }
        return Reach(texts, self.tables & self.all_tables, modules)

    def _module(self, name: str) -> Module | None:
        """Return an own module as it is when imported: its loose statements run, and its parents'."""
        if name in self.loaded:
            return self.loaded[name]
        path = self.find(name)
        if path is None:
            return None
        module = parsed(name, path, self.read(path))
        self.loaded[name] = module
        if parent := name.rpartition(".")[0]:
            self._module(parent)
        if module.loose:
            self.statements[name, ""] = module.loose
            self.waiting += [(module, statement) for statement in module.loose]
        self._load_imports(module)
        if module.registers:
            self._take_whole(name)
        return module

    def _load_imports(self, module: Module) -> None:
        for name in sorted(module.loads):
            self._module(name)

    def _take_whole(self, name: str) -> None:
        module = self._module(name)
        if module is None or name in self.whole:
            return
        self.whole.add(name)
        for defined in module.definitions:
            self._take(module, defined)
        for target in module.imports.values():
            if target.name and not self.find(f"{target.module}.{target.name}"):
                self._member(target.module, target.name, ())
        for star in module.stars:
            self._take_whole(star)

    def _take(self, module: Module, name: str) -> None:
        if (module.name, name) not in self.statements and module.path is not None:
            self.statements[module.name, name] = module.definitions[name]
            self.waiting += [(module, statement) for statement in module.definitions[name]]

    def _member(self, module_name: str, name: str, attributes: tuple[str, ...]) -> None:
        """Follow ``module_name.name``, then ``attributes`` as far as they lead through modules."""
        module = self._module(module_name)
        if module is None:
            return
        if name in module.definitions:
            self._take(module, name)
        elif name in module.imports:
            self._enter(module.imports[name], attributes)
        elif self.find(f"{module_name}.{name}"):
            self._enter(Target(f"{module_name}.{name}"), attributes)
        elif name not in _OF_A_MODULE:
            self._take_whole(module_name)

    def _enter(self, target: Target, attributes: tuple[str, ...]) -> None:
        if target.name:
            self._member(target.module, target.name, attributes)
        elif attributes:
            self._member(target.module, attributes[0], attributes[1:])
        else:  # a module as a value: whoever has it may ask for any name of it
            self._take_whole(target.module)

    def _hand_in(self) -> bool:
        """Follow the parts of the report that somebody asks for; say whether there is more to look at.

        A chapter hands in its numbers as a function, and only the pages ask for them: no notebook
        depends on the numbers of another chapter.
        """
        module = self._module(self.report) if self.asks_report else None
        if module is None or self.report in self.whole:
            return bool(self.waiting)
        [made] = module.definitions.get(HANDED_IN, [None])[-1:]
        value = getattr(made, "value", None)
        if not _is_report(value, module) or value.args or not all(each.arg for each in value.keywords):
            self._take_whole(self.report)
            return bool(self.waiting)
        done = self.statements.setdefault((self.report, HANDED_IN), [])
        for part in value.keywords:
            asked = part.arg in self.parts or EVERY_PART in self.parts
            if asked and part.arg not in self.followed:
                self.followed.add(str(part.arg))
                done.append(ast.Expr(ast.Call(value.func, [], [part])))
                self.waiting.append((module, done[-1]))
        return bool(self.waiting)

    def _look_at(self, module: Module, statement: ast.stmt) -> None:
        inside = Module(module.name, module.path)
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            for node in ast.walk(statement):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    note_import(inside, node)
            self._load_imports(inside)
        for name, attributes in names_read(statement):
            self._use(module, inside, name, attributes)
        self._note_reads(module, statement)

    def _use(self, module: Module, inside: Module, name: str, attributes: tuple[str, ...]) -> None:
        target = inside.imports.get(name) or module.imports.get(name)
        if name in module.definitions:
            self._take(module, name)
        if target is not None:
            self._enter(target, attributes)
        elif name in _BY_NAME:
            pass  # `_note_reads` looks at what it is called with
        elif name not in module.definitions and not hasattr(builtins, name) and name not in _OF_A_MODULE:
            for origin in (module.name, *module.stars, *inside.stars):
                self._take_whole(origin)

    def _note_reads(self, module: Module, statement: ast.stmt) -> None:
        """Note tables read, in a method of the dataset apart: it reads when somebody calls it."""
        is_class = isinstance(statement, ast.ClassDef)
        for part in statement.body if isinstance(statement, ast.ClassDef) else [statement]:
            tables: set[str] = set()
            self._note_parts(module, part)
            for node in ast.walk(part):
                if isinstance(node, ast.Attribute):
                    of_self = is_class and isinstance(node.value, ast.Name) and node.value.id == "self"
                    if not of_self:
                        self.attributes.add(node.attr)
                    if node.attr == "__dict__" and not of_self:
                        self.tables |= self.all_tables
                    elif node.attr == "__dict__" and is_dataset(statement):
                        # A method gives every table to its caller, but for the one that takes them in.
                        self.hands_out |= {getattr(part, "name", "")} - {"__init__"}
                    elif node.attr in self.all_tables:
                        (tables if of_self else self.tables).add(node.attr)
                    elif of_self:
                        self.attributes.add(node.attr)
                elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                    self.tables |= {str(node.slice.value)} & self.all_tables
                elif isinstance(node, ast.Call):
                    self._note_call(module, statement, node)
            if tables and isinstance(part, FUNCTIONS) and is_dataset(statement):
                self.of_method.setdefault(part.name, set()).update(tables)

    def _note_parts(self, module: Module, part: ast.stmt) -> None:
        """Note what is asked of the report; where it is handed on as a value, that may be anything."""
        nodes = list(ast.walk(part))
        held = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
        knows = {"Project", "find_project"} & {*module.imports, *module.definitions}
        for node in nodes:
            if isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "report":
                self.parts.add(node.attr)
            elif isinstance(node, ast.Attribute) and node.attr == "report" and knows and id(node) not in held:
                self.parts.add(EVERY_PART)

    def _note_call(self, module: Module, statement: ast.stmt, call: ast.Call) -> None:
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        self.called |= {called} if isinstance(call.func, ast.Attribute) else set()
        if called not in _BY_NAME:
            return
        if called == "import_module" and _ends_like(call.args[0], self.report):
            self.asks_report = True
            return
        named = call.args[1] if called == "getattr" and len(call.args) > 1 else None
        texts = self._texts(module, statement, named)
        if texts:
            self.attributes |= texts
            self.tables |= texts & self.all_tables
        else:
            self.tables |= self.all_tables
            self._take_whole(module.name)

    def _texts(self, module: Module, statement: ast.stmt, named: ast.expr | None) -> set[str]:
        """Return the texts that ``named`` can be: typed here, or in a list that a loop goes through."""
        if isinstance(named, ast.Constant):
            return {str(named.value)}
        if not isinstance(named, ast.Name):
            return set()
        found: set[str] = set()
        for target, gone_through in loops(statement):
            if named.id in stored(target):
                first = target.elts[0] if isinstance(target, ast.Tuple) and is_items(gone_through) else target
                texts = self._typed(module, gone_through) if getattr(first, "id", "") == named.id else set()
                if not texts:
                    return set()
                found |= texts
        looped = sum(named.id in stored(target) for target, _ in loops(statement))
        bound = [each for each in ast.walk(statement) if binds(each, named.id)]
        return found if len(bound) == looped else set()  # bound elsewhere too: it can be anything

    def _typed(self, module: Module, gone_through: ast.expr) -> set[str]:
        """Return the texts of a tuple, or the keys of a dictionary, that stands at the top of a module.

        The tables of a group of the schema are known: ``for name in data.schema.record``.
        """
        if isinstance(gone_through, ast.Attribute) and getattr(gone_through.value, "attr", "") == "schema":
            return set(self.groups.get(gone_through.attr, ()))
        if isinstance(gone_through, ast.Call) and isinstance(gone_through.func, ast.Attribute):
            gone_through = gone_through.func.value
        name = getattr(gone_through, "id", "")
        where: Module | None = module
        while where is not None and (target := where.imports.get(name)) is not None:
            where, name = self._module(target.module), target.name
        statements = where.definitions.get(name, []) if where is not None else []
        if len(statements) != 1:
            return set()
        value = getattr(statements[0], "value", None)
        parts = value.keys if isinstance(value, ast.Dict) else getattr(value, "elts", [])
        texts = {
            part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
        }
        return texts if len(texts) == len(parts) else set()


def _ends_like(node: ast.expr, module: str) -> bool:
    """Say whether a text that begins with a hole may name ``module``: both end in the same words."""
    end = node.values[-1] if isinstance(node, ast.JoinedStr) else None
    return isinstance(end, ast.Constant) and bool(module) and module.endswith(str(end.value))


def _is_report(node: ast.expr | None, module: Module) -> TypeGuard[ast.Call]:
    """Say whether ``node`` makes a report, and is no function that makes one."""
    called = module.imports.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
    return called is not None and called.name == "Report"


_MAGIC = re.compile(r"^[%!](.*)$", re.MULTILINE)


def is_dataset(statement: ast.stmt) -> bool:
    """Say whether a class is the dataset, or one made from it.

    >>> is_dataset(ast.parse("class Own(data.Dataset): ...").body[0])
    True
    """
    if not isinstance(statement, ast.ClassDef):
        return False
    bases = (getattr(base, "attr", getattr(base, "id", "")) for base in statement.bases)
    return "Dataset" in (statement.name, *bases)
