"""Words of the command line become calls of the engine: ``python -m dossier``.

`frame` has what every command needs, `data_commands` those of the tables, `book_commands` those of book,
editions and site, `look_commands` those that show what was measured and ask it. The help of a command says
what it reads, what it writes and what to do next.
"""

from dossier.cli import data_commands

# --help lists the commands in the order in which they are imported
# isort: split
from dossier.cli import look_commands

# isort: split
from dossier.cli import book_commands
from dossier.cli.frame import app

__all__ = ["app", "book_commands", "data_commands", "look_commands"]
