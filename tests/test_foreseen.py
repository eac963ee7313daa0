"""The forecast audit: scores by hand, the declared lists, and each word of the chapter that compares."""

import re

import pandas as pd
import pytest

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.evidence.brier import attainable, mean_interval, side, with_brier_scores
from dossier.evidence.selections import selected_ids, selections
from dossier.project import find_project
from militant_unity.foreseen import readings, rules, scores
from militant_unity.foreseen import unasked as foreseen_unasked
from militant_unity.foreseen.audit import (
    COIN,
    audit,
    calibration,
    could_fail,
    cuts,
    group_means,
    pages,
    repeats,
    rule_faults,
    score_groups,
    settled,
    silences,
    unasked,
    unskilled,
    word_counts,
)

PROJECT = find_project()
ARTICLES = tuple(article_ids(PROJECT.load()))
DOCUMENTS = pd.DataFrame({"source_id": list(ARTICLES), "status": "kept"})
SOURCES = pd.DataFrame(
    {"source_id": list(ARTICLES), "date": [f"2024-0{number}" for number, _ in enumerate(ARTICLES, 1)]}
)

ALLEGED_TECHNOLOGY = ("f-004", "f-018", "f-021", "f-029", "f-031")
SETTLED_ALIKE = ("f-009", "f-011", "f-012", "f-022", "f-034")
QUESTION = "Does it happen by 31 December 2024?"
EASY_IN_SMALL = "f-001"


def made_up(*forecasts):
    """Return a dataset of forecasts ``(id, article, word, low, high, outcome)`` on one claim each."""
    ids = [forecast[0] for forecast in forecasts]
    claims = pd.DataFrame(
        {
            "claim_id": [f"c-{each}" for each in ids],
            "source_id": [forecast[1] for forecast in forecasts],
            "theme": "arms",
            "attribution": "author_voice",
            "claim_type": "forecast",
            "retired": None,
        }
    )
    table = pd.DataFrame(
        {
            "forecast_id": ids,
            "claim_id": claims["claim_id"],
            "question": QUESTION,
            "resolution_rule": "Yes if it does.",
            "due": "2024-12-31",
            "word": [forecast[2] for forecast in forecasts],
            "p_low": [forecast[3] for forecast in forecasts],
            "p_high": [forecast[4] for forecast in forecasts],
            "outcome": [forecast[5] for forecast in forecasts],
            "resolved_on": "2024-12-31",
            "subject": None,
            "blind": "yes",
            "rule_fault": None,
            "ruling_row": None,
            "easy_because": ["it was announced" if each == EASY_IN_SMALL else None for each in ids],
        }
    )
    return Dataset(
        schema=PROJECT.schema,
        documents=DOCUMENTS,
        sources=SOURCES,
        claims=claims,
        forecasts=with_brier_scores(table),
    )


@pytest.fixture
def small():
    return made_up(
        ("f-901", "summit-2023", "almost_certain", 0.95, 0.99, "no"),
        ("f-902", "summit-2023", "likely", 0.55, 0.80, "yes"),
        ("f-903", "troops-2024", "roughly_even", 0.45, 0.55, "yes"),
        ("f-904", "troops-2024", "unlikely", 0.20, 0.45, "open"),
        ("f-001", "troops-2024", "likely", 0.55, 0.80, "yes"),
    )


@pytest.mark.parametrize(
    ("low", "high", "outcome", "expected"),
    [
        (0.55, 0.80, "yes", "right"),
        (0.55, 0.80, "no", "wrong"),
        (0.05, 0.20, "no", "right"),
        (0.05, 0.20, "yes", "wrong"),
        (0.45, 0.55, "no", "neither"),
        (0.55, 0.80, "open", "unsettled"),
    ],
)
def test_the_side_of_a_word(low, high, outcome, expected):
    assert side(low, high, outcome) == expected


def test_a_share_can_lie_in_a_band_only_if_the_counts_allow_it():
    assert not attainable(8, 0.95, 0.99)
    assert attainable(5, 0.20, 0.45)
    assert not attainable(1, 0.20, 0.45)


def test_the_mean_runs_from_the_best_scores_to_the_worst(small):
    low, high = mean_interval(settled(small))
    assert low == pytest.approx((0.9025 + 0.04 + 0.2025 + 0.04) / 4)
    assert high == pytest.approx((0.9801 + 0.2025 + 0.3025 + 0.2025) / 4)


