"""Roles and a directive in French → numbers, dates and rows of ``judgements`` as French writes them.

The numbers are those of ``numbers.json``, and likelihood and confidence come from ``judgements``; only the
sentences are typed, on the page itself. Each belongs to one English sentence: when that changes, the build
warns. Roles and directive have French names, because the page is written in French.
"""

import re
from typing import Any

import pandas as pd
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier.book.markup import live
from dossier.book.roles import Num, write
from dossier.book.state import book_of
from dossier.evidence.judgement_checks import reasons_of
from dossier.pages.templates import fragment
from dossier.schema.files import Row, rows, sha256
from dossier.schema.words import CONFIDENCES, LOWERED_BY, PROBABILITY_WORDS
from dossier.show.names import row_number

THIN = "\u202f"  # the narrow space that does not break: between thousands, before % and :

LIKELIHOODS = {
    "almost_no_chance": "presque aucune chance",
    "very_unlikely": "très improbable",
    "unlikely": "improbable",
    "roughly_even": "à peu près une chance sur deux",
    "likely": "probable",
    "very_likely": "très probable",
    "almost_certain": "presque certain",
}
"""Each word of the probability scale in French, in the order of their bands."""

CONFIDENCE = {"low": "faible", "moderate": "moyenne", "high": "élevée"}
"""Each degree of confidence in French."""

REASONS = {
    "one_origin": "une seule origine",
    "interested_party": "une source partie au conflit, ou alliée ou adversaire d’une partie",
    "not_first_hand": "personne ne l’a vu de première main",
    "figures_disagree": "des nombres se contredisent",
    "translation": "des mots qui peuvent se lire autrement, ce qui changerait le jugement",
    "coders_disagree": "deux codages divergent",
    "contrary_report": "un compte rendu affirme le contraire",
    "not_searched": "le contraire n’a pas été cherché",
}
"""Each word for what lowers a confidence in French."""

assert LIKELIHOODS.keys() == PROBABILITY_WORDS.keys()
assert REASONS.keys() == LOWERED_BY.keys()
assert CONFIDENCE.keys() == CONFIDENCES.keys()

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_DATE_IN_ENGLISH = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")

log = logging.getLogger(__name__)


def nombre(value: float | str, spec: str = "") -> str:
    r"""Return a number, or a date, as French writes it; ``spec`` is that of `roles.write`.

    >>> nombre(1234.5), nombre(0.3214, ".0%"), nombre("1 December 2024"), nombre("2024-06")
    ('1\u202f234,5', '32\u202f%', '1er décembre 2024', 'juin 2024')
    """
    if isinstance(value, str):
        return _date(value)
    signs = {",": THIN, ".": ",", "%": f"{THIN}%", "-": "−"}
    return "".join(signs.get(sign, sign) for sign in write(value, spec))


def _date(text: str) -> str:
    """Return a date, in English or as ``2024-06``, in French; raise ``ValueError`` for any other text."""
    if _DATE_IN_ENGLISH.fullmatch(text):
        text = str(pd.Timestamp(text).date())
    date = _DATE.fullmatch(text)
    if not date:
        raise ValueError("it is neither a number nor a date")
    year, month, day = date.groups()
    words = [_MONTHS[int(month) - 1], year]
    return " ".join(([f"{int(day)}{'er' if int(day) == 1 else ''}"] if day else []) + words)


def band(word: str) -> str:
    r"""Return a word of the probability scale in French, with its band in percent.

    >>> band("likely")
    'probable (55 à 80\u202f%)'
    """
    low, high = PROBABILITY_WORDS[word]
    return f"{LIKELIHOODS[word]} ({low * 100:.0f} à {nombre(high, '.0%')})"


class Fourchette(SphinxRole):
    """Print a word of the scale with its band: ``{fourchette}`likely` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the word in French; where the scale has none, warn and print the word as it was typed."""
        if self.text not in PROBABILITY_WORDS:
            log.warning("fourchette: the scale has no %r", self.text, location=self.get_location())
            return [nodes.inline(self.rawtext, self.text)], []
        return [nodes.inline(self.rawtext, band(self.text), classes=["num"])], []


class Jugement(SphinxDirective):
    """Print a judgement in French: ``{jugement} j-9001 <seal>``, with our sentence as its content.

    The seal names the English sentence that was translated.
    """

    required_arguments = 2
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the sentence, its likelihood, its confidence, and the link to its row."""
        name, sealed = self.arguments
        known = {row.judgement_id: row for row in rows(book_of(self.env).data.judgements)}
        if name not in known:
            log.warning("jugement: the dataset has no %r", name, location=self.get_location())
            return []
        if (due := seal(known[name].statement)) != sealed:
            message = "jugement: the English of %s has changed; look at the French, then seal it with %s"
            log.warning(message, name, due, location=self.get_location())
        self.env.metadata[self.env.docname].setdefault("jugements", []).append(name)
        words, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        paragraph = nodes.paragraph("", "", *words, classes=["judged"])
        ratings = live(_ratings(known[name]))
        return [nodes.container("", paragraph, ratings, classes=["judgement"]), *messages]


def seal(sentence: str) -> str:
    """Return the seal of an English sentence: the first eight digits of its SHA-256.

    Eight are enough, because a seal is compared with that of one sentence only.

    >>> seal("Boxes were counted.")
    '7e11e3d6'
    """
    return sha256(sentence.encode())[:8]


def _ratings(judgement: Row) -> Markup:
    """Return likelihood, confidence and what lowers it of a judgement in French, with the link to its row."""
    return fragment(
        "jugement.html.jinja",
        judgement_id=judgement.judgement_id,
        number=row_number(judgement.judgement_id),
        likelihood=band(judgement.likelihood),
        confidence=CONFIDENCE[judgement.confidence],
        reasons=[REASONS[word] for word in dict.fromkeys(r.word for r in reasons_of(judgement.lowered_by))],
    )


def mark_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mark the text of a page whose front matter says ``lang: fr``: screen readers then speak French.

    The navigation around the text is English, and so are the drawings in it.
    """
    if app.env.metadata.get(page, {}).get("lang") == "fr":
        body = context["body"].replace("<svg ", '<svg lang="en" ')
        context["body"] = f'<div lang="fr">{body}</div>'


def mark_contents(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mark the list of a French page's headings, which the theme puts beside the text."""
    if app.env.metadata.get(page, {}).get("lang") != "fr" or "generate_toc_html" not in context:
        return
    contents = context["generate_toc_html"]
    context["generate_toc_html"] = lambda kind="html": (
        str(contents(kind)).replace("<ul ", '<ul lang="fr" ', 1) if kind == "html" else contents(kind)
    )


def warn_of_missing_judgements(app: Sphinx, env: Any) -> None:
    """Warn where a page in French has some rows of ``judgements`` and not all, or in another order."""
    for page, metadata in env.metadata.items():
        if "jugements" not in metadata:
            continue
        expected = list(book_of(app).data.judgements["judgement_id"])
        if metadata["jugements"] != expected:
            log.warning("jugement: %s has not every judgement in order: %s", page, ", ".join(expected))


def add_to(app: Sphinx) -> None:
    """Add the roles and the directive in French to Sphinx."""
    app.add_role("nombre", Num(nombre))
    app.add_role("fourchette", Fourchette())
    app.add_directive("jugement", Jugement)
    app.connect("env-check-consistency", warn_of_missing_judgements)
    app.connect("html-page-context", mark_language, priority=490)  # before the foot, which is English
    app.connect("html-page-context", mark_contents, priority=900)  # after the theme, which makes the list
