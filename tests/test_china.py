"""The China chapter: its counts by hand on small frames, and what its sentences say, held against the data."""

import json

import pandas as pd
import pytest

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current
from dossier.evidence.selections import labels, selected_id, selected_ids, selected_row
from dossier.project import find_project
from dossier.schema.files import split_ids
from dossier.show.names import article_names
from militant_unity.china import dates as china_dates
from militant_unity.china import indicators, pacts, stance, words
from militant_unity.china import trade as china_trade
from militant_unity.foreseen.audit import audit

ARTICLES = tuple(article_ids(find_project().load()))

PROJECT = find_project()


def claims(*rows):
    columns = ["claim_id", "source_id", "speaker", "claim_type", "polarity"]
    return pd.DataFrame(rows, columns=columns)


CHINESE = ["china", "chinese-officials"]
SMALL = claims(
    ("c-1", "visit-2024", "china", "silence", "absent"),
    ("c-2", "visit-2024", None, "motive", "negated"),
    ("c-3", "treaty-2024", "chinese-officials", "event", "no_comment"),
    ("c-4", "treaty-2024", "china", "motive", "affirmed"),
    ("c-5", "troops-2024", "rok-nis", "event", "denied"),
)


def trade(*rows):
    columns = ["trade_id", "pair", "period", "metric", "value", "series", "confidence", "note"]
    return Dataset(trade=pd.DataFrame(rows, columns=columns))


def first_release(period, metric, million, series="first_release"):
    return (f"{period}-{metric}", "CN-KP", period, metric, million * 1e6, series, "single", None)


class TestWords:
    def test_a_silence_is_no_word_and_a_motive_that_china_states_is_not_ascribed(self):
        counts = words.stated_and_ascribed(SMALL, CHINESE, ARTICLES)
        assert counts.loc["visit-2024"].to_dict() == {"stated": 0, "ascribed": 1, "silent": 1}
        assert counts.loc["treaty-2024"].to_dict() == {"stated": 2, "ascribed": 0, "silent": 0}
        assert counts.loc["summit-2023"].sum() == 0, "an article without a claim is not left out"

    def test_two_articles_have_a_word_and_three_ascribe_without_one(self, data):
        counts = words.stated_and_ascribed(current(data, "china"), stance.beijing(data), ARTICLES)
        assert set(counts.index[counts["stated"].gt(0)]) == {"treaty-2024", "troops-2024"}
        assert (counts["ascribed"].gt(0) & counts["stated"].eq(0)).sum() == 3
        assert counts.to_numpy().sum() < len(current(data, "china"))

    def test_one_motive_is_stated_twice_with_less_reserve(self, data):
        twice = data.claims.set_index("claim_id").loc[["c-148", "c-165"]]
        assert len(set(twice["fact_id"])) == 1
        assert list(twice["hedge"]) == ["appearance", "none"]
        numbers = indicators.quotable(data)
        assert numbers["china_motives_ascribed"] - numbers["china_motive_facts"] == 1
        ours = current(data, "china")
        assert numbers["china_motives_ascribed"] == ours["claim_type"].eq("motive").sum(), "none is Beijing's"

    def test_a_silence_of_an_article_is_no_silence_of_beijing_but_for_one(self, data):
        found = words.words_in_silence(data).set_index("claim")
        silent = current(data, "china").query("claim_type == 'silence'")["claim_id"]
        assert set(silent) <= set(found.index)
        assert list(found.index[found["words"].map(len).eq(0)]) == ["c-035"]
        assert found.loc["c-073", "words"] == ["2023-09-12-visit-2023-china"]
        assert found.loc["c-118", "words"] == ["2024-06-13-visit-2024-china", "2024-06-18-visit-2024-china"]
        assert found.loc["c-035", "published"] == "2023-09-12", "the day of the ministry's word"
        assert found.loc["c-035", "aside"] == ["2023-09-07-drills-china"]
        assert data.events.set_index("event_id").loc["2023-09-13-kim-at-vostochny", "date"] > "2023-09-12"

    def test_a_word_after_the_article_does_not_count(self, data):
        late = data.statements.assign(statement_date="2030-01-01")
        moved = data.with_tables(statements=late)
        assert words.words_in_silence(moved)["words"].map(len).eq(0).all()

    def test_the_judgement_and_the_chapter_end_with_the_last_word_on_the_partnership(self, data):
        judged = data.judgements.set_index("judgement_id").loc["j-012"]
        grounds = data.statements["statement_id"].isin(split_ids(judged["claims"]))
        last = pd.to_datetime(data.statements.loc[grounds, "statement_date"], format="mixed").max()
        own = words.beijing_statements(data)
        assert last == pd.to_datetime(own["statement_date"], format="mixed").max()
        until = f"{last:%B %Y}"
        assert f"to {until} was neutral" in judged["statement"]
        chapter = (PROJECT.notebooks / "china.ipynb").read_text(encoding="utf-8")
        assert f"from September 2023 to {until}" in chapter

    def test_the_record_of_beijing(self, data):
        said = words.beijing_statements(data)
        assert set(said.loc[said["topic"].eq("visit_2024"), "statement_date"]) == {"2024-06-13", "2024-06-18"}
        assert said["position"].isna().all(), "no objection and no denial is coded"
        beside = said["confidence"].eq("with_article")
        assert list(said.loc[beside, "statement_date"]) == ["2024-06-18", "2024-06-19"]
        warning = said.set_index("statement_id").loc["2024-11-16-korea-peace-china"]
        assert "sit idle" in warning["summary"]
        assert warning["confidence"] == "two_independent"
        arms = said[said["topic"].eq("arms_transfer")]
        assert list(arms["statement_date"]) == ["2023-11-02"]
        assert "does not interfere" in arms["summary"].item()


