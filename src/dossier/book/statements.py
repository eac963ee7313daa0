"""A source file → its top-level statements, the names that they bind, and the names that they read.

`reach` follows these names from module to module, to find the code that the outputs of a notebook depend on.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SKIPPED_FIELDS = {"ctx", "kind", "type_comment"}  # fields of the tree that do not change what the code does

# Decorators that do not register a definition anywhere; any other may.
_HARMLESS_DECORATORS = {
    "abstractmethod", "cache", "cached_property", "classmethod", "contextmanager", "dataclass", "lru_cache",
    "overload", "property", "staticmethod", "total_ordering", "wraps",
}  # fmt: skip


class Target(NamedTuple):
    """What an import binds: a module, or a name in it."""

    module: str
    name: str = ""


@dataclass
class Module:
    """A source file by its top-level statements.

    ``definitions`` has the statements that bind each name, ``imports`` what each imported name means,
    ``stars`` the modules of ``import *``, ``loose`` the statements that run on import without binding a name,
    ``loads`` the modules that an import loads; ``registers`` says whether a decorator may register one.
    """

    name: str
    path: Path | None = None
    definitions: dict[str, list[ast.stmt]] = field(default_factory=dict)
    imports: dict[str, Target] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    loose: list[ast.stmt] = field(default_factory=list)
    loads: set[str] = field(default_factory=set)
    registers: bool = False

    @property
    def is_package(self) -> bool:
        """Return whether the file is the ``__init__`` of a folder."""
        return self.path is not None and self.path.name == "__init__.py"


def syntax(node: object, *, docstrings: bool = False) -> str:
    r"""Return a syntax tree as text: the same for any Python, whatever the layout and the comments.

    >>> print(syntax(ast.parse("x = 1  # one").body[0]))
    Assign(targets=[Name(id='x')], value=Constant(value=1))
    >>> one, two = ast.parse("def f():\n    'Return it.'\n    return 1\ndef f(): return (1)").body
    >>> syntax(one) == syntax(two)
    True
    """
    if isinstance(node, ast.AST):
        fields = (
            f"{name}={syntax(value, docstrings=docstrings)}"
            for name, value in ast.iter_fields(node)
            if name not in _SKIPPED_FIELDS and value is not None and value != []
        )
        return f"{type(node).__name__}({', '.join(fields)})"
    if isinstance(node, list):
        items = (item for item in node if docstrings or not _is_docstring(item))
        return f"[{', '.join(syntax(item, docstrings=docstrings) for item in items)}]"
    return ascii(node)


@lru_cache(maxsize=8192)
def written(statement: ast.stmt, *, docstrings: bool) -> str:
    """Return ``syntax`` of a statement; a statement is written once and then kept."""
    return syntax(statement, docstrings=docstrings)


def _is_docstring(node: object) -> bool:
    """Return whether a statement is a text alone, as docstrings of modules, functions and constants are."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return False
    return isinstance(node.value.value, str)


@lru_cache(maxsize=1024)
def parsed(name: str, path: Path, source: str) -> Module:
    """Return the source of the module ``name`` as a `Module`; it is parsed once and then kept."""
    return module_of(name, path, ast.parse(source))


def module_of(name: str, path: Path | None, tree: ast.Module) -> Module:
    """Return the syntax tree of a source file as a `Module`: what it binds, imports and runs."""
    module = Module(name, path)
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            note_import(module, statement)
        elif isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            module.definitions.setdefault(statement.name, []).append(statement)
            module.registers = module.registers or _registers(statement)
        elif not _is_docstring(statement):
            names = stored(statement)
            for bound in names:
                module.definitions.setdefault(bound, []).append(statement)
            for node in ast.walk(statement):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    note_import(module, node)
            if not names or not isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                module.loose.append(statement)
    return module


def stored(statement: ast.AST) -> set[str]:
    """Return the names that a statement at the top of a module binds, those of its blocks included."""
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
    return names


def _registers(statement: ast.stmt) -> bool:
    """Return whether a decorator may put a definition, or a method of it, where other code finds it."""
    body = statement.body if isinstance(statement, ast.ClassDef) else []
    for definition in (statement, *body):
        for decorator in getattr(definition, "decorator_list", []):
            named = decorator.func if isinstance(decorator, ast.Call) else decorator
            if getattr(named, "attr", getattr(named, "id", "")) not in _HARMLESS_DECORATORS:
                return True
    return False


