"""Every page, wide and narrow, by day and by night, in one Chromium."""

import itertools

import pytest
from browser import BOOK, COLOURS, VIEWPORTS, chromium, page_names, served, take_picture, visited

collect_ignore = [
    "hostile_book.py",
    "two_editions.py",
    "second_book.py",
]  # programs of the project's own environment
SCREENS = BOOK.parent / "screens"
WEIGHTS = BOOK.parent / "weights.txt"
MODES = list(itertools.product(page_names(), VIEWPORTS, COLOURS))


@pytest.fixture(scope="session")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def address():
    with served() as found:
        yield found


@pytest.fixture(scope="session", params=MODES, ids=lambda mode: "-".join(mode))
def visit(request, browser, address):
    """Visit each page once in each mode, and leave its picture in _build/screens."""
    name, viewport, colours = request.param
    SCREENS.mkdir(exist_ok=True)
    with visited(browser, f"{address}/{name}", viewport, colours) as visit:
        visit.name, visit.viewport, visit.colours = request.param
        take_picture(visit.page, SCREENS, *request.param)
        yield visit


def pytest_generate_tests(metafunc):
    named = (marker.args[0] for marker in metafunc.definition.iter_markers("parametrize"))
    if "name" in metafunc.fixturenames and not any("name" in each for each in named):
        metafunc.parametrize("name", page_names())
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", [name for name in page_names() if not is_a_door(name)])


def is_a_door(name):
    """Say whether a page only leads on to another."""
    return 'http-equiv="refresh"' in (BOOK / name).read_text(encoding="utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Let the checks of one visit stay together where several browsers share the work."""
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        item.add_marker(pytest.mark.xdist_group("-".join(params.get("visit", [item.path.stem]))))


def pytest_terminal_summary(terminalreporter):
    """Print what each page weighs, and leave the table in _build/weights.txt."""
    reports = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    told = dict(told for report in reports for told in report.user_properties)
    if not told:
        return
    head = f"{'page':44} {'requests':>8} {'raw kB':>8} {'gzip kB':>8} {'own kB':>8} {'figures kB':>10}"
    rows = [
        f"{name:44} {requests:8} {raw / 1e3:8.0f} {sent / 1e3:8.0f} {own / 1e3:8.0f} {figures / 1e3:10.0f}"
        for name, (requests, raw, sent, own, figures) in sorted(told.items())
    ]
    table = "\n".join([head, *rows, ""])
    WEIGHTS.write_text(table, encoding="utf-8")
    terminalreporter.write_line(f"\n{table}")