def test_an_open_forecast_is_counted_as_a_word_and_in_no_score(small):
    assert word_counts(small).loc["unlikely", "troops-2024"] == 1
    assert len(settled(small)) == 4
    assert "unlikely" not in set(calibration(small)["word"])


def test_groups_are_worst_first_and_mark_the_easy(small):
    found = score_groups(small)
    assert list(found["brier_low"]) == [0.9025, 0.2025, 0.04]
    assert found["forecasts"].iloc[-1] == ["f-001*", "f-902"]


def test_means_by_article_and_without_the_easy(small):
    found = group_means(small).set_index("group")
    assert found.loc["troops-2024", "n"] == 2
    assert found.loc["troops-2024", "n_hard"] == 1
    assert found.loc["troops-2024", "low_hard"] == pytest.approx(0.2025)
    assert found.loc["visit-2024", "n"] == 0


def test_cuts_leave_out_what_they_name(small):
    found = cuts(small).set_index("cut")["n"]
    assert found["nothing"] == 4
    assert found["the easy ones"] == found["the word almost certain"] == 3
    assert found["summit-2023"] == 2


def test_calibration_counts_yes_by_word(small):
    found = calibration(small).set_index("word")
    assert (found.loc["likely", "yes"], found.loc["likely", "n"]) == (2, 2)
    assert found.loc["almost_certain", "share"] == 0


@pytest.mark.whole
def test_every_forecast_stands_in_one_table_of_the_chapter(data):
    shown = [
        link.text
        for table in (rules.came_table, rules.failed_table, rules.open_table)
        for link in table(data).frame["forecast"]
    ]
    void = data.forecasts.loc[data.forecasts["outcome"].eq("void"), "forecast_id"]
    assert list(void) == ["f-048"], "the one that the prose names"
    assert sorted([*shown, *void]) == sorted(data.forecasts["forecast_id"])


def test_a_forecast_is_easy_by_a_row_that_was_there_on_the_day_of_the_article(data, page_tables):
    """A claim of the same article, or a row of the record dated no later than the article."""
    found = audit(data).set_index("forecast_id")
    claims = data.claims.set_index("claim_id")["source_id"]
    published = data.sources.set_index("source_id")["date"]
    for forecast in found[found["easy"]].itertuples():
        article, row, reason = forecast.article, forecast.easy_row, forecast.easy_because
        if row in claims.index:
            assert claims[row] == article, reason
        else:
            known = published[article]  # a day, or a month alone
            assert row[: len(known)] <= known, reason
        assert row in page_tables.printed_rows


def test_every_open_forecast_says_what_would_settle_it(data, page_tables):
    found = audit(data)
    still_open = found["outcome"].eq("open")
    assert found["would_settle"].notna().equals(still_open)
    assert set(found["nearest_row"].dropna()) <= page_tables.printed_rows


def test_the_last_day_of_each_forecast_is_after_its_article(data):
    found = audit(data)
    published = found["article"].map(data.sources.set_index("source_id")["date"])
    assert (found["due"] > published).all()
    closed = found["outcome"].isin(["yes", "no"])
    assert (found.loc[closed, "resolved_on"] <= found.loc[closed, "due"]).all()


def test_the_last_day_of_each_forecast_is_in_its_question_or_in_its_rule(data):
    """The coder's cell against the words: the latest full day of the question, or else of the rule."""
    written = re.compile(r"\d{1,2} [A-Z][a-z]+ 20\d\d")
    for row in data.forecasts.itertuples():
        days = written.findall(row.question) or written.findall(row.resolution_rule)
        assert row.due == str(max(pd.Timestamp(day) for day in days).date()), row.forecast_id
    found = audit(data)
    years = found["due"].str[:4]
    assert all(year in question for year, question in zip(years, found["question"], strict=True))


def test_an_event_is_asked_before_only_by_an_article_that_was_out(data):
    found = unasked(data)
    published = data.sources.set_index("source_id")["date"]
    article = audit(data).set_index("forecast_id")["article"]
    for row in found.itertuples():
        assert all(published[article[each]] <= row.date for each in row.before)
        assert all(published[article[each]] > row.date for each in row.after)
    assert len(found) == len(foreseen_unasked.unasked_table(data).frame) == found["subject"].nunique()


