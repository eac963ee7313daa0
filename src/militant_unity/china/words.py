"""`claims` and `statements` become what the articles say of Beijing beside Beijing's own words."""

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current, support
from dossier.evidence.selections import selections
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas, in_words
from dossier.show.claims_table import claim_cells
from dossier.show.names import article_links, by_name, in_lines
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.china.dates import dated
from militant_unity.china.stance import beijing, own_words
from militant_unity.data import Dataset

# What Beijing said, and what is ascribed to it


def stated_and_ascribed(
    claims: pd.DataFrame, chinese: Collection[str], articles: Sequence[str]
) -> pd.DataFrame:
    """Count by article (rows): words of Beijing, motives ascribed to it by others, coded silences.

    Columns ``stated, ascribed, silent``; every other claim on China is in none of them. ``chinese`` are
    the entities that speak for Beijing, ``articles`` the rows in their order.
    """
    own = own_words(claims, chinese)
    counts = pd.DataFrame(
        {
            "source_id": claims["source_id"],
            "stated": own,
            "ascribed": claims["claim_type"].eq("motive") & ~own,
            "silent": claims["claim_type"].eq("silence"),
        }
    )
    return counts.groupby("source_id").sum().astype(int).reindex(list(articles), fill_value=0)


def draw_stated_and_ascribed(data: Dataset) -> Chart:
    """Draw one mark per claim: left what Beijing said or is missing, right what it is said to want."""
    counts = by_name(data, stated_and_ascribed(current(data, "china"), beijing(data), article_ids(data)))
    ascribing, quoting = int(counts["ascribed"].gt(0).sum()), int(counts["stated"].gt(0).sum())
    message = (
        f"{ascribing} of {len(counts)} articles say what Beijing wants or fears; "
        f"{quoting} report a word of its own"
    )
    with canvas(message, 2.5) as (figure, axes):
        for row, article in enumerate(rows(counts)):
            axes.scatter([-1 - n for n in range(article.stated)], [row] * article.stated, s=70, color=ARTICLE)
            silent = [-1 - article.stated - n for n in range(article.silent)]
            axes.scatter(
                silent, [row] * article.silent, s=60, facecolor="none", edgecolor=FAINT, linestyle=":"
            )
            axes.scatter(
                [1 + n for n in range(article.ascribed)],
                [row] * article.ascribed,
                s=60,
                marker="D",
                facecolor="none",
                edgecolor=ARTICLE,
            )
        edge = counts.to_numpy().max() + 0.8
        axes.set_xlim(-edge, edge)
        axes.set_ylim(len(counts) - 0.5, -1.6)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        for side, heading in (
            (-0.4, "● said by Beijing\n◌ no word reported"),
            (0.4, "◇ ascribed to it\nby others"),
        ):
            axes.annotate(
                heading, (side, -1.1), ha="right" if side < 0 else "left", va="center", fontsize=8.5
            )
        axes.set_yticks(range(len(counts)), [in_lines(str(name)) for name in counts.index], fontsize=8)
        axes.set_xticks([])
        axes.spines[:].set_visible(False)
        by_article = "; ".join(f"{name}: {in_words(line.to_dict())}" for name, line in counts.iterrows())
        return Chart.of(figure, f"{message}. Claims by article: {by_article}.")


def ascribed(data: Dataset) -> ShownTable:
    """Show each motive that somebody else ascribes to Beijing, and who does."""
    claims = current(data, "china")
    claims = claims[claims["claim_type"].eq("motive") & ~own_words(claims, beijing(data))]
    heads = {
        "claim": "claim_id",
        "article": "source_id",
        "what Beijing is said to want or fear": "statement",
        "said by": "speaker",
        "hedge": "hedge",
    }
    shown = claim_cells(data, claims, heads)
    return ShownTable(shown, "Question 1. Motives ascribed to Beijing, by whom (articles)")


def beijing_statements(data: Dataset) -> pd.DataFrame:
    """Return what China said, by day of publication; a month without a day comes before its days."""
    return data.statements[data.statements["side"].eq("China")].sort_values("statement_date", kind="stable")


def beijing_words(data: Dataset) -> ShownTable:
    """Show what China itself has said, day by day, on record, and how well it is supported."""
    statements = beijing_statements(data)
    shown = pd.DataFrame(
        {
            "day": dated(statements["statement_id"], statements["statement_date"]),
            "speaker": list(statements["speaker"]),
            "what was said": list(statements["summary"]),
            "report": support(statements["confidence"]),
        }
    )
    return ShownTable(shown, "Question 1. What Beijing itself said (record)")


def words_in_silence(data: Dataset) -> pd.DataFrame:
    """Return the words of Beijing that the record has from before an article that notes none.

    Columns ``claim, article, published, words, aside``: ids of statements on the same topic from days
    before the publication; where the article is dated by its month, from that month too. ``aside`` is the
    last word on another topic from before it, or none.
    """
    statements = beijing_statements(data)
    published = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    article_of = dict(zip(data.claims["claim_id"], data.claims["source_id"], strict=True))
    lines = []
    for silence in selections(data, "china.silences"):
        article = article_of[silence.row_id]
        until = published[article]
        day = statements["statement_date"]
        before = statements[day.lt(until) | (day.str.startswith(until) & day.ne(until))]
        same = before["topic"].eq(str(silence.part))
        lines.append(
            {
                "claim": silence.row_id,
                "article": article,
                "published": until,
                "words": list(before.loc[same, "statement_id"]),
                "aside": list(before.loc[~same, "statement_id"].tail(1)),
            }
        )
    return pd.DataFrame(lines)


def silences(data: Dataset) -> ShownTable:
    """Show, for each silence that an article notes or leaves, what Beijing had said by then."""
    lines, statements = words_in_silence(data), data.statements.set_index("statement_id")
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in lines["claim"]],
            "article": article_links(data, lines["article"]),
            "published": list(lines["published"]),
            "words on the same subject before": [
                dated(row.words, statements.loc[row.words, "statement_date"])
                or [*_aside(row.aside, statements)]
                or "none"
                for row in rows(lines)
            ],
        }
    )
    return ShownTable(shown, "Question 1. No word of Beijing in the article, and the record before it")


def _aside(other: list[str], statements: pd.DataFrame) -> Iterator[Link]:
    """Yield a link to a word on another topic, if there is one, that says that none is on this."""
    for word in dated(other, statements.loc[other, "statement_date"]):
        topic = statements.loc[other, "topic"].item()
        yield Link(f"none (a word on {topic}, {word.text})", word.address)
