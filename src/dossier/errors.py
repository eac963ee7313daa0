"""The errors that a person is meant to act on."""


class DataError(Exception):
    """What is wrong, where, and how to mend it, in one line.

    >>> print(DataError("claims.csv", "low is above high", row="c-9017", column="low", remedy="swap them"))
    claims.csv, row c-9017, column low: low is above high; swap them
    """

    def __init__(self, file: str, problem: str, *, remedy: str, row: str = "", column: str = "") -> None:
        self.file, self.row, self.column = file, row, column
        self.problem, self.remedy = problem, remedy
        where = [file]
        if row:
            where.append(f"row {row}")
        if column:
            where.append(f"column {column}")
        super().__init__(printable(f"{', '.join(where)}: {problem}; {remedy}"))


class BookError(Exception):
    """The book, or an edition of it, could not be built; the message holds every reason."""


def printable(text: str) -> str:
    r"""Return ``text`` on one line and without what a terminal would obey.

    >>> printable("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