def note_import(module: Module, node: ast.Import | ast.ImportFrom) -> None:
    """Note in ``module`` what an import binds, and which modules it loads."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            module.loads.add(alias.name)
            bound = alias.asname or alias.name.partition(".")[0]
            module.imports[bound] = Target(alias.name if alias.asname else bound)
        return
    source = node.module or ""
    if node.level:
        parts = module.name.split(".")
        above = parts[: len(parts) - node.level + module.is_package]
        source = ".".join([*above, *([source] if source else [])])
    module.loads.add(source)
    for alias in node.names:
        if alias.name == "*":
            module.stars.append(source)
        else:
            module.loads.add(f"{source}.{alias.name}")
            module.imports[alias.asname or alias.name] = Target(source, alias.name)


@lru_cache(maxsize=16384)
def nodes_of(statement: ast.stmt) -> tuple[ast.AST, ...]:
    """Return every node of a statement, itself first; each notebook walks through the same statements.

    >>> [type(node).__name__ for node in nodes_of(ast.parse("x = 1").body[0])]
    ['Assign', 'Name', 'Constant', 'Store']
    """
    return tuple(ast.walk(statement))


@lru_cache(maxsize=8192)
def names_read(statement: ast.stmt) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each name that a statement reads and does not bind itself, with the attributes read from it.

    >>> names_read(ast.parse("def f(a): return pd.io.x(a, b)").body[0])
    (('pd', ('io', 'x')), ('b', ()))
    """
    free = {id(node) for node in free_names(statement, frozenset())}
    return tuple(_uses(statement, free))


def _uses(node: ast.AST, free: set[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each name below ``node`` that is ``free``, by the ids of its nodes, with its attributes."""
    attributes: list[str] = []
    base = node
    while isinstance(base, ast.Attribute):
        attributes.insert(0, base.attr)
        base = base.value
    if isinstance(base, ast.Name):
        if id(base) in free:
            yield base.id, tuple(attributes)
        return
    for child in ast.iter_child_nodes(base):
        yield from _uses(child, free)


def free_names(node: ast.AST, hidden: frozenset[str]) -> Iterator[ast.Name]:
    """Yield the names that ``node`` reads and no scope within it binds."""
    if isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Load) and node.id not in hidden:
            yield node
    elif isinstance(node, (*FUNCTIONS, ast.Lambda)):
        inner = hidden | _bound(node)
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        body_ids = {id(part) for part in body}
        for child in ast.iter_child_nodes(node):
            yield from free_names(child, inner if id(child) in body_ids else hidden)
    elif isinstance(node, ast.ClassDef):
        names = hidden | _bound(node)
        for child in ast.iter_child_nodes(node):
            # A method does not see the names of its class.
            sees = child in node.body and not isinstance(child, FUNCTIONS)
            yield from free_names(child, names if sees else hidden)
    elif isinstance(node, _COMPREHENSIONS):
        first = node.generators[0].iter  # computed in the scope around the comprehension
        yield from free_names(first, hidden)
        inner = hidden | _bound(node)
        for child in ast.iter_child_nodes(node):
            for part in ast.iter_child_nodes(child) if isinstance(child, ast.comprehension) else (child,):
                if part is not first:
                    yield from free_names(part, inner)
    else:
        for child in ast.iter_child_nodes(node):
            yield from free_names(child, hidden)


def _bound(scope: ast.AST) -> frozenset[str]:
    """Return the names that a scope binds itself, without imports, because these can be followed."""
    names: set[str] = set()
    outer: set[str] = set()
    waiting: list[ast.AST] = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Global):
            outer |= set(node.names)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, _COMPREHENSIONS):
            walruses = (part for part in ast.walk(node) if isinstance(part, ast.NamedExpr))
            names |= {walrus.target.id for walrus in walruses}
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return frozenset(names - outer)


def loops(statement: ast.stmt) -> list[tuple[ast.expr, ast.expr]]:
    """Return the target and the iterable of each loop in ``statement``."""
    kinds = (ast.For, ast.comprehension)
    return [(node.target, node.iter) for node in nodes_of(statement) if isinstance(node, kinds)]


def is_items(node: ast.expr) -> bool:
    """Return whether ``node`` is a call of ``items``, as of a dictionary."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "items"


def binds(node: ast.AST, name: str) -> bool:
    """Return whether ``node`` assigns to ``name``, or is a parameter of that name."""
    stores = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
    return stores or (isinstance(node, ast.arg) and node.arg == name)
