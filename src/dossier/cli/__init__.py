"""Words of the command line become calls of the engine: ``python -m dossier``.

`frame` has what every command needs, `measure_command` the one that reads articles, `data_commands` those of
the tables, `look_commands` those that show what was measured and ask it, `book_commands` those of book,
editions and site, `source_commands` the one that asks the hosts of outside pages. The help of a command says
what it reads, what it writes and what to do next.
"""

from dossier.cli import measure_command

# --help lists the commands in the order in which they are imported
# isort: split
from dossier.cli import data_commands

# isort: split
from dossier.cli import look_commands

# isort: split
from dossier.cli import book_commands

# isort: split
from dossier.cli import source_commands
from dossier.cli.frame import app

__all__ = ["app", "book_commands", "data_commands", "look_commands", "measure_command", "source_commands"]
