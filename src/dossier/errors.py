"""What is wrong in data or book becomes an error whose message a person can act on.

The command line prints the message without a traceback. Any other exception is a defect of the code.
"""

import errno

_LONGEST = 80  # characters of a cell or a row in a message


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
            place.append(f"row {clipped(row)}")
        if column:
            place.append(f"column {clipped(column)}")
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


def clipped(text: str, longest: int = _LONGEST) -> str:
    """Return a text for a message: what is longer than ``longest`` characters is cut, and says so.

    >>> clipped("short"), clipped("x" * 200, 5)
    ('short', 'xxxxx… (200 characters)')
    """
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text):,} characters)"


def quoted(text: str) -> str:
    r"""Return a text between quotes for a message, signs that a terminal would obey as escapes.

    >>> print(quoted("a\u202eb"))
    'a\u202eb'
    """
    shown = repr(text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown[:-1]}…{shown[-1]} ({len(text):,} characters)"


_REMEDIES = {
    errno.ENOSPC: "free some space on the disk, and run it again",
    errno.EDQUOT: "free some space in your quota, and run it again",
    errno.EFBIG: "raise the limit on the size of a file (ulimit -f), and run it again",
    errno.EACCES: "give yourself the right to read and write there, or name another folder",
    errno.EPERM: "give yourself the right to read and write there, or name another folder",
    errno.EROFS: "name a folder that can be written",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOTDIR: "name a folder; a part of that path is a file",
    errno.EISDIR: "name a file; there is a folder of that name",
    errno.EEXIST: "name another path, or move what is there away",
    errno.ENOENT: "put it there, or name a path that exists",
    errno.EMFILE: "raise the limit on open files (ulimit -n), and run it again",
    errno.ENOMEM: "close other programs, and run it again",
    errno.EIO: "look at the disk, and run it again",
}


def system_message(error: OSError) -> str:
    """Turn an error of the system into one line: which file, what is wrong, what to do.

    >>> system_message(OSError(errno.ENOSPC, "No space left on device", "data/numbers.csv"))
    'data/numbers.csv: no space left on device; free some space on the disk, and run it again'
    """
    file = error.filename.decode(errors="replace") if isinstance(error.filename, bytes) else error.filename
    what = error.strerror or type(error).__name__
    sentence = what[:1].lower() + what[1:] if what[1:2].islower() else what
    where = f"{clipped(str(file))}: " if file is not None else ""
    remedy = _REMEDIES.get(error.errno or 0, "mend that, and run it again")
    return printable(f"{where}{sentence}; {remedy}")
