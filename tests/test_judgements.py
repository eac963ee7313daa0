import re
from html import unescape

import pytest

from dossier import load
from dossier.evidence.judgements import judgements_if_otherwise, turning_points
from dossier.pages.front_page import opened_judgements
from dossier.schema.files import split_ids
from dossier.schema.words import PROBABILITY_WORDS

JUDGEMENTS = list(load().judgements["judgement_id"])


@pytest.mark.parametrize("judgement", JUDGEMENTS)
def test_the_row_that_a_judgement_names_moves_it_to_another_band(data, judgement):
    before = data.judgements.set_index("judgement_id")
    point = turning_points(data.judgements).set_index("judgement_id").loc[judgement]
    after = judgements_if_otherwise(data.judgements, point["row"]).set_index("judgement_id")
    assert point["row"] in split_ids(before.loc[judgement, "claims"])
    bands = [PROBABILITY_WORDS[frame.loc[judgement, "likelihood"]] for frame in (before, after)]
    assert bands[0][1] <= bands[1][0] or bands[1][1] <= bands[0][0], "the bands do not meet but at an edge"
    others = turning_points(data.judgements).query("row != @point.row")["judgement_id"]
    assert (after.loc[others, "likelihood"] == before.loc[others, "likelihood"]).all()


def test_a_row_on_which_nothing_turns_moves_nothing(data):
    assert judgements_if_otherwise(data.judgements, "c-001").equals(data.judgements)


def test_the_page_says_what_would_then_hold(data):
    page = unescape(str(opened_judgements(data)))
    assert len(re.findall(r"<dt>Would become “[^”]*%[^”]*”</dt>", page)) == len(JUDGEMENTS)