def test_the_subjects_each_find_their_event(data):
    """The turn that a coder named is the first event of its subject after the first article."""
    chosen = selections(data, "foreseen.later_events")
    assert set(unasked(data)["subject"]) == {each.label for each in chosen}
    assert set(unasked(data)["row"]) == {each.row_id for each in chosen}
    asked = data.forecasts["subject"].dropna().str.split(";").explode()
    assert set(asked) <= {*data.events["subject"].dropna(), "treaty"}, "a subject that no event has"


def test_a_question_that_asks_for_a_report_is_coded_as_such(data):
    said = data.forecasts["question"].str.contains(r"\b(?:reported|report|say|says|official call)\b")
    assert data.forecasts["rule_fault"].eq("asks_for_report").equals(said)


def test_pages_that_settle_are_counted_and_one_origin_is_told(data):
    assert pages(data, "caliber-charter;tass-charter") == "2, one origin"
    assert pages(data, "tass-charter;caliber-charter") == "2, one origin"
    assert pages(data, "abc-1104;sbs-feb26;sila-0905") == "3"
    assert pages(data, "prav-inforce") == "1"


def test_what_needs_no_skill_by_hand(small):
    """Four settled, of which three came: always three quarters scores 3/16."""
    found = unskilled(small)
    assert found.loc["all", ["n", "yes"]].tolist() == [4, 3]
    assert found.loc["all", "rate_score"] == pytest.approx(3 / 16)
    middles = (0.97**2 + 0.325**2 + 0.5**2 + 0.325**2) / 4
    assert found.loc["all", "middle"] == pytest.approx(middles)
    assert found.loc["hard", "n"] == 3


def test_the_base_rate_is_that_of_the_other_articles_by_hand(small):
    """One article has a no and a yes; the other two yes, easy or not."""
    found = settled(small).set_index("forecast_id")["base_score"]
    assert found[["f-901", "f-902"]].tolist() == [1, 0], "the other article: all came"
    assert found[["f-903", "f-001"]].tolist() == [0.25, 0.25], "the other article: one half came"
    low, high = mean_interval(settled(small))
    every = unskilled(small).loc["all"]
    assert every["base_score"] == pytest.approx(1.5 / 4)
    assert every["skill_low"] == pytest.approx(1 - high / 0.375)
    assert every["skill_high"] == pytest.approx(1 - low / 0.375)


def test_a_statement_that_settles_several_counts_once(data):
    dropped = settled(data)[repeats(settled(data))]
    assert set(dropped["forecast_id"]) == {"f-029", "f-030", "f-031"}


def test_the_readings_differ_only_in_what_they_name(data):
    found = readings.readings(data)
    kept, first, second = (found.loc[each] for each in (readings.KEPT, readings.FIRST, readings.SECOND))
    assert kept["still_open"] == second["still_open"] == first["still_open"] - len(SETTLED_ALIKE)
    assert kept["no"] == second["no"] == first["no"] + len(SETTLED_ALIKE)
    assert found["yes"].nunique() == 2, "the attackable noes read as yes"
    attacked = found.loc[readings.ATTACKED]
    assert attacked["yes"] - kept["yes"] == len(selected_ids(data, "foreseen.attackable"))
    assert (found["skill_low"] < 0).all()
    assert (found["skill_high"] > 0).all()


def test_the_faults_are_those_that_the_prose_names(data):
    found = rule_faults(data).set_index("name")["forecasts"]
    assert found["not_blind"] == ["f-002", "f-025", "f-032", "f-035", "f-038", "f-040", "f-046"]
    assert {"f-004", "f-029", "f-031"} <= set(found["asks_for_report"]), "those of one sentence"
    assert "f-025" in found["no_forecast"]


