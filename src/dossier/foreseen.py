"""What was foreseen: drawings and tables of the forecast audit."""

import textwrap
from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.audit import (
    COIN,
    EASY,
    LACKING,
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
    word_counts,
)
from dossier.claims import support
from dossier.corpus import ARTICLES
from dossier.shown import (
    ARTICLE,
    FAINT,
    INK,
    RECORD,
    Chart,
    Link,
    ShownTable,
    canvas,
    days,
    in_words,
    row_link,
    time_axis,
)
from dossier.store import rows
from dossier.vocabulary import PROBABILITY_WORDS


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _band(word: str) -> str:
    low, high = PROBABILITY_WORDS[word]
    return f"{low:.0%}–{high:.0%}".replace("%–", "–")


def draw_words(data: SimpleNamespace) -> Chart:
    """Draw how many forecasts each article makes at each likelihood word: one square per count."""
    counts = word_counts(data)
    cells = counts.to_dict()
    even, sure = (sum(each[word] for each in cells.values()) for word in ("roughly_even", SURE))
    message = f"{even} of {len(data.forecasts)} forecasts are at even odds, {sure} almost certain"
    with canvas(message, 3.3) as (figure, axes):
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
                f"{article.replace('-', chr(10))}\n({number})"
                for article, number in zip(counts.columns, counts.sum(), strict=True)
            ],
        )
        axes.set_xlim(-0.5, len(counts.columns) - 0.3)
        axes.set_ylim(len(counts) - 0.5, -0.6)
        axes.tick_params(axis="x", length=0, labelsize=8)
        axes.tick_params(axis="y", labelsize=8)
        told = "; ".join(
            f"{_plain(str(word))}: {in_words(row[row.gt(0)].to_dict())}" for word, row in counts.iterrows()
        )
        return Chart.of(figure, f"{message}. Forecasts by word and article: {told}.")


def draw_scores(data: SimpleNamespace) -> Chart:
    """Draw the interval of the score of each settled forecast, worst first, with its id."""
    found = score_groups(data)
    sides = settled(data)["side"].value_counts()
    message = (
        f"{sides['right']} of {sides.sum()} settled forecasts leaned the right way, "
        f"{sides['wrong']} the wrong way; {sides['neither']} stood at even odds"
    )
    with canvas(message, 1.1 + 0.42 * len(found)) as (figure, axes):
        axes.plot([COIN, COIN], [-0.4, len(found)], color=FAINT, linewidth=0.9, linestyle="--")
        axes.annotate("coin toss", (COIN, -0.65), ha="center", va="center", fontsize=8)
        for row in rows(found):
            axes.plot([row.brier_low, row.brier_high], [row.Index] * 2, **_RANGE)
            left = row.brier_low > 0.5
            axes.annotate(
                "\n".join(textwrap.wrap(" ".join(row.forecasts), 26)),
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
        axes.set_xlabel("Brier score: 0 best, 1 worst      * easy")
        told = "; ".join(
            f"{row.brier_low:.2f}–{row.brier_high:.2f} ({_plain(row.word)}, {row.outcome}): "
            f"{', '.join(row.forecasts)}"
            for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Scores, worst first, easy ones with an asterisk: {told}.")


_RANGE: dict[str, Any] = {
    "color": ARTICLE,
    "linewidth": 5,
    "solid_capstyle": "butt",
    "marker": "|",  # a range too narrow for a bar is seen by its ends
    "markersize": 7,
}
_CLEAR = 0.27  # right of the line of the coin toss


def came_table(data: SimpleNamespace) -> ShownTable:
    """Show the questions that came out yes."""
    shown = _outcomes(data, "yes")
    return ShownTable(shown, f"The {len(shown)} questions that came out yes, worst score first")


def failed_table(data: SimpleNamespace) -> ShownTable:
    """Show the questions that came out no."""
    shown = _outcomes(data, "no")
    return ShownTable(shown, f"The {len(shown)} questions that came out no, worst score first")


def _outcomes(data: SimpleNamespace, outcome: str) -> pd.DataFrame:
    found = settled(data)
    found = found[found["outcome"].eq(outcome)]
    found = found.sort_values(["brier_low", "forecast_id"], ascending=[False, True])
    return pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "article": list(found["article"]),
            "question": list(found["question"]),
            "word": [_plain(word) for word in found["word"]],
            "settled on": list(found["resolved_on"]),
            "score": [f"{row.brier_low:.2f}–{row.brier_high:.2f}" for row in rows(found)],
        }
    )


