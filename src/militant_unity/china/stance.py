"""How the five articles differ on China, as far as coded fields tell: by speaker, type and polarity."""

import pandas as pd

from dossier.evidence.claims import current
from dossier.schema.files import rows
from dossier.show.chart import FAINT, Chart, canvas, shade_counts
from dossier.show.table import ShownTable, row_link
from militant_unity.corpus import ARTICLES
from militant_unity.data import Dataset

BEIJING = ("beijing", "china", "chinese-foreign-ministry", "chinese-officials", "xi-jinping")
"""Who speaks for China."""


def own_words(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which claims report a word of Beijing; a silence has Beijing as its speaker and no word."""
    return claims["speaker"].isin(BEIJING) & claims["claim_type"].ne("silence")


MATRIX = {
    "own": "word of\nBeijing",
    "motive": "motive\nascribed",
    "negated": "said not\nto be so",
    "unsaid": "no word or\nno reply",
    "affirmed": "said to\nbe so",
}
"""What the coded fields tell of a claim: by speaker, by type, by polarity. None is a stance."""


ON_CHINA = {
    "summit-2023": (
        "One analyst: shut out, the three are drawn together, yet they compete; it might not go well.",
        ("c-031", "c-032", "c-033"),
    ),
    "limits-2023": (
        "Cordial with both, and the ally that Pyongyang ranks first; perhaps dismayed, say unnamed analysts.",
        ("c-058", "c-054", "c-053"),
    ),
    "visit-2024": (
        "A shield at the UN together with Moscow, and abstaining in March 2024; unnamed experts hold that it "
        "wants no nuclear confrontation.",
        ("c-113", "c-112", "c-110"),
    ),
    "treaty-2024": (
        "Wary for its reputation, not interested in a formal trilateral, on another course than Moscow.",
        ("c-149", "c-165", "c-163"),
    ),
    "troops-2024": (
        "Has often sided with both; mute on the soldiers, of whom its spokesperson has no information.",
        ("c-259", "c-205", "c-206"),
    ),
}
"""What each article says of China, in our words, with the claims that say it."""


def on_china(data: Dataset) -> ShownTable:
    """Show what each article says of China, and how many of its claims on China ascribe a motive."""
    fields = coded(current(data, "china"))
    motives = fields.groupby("source_id")["motive"].agg(["sum", "size", "mean"])
    shown = pd.DataFrame(
        {
            "article": list(ON_CHINA),
            "on China, in our words": [told for told, _ in ON_CHINA.values()],
            "claims": [[row_link(each) for each in ids] for _, ids in ON_CHINA.values()],
            "motives": [
                f"{row['sum']:.0f} of {row['size']:.0f} ({row['mean']:.0%})"
                for _, row in motives.loc[list(ON_CHINA)].iterrows()
            ],
        }
    )
    return ShownTable(shown, "Question 7. China in each article, and how many of its claims ascribe a motive")


def coded(claims: pd.DataFrame) -> pd.DataFrame:
    """Return one column of yes and no per entry of ``MATRIX``, beside ``source_id``; columns overlap."""
    polarity = claims["polarity"]
    return pd.DataFrame(
        {
            "source_id": claims["source_id"],
            "own": own_words(claims),
            "motive": claims["claim_type"].eq("motive"),
            "negated": polarity.isin(["negated", "denied"]),
            "unsaid": polarity.isin(["absent", "no_comment"]),
            "affirmed": polarity.eq("affirmed"),
        }
    )


def leave_one_out(fields: pd.DataFrame) -> pd.DataFrame:
    """Return the share of claims by column, over all articles and the range with each article left out.

    Columns ``share, low, high``, as parts of one; ``fields`` as ``coded`` returns it.
    """
    articles = sorted(set(fields["source_id"]))
    plain = fields.drop(columns="source_id")
    without = pd.DataFrame({each: plain[fields["source_id"].ne(each)].mean() for each in articles})
    return pd.DataFrame({"share": plain.mean(), "low": without.min(axis=1), "high": without.max(axis=1)})


def draw_matrix(data: Dataset) -> Chart:
    """Draw counts of claims by article and coded field, with the share of all and its leave-one-out range."""
    fields = coded(current(data, "china"))
    counts = fields.groupby("source_id").sum().reindex(list(ARTICLES)).astype(int)
    whole, shares = fields.groupby("source_id").size(), leave_one_out(fields)
    affirmed = int(counts["affirmed"].sum())
    message = (
        f"{affirmed} of {len(fields)} claims on China are coded “said to be so”, "
        "whether they tell of closeness or of distance"
    )
    with canvas(message, 3.7) as (figure, axes):
        shade_counts(axes, counts[list(MATRIX)])
        for column, field in enumerate(MATRIX):
            share = shares.loc[field]
            axes.annotate(
                f"{share['share']:.0%}\n{share['low']:.0%}–{share['high']:.0%}".replace("%–", "–"),
                (column, len(counts) + 0.15),
                ha="center",
                va="center",
                fontsize=8.5,
            )
        axes.axhline(len(counts) - 0.45, color=FAINT, linewidth=0.8)
        names = [f"{article} ({whole[article]})" for article in counts.index]
        axes.set_yticks([*range(len(counts)), len(counts) + 0.15], [*names, "share of all\none left out"])
        axes.set_xticks(range(len(MATRIX)), list(MATRIX.values()), fontsize=8)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_xlim(-0.6, len(MATRIX) - 0.4)
        axes.set_ylim(len(counts) + 0.7, -0.6)
        axes.spines[:].set_visible(False)
        told = "; ".join(
            f"{article}, {whole[article]} claims: "
            + ", ".join(f"{_named(name)} {counts.loc[article, name]}" for name in MATRIX)
            for article in counts.index
        )
        ranges = ", ".join(
            f"{_named(row.Index)} {row.share:.0%} ({row.low:.0%} to {row.high:.0%})" for row in rows(shares)
        )
        return Chart.of(
            figure,
            f"{message}. Claims by article: {told}. Share of all, and with one article left out: {ranges}.",
        )


def _named(field: str) -> str:
    return MATRIX[field].replace("\n", " ")


def readings(data: Dataset) -> pd.DataFrame:
    """Count what each reader coded on the claims on China that both coded, and what was kept.

    Index: the fields of ``MATRIX``; columns ``a, b, kept``, the ``claims`` that both coded, and ``differ``,
    the claims which the readers put into different columns. A type that was coded again counts by its
    second round.
    """
    kept = current(data, "china").set_index("claim_id")
    both = kept.index.intersection(data.coding_a["claim_id"]).intersection(data.coding_b["claim_id"])
    found, marked = {}, {}
    for reader, first in (("a", data.coding_a), ("b", data.coding_b)):
        own = first.set_index("claim_id").loc[both]
        again = data.recoding[data.recoding["reader"].eq(reader)].set_index("claim_id")["claim_type"]
        own = own.assign(claim_type=again.reindex(both).fillna(own["claim_type"]), source_id="")
        marked[reader] = coded(own).drop(columns="source_id")
        found[reader] = marked[reader].sum()
    found["kept"] = coded(kept.loc[both]).drop(columns="source_id").sum()
    return (
        pd.DataFrame(found)
        .astype(int)
        .assign(claims=len(both), differ=int(marked["a"].ne(marked["b"]).any(axis=1).sum()))
    )


def readers(data: Dataset) -> ShownTable:
    """Show how two readers coded the same claims on China."""
    found = readings(data)
    shown = pd.DataFrame(
        {
            "coded as": [_named(field) for field in found.index],
            "coding A": list(found["a"]),
            "coding B": list(found["b"]),
            "kept": list(found["kept"]),
        }
    )
    return ShownTable(
        shown, f"Question 7. The {found['claims'].iloc[0]} claims on China that both readers coded"
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers on coded fields that a sentence may quote, by name."""
    fields, read = coded(current(data, "china")), readings(data)
    shares = leave_one_out(fields).round(3).to_dict()
    return {
        "china_affirmed": int(fields["affirmed"].sum()),
        "china_claims_treaty_article": int(fields["source_id"].eq("treaty-2024").sum()),
        "china_coded_twice": int(read["claims"].iloc[0]),
        "china_coded_apart": int(read["differ"].iloc[0]),
        "china_motive_share": shares["share"]["motive"],
        "china_motive_share_low": shares["low"]["motive"],
        "china_motive_share_high": shares["high"]["motive"],
        "china_own_share_low": shares["low"]["own"],
        "china_own_share_high": shares["high"]["own"],
    }
