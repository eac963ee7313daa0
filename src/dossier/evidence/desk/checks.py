"""`desk_numbers` and `desk_rows` become faults: rows that count different things, figures passed over.

That a named row exists and is not retired, `evidence.links` checks for every table that names rows.
"""

from collections.abc import Iterator

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.desk.answers import Answer, answers
from dossier.evidence.desk.figures import Figures, last_day
from dossier.schema import Schema
from dossier.schema.files import Tables, rows, split_ids


def check_desk(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each number of the desk whose rows do not give it, and for each row passed over."""
    yield from _check_positions(tables)
    data = Dataset(schema=schema, **tables)
    for answer in answers(data):
        yield from _check_alike(answer)
        yield from _check_passed_over(answer, data)


def _check_positions(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each row that stands twice by a number, or has the position of another."""
    for columns in (["number_id", "position"], ["number_id", "row_id"]):
        table = tables["desk_rows"]
        for row in rows(table[table.duplicated(columns)]):
            problem = f"{columns[1]} {getattr(row, columns[1])} stands by {row.number_id} more than once"
            yield DataError(
                "desk_rows.csv",
                problem,
                row=row.desk_row_id,
                column=columns[1],
                remedy="name a row once, and number the rows from 1",
            )


def _check_alike(answer: Answer) -> Iterator[DataError]:
    """Yield a fault where the rows that give a number have different units, or one is a capacity."""
    figures = [named.figure for named in answer.gives if named.figure.has_value]
    units = sorted({figure.unit for figure in figures})
    if len(units) > 1:
        yield _fault(
            answer, f"its rows have the units {', '.join(map(repr, units))}", "give a range one unit"
        )
    for figure in figures:
        if figure.statistic in _NO_COUNT:
            problem = f"{figure.row_id} is a {figure.statistic}, and no count"
            yield _fault(answer, problem, "set it apart, and say in its label what it is")


def _check_passed_over(answer: Answer, data: Dataset) -> Iterator[DataError]:
    """Yield a fault for each figure outside the range that is as new as its rows and that no row names."""
    if answer.lowest is None or answer.highest is None:
        return
    items = split_ids(answer.number.items)
    if unknown := sorted(set(items) - set(data.estimates["item"])):
        yield _fault(answer, f"no row of estimates has the item {unknown[0]!r}", "mend its items")
    first = min(last_day(named.figure.day) for named in answer.gives if named.figure.has_value)
    named_rows = {named.figure.row_id for named in (*answer.gives, *answer.differs, *answer.apart)}
    known = Figures(data)
    for row_id in data.estimates.loc[data.estimates["item"].isin(items), "estimate_id"]:
        figure = known.of("estimates", row_id)
        outside = (
            figure.stated_low < answer.lowest.stated_low or figure.stated_high > answer.highest.stated_high
        )
        if row_id not in named_rows and outside and last_day(figure.day) >= first:
            problem = f"{row_id} lies outside its range, is as new as its rows, and no row names it"
            yield _fault(
                answer, problem, "add it to desk_rows: it gives the number, differs, or stands apart"
            )


_NO_COUNT = ("capacity", "highest_day")


def _fault(answer: Answer, problem: str, remedy: str) -> DataError:
    return DataError("desk_numbers.csv", problem, row=answer.number.number_id, remedy=remedy)


CHECKS = (check_desk,)
"""What must hold of the desk: each takes tables and schema."""