class TestPacts:
    def test_pacts_of_aid_by_day(self, data):
        assert pacts.aid_in_force(data, "1962-01-01") == ["USSR-DPRK 1961", "PRC-DPRK 1961"]
        assert pacts.aid_in_force(data, "2023-09-15") == ["PRC-DPRK 1961"]
        assert pacts.aid_in_force(data, "2024-06-20") == ["PRC-DPRK 1961"], "signed, and not in force"
        assert pacts.aid_in_force(data, "2024-12-04") == ["PRC-DPRK 1961", "RF-DPRK 2024"]

    def test_the_article_is_held_against_the_last_day_of_its_month(self, data):
        assert pacts.only_ally_article(data) == "limits-2023"
        assert pacts.only_ally_day(data) == "2023-09-30"

    def test_years_of_a_disputed_end_are_those_that_its_row_tells(self, data):
        end = data.clauses.set_index("clause_id").loc["ussr-dprk-1961-end-duration"]
        assert all(year in f"{end['summary']} {end['note']}" for year in split_ids(end["end_years"]))
        found = pacts.pacts(data).set_index("treaty")
        assert found.loc["USSR-DPRK 1961", "ends"] == ["1995", "1996", "1998"]
        assert found.loc["USSR-DPRK 1961", "in_force"] == ""
        assert found["ends"].map(len).gt(0).sum() == 1
        assert not found.loc["RF-DPRK 2000", "aid"]