def easy_table(data: SimpleNamespace) -> ShownTable:
    """Show the forecasts called easy, each with the row that makes it so."""
    outcome = audit(data).set_index("forecast_id")["outcome"]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in EASY],
            "on the day of the article": [reason for _, reason in EASY.values()],
            "as shown by": [row_link(row) for row, _ in EASY.values()],
            "outcome": [outcome[each] for each in EASY],
        }
    )
    return ShownTable(shown, f"The {len(shown)} forecasts that we call easy, and why")


def draw_means(data: SimpleNamespace) -> Chart:
    """Draw the range of the mean score by article, theme and voice; below it, without the easy ones."""
    found = group_means(data)
    articles = found[found["by"].eq("article")]
    below, below_hard = (int(articles[column].lt(COIN).sum()) for column in ("high", "high_hard"))
    message = (
        f"For {below} of {len(articles)} articles the whole range lies below the coin toss; "
        f"without easy questions, for {below_hard}"
    )
    with canvas(message, 5.4) as (figure, axes):
        low, high = _even_scores()
        axes.axvspan(low, high, color=FAINT, alpha=0.18, linewidth=0)
        axes.plot([COIN, COIN], [-0.6, 99], color=FAINT, linewidth=0.9, linestyle="--")
        axes.annotate("all, hard", (1.02, -1.0), xycoords=_MARGIN, va="center", fontsize=8)
        axes.annotate("always “roughly even”", (COIN, -1.0), ha="center", va="center", fontsize=8, color=INK)
        height, ticks = 0.0, []
        for position, row in enumerate(rows(found)):
            height += 0.6 if position and row.by != found["by"].iloc[position - 1] else 0.0
            _draw_mean(axes, height, row)
            ticks.append((height, row.group))
            height += 1
        axes.set_yticks([at for at, _ in ticks], [name for _, name in ticks], fontsize=8)
        axes.set_xlim(0, 1.03 * found[["high", "high_hard"]].max().max())
        axes.set_ylim(height - 0.3, -1.5)
        axes.set_xlabel("mean Brier score\n(thick: all settled; thin: hard, without the easy)")
        told = "; ".join(
            f"{row.group} {row.low:.2f}–{row.high:.2f} (n {row.n})"
            + (f", without easy ones {row.low_hard:.2f}–{row.high_hard:.2f} (n {row.n_hard})")
            * bool(row.n_hard)
            for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Range of the mean score: {told}.")


def _even_scores() -> tuple[float, float]:
    low, _ = PROBABILITY_WORDS["roughly_even"]
    return low**2, (1 - low) ** 2


def _draw_mean(axes: Axes, height: float, row: SimpleNamespace) -> None:
    axes.plot([row.low, row.high], [height - 0.14] * 2, **_RANGE)
    if row.n_hard:
        axes.plot([row.low_hard, row.high_hard], [height + 0.26] * 2, color=INK, linewidth=1.3)
    axes.annotate(f"{row.n}, {row.n_hard}", (1.02, height), xycoords=_MARGIN, va="center", fontsize=8)


_MARGIN = ("axes fraction", "data")


def cuts_table(data: SimpleNamespace) -> ShownTable:
    """Show how the mean score moves when something is left out."""
    found = cuts(data).round(3)
    found.columns = ["left out", "questions", "best mean", "worst mean"]
    return ShownTable(found, "The mean Brier score of all settled forecasts, and with something left out")


def open_table(data: SimpleNamespace) -> ShownTable:
    """Show the open forecasts with rule and last day, and what would settle each."""
    found = audit(data)
    found = found[found["outcome"].eq("open")].sort_values(["last_day", "forecast_id"])
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "question, with its last day": list(found["question"]),
            "rule": list(found["resolution_rule"]),
            "what would settle it": [LACKING[each][1] for each in found["forecast_id"]],
            "nearest row": [row_link(LACKING[each][0]) for each in found["forecast_id"]],
        }
    )
    return ShownTable(shown, f"The {len(shown)} open forecasts: what the record lacks")


