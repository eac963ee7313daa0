"""The chapters become the numbers that a sentence may quote, each by a name that says what it means."""

from militant_unity import cast, corpus, standing
from militant_unity.arms import boxes, deliveries, evidence, factors, objects, returns
from militant_unity.china import indicators
from militant_unity.data import Dataset
from militant_unity.foreseen import scores
from militant_unity.map import atlas
from militant_unity.treaty import numbers as treaty_numbers
from militant_unity.troops import (
    admission,
    confirmations,
    losses,
    motives,
    returned,
    silence,
    soldiers,
    whereabouts,
)
from militant_unity.words import doubt, quoted, where_named
from militant_unity.words import numbers as words_numbers


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers of every chapter by name."""
    return {
        **corpus.quotable(data),
        **standing.quotable(data),
        **atlas.quotable(data),
        **cast.quotable(data),
        **factors.quotable(data),
        **evidence.quotable(data),
        **objects.quotable(data),
        **deliveries.quotable(data),
        **returns.quotable(data),
        **boxes.quotable(data),
        **treaty_numbers.quotable(data),
        **indicators.quotable(data),
        **soldiers.quotable(data),
        **confirmations.quotable(data),
        **losses.quotable(data),
        **admission.quotable(data),
        **motives.quotable(data),
        **returned.quotable(data),
        **whereabouts.quotable(data),
        **silence.quotable(data),
        **scores.quotable(data),
        **words_numbers.quotable(data),
        **where_named.quotable(data),
        **doubt.quotable(data),
        **quoted.quotable(data),
    }