class TestTrade:
    def test_january_and_february_are_one_period_and_a_missing_total_is_our_sum(self):
        data = trade(
            first_release("2024-01/2024-02", "total", 30),
            first_release("2024-02", "total", 12),
            first_release("2024-03", "exports", 7.25),
            first_release("2024-03", "imports", 2.5),
            first_release("2024-04", "exports", 5),
            first_release("2024-05", "total", 9, "derived"),
        )
        found = china_trade.first_releases(data, "2024-01", "2024-12")
        assert list(found["period"]) == ["2024-01/2024-02", "2024-03"]
        assert list(found["total"]) == [30, 9.75]
        assert list(found["months"]) == [2, 1]

    def test_two_first_releases_of_one_figure_are_refused(self):
        data = trade(first_release("2024-03", "total", 7), first_release("2024-03", "total", 8))
        with pytest.raises(DataError, match=r"trade\.csv, row 2024-03-total, column series"):
            china_trade.first_releases(data, "2024-01", "2024-12")

    def test_the_months_of_the_figure_are_those_of_its_row(self, data):
        assert china_trade.months_of_fall(data) == ("2024-01", "2024-05")
        assert china_trade.fall_article(data) == "treaty-2024"

    def test_where_pages_differ_the_other_figure_stands_beside(self, data):
        differ = data.trade["confidence"].eq("contradicted")
        assert data.trade["other_value"].notna().equals(differ)
        april = selected_row(data, data.trade, "china.other_april")
        assert (april["period"], april["other_value"]) == ("2023-04", 199420000)
        assert "199.42 million" in april["note"]

    def test_the_fall_by_hand(self, data):
        both = china_trade.year_on_year(data)
        assert list(both["label"]) == ["Jan–Feb", "Mar", "Apr", "May"]
        assert list(both["fall"]) == [16.16, 0.40, 5.99, 8.23]
        numbers = china_trade.quotable(data)
        assert numbers["fall_million"] == 30.78
        assert round(numbers["fall_million"], 1) == numbers["article_trade_million"]
        assert numbers["fall_million_other_april"] == 30.22
        assert round(numbers["fall_million_other_april"], 1) != numbers["article_trade_million"]

    def test_an_estimate_with_oil_is_well_above_customs(self, data):
        rows = data.trade.set_index("trade_id")["value"]
        assert rows["cn-kp-2022-total-estimate"] > 1.4 * rows["cn-kp-2022-total-annual"]

    def test_the_fall_is_what_was_sold_less_minus_what_was_bought_more(self, data):
        numbers = china_trade.quotable(data)
        net = numbers["china_sold_less_million"] - numbers["china_bought_more_million"]
        assert net == pytest.approx(numbers["fall_million"], abs=0.1)
        both = china_trade.year_on_year(data).set_index("label")
        rose = both["bought_after"].gt(both["bought_before"])
        assert list(rose.index[~rose]) == ["Apr"]

    def test_the_weaker_report_of_a_period_is_told_and_the_outlets_of_the_caption_are_those_of_the_rows(
        self, data
    ):
        shown = china_trade.directions(data).frame
        assert list(shown["weaker report 2024"]) == [
            "two pages, one origin", "one page", "one page", "one page", "our sum",
        ]  # fmt: skip
        caption = (PROJECT.notebooks / "china.ipynb").read_text(encoding="utf-8")
        trade = data.trade[data.trade["pair"].eq(china_trade.PAIR) & data.trade["series"].eq("first_release")]
        compared = trade["period"].str.fullmatch(r"202[34]-0[1-5](/202[34]-0[1-5])?")
        publisher = data.sources.set_index("source_id")["publisher"]
        outlets = set(trade.loc[compared, "source_id"].map(publisher))
        assert len(outlets) == 5
        for outlet in outlets:
            assert outlet.split(" (")[0].split(" via")[0] in caption

    def test_levels_are_customs_figures_of_whole_years_side_by_side(self, data):
        found = china_trade.levels(data).set_index("year")["million"]
        assert list(found.index) == [str(year) for year in range(2017, 2026)]
        assert found["2022"] == 1027.72, "customs, and no estimate"
        assert found.idxmin() == "2021"
        steps = found.diff().abs()
        assert max(steps["2024"], steps["2025"]) < min(steps["2020"], steps["2022"], steps["2023"])

    def test_no_month_of_two_years_comes_near_the_figure(self, data):
        totals = data.trade.query("pair == 'CN-KP' and metric == 'total'").set_index("period")["value"]
        months = totals[totals.index.str.fullmatch(r"202[34]-\d\d")]
        assert months.idxmin() == "2024-02"
        assert months.min() / 1e6 > 3 * china_trade.stated_fall(data)

    def test_every_change_of_2024_is_down_and_of_2025_up_and_none_is_of_one_direction(self, data):
        found = china_trade.growth(data)
        assert found.loc[found["period"].lt("2025"), "value"].lt(0).all()
        assert found.loc[found["period"].ge("2025"), "value"].gt(0).all()
        notes = data.trade.set_index("trade_id").loc[found["trade_id"], "note"].fillna("")
        assert not notes.str.contains("exports only|China exports").any()
        numbers = china_trade.quotable(data)
        assert numbers["trade_half_2024_revised_fall"] > numbers["fall_percent"]


