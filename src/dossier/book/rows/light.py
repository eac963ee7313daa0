"""A built book and the dataset → the light pages of all rows in the folder of the book, each with its twin.

They are made outside Sphinx, in seconds. Chapters lead to them, so they are there before links are checked.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dossier.book.addresses import RowAddresses
from dossier.book.rows.uses import NUMBER, USES, read_uses
from dossier.data import Dataset
from dossier.pages.light_pages import HEAVIEST, LightPages, Sentence, number_address
from dossier.pages.number_sources import computed
from dossier.pages.numbers import ledger_numbers
from dossier.pages.row_cards import NUMBERS
from dossier.project import Project


def write_light_pages(project: Project, html: Path) -> list[str]:
    """Write the light pages into the book in ``html``, and return what is wrong with them."""
    data = project.load()
    light = LightPages(data, project.declaration)
    uses, in_book = read_uses(html.parent / USES), RowAddresses(html)
    complaints = list(_alike(light.address(row_id) for row_id in light.cards.table_of))
    for row_id in light.cards.table_of:
        address = light.address(row_id)
        file = html / address
        file.parent.mkdir(exist_ok=True)
        named = uses.get(row_id, [])
        page = light.html(row_id, named, in_book.address(row_id)).encode()
        file.write_bytes(page)
        file.with_suffix(".json").write_bytes(light.twin(row_id, named, in_book.address(row_id)))
        if len(page) > HEAVIEST:
            complaints.append(f"{address} has {len(page)} bytes, more than {HEAVIEST}")
        complaints += [
            f"{address} leads to {use.page}.html#{use.anchor}, which is not there"
            for use in named
            if not in_book.has(f"{use.page}.html", use.anchor)
        ]
    return [*complaints, *_write_numbers(project, data, light, uses, html)]


def _write_numbers(
    project: Project, data: Dataset, light: LightPages, uses: dict[str, list[Sentence]], html: Path
) -> Iterator[str]:
    """Write the light page of each number, and yield a complaint for each that is too heavy."""
    (html / NUMBERS).mkdir(exist_ok=True)
    numbers = computed(
        data,
        frozenset(light.cards.table_of),
        lambda: {**ledger_numbers(data), **project.report.numbers(data)},
    )
    beside: dict[Sentence, list[str]] = {}
    for named_row, sentences in uses.items():
        for sentence in sentences if named_row in light.cards else []:
            beside.setdefault(sentence, []).append(named_row)
    for name, number in numbers.items():
        file, named = html / number_address(name), uses.get(f"{NUMBER}{name}", [])
        rows = list(dict.fromkeys(row_id for sentence in named for row_id in beside.get(sentence, [])))
        page = light.number_html(number, named, rows).encode()
        file.write_bytes(page)
        file.with_suffix(".json").write_bytes(light.number_twin(number, named))
        if len(page) > HEAVIEST:
            yield f"{number_address(name)} has {len(page)} bytes, more than {HEAVIEST}"


def _alike(addresses: Iterator[str]) -> Iterator[str]:
    """Yield a complaint for each address that differs from another in small and capital letters alone.

    >>> list(_alike(iter(["rows/a.html", "rows/A.html"])))
    ['rows/a.html is the address of two light pages where small and capital letters are one']
    """
    for address, times in Counter(address.lower() for address in addresses).items():
        if times > 1:
            yield f"{address} is the address of two light pages where small and capital letters are one"
