"""What is wrong in data or book becomes an error whose message a person can act on.

The command line prints the message without a traceback. Any other exception is a defect of the code.
"""


class DataError(Exception):
    """File, problem, remedy, row and column become one line: where, what is wrong, what to do.

    >>> print(DataError("claims.csv", "low is above high", row="c-9017", column="low", remedy="swap them"))
    claims.csv, row c-9017, column low: low is above high; swap them
    """

    def __init__(self, file: str, problem: str, *, remedy: str, row: str = "", column: str = "") -> None:
        self.file, self.row, self.column = file, row, column
        self.problem, self.remedy = problem, remedy
        place = [file]
        if row:
            place.append(f"row {row}")
        if column:
            place.append(f"column {column}")
        super().__init__(printable(f"{', '.join(place)}: {problem}; {remedy}"))


class BookError(Exception):
    """The book, or an edition of it, could not be built; the message has every reason, a line each."""


def printable(text: str) -> str:
    r"""Turn a text into one line without signs that a terminal would obey: they are written as escapes.

    >>> printable("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
