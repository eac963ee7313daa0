"""`statements` on the tie become the drawing and the table of who said alliance, and when."""

import textwrap

import pandas as pd

from dossier.evidence.claims import support
from dossier.schema.files import rows
from dossier.show.chart import FAINT, RECORD, Chart, canvas, day_in_words
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import bare

PUTIN = "President Putin"
"""The value of `speaker` for his words."""

KIM = "Kim Jong Un"
"""The value of `speaker` for the words of Pyongyang's leader."""

_WORDS = {"alliance": "alliance", "allied": "allied", "avoids": "leaves both out"}


def alliance_words(data: Dataset) -> pd.DataFrame:
    """Return the statements that say alliance or allied, or leave both out, by day.

    Columns of ``statements``; those in which the word does not come up are left out.
    """
    statements = data.statements[data.statements["word"].isin(list(_WORDS))]
    return statements.sort_values(["statement_date", "statement_id"], ignore_index=True)


def putin_words(data: Dataset) -> pd.Series:
    """Return what Putin said of the tie, by day: ``avoids`` or ``allied``."""
    statements = alliance_words(data)
    return statements[statements["speaker"].eq(PUTIN)].set_index("statement_date")["word"]


def kim_words(data: Dataset) -> list[str]:
    """Return the days on which Kim said alliance, the noun."""
    statements = alliance_words(data)
    noun = statements["speaker"].eq(KIM) & statements["word"].eq("alliance")
    return list(statements.loc[noun, "statement_date"])


def draw_words(data: Dataset) -> Chart:
    """Draw who used which word on which day: a row per speaker, a column per word."""
    statements = alliance_words(data)
    putin = putin_words(data)
    out, turned = int(putin.eq("avoids").sum()), putin.index[putin.eq("allied")].min()
    message = (
        f"Kim said alliance on {len(kim_words(data))} days on record; Putin left the word out on {out} days "
        f"of {putin.index.min()[:4]} and said allied from {day_in_words(turned)}"
    )
    speakers_of = list(statements["speaker"].unique())
    names = {speaker: textwrap.fill(speaker, 22) for speaker in speakers_of}
    # A speaker takes a line for each dot of one word, or for each line of a long name.
    owns = {speaker: statements[statements["speaker"].eq(speaker)] for speaker in speakers_of}
    lines = {
        speaker: max(int(own["word"].value_counts().max()), names[speaker].count("\n") + 1)
        for speaker, own in owns.items()
    }
    with canvas(message, 1.2 + 0.21 * sum(lines.values())) as (figure, axes):
        height, ticks = 0.0, []
        for speaker, own in owns.items():
            deep = lines[speaker]
            ticks.append(height + (deep - 1) / 2)
            for place, word in enumerate(_WORDS):
                for step, row in enumerate(rows(own[own["word"].eq(word)])):
                    axes.scatter(place, height + step, s=60, color=RECORD, linewidth=0)
                    axes.annotate(
                        row.statement_date,
                        (place, height + step),
                        xytext=(7, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=8,
                    )
            height += deep
            axes.axhline(height - 0.5, color=FAINT, linewidth=0.4)
            height += 0.2
        axes.set_xticks(
            range(len(_WORDS)),
            [word if word == _WORDS["avoids"] else f"“{word}”" for word in _WORDS.values()],
        )
        axes.xaxis.tick_top()
        axes.set_yticks(ticks, list(names.values()), fontsize=8.5)
        axes.set_xlim(-0.2, len(_WORDS) - 0.2)
        axes.set_ylim(height - 0.4, -0.7)
        bare(axes, "each dot one statement, with its day")
        by_day = "; ".join(
            f"{row.statement_date} {row.speaker}: {_WORDS[row.word]}" for row in rows(statements)
        )
        return Chart.of(figure, f"{message}. By day: {by_day}.")


def words_table(data: Dataset) -> ShownTable:
    """Show the same statements as rows, with how well each is supported."""
    statements = alliance_words(data)
    shown = pd.DataFrame(
        {
            "statement": [row_link(each) for each in statements["statement_id"]],
            "speaker": list(statements["speaker"]),
            "word": [_WORDS[word] for word in statements["word"]],
            "what was said": list(statements["summary"]),
            "report": support(statements["confidence"]),
        }
    )
    return ShownTable(shown, "Question 3. Who says alliance, who says allied, who leaves both out (record)")