def draw_calibration(data: SimpleNamespace) -> Chart:
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


def _asked(row: SimpleNamespace) -> str:
    if row.before:
        return f"asked before ({', '.join(row.before)})"
    return "asked only after" if row.after else "not asked"


def draw_unasked(data: SimpleNamespace) -> Chart:
    """Draw the later events by first day, with whether a forecast had asked for them."""
    found = unasked(data)
    missed = int(found["before"].map(len).eq(0).sum())
    message = f"{missed} of {len(found)} later turns were in no forecast before their first report"
    published = data.sources.set_index("source_id")["date"][list(ARTICLES)]
    with canvas(message, 1.0 + 0.36 * len(found)) as (figure, axes):
        for date in published:
            axes.axvline(days(date), color=ARTICLE, linewidth=0.8, ymax=0.965)
        for row in rows(found):
            fill = RECORD if row.before else "none"
            axes.scatter(days(row.date), row.Index, s=40, facecolor=fill, edgecolor=RECORD, zorder=3)
            axes.annotate(
                f"{row.subject}\n{_asked(row)}",
                (0, row.Index),
                xycoords=("axes fraction", "data"),
                xytext=(-6, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=8,
            )
        axes.annotate(
            f"| the {len(published)} articles",
            (days("2024-11-15"), -0.85),
            va="center",
            fontsize=8,
            color=ARTICLE,
        )
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_ylim(len(found) - 0.5, -1.2)
        time_axis(axes, "2023-08-20", "2025-10-20", months=(1,))
        axes.set_xlabel("first report on record\n(● asked before   ○ not)", color=INK)
        told = "; ".join(f"{row.date} {row.subject}: {_asked(row)}" for row in rows(found))
        return Chart.of(figure, f"{message}. First report on record: {told}.")


def unasked_table(data: SimpleNamespace) -> ShownTable:
    """Show the later events by subject, with the rows and the forecasts that ask for them."""
    found = unasked(data)
    confidence = data.events.set_index("event_id")["confidence"]
    shown = pd.DataFrame(
        {
            "what came": list(found["subject"]),
            "first report": [row_link(each) for each in found["row"]],
            "the report stands on": support(confidence[list(found["row"])]),
            "asked before it by": [_links(asked) for asked in found["before"]],
            "asked after it by": [_links(asked) for asked in found["after"]],
        }
    )
    return ShownTable(shown, f"{len(shown)} later events, and the forecasts whose words ask for them")


def _links(forecasts: list[str]) -> list[Link] | str:
    return [row_link(each) for each in forecasts] or "no forecast"


def silences_table(data: SimpleNamespace) -> ShownTable:
    """Show what each article was expected to say and does not."""
    found = silences(data)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in found["claim_id"]],
            "article": list(found["source_id"]),
            "theme": list(found["theme"]),
            "what is missing": list(found["statement"]),
        }
    )
    return ShownTable(shown, f"The {len(shown)} silences of the ledger, by article")


