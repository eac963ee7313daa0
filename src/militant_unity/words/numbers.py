"""Terms and pairs become the numbers that a sentence on words may quote."""

from dossier.evidence.selections import selected_id
from dossier.show.leave_one_out import ranged, sizes
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts, followed, key_words, reach, share_in_one
from militant_unity.words.pairs import pairs


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on words and pairs may quote."""
    held, key, tied = reach(data).set_index("articles")["words"], key_words(data), pairs(data)
    words, pairs_of_words = counts(data, "word").T, counts(data, "bigram").T
    visit = selected_id(data, "words.articles", "visit")
    putin, poutine = (words[followed(data, name)] for name in ("putin", "poutine"))
    return {
        "different_words": int(held.sum()),
        "running_words": int(sizes(data).sum()),
        "words_in_one": int(held[1]),
        "words_in_all": int(held[len(held)]),
        **ranged("share_words_in_one", share_in_one(data), 4),
        "key_words": len(key),
        "key_words_alone": int(key["elsewhere"].eq(0).sum()),
        "spelling_putin_visit": int(putin[visit]),
        "spelling_putin_elsewhere": int(putin.drop(visit).sum()),
        # The other spelling in the same article: `term_glosses` follow both.
        "spelling_poutine_visit": int(poutine[visit]),
        "pairs_listed": len(pairs_of_words.columns),
        "pairs_shown": len(tied),
        "pairs_gone": sum(strength.least == 0 for strength in tied["strength"]),
        "pair_militant": int(pairs_of_words[followed(data, "militant")].sum()),
    }