class TestForecastsAndWeek:
    @pytest.mark.parametrize(
        ("low", "high", "outcome", "told"),
        [
            pytest.param(0.05, 0.20, "no", "supported so far", id="unlikely and not come"),
            pytest.param(0.05, 0.20, "yes", "came against it", id="unlikely and come"),
            pytest.param(0.55, 0.80, "no", "did not come", id="likely and not come"),
            pytest.param(0.55, 0.80, "open", "open", id="not over"),
            pytest.param(0.45, 0.55, "yes", "even odds: no answer tells", id="even"),
        ],
    )
    def test_how_a_forecast_stands(self, low, high, outcome, told):
        assert china_dates.standing(low, high, outcome) == told

    def test_the_summit_and_the_drill_are_supported_so_far(self, data):
        found = china_dates.china_forecasts(data).set_index("forecast_id")["standing"]
        assert found["f-032"] == found["f-033"] == "supported so far"
        events = data.events.set_index("event_id")
        assert "no three-way talks" in events.loc["2025-09-04-kim-meets-xi", "summary"]

    def test_every_forecast_on_china_that_came_is_an_easy_one(self, data):
        found = china_dates.china_forecasts(data)
        came = set(found.loc[found["standing"].eq("came"), "forecast_id"])
        assert came == {"f-016", "f-035", "f-044", "f-045"}
        audited = audit(data)
        assert came <= set(audited.loc[audited["easy"], "forecast_id"])

    def test_the_no_on_the_drill_rests_on_pages_of_2025(self, data):
        pages = split_ids(data.forecasts.set_index("forecast_id").loc["f-033", "resolved_by"])
        dates = data.sources.set_index("source_id").loc[pages, "date"]
        assert len(pages) == 3
        assert sorted(dates.str[:7]) == ["2025-08", "2025-08", "2025-12"]
        assert pd.isna(data.outcomes.set_index("outcome_id").loc["three-way-naval-drills", "date"])

    def test_the_last_step_towards_pyongyang_is_the_trains(self, data):
        steps = selected_ids(data, "china.steps_closer")
        day = data.events.set_index("event_id")["date"].reindex(steps).dropna()
        assert (day.idxmax(), day.max()) == ("2026-03-12-china-trains-resume", "2026-03-12")

    def test_talks_in_seoul_came_before_the_article_that_could_not_imagine_them(self, data):
        event = data.events.set_index("event_id").loc["2024-02-02-rudenko-in-seoul"]
        assert (event["actor"], event["place"]) == ("RUS", "Seoul")
        assert event["date"] < data.documents.set_index("source_id").loc["treaty-2024", "published"]

    def test_the_week_stands_in_the_record_and_the_talks_come_first(self, data):
        found = china_dates.week(data).set_index("row")
        assert set(found.index) == set(labels(data, "china.week"))
        talks = found.loc["2024-06-18-vice-ministers-in-seoul", "date"]
        assert talks < found.loc["2024-06-19-putin-in-pyongyang", "date"]
        note = data.events.set_index("event_id").loc["2024-06-19-putin-in-pyongyang", "note"]
        assert "early" not in note
        assert "2 in the morning" in note
        assert data.events.set_index("event_id").loc["2024-05-26-li-in-seoul", "date"] < talks

    def test_the_two_vetoes(self, data):
        events = data.events.set_index("event_id")
        assert "Russia and China veto" in events.loc["2022-05-26-un-veto-dprk-sanctions", "summary"]
        assert "China abstains" in events.loc["2024-03-28-un-veto-panel", "summary"]
        assert selected_id(data, "china.panel", "veto") == "2024-03-28-un-veto-panel"
        forums = events.loc[events["what"].eq("vote"), ["forum", "summary"]]
        council = forums["summary"].str.startswith("Security Council")
        assert council.equals(forums["forum"].eq("un_security_council"))
        assert forums["forum"].notna().all()
        assert len(split_ids(events.loc["2024-10-16-msmt-founded", "actor"])) == 11

    def test_the_panel_ends_after_the_veto_and_before_the_team_that_follows_it(self, data):
        told = [link.text for link in china_dates.votes(data).frame["day"]]
        assert told.index("28\xa0Mar\xa02024") + 1 == told.index("30\xa0Apr\xa02024")
        assert list(china_dates.votes(data).frame["monitoring"][2:5]) == [
            "renewal blocked", "panel's last day", "no UN panel",
        ]  # fmt: skip