def faults_table(data: SimpleNamespace) -> ShownTable:
    """Show the faults of the rules with the forecasts that have each."""
    found = rule_faults(data)
    shown = pd.DataFrame(
        {
            "weakness of the rule": list(found["fault"]),
            "questions": [len(each) for each in found["forecasts"]],
            "which": [[row_link(each) for each in ids] for ids in found["forecasts"]],
        }
    )
    return ShownTable(shown, "Which rules are weak, and how: a question may stand in several rows")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on the forecasts may quote, by name."""
    found, done = audit(data), settled(data)
    sides = done["side"].value_counts()
    last_days = found.loc[found["outcome"].eq("open"), "last_day"]
    record_ends = str(data.events["date"].max())
    words, later = calibration(data), unasked(data)
    asks_report = rule_faults(data)["forecasts"][1]
    still_open = found.loc[found["outcome"].eq("open"), "forecast_id"]
    faults = rule_faults(data)["forecasts"].map(len)
    articles = group_means(data).query("by == 'article'")
    silent = silences(data)["statement"].str.contains(_NO_SOLDIERS)
    likely, unlikely = words[words["low"].gt(0.5)], words[words["high"].lt(0.5)]
    return {
        "foreseen_even_odds": int(found["word"].eq("roughly_even").sum()),
        "foreseen_almost_certain": int(found["word"].eq(SURE).sum()),
        "foreseen_own_voice": int(found["voice"].eq("the article itself").sum()),
        "foreseen_settled": len(done),
        "foreseen_right_side": int(sides["right"]),
        "foreseen_wrong_side": int(sides["wrong"]),
        "foreseen_neither_side": int(sides["neither"]),
        "foreseen_easy": int(done["easy"].sum()),
        "foreseen_easy_no": int((done["easy"] & done["outcome"].eq("no")).sum()),
        "foreseen_article_least": int(articles["n"].min()),
        "foreseen_article_most": int(articles["n"].max()),
        "foreseen_articles_below": int(articles["high"].lt(COIN).sum()),
        "foreseen_articles_below_hard": int(articles["high_hard"].lt(COIN).sum()),
        "foreseen_overdue": int(last_days.lt(record_ends).sum()),
        "foreseen_running": int(last_days.ge(record_ends).sum()),
        "foreseen_word_least": int(words["n"].min()),
        "foreseen_word_most": int(words["n"].max()),
        "foreseen_words": len(words),
        "foreseen_words_attainable": int(words["attainable"].sum()),
        "foreseen_subjects": len(later),
        "foreseen_unasked": int(later["before"].map(len).eq(0).sum()),
        "foreseen_never_asked": int((later["before"] + later["after"]).map(len).eq(0).sum()),
        "foreseen_silences_soldiers": int(silent.sum()),
        "foreseen_likely": int(likely["n"].sum()),
        "foreseen_likely_yes": int(likely["yes"].sum()),
        "foreseen_unlikely": int(unlikely["n"].sum()),
        "foreseen_unlikely_yes": int(unlikely["yes"].sum()),
        "foreseen_open_reported": len(set(asks_report) & set(still_open)),
        "foreseen_not_blind": int(faults[0]),
        "foreseen_asks_reported": int(faults[1]),
        "foreseen_no_by_absence": int(faults[2]),
        "foreseen_no_forecast_said": int(faults[3]),
        **_of_means(data),
    }


_NO_SOLDIERS = "not raise North Korean soldiers|not North Korean soldiers"


def _of_means(data: SimpleNamespace) -> dict[str, float | str]:
    left = cuts(data).set_index("cut").round(3)
    low, high = left["low"].to_dict(), left["high"].to_dict()
    even_low, even_high = _even_scores()
    return {
        "foreseen_coin": COIN,
        "foreseen_even_low": round(even_low, 4),
        "foreseen_even_high": round(even_high, 4),
        "foreseen_mean_low": low["nothing"],
        "foreseen_mean_high": high["nothing"],
        "foreseen_hard_low": low["the easy ones"],
        "foreseen_hard_high": high["the easy ones"],
        "foreseen_hard": int(left["n"].to_dict()["the easy ones"]),
        "foreseen_blind_low": low["rules that were not blind"],
        "foreseen_blind_high": high["rules that were not blind"],
        "foreseen_without_one_low": min(low[each] for each in ARTICLES),
        "foreseen_without_one_high": max(high[each] for each in ARTICLES),
    }
