"""The audit of `forecasts` becomes drawings, a table of cuts and the numbers of the chapter."""

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.articles import article_ids
from dossier.evidence.selections import selected_ids
from dossier.schema.files import Row, rows
from dossier.schema.words import PROBABILITY_WORDS
from dossier.show.chart import ARTICLE, FAINT, INK, Chart, canvas
from dossier.show.names import (
    article_names,
    by_name,
    in_articles,
    in_column,
    in_lines,
    row_number,
    row_numbers,
)
from dossier.show.table import ShownTable
from militant_unity.data import Dataset
from militant_unity.foreseen import readings
from militant_unity.foreseen.audit import (
    COIN,
    SURE,
    audit,
    calibration,
    cuts,
    group_means,
    rule_faults,
    score_groups,
    settled,
    silences,
    unasked,
    unskilled,
    word_counts,
)


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _band(word: str) -> str:
    low, high = PROBABILITY_WORDS[word]
    return f"{low:.0%}–{high:.0%}".replace("%–", "–")


def draw_words(data: Dataset) -> Chart:
    """Draw how many forecasts each article makes at each likelihood word: one square per count."""
    counts = by_name(data, word_counts(data))
    cells = counts.to_dict()
    even, sure = (sum(each[word] for each in cells.values()) for word in ("roughly_even", SURE))
    message = f"{even} of {len(data.forecasts)} forecasts are at even odds, {sure} almost certain"
    with canvas(message, 3.6) as (figure, axes):
        for height, word in enumerate(counts.index):
            for place, article in enumerate(counts.columns):
                if number := cells[article][word]:
                    axes.scatter(place, height, s=44 * number, marker="s", color=ARTICLE, linewidth=0)
                    axes.annotate(
                        str(number),
                        (place, height),
                        xytext=(13, 0),
                        textcoords="offset points",
                        va="center",
                    )
        axes.set_yticks(range(len(counts)), [f"{_plain(word)}\n{_band(word)}" for word in counts.index])
        axes.set_xticks(
            range(len(counts.columns)),
            [
                f"{in_column(str(article))}\n({number})"
                for article, number in zip(counts.columns, counts.sum(), strict=True)
            ],
        )
        axes.set_xlim(-0.5, len(counts.columns) - 0.3)
        axes.set_ylim(len(counts) - 0.5, -0.6)
        axes.tick_params(axis="x", length=0, labelsize=8)
        axes.tick_params(axis="y", labelsize=8)
        told = "; ".join(
            f"{_plain(str(word))}: {in_articles(row[row.gt(0)].to_dict())}" for word, row in counts.iterrows()
        )
        return Chart.of(figure, f"{message}. Forecasts by word and article: {told}.")


