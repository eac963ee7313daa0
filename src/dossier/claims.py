"""The ledger as chapters read it: claims with their speakers, doubts and origins."""

from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd

from dossier.checks import live
from dossier.schema import RECORD
from dossier.shown import ARTICLE, FAINT, Chart, ShownTable, canvas, in_words, row_link
from dossier.store import rows
from dossier.vocabulary import THEME_TITLES

_HEDGES = {
    "none": "flat",
    "modal": "could, might",
    "probability_word": "likely",
    "appearance": "seems",
    "belief": "believed",
    "attribution_only": "attributed",
    "explicit_unknown": "not known",
}


_SUPPORT = {
    "two_independent": "two pages",
    "same_origin": "two pages, one origin",
    "with_article": "one page (and the article)",
    "single": "one page",
    "contradicted": "pages differ",
}


def support(confidence: "pd.Series[str]") -> list[str]:
    """Say in a cell how well the report of each record row stands.

    >>> support(pd.Series(["single", "same_origin"]))
    ['one page', 'two pages, one origin']
    """
    return [_SUPPORT[each] for each in confidence]


def reports(data: SimpleNamespace, ids: Iterable[str]) -> list[str]:
    """Say in a cell how well the report of each row stands, by its id; a claim is the article's own."""
    known = {
        row: grade
        for name in RECORD
        for row, grade in zip(
            getattr(data, name).iloc[:, 0], support(getattr(data, name)["confidence"]), strict=True
        )
    }
    return [known.get(each, "the article") for each in ids]


def current(data: SimpleNamespace, theme: str | None = None) -> pd.DataFrame:
    """Return the claims that are not retired, of one theme or of all."""
    claims = live(data.claims)
    return claims if theme is None else claims[claims["theme"].eq(theme)]


def names(data: SimpleNamespace) -> dict[str, str]:
    """Return the usual name of each entity."""
    return dict(zip(data.entities["entity_id"], data.entities["name"], strict=True))


def speakers(data: SimpleNamespace, claims: pd.DataFrame) -> list[str]:
    """Name who says each claim, and through whom; the article where nobody else does."""
    known = names(data)
    told = []
    for claim in rows(claims):
        speaker = known[claim.speaker] if isinstance(claim.speaker, str) else "the article itself"
        relays = claim.relayed_by.split(";") if isinstance(claim.relayed_by, str) else []
        through = [known[relay] for relay in relays]
        if through and through[-1] == speaker:  # who wrote earlier of what is quoted now
            through.pop()
        told.append(" ← ".join([speaker, *through]))
    return told


def weighty(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that give a figure, a duty, a denial or a silence, or are stated twice."""
    kind = claims["claim_type"].isin(["quantity", "legal", "silence"])
    return claims[
        kind | claims["polarity"].isin(["denied", "no_comment", "absent"]) | claims["reports"].gt(1)
    ]


def claims_table(data: SimpleNamespace, theme: str) -> ShownTable:
    """Show the weighty claims of a theme in order of publication, with what stands behind each."""
    every = current(data, theme)
    claims = weighty(every)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in claims["claim_id"]],
            "article": list(claims["source_id"]),
            "what is said": list(claims["statement"]),
            "by": speakers(data, claims),
            "polarity": list(claims["polarity"].str.replace("_", " ")),
            "hedge": [_HEDGES[hedge] for hedge in claims["hedge"]],
            "reports": list(claims["reports"]),
            "origins": list(claims["origins"]),
        }
    )
    caption = (
        f"{len(claims)} of {len(every)} claims of the articles on {THEME_TITLES[theme]}: those with "
        "a figure, a duty, a denial or a silence, or stated more than once"
    )
    return ShownTable(shown, caption)


def draw_reserve(data: SimpleNamespace, theme: str) -> Chart:
    """Draw how firmly the claims of a theme are made: a bar per kind of reserve."""
    claims = current(data, theme)
    counts = claims["hedge"].value_counts().reindex(list(_HEDGES), fill_value=0)
    flat, whole = int(counts["none"]), len(claims)
    message = f"{flat} of {whole} claims on {THEME_TITLES[theme]} are made without any reserve"
    with canvas(message, 2.4) as (figure, axes):
        colours = [FAINT if hedge == "none" else ARTICLE for hedge in counts.index]
        axes.barh([_HEDGES[hedge] for hedge in counts.index], list(counts), color=colours, height=0.65)
        for position, number in enumerate(counts):
            axes.annotate(f" {number}", (number, position), va="center")
        axes.invert_yaxis()
        axes.set_xlabel("claims")
        told = in_words(counts.rename(index=_HEDGES).to_dict())
        return Chart.of(figure, f"{message}. Claims by reserve: {told}.")
