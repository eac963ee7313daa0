"""A template of ``dossier/templates`` and its values → HTML, in which every value is escaped."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dossier.schema.datapackage import TITLE
from dossier.show.table import row_link

environment = Environment(
    loader=PackageLoader("dossier"),
    autoescape=True,
    undefined=StrictUndefined,  # a misspelled value is an error, and no gap in a page
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
environment.globals |= {"book": TITLE.partition(":")[0], "row_link": row_link}
environment.filters["row_link"] = row_link


def render(name: str, **values: object) -> str:
    """Return the template ``name`` filled with ``values``; all text in them is escaped.

    A value that is HTML already has ``__html__``, as ``Link``, ``ShownTable`` and ``Markup`` have; it is
    written as it is. A value that the template names and ``values`` lacks raises ``UndefinedError``.

    >>> print(render("door.html.jinja", address="a<b.html").splitlines()[6])
    <meta http-equiv="refresh" content="0; url=a&lt;b.html">
    """
    return environment.get_template(name).render(**values)
