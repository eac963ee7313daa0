import re
from html import unescape

import pytest

from dossier import load
from dossier.pages.front_page import judgement_cards
from dossier.schema.files import split_ids
from dossier.schema.words import PROBABILITY_WORDS

JUDGEMENTS = load().judgements.set_index("judgement_id")


@pytest.fixture(scope="module")
def cards(data):
    return dict(zip(JUDGEMENTS.index, judgement_cards(data).split("<li>")[1:], strict=True))


@pytest.mark.parametrize("judgement", JUDGEMENTS.index)
def test_a_card_keeps_likelihood_and_confidence_apart(cards, judgement):
    row = JUDGEMENTS.loc[judgement]
    likelihood = re.search(r'class="likelihood">.*?</span></span>([^<]*)<', cards[judgement])[1]
    assert likelihood.startswith(f"{row['likelihood'].replace('_', ' ')} (")
    assert f'class="confidence">confidence: {row["confidence"]}<' in cards[judgement]


@pytest.mark.parametrize("judgement", JUDGEMENTS.index)
def test_a_card_leads_to_every_row_that_the_judgement_stands_on(cards, judgement):
    listed = re.search(r"<dt>Claims of the articles.*(?=<dt>The judgement)", cards[judgement], re.DOTALL)[0]
    assert re.findall(r"#([^\"]+)\"", listed) == sorted(
        split_ids(JUDGEMENTS.loc[judgement, "claims"]), key=lambda each: not each.startswith("c-")
    )


@pytest.mark.parametrize("judgement", JUDGEMENTS.index)
def test_the_scale_is_the_band(cards, judgement):
    low, high = PROBABILITY_WORDS[JUDGEMENTS.loc[judgement, "likelihood"]]
    left, width = map(int, re.search(r"left: (\d+)%; width: (\d+)%", cards[judgement]).groups())
    assert (left, left + width) == (round(100 * low), round(100 * high))


def test_text_is_escaped(data):
    hostile = data.judgements.assign(statement="<script>alert(1)</script> & more")
    page = judgement_cards(data.with_tables(judgements=hostile))
    assert "<script>" not in page
    assert "<script>alert(1)</script> & more" in unescape(page)


def test_the_figure_names_both_sources_of_the_factor(project, data):
    figure = project.report.key_figure()
    assert figure.notebook == "notebooks/arms"
    assert "Seoul" in figure.draw(data).alt
    assert "ship-by-ship" in figure.draw(data).alt