def draw_scores(data: Dataset) -> Chart:
    """Draw the interval of the score of each settled forecast, worst first, with its number."""
    found = score_groups(data)
    sides, hard = sides_taken(settled(data)), sides_taken(settled(data).query("not easy"))
    message = (
        f"Of {hard.sum()} forecasts that could fail, {hard['right']} leaned the right way, {hard['wrong']} "
        f"the wrong way, {hard['neither']} neither; with the easy ones {sides['right']} of {sides.sum()} "
        "leaned right"
    )
    with canvas(message, 1.1 + 0.42 * len(found)) as (figure, axes):
        axes.plot([COIN, COIN], [-0.4, len(found)], color=FAINT, linewidth=0.9, linestyle="--")
        axes.annotate("coin toss", (COIN, -0.65), ha="center", va="center", fontsize=8)
        for row in rows(found):
            axes.plot([row.brier_low, row.brier_high], [row.Index] * 2, **_RANGE)
            left = row.brier_low > 0.5
            axes.annotate(
                "\n".join(textwrap.wrap(", ".join(map(row_number, row.forecasts)), 26)),
                (row.brier_low - 0.03 if left else max(row.brier_high, _CLEAR) + 0.03, row.Index),
                ha="right" if left else "left",
                va="center",
                fontsize=8,
            )
        came = {"yes": "it came", "no": "it did not"}
        labels = [f"{_plain(row.word)}:\n{came[row.outcome]}" for row in rows(found)]
        axes.set_yticks(range(len(found)), labels, fontsize=8)
        axes.set_xlim(-0.02, 1)
        axes.set_ylim(len(found) - 0.5, -1)
        axes.set_xlabel("Brier score: 0 best, 1 worst\n(numbers: the forecasts; * easy)")
        told = "; ".join(
            f"{row.brier_low:.2f}–{row.brier_high:.2f} ({_plain(row.word)}, {row.outcome}): "
            f"{row_numbers('forecast', row.forecasts)}"
            for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Scores, worst first, easy ones with an asterisk: {told}.")


def sides_taken(forecasts: pd.DataFrame) -> "pd.Series[int]":
    """Count settled forecasts by the side on which their word stood to what came."""
    return forecasts["side"].value_counts().reindex(["right", "wrong", "neither"], fill_value=0)


_RANGE: dict[str, Any] = {
    "color": ARTICLE,
    "linewidth": 5,
    "solid_capstyle": "butt",
    "marker": "|",  # a range too narrow for a bar is seen by its ends
    "markersize": 7,
}
_CLEAR = 0.27  # right of the line of the coin toss


def draw_means(data: Dataset) -> Chart:
    """Draw the range of the mean score by article, theme and voice; below it, without the easy ones."""
    found = _named_groups(data)
    articles = found[found["by"].eq("article")]
    below, below_hard = (int(articles[column].lt(COIN).sum()) for column in ("high", "high_hard"))
    message = (
        f"For {below} of {len(articles)} articles the whole range lies below the coin toss; "
        f"without easy questions, for {below_hard}"
    )
    with canvas(message, 6.6) as (figure, axes):
        low, high = _even_scores()
        axes.axvspan(low, high, color=FAINT, alpha=0.18, linewidth=0)
        axes.plot([COIN, COIN], [-0.6, 99], color=FAINT, linewidth=0.9, linestyle="--")
        axes.annotate("all, hard", (1.02, -1.0), xycoords=_MARGIN, va="center", fontsize=8)
        axes.annotate("always “roughly even”", (COIN, -1.0), ha="center", va="center", fontsize=8, color=INK)
        height = 0.0
        ticks: list[tuple[float, str]] = []
        for row, first_of_group in zip(rows(found), found["by"].ne(found["by"].shift()), strict=True):
            height += 0.6 if ticks and first_of_group else 0.0
            _draw_mean(axes, height, row)
            ticks.append((height, in_lines(row.group, 20)))
            height += 1
        axes.set_yticks([at for at, _ in ticks], [name for _, name in ticks], fontsize=8)
        axes.set_xlim(0, 1.03 * found[["high", "high_hard", "base"]].max().max())
        axes.set_ylim(height - 0.3, -1.5)
        axes.set_xlabel("mean Brier score\n(thick: all settled; thin: hard, without the easy; ◇ base rate)")
        means = "; ".join(_mean_in_words(row) for row in rows(found))
        return Chart.of(figure, f"{message}. Range of the mean score: {means}.")


def _named_groups(data: Dataset) -> pd.DataFrame:
    """Return `group_means` with the short name of each article in place of its id."""
    return group_means(data).replace({"group": article_names(data)})


def _mean_in_words(row: Row) -> str:
    if not row.n:
        return f"{row.group}: none settled"
    hard = f", without easy ones {row.low_hard:.2f}–{row.high_hard:.2f} (n {row.n_hard})"
    return (
        f"{row.group}: {row.low:.2f}–{row.high:.2f} (n {row.n}, base rate {row.base:.2f})"
        f"{hard * bool(row.n_hard)}"
    )


def _even_scores() -> tuple[float, float]:
    low, _ = PROBABILITY_WORDS["roughly_even"]
    return low**2, (1 - low) ** 2


def _draw_mean(axes: Axes, height: float, row: Row) -> None:
    axes.plot([row.low, row.high], [height - 0.14] * 2, **_RANGE)
    axes.scatter(row.base, height - 0.14, s=26, marker="D", facecolor="none", edgecolor=INK, zorder=4)
    if row.n_hard:
        axes.plot([row.low_hard, row.high_hard], [height + 0.26] * 2, color=INK, linewidth=1.3)
    axes.annotate(f"{row.n}, {row.n_hard}", (1.02, height), xycoords=_MARGIN, va="center", fontsize=8)


_MARGIN = ("axes fraction", "data")


def cuts_table(data: Dataset) -> ShownTable:
    """Show how the mean score moves when something is left out."""
    found = cuts(data).round(3).replace({"cut": article_names(data)})
    found.columns = ["left out", "questions", "best mean", "worst mean"]
    return ShownTable(found, "Question 3. The mean Brier score, and with something left out")


def skill_table(data: Dataset) -> ShownTable:
    """Show the mean score, the coin, the base rate of the other articles, and the skill against it."""
    found = _named_groups(data).query("by in ['all', 'article']")
    kinds = [
        ("", found[["group", "n", "low", "high", "base"]]),
        (
            ", without the easy ones",
            found[["group", "n_hard", "low_hard", "high_hard", "base_hard"]].set_axis(
                ["group", "n", "low", "high", "base"], axis=1
            ),
        ),
    ]
    parts = [
        {
            "questions": row.group + kind,
            "how many": row.n,
            "mean score": f"{row.low:.3f}–{row.high:.3f}",
            "coin": f"{COIN:.3f}",
            "base rate": f"{row.base:.3f}",
            "skill against the base rate": f"{1 - row.high / row.base:+.2f} to {1 - row.low / row.base:+.2f}",
        }
        for kind, means in kinds
        for row in rows(means)
        if row.n
    ]
    return ShownTable(
        pd.DataFrame(parts), "Question 3. Mean score, coin, base rate of the other articles, and skill"
    )


def draw_calibration(data: Dataset) -> Chart:
    """Draw the band of each word, and the share of its questions that came out yes."""
    found = calibration(data)
    inside = int(found["share"].between(found["low"], found["high"]).sum())
    possible = int(found["attainable"].sum())
    message = (
        f"The share that came out yes lies in the word's band for {inside} of {len(found)} words; "
        f"the counts allow it for {possible}"
    )
    with canvas(message, 3.4) as (figure, axes):
        for row in rows(found):
            axes.barh(row.Index, row.high - row.low, left=row.low, color=FAINT, alpha=0.35, height=0.62)
            fill = ARTICLE if row.attainable else "none"
            axes.scatter(row.share, row.Index, s=46, facecolor=fill, edgecolor=ARTICLE, zorder=3)
            count = f"{row.yes} of {row.n}"
            axes.annotate(count, (1.02, row.Index), xycoords=_MARGIN, va="center", fontsize=8)
        axes.set_yticks(
            range(len(found)), [f"{_plain(row.word)}\n{_band(row.word)}" for row in rows(found)], fontsize=8
        )
        axes.set_xlim(-0.03, 1.06)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axes.set_xlabel("came out yes (bar: the word's band;\nopen ring: no count of so few lies in it)")
        told = "; ".join(
            f"{_plain(row.word)}, band {_band(row.word)}: {row.yes} of {row.n}" for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Questions that came out yes, by word: {told}.")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the forecasts may quote, by name."""
    forecasts, done = audit(data), settled(data)
    words, later = calibration(data), unasked(data)
    faults = rule_faults(data).set_index("name")["forecasts"]
    articles = group_means(data).query("by == 'article'")
    miss = done["miss"].value_counts()
    technology = done[done["forecast_id"].isin(selected_ids(data, "foreseen.technology"))]
    doubted = technology[technology["p_high"].lt(0.5)]
    silent = set(selected_ids(data, "foreseen.silences_soldiers")) & set(silences(data)["claim_id"])
    hard = done[~done["easy"]]
    sure_of = hard[hard["p_low"].gt(0.5)]
    likely, unlikely = words[words["low"].gt(0.5)], words[words["high"].lt(0.5)]
    return {
        "foreseen_even_odds": int(forecasts["word"].eq("roughly_even").sum()),
        "foreseen_almost_certain": int(forecasts["word"].eq(SURE).sum()),
        "foreseen_own_voice": int(forecasts["voice"].eq("the article itself").sum()),
        "foreseen_voice_others": int(forecasts["voice"].isin(["somebody named", "somebody unnamed"]).sum()),
        "foreseen_voice_nobody": int(forecasts["voice"].eq("nobody given").sum()),
        "foreseen_settled": len(done),
        "foreseen_wrong_side": int(done["side"].eq("wrong").sum()),
        "foreseen_miss_wrong": int(miss.get("wrong", 0)),
        "foreseen_miss_overtaken": int(miss.get("overtaken", 0)),
        "foreseen_technology": len(technology),
        "foreseen_technology_yes": int(technology["outcome"].eq("yes").sum()),
        "foreseen_technology_unlikely": len(doubted),
        "foreseen_technology_unlikely_yes": int(doubted["outcome"].eq("yes").sum()),
        "foreseen_technology_one_statement": int(doubted["ruling_row"].value_counts().max()),
        "foreseen_neither_side": int(done["side"].eq("neither").sum()),
        "foreseen_hard_right": int(hard["side"].eq("right").sum()),
        "foreseen_hard_wrong": int(hard["side"].eq("wrong").sum()),
        "foreseen_hard_likely": int(sure_of["outcome"].size),
        "foreseen_hard_likely_yes": int(sure_of["outcome"].eq("yes").sum()),
        "foreseen_hard_sure": int(hard["word"].eq(SURE).sum()),
        "foreseen_hard_sure_yes": int((hard["word"].eq(SURE) & hard["outcome"].eq("yes")).sum()),
        "foreseen_easy": int(done["easy"].sum()),
        "foreseen_easy_no": int((done["easy"] & done["outcome"].eq("no")).sum()),
        "foreseen_article_least": int(articles["n"].min()),
        "foreseen_article_most": int(articles["n"].max()),
        "foreseen_articles_below": int(articles["high"].lt(COIN).sum()),
        "foreseen_articles_below_hard": int(articles["high_hard"].lt(COIN).sum()),
        "foreseen_articles_skilled": int(articles["high"].lt(articles["base"]).sum()),
        "foreseen_articles_skilled_hard": int(articles["high_hard"].lt(articles["base_hard"]).sum()),
        "foreseen_word_least": int(words["n"].min()),
        "foreseen_word_most": int(words["n"].max()),
        "foreseen_words": len(words),
        "foreseen_words_attainable": int(words["attainable"].sum()),
        "foreseen_subjects": len(later),
        "foreseen_unasked": int(later["before"].map(len).eq(0).sum()),
        "foreseen_never_asked": int((later["before"] + later["after"]).map(len).eq(0).sum()),
        "foreseen_silences_soldiers": len(silent),
        "foreseen_likely": int(likely["n"].sum()),
        "foreseen_likely_yes": int(likely["yes"].sum()),
        "foreseen_unlikely": int(unlikely["n"].sum()),
        "foreseen_unlikely_yes": int(unlikely["yes"].sum()),
        "foreseen_not_blind": len(faults["not_blind"]),
        "foreseen_asks_reported": len(faults["asks_for_report"]),
        "foreseen_no_by_absence": len(faults["by_absence"]),
        "foreseen_no_forecast_said": len(faults["no_forecast"]),
        **_of_means(data),
        **readings.quotable(data),
    }


def _of_means(data: Dataset) -> dict[str, float | str]:
    """Turn the scores of the forecasts into their means, and what knowing nothing would score, as numbers."""
    left = cuts(data).set_index("cut").round(3)
    low, high = left["low"].to_dict(), left["high"].to_dict()
    plain = unskilled(data).round(3)
    return {
        "foreseen_middle_all": plain["middle"].to_dict()["all"],
        "foreseen_middle_hard": plain["middle"].to_dict()["hard"],
        "foreseen_base_all": plain["base_score"].to_dict()["all"],
        "foreseen_base_hard": plain["base_score"].to_dict()["hard"],
        **{
            f"foreseen_skill_{of}_{end}": round(plain[f"skill_{end}"].to_dict()[of], 2)
            for of in ("all", "hard")
            for end in ("low", "high")
        },
        "foreseen_repeats_low": low["repeats of one statement"],
        "foreseen_repeats_high": high["repeats of one statement"],
        "foreseen_coin": COIN,
        "foreseen_mean_low": low["nothing"],
        "foreseen_mean_high": high["nothing"],
        "foreseen_hard_low": low["the easy ones"],
        "foreseen_hard_high": high["the easy ones"],
        "foreseen_hard": int(left["n"].to_dict()["the easy ones"]),
        "foreseen_blind_low": low["rules that were not blind"],
        "foreseen_blind_high": high["rules that were not blind"],
        "foreseen_without_one_best_low": min(low[each] for each in article_ids(data)),
        "foreseen_without_one_best_high": max(low[each] for each in article_ids(data)),
        "foreseen_without_one_worst_low": min(high[each] for each in article_ids(data)),
        "foreseen_without_one_worst_high": max(high[each] for each in article_ids(data)),
    }
