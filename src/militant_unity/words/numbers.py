"""Terms and pairs become the numbers that a sentence on words may quote."""

from dossier.show.leave_one_out import ranged, sizes
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts, key_words, reach, share_in_one
from militant_unity.words.pairs import pairs


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on words and pairs may quote."""
    held, key, tied = reach(data), key_words(data), pairs(data)
    spelt = counts(data, "word").T
    return {
        "different_words": int(held["words"].sum()),
        "running_words": int(sizes(data).sum()),
        "words_in_one": int(held["words"].iloc[0]),
        "words_in_all": int(held["words"].iloc[-1]),
        **ranged("share_words_in_one", share_in_one(data), 4),
        "key_words": len(key),
        "key_words_alone": int(key["elsewhere"].eq(0).sum()),
        "spelling_putin_visit": int(spelt["putin"]["visit-2024"]),
        "spelling_putin_elsewhere": int(spelt["putin"].drop("visit-2024").sum()),
        "spelling_poutine_visit": int(spelt["poutine"]["visit-2024"]),
        "pairs_listed": len(counts(data, "bigram")),
        "pairs_shown": len(tied),
        "pairs_gone": sum(strength.least == 0 for strength in tied["strength"]),
        "pair_militant": int(counts(data, "bigram").T["unité militante"].sum()),
    }