class TestWordsOfTheChapter:
    """What the prose says in words."""

    def test_of_those_that_leaned_most_leaned_the_right_way(self, data):
        sides = settled(data)["side"].value_counts()
        assert sides["right"] > sides["wrong"]
        hard = could_fail(data)["side"].value_counts()
        assert hard["right"] > hard["wrong"]
        wrong = settled(data).query("side == 'wrong'")["forecast_id"]
        assert set(wrong) == {"f-002", "f-011", "f-025", "f-027", *ALLEGED_TECHNOLOGY}

    def test_both_ranges_include_the_coin_and_the_base_rate(self, data):
        means, yardsticks = cuts(data).set_index("cut"), unskilled(data)
        for cut, of in (("nothing", "all"), ("the easy ones", "hard")):
            for yardstick in (COIN, yardsticks.loc[of, "base_score"]):
                assert means.loc[cut, "low"] < yardstick < means.loc[cut, "high"]

    def test_no_skill_shows_where_a_question_could_fail(self, data):
        found = unskilled(data)
        assert found.loc["hard", "middle"] > found.loc["hard", "base_score"]
        assert 0 < found.loc["all", "base_score"] - found.loc["all", "middle"] < 0.02, "a little better"
        assert (found["skill_low"] < 0).all()
        assert (found["skill_high"] > 0).all()

    def test_every_report_of_technology_called_unlikely_came(self, data):
        chosen = selected_ids(data, "foreseen.technology")
        found = settled(data)
        found = found[found["forecast_id"].isin(chosen) & found["p_high"].lt(0.5)]
        assert set(found["forecast_id"]) == set(ALLEGED_TECHNOLOGY)
        assert found["outcome"].eq("yes").all()
        one = found[found["ruling_row"].eq("2024-10-22-technology-ukraine")]
        assert len(one) == scores.quotable(data)["foreseen_technology_one_statement"]

    def test_each_miss_is_in_the_one_table_with_its_reason(self, data):
        found = rules.misses_table(data).frame
        wrong = settled(data).query("side == 'wrong'")
        assert {link.text for link in found["forecast"]} == set(wrong["forecast_id"])
        assert found["why we say so"].str.len().min() > 0
        assert set(found["the author was"]) == {"wrong", "overtaken"}

    def test_likely_things_without_the_easy_ones(self, data):
        hard = settled(data).query("not easy")
        likely = hard[hard["p_low"].gt(0.5)]["outcome"].value_counts()
        assert likely.to_dict() == {"yes": 7, "no": 3}
        assert list(hard.query("word == 'almost_certain'")["outcome"]) == ["no", "no"]
        sides = hard["side"].value_counts()
        assert sides["right"] > sides["wrong"]

    def test_the_two_misses_of_the_opening(self, data):
        found = audit(data).set_index("forecast_id")
        assert found.loc[["f-002", "f-025"], "claim_id"].tolist() == ["c-001", "c-072"]
        assert found.loc[["f-002", "f-025"], "outcome"].tolist() == ["no", "yes"]
        assert found.loc["f-025", "resolved_on"].startswith("2024-06")

    def test_what_rulings_are_said_to_be(self, data, page_tables):
        found = audit(data).set_index("forecast_id")
        attacked = set(found.index[found["ruling"].notna()])
        assert {*selected_ids(data, "foreseen.attackable"), *SETTLED_ALIKE, *ALLEGED_TECHNOLOGY} <= attacked
        assert set(found["ruling_row"].dropna()) <= page_tables.printed_rows
        assert set(found.loc[selected_ids(data, "foreseen.attackable"), "outcome"]) == {"no"}
        gap = pd.Timestamp(found.loc["f-019", "resolved_on"]) - pd.Timestamp(
            found.loc["f-015", "resolved_on"]
        )
        assert 80 < gap.days < 100

    def test_those_whose_last_day_had_passed_are_settled_alike(self, data):
        found = audit(data).set_index("forecast_id").loc[list(SETTLED_ALIKE)]
        assert found["outcome"].eq("no").all()
        assert found["resolved_on"].eq(found["due"]).all()
        searched = data.searches.assign(target=data.searches["target"].str.split(";")).explode("target")
        languages = searched.groupby("target")["language"].nunique()
        assert (languages[list(SETTLED_ALIKE)] >= 2).all(), "in two languages or more"
        assert set(searched["searched_on"]) == {"2026-11-30"}

    def test_each_voice_is_counted_once(self, data):
        numbers = scores.quotable(data)
        told = [numbers[f"foreseen_{each}"] for each in ("own_voice", "voice_others", "voice_nobody")]
        assert sum(told) == len(data.forecasts)

    def test_no_easy_question_came_out_no(self, data):
        easy = settled(data).query("easy")
        assert len(easy) == len(rules.easy_table(data).frame) == audit(data)["easy"].sum()
        assert easy["outcome"].eq("yes").all()
        assert "f-027" not in set(easy["forecast_id"])

    def test_half_of_the_worst_article_are_misses(self, data):
        means = group_means(data).query("by == 'article'").set_index("group")
        assert means["low"].idxmax() == means["high"].idxmax() == "visit-2024"
        found = settled(data).query("article == 'visit-2024'")
        misses = set(found.query("side == 'wrong'")["forecast_id"])
        assert misses == {"f-027", "f-029", "f-031"}
        assert 2 * len(misses) == len(found)

    def test_the_treaty_is_the_worst_theme_by_two_misses(self, data):
        themes = group_means(data).query("by == 'theme'").set_index("group")
        assert themes.loc["treaty", "low"] > themes.drop("treaty")["high"].max()
        wrong = settled(data).query("theme == 'treaty' and side == 'wrong'")
        assert set(wrong["forecast_id"]) == {"f-025", "f-027"}

    def test_the_articles_are_in_order_of_publication(self, data):
        assert tuple(group_means(data).query("by == 'article'")["group"]) == ARTICLES

    def test_some_cuts_favour_the_articles_and_some_do_not(self, data):
        found = cuts(data).set_index("cut")["high"]
        assert found.drop("nothing").min() < found["nothing"] < found.drop("nothing").max()

    def test_the_one_open_forecast_that_still_ran_waits_for_a_ceasefire(self, data):
        found = audit(data).query("outcome == 'open'")
        running = found[found["due"].ge(data.events["date"].max())]
        assert list(running["forecast_id"]) == ["f-024"]

    def test_which_came_against_their_word(self, data):
        found = settled(data)
        likely, unlikely = found[found["p_low"].gt(0.5)], found[found["p_high"].lt(0.5)]
        assert set(likely.loc[likely["outcome"].eq("no"), "forecast_id"]) == {"f-002", "f-011", "f-027"}
        came = set(unlikely.loc[unlikely["outcome"].eq("yes"), "forecast_id"])
        assert came == {"f-025", *ALLEGED_TECHNOLOGY}

    def test_no_article_before_the_soldiers_raises_them(self, data, five):
        first = unasked(data).set_index("subject").loc["soldiers in Russia"]
        assert first["before"] == []
        earlier = {
            each
            for each in article_ids(five)
            if data.sources.set_index("source_id").loc[each, "date"] < first["date"]
        }
        quiet = silences(data)
        quiet = quiet[quiet["claim_id"].isin(["c-221", "c-231", "c-236", "c-247"])]
        assert set(quiet["source_id"]) == earlier
        assert len(earlier) == scores.quotable(data)["foreseen_silences_soldiers"]

    def test_the_first_allegation_of_soldiers_came_before_the_first_shipment(self, data):
        said = data.statements.query("topic == 'troop_deployment' and position == 'alleges'")
        first = said.sort_values("statement_date").iloc[0]
        assert first["statement_id"] == "2024-10-04-troop-deployment-ukraine"
        assert first["confidence"] == "same_origin"
        published = data.sources.set_index("source_id")["date"]
        article = audit(data).set_index("forecast_id")["article"]
        asked = unasked(data).set_index("subject").loc["soldiers in Russia", "after"]
        assert all(published[article[each]] > first["statement_date"] for each in asked)

    def test_losses_prisoners_and_admission_are_asked_by_nobody(self, data):
        found = unasked(data).set_index("subject")
        for subject in ("losses of the soldiers", "prisoners of war", "both sides admit the soldiers"):
            assert found.loc[subject, "before"] + found.loc[subject, "after"] == []

    def test_the_visit_article_is_one_day_older_than_the_printed_text(self, data):
        printed = data.events.set_index("event_id").loc["2024-06-20-kcna-prints-treaty", "date"]
        published = data.sources.set_index("source_id").loc["visit-2024", "date"]
        assert (pd.Timestamp(printed) - pd.Timestamp(published)).days == 1
        assert "c-119" in set(silences(data)["claim_id"])

    def test_consultations_on_a_charter_came_after_the_last_day(self, data):
        event = data.events.set_index("event_id").loc["2026-02-eurasian-charter-consultations"]
        forecast = audit(data).set_index("forecast_id").loc["f-027"]
        assert event["date"] > forecast["due"]
        assert set(forecast["resolved_by"].split(";")) == {event["source_id"], event["second_source_id"]}
        assert event["actor"].count(";") == 4, "both states and three others"
        assert event["confidence"] == "same_origin"