class TestStance:
    def test_counts_and_shares_with_one_article_left_out(self):
        fields = stance.coded(SMALL, CHINESE)
        assert fields.drop(columns="source_id").sum().to_dict() == {
            "own": 2, "motive": 2, "negated": 2, "unsaid": 2, "affirmed": 1,
        }  # fmt: skip
        own = stance.leave_one_out(fields).loc["own"]
        assert own.round(3).to_dict() == {"share": 0.4, "low": 0.0, "high": 0.667}

    def test_the_same_code_for_cordial_and_for_divergence(self, data):
        polarity = data.claims.set_index("claim_id")["polarity"]
        assert polarity["c-058"] == polarity["c-163"] == "affirmed"
        assert polarity["c-205"] == "absent"

    def test_beijings_share_moves_more_than_the_motives_do(self, data):
        numbers = stance.quotable(data)
        assert numbers["china_own_share_high"] / numbers["china_own_share_low"] > 2
        assert numbers["china_motive_share_high"] / numbers["china_motive_share_low"] < 1.5

    def test_each_line_on_an_article_stands_on_its_own_claims(self, data, five):
        article = data.claims.set_index("claim_id")["source_id"]
        chosen = selected_ids(data, "china.stance.claims")
        assert list(labels(data, "china.stance")) == list(dict.fromkeys(article[chosen])) == article_ids(five)
        shown, names = stance.on_china(data).frame, article_names(data)
        for name, links in zip(shown["article"], shown["claims"], strict=True):
            assert {names[article[link.text]] for link in links} == {name.text}

    def test_the_two_claims_on_which_the_readers_differ(self, data):
        polarity = [coding.set_index("claim_id")["polarity"] for coding in (data.coding_a, data.coding_b)]
        assert [each["c-033"] for each in polarity] == ["affirmed", "negated"]
        assert [each["c-148"] for each in polarity] == ["negated", "affirmed"]
        assert set(data.claims.set_index("claim_id").loc[["c-033", "c-148"], "polarity"]) == {"negated"}
        found = stance.readings(data)
        assert stance.coded_apart(data) == ["c-033", "c-148"]
        assert found.loc["negated", "kept"] - found.loc["negated", "a"] == 1

    def test_readers_agree_in_totals_and_not_on_each_claim(self, data):
        found = stance.readings(data)
        assert (found["a"] - found["b"]).eq(0).all()
        both = data.coding_a.merge(data.coding_b, on="claim_id")
        both = both[both["claim_id"].isin(current(data, "china")["claim_id"])]
        assert len(both) == len(stance.coded_twice(data))
        assert both["polarity_x"].ne(both["polarity_y"]).any()


class TestIndicators:
    def test_last_rows_and_what_they_bear_on(self, data):
        found = indicators.checklist(data).set_index("name")
        assert found.loc["Xi and Kim meet", "row"] == "2025-09-04-kim-meets-xi"
        assert found.loc["trade", "bears_on"] == ["j-005", "j-011"]
        assert list(found.index[found["row"].eq("")]) == ["summit of the three", "drill of the three"]
        unjudged = found.index[found["bears_on"].map(len).eq(0)]
        assert [name.split()[0] for name in unjudged] == ["Xi", "vote", "wording"]

    def test_a_meeting_or_drill_of_the_three_that_is_recorded_would_be_found(self, data):
        for name, subject in (
            ("drill of the three", "three_way_drill"),
            ("summit of the three", "three_way_summit"),
        ):
            added = data.events.head(1).assign(event_id="2030-01-01-new", date="2030-01-01", subject=subject)
            moved = data.with_tables(events=pd.concat([data.events, added]))
            found = indicators.checklist(moved).set_index("name")
            assert found.loc[name, "row"] == "2030-01-01-new"

    def test_every_claim_of_an_indicator_belongs_to_one_that_is_watched(self, data):
        parts = data.selections.loc[data.selections["use"].eq("china.indicators"), "part"]
        assert set(parts) <= {indicator.name for indicator in indicators.INDICATORS}
        moves = indicators.checklist(data).set_index("name")["moves"]
        assert moves["trade"] == "a fall of 30 percent (j-011 turns there): away"
        turn = data.judgements.set_index("judgement_id").loc["j-011", "would_change_it"]
        assert "a fall of 30 percent" in turn

    def test_the_judgement_that_the_answer_quotes(self, data):
        judgement = data.judgements.set_index("judgement_id").loc["j-012"]
        assert judgement["likelihood"] == "very_likely"
        assert "neutral or welcoming" in judgement["statement"]

    def test_one_amount_is_offered_for_distance(self, data):
        ours = current(data, "china").query("source_id == 'treaty-2024'")["claim_id"]
        assert set(data.quantities["claim_id"]) & set(ours) == {"c-156"}

    def test_no_event_with_the_three_is_overlooked(self, data):
        """The two rows without a date rest on ids; every event of the three together is one of these."""
        three = {"CHN", "PRK", "RUS"}
        actors = (data.events["actor"].fillna("") + ";" + data.events["recipient"].fillna("")).map(split_ids)
        together = data.events[
            actors.map(three.issubset) & data.events["what"].isin(["visit", "deploy", "sign"])
        ]
        assert set(together["event_id"]) == {
            "2025-09-03-putin-and-kim-at-parade",
            "2025-10-10-party-anniversary-parade",
        }


def test_the_chapter_has_its_eight_questions_in_order():
    cells = json.loads((PROJECT.notebooks / "china.ipynb").read_text(encoding="utf-8"))["cells"]
    prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    places = [prose.index(f"## Question {number}. ") for number in range(1, 9)]
    assert places == sorted(places)
    assert prose.count("## Question") == len(places)
