import re
from html import unescape

import pytest

from dossier import load
from dossier.evidence.articles import article_ids
from dossier.evidence.judgement_checks import reasons_of
from dossier.pages.front_page import articles, judgement_cards
from dossier.schema.files import split_ids
from dossier.schema.words import LOWERED_BY, PROBABILITY_WORDS

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
def test_a_card_says_what_lowers_the_confidence_what_speaks_against_it_and_what_to_watch(cards, judgement):
    row, card = JUDGEMENTS.loc[judgement], unescape(cards[judgement])
    for reason in reasons_of(row["lowered_by"]):
        shown = re.search(rf"<dt>Lowered because {LOWERED_BY[reason.word]}</dt><dd>(.*?)</dd>", card)[1]
        assert f"#{reason.row}" in shown
        assert LOWERED_BY[reason.word] in re.search(r'class="lowered">(.*?)</span>', card)[1]
    against = re.search(r"<dt>What speaks against it</dt><dd>(.*?)</dd>", card)[1]
    assert re.findall(r'#([^"]+)"', against) == split_ids(row["contrary"])
    assert re.search(r"\d+ searches: \w\w, \w\w", against)
    assert f"<dt>What to watch for</dt><dd>{row['watch_for']}</dd>" in card
    assert (
        f"<dt>Origins</dt><dd>{row['claim_origins']} behind its claims, at most {row['row_origins']} behind its "
        f"rows, at most {row['origins']} behind both together</dd>"
    ) in card


@pytest.mark.parametrize("judgement", JUDGEMENTS.index)
def test_the_scale_is_the_band(cards, judgement):
    low, high = PROBABILITY_WORDS[JUDGEMENTS.loc[judgement, "likelihood"]]
    left, width = map(int, re.search(r"left: (\d+)%; width: (\d+)%", cards[judgement]).groups())
    assert (left, left + width) == (round(100 * low), round(100 * high))


@pytest.mark.parametrize("judgement", JUDGEMENTS.index)
def test_one_claim_is_no_claims(cards, judgement):
    ids = split_ids(JUDGEMENTS.loc[judgement, "claims"])
    claims = sum(row.startswith("c-") for row in ids)
    summary = re.search(r"<summary>(.*?)</summary>", cards[judgement])[1]
    words = f"{claims} claim{'s' * (claims != 1)}, {len(ids) - claims} rows of the record;"
    assert summary.startswith(words.replace(" 1 rows", " 1 row"))


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


def test_each_article_stands_there_with_its_claims_in_order_of_publication(data, parsed):
    listed = articles(data, up="../")
    claims = data.claims[data.claims["retired"].isna()]
    in_order = article_ids(data)
    assert parsed(listed).links == [f"../sources/{article}.html" for article in in_order]
    counted = [int(number) for number in re.findall(r">(\d+) claims<", listed)]
    assert counted == [int(claims["source_id"].eq(article).sum()) for article in in_order]


def test_what_is_not_known_of_an_article_is_said_and_its_headline_is_no_markup(data, parsed):
    sources = data.sources.copy()
    first, *_, last = article_ids(data)
    sources.loc[sources["source_id"].eq(first), ["publisher", "title", "date"]] = None
    sources.loc[sources["source_id"].eq(last), "title"] = "<script>alert(1)</script>"
    page = parsed(str(articles(data.with_tables(sources=sources), up="")))
    assert "Outlet not known, day not known: no headline in the file" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in page.tags
