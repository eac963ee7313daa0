"""Tables `forecasts` and `claims` become the drawing and the table of forecasts on the treaty."""

import textwrap

import pandas as pd

from dossier.evidence.claims import current
from dossier.evidence.selections import labels
from dossier.schema.files import Row, rows, split_ids
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas
from dossier.show.names import article_names, row_number, row_numbers
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import COIN


def treaty_forecasts(data: Dataset) -> pd.DataFrame:
    """Return the forecasts of treaty claims, and those whose subject is the treaty; worst score first.

    Columns of ``forecasts`` with ``source_id``; open ones come last, without a score.
    """
    claims = current(data)[["claim_id", "source_id", "theme"]]
    forecasts = data.forecasts.merge(claims, on="claim_id", validate="many_to_one")
    asks_for_it = forecasts["subject"].map(lambda subjects: "treaty" in split_ids(subjects))
    return forecasts[forecasts["theme"].eq("treaty") | asks_for_it].sort_values(
        ["brier_high", "forecast_id"], ascending=[False, True], na_position="last", ignore_index=True
    )


def draw_forecasts(data: Dataset) -> Chart:
    """Draw the interval of scores of each settled forecast, with a coin toss as the yardstick."""
    forecasts = treaty_forecasts(data)
    settled = forecasts[forecasts["brier_low"].notna()]
    worse = int(settled["brier_low"].gt(COIN).sum())
    message = f"{worse} of {len(settled)} settled forecasts did worse than a coin toss"
    with canvas(message, 3.4) as (figure, axes):
        for row in rows(settled):
            width = row.brier_high - row.brier_low
            axes.barh(row.Index, width, left=row.brier_low, height=0.2, color=ARTICLE, edgecolor=ARTICLE)
            axes.annotate(
                interval(row),
                (row.brier_high if row.brier_high > COIN else COIN, row.Index),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
        axes.axvline(COIN, color=FAINT, linewidth=0.8, linestyle="--")
        axes.annotate(f"a coin, {COIN}", (COIN, -0.75), fontsize=8, xytext=(3, 0), textcoords="offset points")
        short = labels(data, "foreseen.treaty_names")
        articles = article_names(data)
        names = [
            f"{short.get(row.forecast_id) or textwrap.shorten(row.question, 30, placeholder='…')}\n"
            f"{articles[row.source_id]}:\n{row.word.replace('_', ' ')} → {row.outcome}"
            for row in rows(settled)
        ]
        axes.set_yticks(range(len(settled)), names, fontsize=8)
        axes.set_ylim(len(settled) - 0.4, -0.9)
        axes.set_xlim(0, 1.15)
        axes.set_xticks([0, 0.5, 1])
        axes.set_xlabel("Brier score: 0 is perfect, 1 the worst")
        listed = "; ".join(
            f"Forecast {row_number(row.forecast_id)} ({articles[row.source_id]}): {row.question} "
            f"Said: {row.word.replace('_', ' ')}; came: {row.outcome}; score {interval(row)}"
            for row in rows(settled)
        )
        unsettled = row_numbers("forecast", forecasts.loc[forecasts["brier_low"].isna(), "forecast_id"])
        return Chart.of(figure, f"{message}. {listed}. Open, without a score: {unsettled}.")


def interval(forecast: Row) -> str:
    """Write the interval of a score; a small one keeps its digits."""
    digits = 2 if forecast.brier_high >= 0.01 else 4
    return f"{forecast.brier_low:.{digits}f}–{forecast.brier_high:.{digits}f}"


def forecasts_table(data: Dataset) -> ShownTable:
    """Show each forecast on the treaty with its word, its band, what came and the interval of its score."""
    forecasts, articles = treaty_forecasts(data), article_names(data)
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in forecasts["forecast_id"]],
            "from": [
                Link(articles[row.source_id], row_link(row.claim_id).address) for row in rows(forecasts)
            ],
            "question": list(forecasts["question"]),
            "word": [
                f"{row.word.replace('_', ' ')} ({row.p_low:.0%}–{row.p_high:.0%})" for row in rows(forecasts)
            ],
            "came": list(forecasts["outcome"]),
            "score": [interval(row) if pd.notna(row.brier_low) else "open" for row in rows(forecasts)],
        }
    )
    return ShownTable(
        shown,
        "Question 6. Forecasts on the tie and its treaty, worst first; 0 is a perfect score and 1 the worst",
    )
