"""A template of ``dossier/templates`` and its values become HTML in which every value is escaped."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dossier.show.table import row_link

environment = Environment(
    loader=PackageLoader("dossier"),
    autoescape=True,
    undefined=StrictUndefined,  # a misspelled name is an error, not an empty place in a page
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
environment.policies["json.dumps_kwargs"] = {
    "ensure_ascii": False
}  # keep French letters and the order of keys
environment.globals["row_link"] = row_link
environment.filters["row_link"] = row_link


def render(name: str, **values: object) -> str:
    """Turn the name of a template and its values into a page of HTML; all text in the values is escaped.

    A value that is HTML already has ``__html__``, as ``Link``, ``ShownTable`` and ``Markup`` have; it is
    written as it is. A value that the template names and ``values`` lacks raises ``UndefinedError``.

    >>> render("marked_text.html.jinja", pieces=[([], [], "a < b")])
    'a &lt; b'
    """
    return environment.get_template(name).render(**values)


def fragment(name: str, **values: object) -> Markup:
    """Turn the name of a template and its values into a part of a page, which `live` and templates take."""
    return Markup(render(name, **values))
