"""`claims` and `coding_a`, `coding_b` become what each article says of China, by coded field."""

from collections.abc import Collection

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current
from dossier.evidence.selections import labels, selected_id, selected_ids
from dossier.schema.files import rows
from dossier.show.chart import FAINT, Chart, canvas, shade_counts
from dossier.show.names import article_links, article_names, in_lines
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset


def beijing(data: Dataset) -> list[str]:
    """Return who speaks for China, as ids of entities."""
    return selected_ids(data, "china.speakers")


def own_words(claims: pd.DataFrame, speakers: Collection[str]) -> "pd.Series[bool]":
    """Tell which claims report a word of Beijing, for which ``speakers`` speak.

    A silence has Beijing as its speaker and no word.
    """
    return claims["speaker"].isin(list(speakers)) & claims["claim_type"].ne("silence")


MATRIX = {
    "own": "word of\nBeijing",
    "motive": "motive\nascribed",
    "negated": "said not\nto be so",
    "unsaid": "no word or\nno reply",
    "affirmed": "said to\nbe so",
}
"""What the coded fields tell of a claim: by speaker, by type, by polarity. None is a stance."""


def on_china(data: Dataset) -> ShownTable:
    """Show what each article says of China, and how many of its claims on China ascribe a motive."""
    fields = coded(current(data, "china"), beijing(data))
    motives = fields.groupby("source_id")["motive"].agg(["sum", "size", "mean"])
    in_our_words = labels(data, "china.stance")
    article_of = dict(zip(data.claims["claim_id"], data.claims["source_id"], strict=True))
    chosen = selected_ids(data, "china.stance.claims")
    shown = pd.DataFrame(
        {
            "article": article_links(data, in_our_words),
            "on China, in our words": list(in_our_words.values()),
            "claims": [
                [row_link(claim) for claim in chosen if article_of[claim] == article]
                for article in in_our_words
            ],
            "motives": [
                f"{row['sum']:.0f} of {row['size']:.0f} ({row['mean']:.0%})"
                for _, row in motives.loc[list(in_our_words)].iterrows()
            ],
        }
    )
    return ShownTable(shown, "Question 7. China in each article, and how many of its claims ascribe a motive")


def coded(claims: pd.DataFrame, speakers: Collection[str]) -> pd.DataFrame:
    """Return one column of yes and no per entry of ``MATRIX``, beside ``source_id``; columns overlap.

    ``speakers`` are the entities that speak for Beijing.
    """
    polarity = claims["polarity"]
    return pd.DataFrame(
        {
            "source_id": claims["source_id"],
            "own": own_words(claims, speakers),
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
    fields = coded(current(data, "china"), beijing(data))
    counts = fields.groupby("source_id").sum().reindex(article_ids(data), fill_value=0).astype(int)
    whole = fields.groupby("source_id").size().reindex(counts.index, fill_value=0)
    shares = leave_one_out(fields)
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
        short = article_names(data)
        names = [f"{in_lines(short[article])} ({whole[article]})" for article in counts.index]
        axes.set_yticks(
            [*range(len(counts)), len(counts) + 0.15], [*names, "share of all\none left out"], fontsize=8
        )
        axes.set_xticks(range(len(MATRIX)), list(MATRIX.values()), fontsize=8)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_xlim(-0.6, len(MATRIX) - 0.4)
        axes.set_ylim(len(counts) + 0.7, -0.6)
        axes.spines[:].set_visible(False)
        by_article = "; ".join(
            f"{short[article]}, {whole[article]} claims: "
            + ", ".join(f"{_named(name)} {counts.loc[article, name]}" for name in MATRIX)
            for article in counts.index
        )
        ranges = ", ".join(
            f"{_named(row.Index)} {row.share:.0%} ({row.low:.0%} to {row.high:.0%})" for row in rows(shares)
        )
        return Chart.of(
            figure,
            f"{message}. Claims by article: {by_article}. "
            f"Share of all, and with one article left out: {ranges}.",
        )


def _named(field: str) -> str:
    return MATRIX[field].replace("\n", " ")


def readings(data: Dataset) -> pd.DataFrame:
    """Count what each reader coded on the claims on China that both coded, and what was kept.

    Index: the fields of ``MATRIX``; columns ``a, b, kept``. A type that was coded again counts by its
    second round.
    """
    kept = current(data, "china").set_index("claim_id").loc[coded_twice(data)]
    counts = {reader: fields.sum() for reader, fields in _fields_by_reader(data).items()}
    counts["kept"] = coded(kept, beijing(data)).drop(columns="source_id").sum()
    return pd.DataFrame(counts).astype(int)


def coded_twice(data: Dataset) -> list[str]:
    """Return the claims on China that both readers coded."""
    coded_by_both = set(data.coding_a["claim_id"]) & set(data.coding_b["claim_id"])
    return [claim for claim in current(data, "china")["claim_id"] if claim in coded_by_both]


def coded_apart(data: Dataset) -> list[str]:
    """Return those of ``coded_twice`` which the readers put into different columns."""
    fields = _fields_by_reader(data)
    apart = fields["a"].ne(fields["b"]).any(axis=1)
    return list(apart.index[apart])


def _fields_by_reader(data: Dataset) -> dict[str, pd.DataFrame]:
    """Return ``coded`` of the claims that both readers coded, as each reader has them."""
    both, fields = coded_twice(data), {}
    for reader, first in (("a", data.coding_a), ("b", data.coding_b)):
        own = first.set_index("claim_id").loc[both]
        again = data.recoding[data.recoding["reader"].eq(reader)].set_index("claim_id")["claim_type"]
        own = own.assign(claim_type=again.reindex(both).fillna(own["claim_type"]), source_id="")
        fields[reader] = coded(own, beijing(data)).drop(columns="source_id")
    return fields


def readers(data: Dataset) -> ShownTable:
    """Show how two readers coded the same claims on China."""
    counts = readings(data)
    shown = pd.DataFrame(
        {
            "coded as": [_named(str(field)) for field in counts.index],
            "coding A": list(counts["a"]),
            "coding B": list(counts["b"]),
            "kept": list(counts["kept"]),
        }
    )
    title = f"Question 7. The {len(coded_twice(data))} claims on China that both readers coded"
    return ShownTable(shown, title)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers on coded fields that a sentence may quote, by name."""
    fields = coded(current(data, "china"), beijing(data))
    shares = leave_one_out(fields).round(3).to_dict()
    return {
        "china_claims_treaty_article": int(
            fields["source_id"].eq(selected_id(data, "china.most_claims")).sum()
        ),
        "china_coded_twice": len(coded_twice(data)),
        "china_coded_apart": len(coded_apart(data)),
        "china_motive_share_low": shares["low"]["motive"],
        "china_motive_share_high": shares["high"]["motive"],
        "china_own_share_low": shares["low"]["own"],
        "china_own_share_high": shares["high"]["own"],
    }
