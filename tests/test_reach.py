"""What a notebook's outputs depend on is what its digest follows from, and nothing else."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from dossier.book import notebooks
from dossier.book.notebooks import fingerprint, notebook_files, reached
from dossier.book.reach import digest_of_reach, own_files, reach, read_source
from dossier.project import find_project

GROUPS = {"coded": ("claims",), "measured": ("dates",), "record": ("events",)}
PROJECT = find_project()
TABLES = {"claims", "dates", "events"}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return what writes a package ``own``, and follows cells through it."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    def follow(*cells, **sources):
        for name, source in sources.items():
            (folder / f"{name}.py").write_text(source, encoding="utf-8")

        def find(module):
            start = tmp_path.joinpath(*module.split("."))
            return next((f for f in (start / "__init__.py", start.with_suffix(".py")) if f.is_file()), None)

        return reach(cells, GROUPS, find, report="own.report")

    return follow


def names(found, module="a"):
    return {name for of, name in found.statements if of == f"own.{module}"}


class TestNames:
    def test_a_function_and_what_it_calls_and_no_other(self, package):
        a = "from own.b import two\ndef one(): return two()\ndef other(): return 3"
        found = package("from own.a import one\none()", a=a, b="X = 1\ndef two(): return X\nY = 2")
        assert names(found) == {"one"}
        assert names(found, "b") == {"two", "X"}

    def test_a_constant_of_a_module(self, package):
        assert names(package("from own import a\na.X", a="X = 1\nY = 2")) == {"X"}

    def test_a_name_is_followed_through_another_module(self, package):
        found = package("from own import b\nb.f()", a="def f(): ...\ndef g(): ...", b="from own.a import f")
        assert names(found) == {"f"}

    def test_a_relative_import_and_an_import_within_a_function(self, package):
        a = "def f():\n    from .b import g\n    return g()"
        found = package("import own.a\nown.a.f()", a=a, b="def g(): ...\ndef h(): ...")
        assert names(found, "b") == {"g"}

    def test_a_local_name_is_not_the_name_of_the_module(self, package):
        a = "table = 1\ndef f(table): return [table for row in table]\ndef g(): return table"
        assert names(package("from own.a import f", "f(1)", a=a)) == {"f"}
        assert names(package("from own.a import g", "g()", a=a)) == {"g", "table"}

    def test_what_a_comprehension_goes_through_is_not_its_own(self, package):
        a = "row = [1]\ndef f(): return [row for row in row]"
        assert names(package("from own.a import f\nf()", a=a)) == {"f", "row"}

    def test_a_method_does_not_see_the_names_of_its_class(self, package):
        a = "kind = 1\nclass F:\n    kind = 2\n    def f(self): return kind"
        assert names(package("from own.a import F\nF()", a=a)) == {"F", "kind"}

    def test_what_adds_to_a_constant_counts_with_it(self, package):
        found = package("from own.a import X\nX", a="X = 1\nX += 2")
        assert found.statements["own.a", "X"].count("value=2") == 1

    def test_what_runs_at_import_counts(self, package):
        a = "import own.b\ndef f(): ...\nX = {}\nX['a'] = make()\ndef make(): ..."
        found = package("from own.a import f\nf()", a=a, b="assert Y\nY = 1\nZ = 2")
        assert names(found) == {"", "f", "X", "make"}
        assert names(found, "b") == {"", "Y"}


class TestWholeModules:
    """Where a call cannot be followed, all of the module counts."""

    A = "def f(): ...\nX = 1"
    ALL = frozenset({"f", "X"})

    @pytest.mark.parametrize(
        "cell",
        [
            "from own import a\nfor each in (a,): each.f()",
            "from own import a\ngetattr(a, 'f')()",
            "from own import a\na.missing",
            "from own.a import *\nf()",
            "from own import b\nb.g()",
        ],
    )
    def test_a_module_as_a_value_a_star_and_a_name_that_is_not_there(self, package, cell):
        assert names(package(cell, a=self.A, b="from own.a import *\ndef g(): return f()")) == self.ALL

    def test_a_name_that_nothing_explains(self, package):
        found = package("from own.a import f", "f()", a="def f(): return made_by_exec\nX = 1")
        assert names(found) == self.ALL

    def test_a_decorator_that_may_register(self, package):
        a = "from own.b import of\n@of\ndef f(): ...\nX = 1"
        assert names(package("import own.a", a=a, b="def of(f): return f")) == self.ALL

    @pytest.mark.parametrize("plain", ["cache", "lru_cache(maxsize=1)"])
    def test_a_decorator_that_keeps_what_it_found(self, package, plain):
        a = f"from functools import cache, lru_cache\n@{plain}\ndef f(): ...\nX = 1"
        assert names(package("from own.a import f", "f()", a=a)) == {"f"}

    @pytest.mark.parametrize(
        "by_name", ["getattr(data, name)", "vars(data)", "eval(name)", "globals()[name]"]
    )
    def test_what_asks_by_name(self, package, by_name):
        found = package("from own.a import f", "f()", a=f"def f(data, name): return {by_name}\nX = 1")
        assert names(found) == self.ALL
        assert found.tables == set(TABLES)


class TestTables:
    @pytest.mark.parametrize(
        ("body", "tables"),
        [
            ("return data.claims", {"claims"}),
            ("return data['dates']", {"dates"}),
            ("return getattr(data, 'events')", {"events"}),
            ("return [getattr(data, name) for name in BOTH]", {"claims", "dates"}),
            ("return [getattr(data, name) for name, (_, _) in KEYS.items()]", {"dates", "events"}),
            ("return [getattr(data, each) for name, each in KEYS.items()]", set(TABLES)),
            ("name = data.kind\n    return [getattr(data, name) for name in BOTH]", set(TABLES)),
            ("return data.__dict__", set(TABLES)),
            ("return [getattr(data, name) for name in data.schema.record]", {"events"}),
            ("return [getattr(data, name) for name in data.schema.printed]", set(TABLES)),
            ("return 1", set()),
        ],
    )
    def test_the_tables_are_those_that_the_code_names(self, package, body, tables):
        a = f"from own.b import BOTH\nKEYS = {{'dates': (1, 2), 'events': (3, 4)}}\ndef f(data):\n    {body}"
        found = package(
            "from own.a import f", "f(1)", a=a, b="from own.c import BOTH", c="BOTH = ('claims', 'dates')"
        )
        assert found.tables == tables

    def test_a_method_of_the_dataset_reads_when_it_is_called(self, package):
        a = "class Dataset:\n    def trace(self): return self.claims\n    def other(self): return self.dates"
        assert package("from own.a import Dataset", "Dataset()", a=a).tables == set()
        assert package("from own.a import Dataset", "Dataset().trace()", a=a).tables == {"claims"}

    @pytest.mark.parametrize(("cell", "tables"), [("", set()), (".of", set()), (".of()", set(TABLES))])
    def test_a_method_that_hands_out_all_tables_reads_them_when_it_is_called(self, package, cell, tables):
        a = "class Dataset:\n    def __init__(self): self.__dict__.update(a=1)\n    def of(self): return self.__dict__"
        assert package("from own.a import Dataset", f"Dataset(){cell}", a=a).tables == tables


class TestReport:
    """What a report hands in is followed part by part."""

    REPORT = "from own.a import f, g, Report\nREPORT = Report(one=f, two=g)\nOTHER = 1"
    A = "class Report: ...\ndef f(data): return data.claims\ndef g(data): return data.dates"
    ENGINE = "from importlib import import_module\ndef of(package): return import_module(f'{package}.report')"

    @pytest.mark.parametrize(
        ("asked", "tables", "functions"),
        [
            ("project.report.one()", {"claims"}, {"f", "Report"}),
            ("project.report.two()", {"dates"}, {"g", "Report"}),
            ("show(row.report)", set(), set()),
            ("show(find_project().report)", {"claims", "dates"}, {"f", "g", "Report"}),
        ],
    )
    def test_a_part_counts_when_somebody_asks_for_it(self, package, asked, tables, functions):
        b = f"{self.ENGINE}\ndef look(project): return {asked}"
        head = "from dossier.project import find_project\n" if "find_project" in asked else ""
        found = package(
            "from own import b", "b.of('own')", "b.look(1)", a=self.A, b=head + b, report=self.REPORT
        )
        assert found.tables == tables
        assert names(found) == functions
        assert ("own.report", "OTHER") not in found.statements

    @pytest.mark.parametrize("made", ["make()", "Report(f, g)", "Report(**{'one': f, 'two': g})", "[f, g]"])
    def test_all_of_the_module_counts_where_the_parts_cannot_be_told(self, package, made):
        report = self.REPORT.replace("Report(one=f, two=g)", made) + "\ndef make(): return f, g"
        found = package("from own import b", "b.of('own')", a=self.A, b=self.ENGINE, report=report)
        assert found.tables == {"claims", "dates"}
        assert ("own.report", "OTHER") in found.statements

    @pytest.mark.parametrize("name", ["name", "'own.a'", "f'{name}.other'"])
    def test_another_module_imported_by_name_cannot_be_followed(self, package, name):
        b = f"from importlib import import_module\ndef of(name): return import_module({name})\nX = 1"
        found = package("from own import b", "b.of('own')", b=b, report=self.REPORT, a=self.A)
        assert names(found, "b") == {"of", "X"}
        assert found.tables == set(TABLES)


class TestKey:
    def of(self, found, *files):
        return digest_of_reach(found, [*files, *found.files()])

    def test_layout_comments_and_docstrings_leave_it(self, package):
        cell = "from own import a\na.f()"
        before = self.of(
            package(cell, a='"""A."""\ndef f():\n    "Say, it."\n    return 1\nX = 1\n"""Why."""')
        )
        after = self.of(package(cell, a="# moved\n\ndef f():\n    return (1)  # one\nX = 1"))
        assert before == after

    def test_docstrings_count_where_code_prints_them(self, package):
        cell = "from own import a\na.f.__doc__"
        before = self.of(package(cell, a="def f():\n    'One.'"))
        assert before != self.of(package(cell, a="def f():\n    'Two.'"))

    def test_the_cells_count_without_their_comments(self, package):
        assert self.of(package("1 + 1")) == self.of(package("1 + 1  # two"))
        assert self.of(package("1 + 1")) != self.of(package("1 + 2"))
        assert self.of(package("1\n2")) != self.of(package("1", "2"))
        assert self.of(package("%matplotlib inline")) != self.of(package("1"))

    def test_what_lies_beside_a_module_counts(self, package, tmp_path):
        cell = "from own import a\na.f()"
        before = self.of(package(cell, a="def f(): ..."))
        (tmp_path / "own" / "list.csv").write_text("a")
        assert before != self.of(package(cell))


def test_no_module_is_imported_to_find_its_file():
    find = own_files(["militant_unity", "no_such_package"])
    assert find("militant_unity.map.atlas").is_file()
    assert find("no_such_package.a") is None


def watched(data):
    """Return a dataset of the same kind that notes which of its tables are read."""

    class Watched(type(data)):
        read = set()  # noqa: RUF012

        def __getattribute__(self, name):
            type(self).read.add(name)
            return super().__getattribute__(name)

    return Watched(**data.__dict__)


@cache
def run(notebook):
    """Run the cells of a notebook here; return the functions of our own that ran, and the tables read."""
    own = {str(path): name for name, path in own_modules().items()}
    functions = set()

    def note(frame, event, argument):
        if event == "call" and frame.f_code.co_filename in own:
            functions.add((own[frame.f_code.co_filename], frame.f_code.co_qualname.split(".")[0]))

    imports, *cells = notebooks._code_cells(notebook)
    namespace = {}
    sys.setprofile(note)
    try:
        exec(imports, namespace)  # which loads the dataset
        namespace["data"] = watched(namespace["data"])
        exec("\n".join(cells), namespace)
    finally:
        sys.setprofile(None)
    return {(module, name) for module, name in functions if not name.startswith("<")}, namespace["data"].read


@cache
def own_modules():
    source = Path(notebooks.__file__).parents[2]
    files = {path: path.relative_to(source).with_suffix("").parts for path in source.rglob("*.py")}
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in files.items()}


each_notebook = pytest.mark.parametrize("notebook", notebook_files(PROJECT), ids=lambda path: path.stem)


@pytest.mark.slow
@each_notebook
def test_every_function_that_runs_is_reached_and_every_table_that_is_read(notebook):
    ran, read = run(notebook)
    found = reached(PROJECT, notebook)
    assert len(ran) > 20
    assert ran <= set(found.statements)
    assert read & set(PROJECT.schema.tables) <= found.tables


@pytest.mark.slow
@each_notebook
def test_one_constant_changed_in_any_module_that_it_reaches_makes_it_stale(notebook):
    before = fingerprint(PROJECT, notebook)
    found, (ran, _) = reached(PROJECT, notebook), run(notebook)
    assert len(found.modules) > 15
    for module, path in found.modules.items():
        running = {name for of, name in ran if of == module}
        changed = with_another_constant(read_source(path), running) or with_another_constant(
            read_source(path), {name for of, name in found.statements if of == module}
        )
        if changed is None:  # classes that only name types
            assert module in ("dossier.schema", "militant_unity.data")
            changed = with_another_statement(read_source(path))
        after = fingerprint(
            PROJECT, notebook, lambda file, path=path, new=changed: new if file == path else read_source(file)
        )
        assert after != before, module


@pytest.mark.book
@each_notebook
def test_other_docstrings_and_comments_leave_it_current(notebook):
    assert fingerprint(PROJECT, notebook, lambda path: with_other_words(read_source(path))) == fingerprint(
        PROJECT, notebook
    )


def with_another_constant(source, definitions):
    """Return a source in which one constant of ``definitions`` is another; None where they have none."""
    tree = ast.parse(source)
    for statement in (statement for statement in tree.body if bound(statement) & definitions):
        texts = {id(node.value) for node in ast.walk(statement) if isinstance(node, ast.Expr)}
        for node in ast.walk(statement):
            old = getattr(node, "value", None)
            if (
                isinstance(node, ast.Constant)
                and isinstance(old, str | int | float)
                and id(node) not in texts
            ):
                node.value = not old if isinstance(old, bool) else old + type(old)(1)
                return ast.unparse(tree)
    return None


def with_another_statement(source):
    """Return a source whose first class does something more."""
    tree = ast.parse(source)
    next(each for each in tree.body if isinstance(each, ast.ClassDef)).body.append(ast.Pass())
    return ast.unparse(tree)


def bound(statement):
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    return {getattr(statement, "name", ""), *(getattr(target, "id", "") for target in targets)} - {""}


def with_other_words(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = "Other, words."
    return "# Written anew.\n" + ast.unparse(tree)
