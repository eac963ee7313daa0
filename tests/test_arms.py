"""The chapter on arms: its arithmetic on made-up rows, and what its sentences say of the data."""

import json
import re
from itertools import pairwise

import pandas as pd
import pytest

from dossier.errors import DataError
from dossier.evidence.selections import labels, selected_id, selected_ids, selected_row
from dossier.project import find_project
from dossier.show.table import Link
from militant_unity.arms import boxes as arms_boxes
from militant_unity.arms import (
    counts,
    deliveries,
    denials,
    evidence,
    factors,
    objects,
    origins,
    returns,
    weapons,
)
from militant_unity.vocabulary import RETURN_THINGS, RETURN_VERBS

pytestmark = pytest.mark.whole

PROJECT = find_project()

NUMBERS = json.loads((PROJECT.dataset / "numbers.json").read_text(encoding="utf-8"))


def with_estimates(data, *told):
    """Return ``data`` with these estimates alone: (claimant, day, item, best, bound, period)."""
    table = estimates(*told)
    names = {row.claimant: SIDES[row.claimant.split()[0]] for row in table.itertuples()}
    claimants = pd.DataFrame(
        [
            (f"claimant-{number}", name, name.split(" (")[0], name, side, None, "government", None)
            for number, (name, side) in enumerate(names.items())
        ],
        columns=list(data.claimants),
    )
    return data.with_tables(estimates=table, claimants=claimants)


SIDES = {"ROK": "Seoul", "US": "Washington", "MSMT": "MSMT"}


def estimates(*told):
    """Return rows of ``estimates`` from (claimant, day, item, best, bound, period)."""
    columns = ["claimant", "statement_date", "item", "best", "bound", "period"]
    frame = pd.DataFrame(told, columns=columns)
    none = frame["best"].where(frame["best"].lt(0))
    ids = [f"row-{number}" for number in range(len(frame))]
    return frame.assign(
        estimate_id=ids,
        low=none,
        high=none,
        note="",
        unit=None,
        source_id="page",
        confidence="single",
        derived_by=None,
        evidence="counted",
    )


def estimate(data, row):
    return data.estimates.set_index("estimate_id").loc[row]


class TestFactors:
    """Shells over boxes, and what rounding leaves of the quotient."""

    def test_a_quotient_is_taken_for_one_window_only(self, data, monkeypatch):
        monkeypatch.setattr(factors, "one_origin", lambda data: 0)  # no two rows of these have one origin
        data = with_estimates(
            data,
            ("ROK MND", "2024-02-01", "container", 2000, "about", "2023-08/2024-01"),
            ("ROK MND", "2024-02-01", "round", 1_000_000, "at_least", "2023-08/2024-01"),
            ("MSMT", "2025-05-29", "container", 20_000, "at_least", "2023-09/2025-05"),
            ("MSMT", "2025-05-29", "round", 9_000_000, "at_most", "2024-01/2024-12"),
        )
        found = factors.factors_of_seoul(data)
        assert list(found["factor_low"]) == [500]
        assert (found["least"].iloc[0], round(found["most"].iloc[0])) == (400, 1333)
        shown = factors.observed_and_derived(data).frame.set_index("by")["implied per container"]
        assert shown["ROK MND"] == "500"
        assert pd.isna(shown["MSMT"])

    def test_spans_meet_where_one_factor_lies_in_all(self):
        assert not factors.spans_meet(pd.DataFrame({"least": [1, 3], "most": [2, 4]}))
        assert factors.spans_meet(pd.DataFrame({"least": [1, 2], "most": [3, 4]}))

    def test_no_one_factor_fits_all_statements_of_seoul(self, data):
        found = factors.factors_of_seoul(data)
        assert not factors.spans_meet(found), "mend the front page, its French and the chapter"
        assert "One factor does not lie within all the spans" in factors.draw_implied_factors(data).alt

    def test_two_agencies_made_different_shells_of_one_count(self, data):
        [pair] = factors.one_count_two_totals(factors.factors_of_seoul(data)).itertuples()
        assert (pair.agency, pair.statement_date) == ("ROK DIA", "2024-08-27")
        assert (pair.agency_other, pair.statement_date_other) == ("ROK NIS", "2024-10-18")
        assert (pair.containers, pair.low, pair.low_other) == (13_000, 6e6, 8e6)
        assert (NUMBERS["same_factor_low"], NUMBERS["same_factor_high"]) == (462, 615)
        assert NUMBERS["same_days"] == 52
        assert "13,000 containers" in factors.draw_implied_factors(data).alt
        assert estimate(data, "2024-08-27-rok-dia-container")["period"].startswith("2022-06")
        assert estimate(data, "2024-10-18-rok-nis-container")["period"].startswith("2023-08")

    def test_the_message_says_whether_the_two_counts_are_of_the_same_months(self, data):
        assert "13,000 containers, not of the same months," in factors.draw_implied_factors(data).alt
        periods = data.estimates["period"].mask(
            data.estimates["estimate_id"].eq("2024-10-18-rok-nis-container"),
            estimate(data, "2024-08-27-rok-dia-container")["period"],
        )
        shells = data.estimates["estimate_id"].eq("2024-10-18-rok-nis-round")
        periods = periods.mask(shells, estimate(data, "2024-08-27-rok-dia-shell-152mm")["period"])
        same = data.with_tables(estimates=data.estimates.assign(period=periods))
        assert "13,000 containers, of the same months," in factors.draw_implied_factors(same).alt

    def test_by_either_wording_the_spans_of_the_two_agencies_do_not_meet(self, data):
        [pair] = factors.one_count_two_totals(factors.factors_of_seoul(data)).itertuples()
        assert (
            "some 6 million with the suffix for a little more"
            in estimate(data, "2024-08-27-rok-dia-shell-152mm")["note"]
        )
        fewest = factors.within_rounding(pair.containers, pair.bound_boxes)[0]
        for bound in (pair.bound, "about"):
            assert factors.within_rounding(pair.low, bound)[1] / fewest < pair.least_other

    def test_without_such_a_pair_the_message_is_of_the_range(self, data):
        other = data.estimates[data.estimates["estimate_id"].ne("2024-10-18-rok-nis-round")]
        less = data.with_tables(estimates=other)
        assert "imply 400 to 500 shells a container" in factors.draw_implied_factors(less).alt
        with pytest.raises(DataError, match="different shells"):
            factors.quotable(less)

    def test_state_intelligence_has_the_highest_factor_and_the_ministry_the_others(self, data):
        found, ministry = (
            factors.factors_of_seoul(data),
            factors.of_the_ministry(factors.factors_of_seoul(data)),
        )
        [other] = found.drop(ministry.index).itertuples()
        assert (other.claimant, other.statement_date) == ("ROK NIS", "2024-10-18")
        assert other.factor_high == found["factor_high"].max() == NUMBERS["factor_high"]
        assert factors.spans_meet(ministry), "without state intelligence the spans would meet"
        note = estimate(data, "2024-10-18-rok-nis-round")["note"]
        assert "122 and 152 mm shells" in note
        assert "two calibres are added and are no alternatives" in note

    def test_who_is_of_the_ministry_is_a_cell_and_no_part_of_a_name(self, data):
        names = {name: f"Office {number}" for number, name in enumerate(data.claimants["name"])}
        quoting = data.estimates["quoting"].map(names)
        other = data.with_tables(
            claimants=data.claimants.assign(name=data.claimants["name"].map(names)),
            estimates=data.estimates.assign(claimant=data.estimates["claimant"].map(names), quoting=quoting),
        )
        assert factors.quotable(other) == factors.quotable(data)
        less = data.with_tables(claimants=data.claimants.assign(part_of=None))
        assert set(factors.of_the_ministry(factors.factors_of_seoul(less))["agency"]) == {"ROK MND"}

    def test_the_drawing_has_room_for_the_highest_factor(self, data):
        assert "2024-10-18, ROK NIS 615 (571 to 692)" in factors.draw_implied_factors(data).alt

    def test_no_constant_reproduces_the_ministry_s_series_as_printed(self, data):
        """No factor to a hundredth returns every printed figure to its second digit."""
        found = factors.of_the_ministry(factors.factors_of_seoul(data))
        shells = found["low"]
        for hundredths in range(40_000, 50_001):
            given = found["containers"] * hundredths / 100
            if all(f"{a:.1e}" == f"{b:.1e}" for a, b in zip(given, shells, strict=True)):
                pytest.fail(f"{hundredths / 100} reproduces the series: mend the chapter")

    def test_the_study_lies_below_every_pair_as_printed(self):
        assert NUMBERS["study_factor_high"] < NUMBERS["factor_low"]

    def test_most_pairs_hold_a_bound(self, data):
        found = factors.factors_of_seoul(data)
        bounded = found[["bound", "bound_boxes"]].isin(["at_least", "at_most"]).any(axis=1)
        assert bounded.mean() > 0.5

    def test_empty_cells_of_the_table_are_those_without_a_pair(self, data):
        shown = factors.observed_and_derived(data).frame
        full = shown["implied per container"].notna()
        both = shown["containers or tonnes"].notna() & shown["shells or rounds"].notna()
        assert set(shown.loc[both & ~full, "by"]) == {"MSMT", "C4ADS / Washington Post"}
        assert (full <= both).all()
        assert full.sum() == NUMBERS["factor_pairs"] + 1

    def test_every_count_of_boxes_and_the_tonnes_have_their_line(self, data):
        shown = factors.observed_and_derived(data).frame
        record = data.estimates["item"]
        assert (
            shown["containers or tonnes"].notna().sum() == record.isin(["container", "munition_mass"]).sum()
        )
        assert not shown["by"].str.contains("Ukraine|CSIS").any()

    def test_the_factors_are_of_shells_and_the_study_s_of_all_rounds(self, data):
        found = factors.factors_of_seoul(data)
        of_days = set(zip(found["claimant"], found["statement_date"], strict=True))
        figures = data.estimates[data.estimates["item"].eq("shell_152mm")]
        pairs = [key in of_days for key in zip(figures["claimant"], figures["statement_date"], strict=True)]
        assert sum(pairs) == NUMBERS["factor_pairs"] - 2, "two pairs are not told apart"
        assert estimate(data, "2024-06-14-rok-mnd-shin-won-sik-round")["item"] == "round"
        assert estimate(data, "2024-10-18-rok-nis-round")["item"] == "round"
        assert estimate(data, "2025-04-15-osc-reuters-round")["item"] == "round"


class TestTallies:
    """Counts by side, and where two of them differ within a fortnight."""

    def test_a_fortnight_and_a_window_make_a_pair(self, data):
        data = with_estimates(
            data,
            ("ROK MND", "2024-02-01", "container", 10, "about", "2023-08/2024-02"),
            ("US State", "2024-02-15", "container", 20, "about", "2023-08/2024-02"),
            ("MSMT", "2024-02-16", "container", 30, "about", "2023-08/2024-05"),
            ("ROK DIA", "2024-02-16", "container", 20, "about", "2023-08/2024-02"),
        )
        found = counts.disagreements(counts.container_counts(data))
        assert [(row.side, row.low, row.high, row.days) for row in found.itertuples()] == [
            ("Seoul", 10, 20, 14)
        ]

    def test_our_own_sums_are_no_figures(self, data):
        summed = data.estimates[data.estimates["derived_by"].eq("ours")]
        noted = data.estimates["note"].fillna("").str.contains(r"^(?:Our|Derived)\b")
        assert set(summed["estimate_id"]) == set(data.estimates.loc[noted, "estimate_id"])
        figures = counts.round_counts(data)
        assert summed["item"].eq("round").any()
        assert not figures["figure"].isin(summed.loc[summed["item"].eq("round"), "high"]).any()

    def test_the_pairs_of_the_chapter(self, data):
        found = counts.disagreements(counts.container_counts(data))
        assert {frozenset(pair) for pair in zip(found["side"], found["side_other"], strict=True)} == {
            frozenset({"Seoul", "Washington"})
        }
        assert list(found["low"]) == [6700, 10_000, 13_000]
        bounds = counts.container_counts(data).set_index(["date", "side"])["bound"]
        assert bounds["2024-02-26", "Seoul"] == "about"
        later = [("2024-06-14", "Seoul"), ("2024-06-17", "Washington")]
        later += [("2024-08-27", "Seoul"), ("2024-09-04", "Washington")]
        assert {bounds[each] for each in later} == {"at_least"}

    def test_the_longer_window_has_the_smaller_count(self, data):
        pairs = [
            ("2024-02-26-rok-mnd-shin-won-sik-container", "2024-02-23-us-state-department-container"),
            ("2024-08-27-rok-dia-container", "2024-09-04-us-state-department-koepcke-container"),
        ]
        for seoul, washington in pairs:
            longer, shorter = estimate(data, seoul), estimate(data, washington)
            assert longer["period"] < shorter["period"], "it begins earlier"
            assert longer["best"] < shorter["best"]

    def test_what_the_answer_says_of_the_figures(self, data):
        figures = counts.round_counts(data)
        first, last = figures.iloc[0], figures.iloc[-1]
        assert (first["date"], first["figure"], first["bound"]) == ("2023-10-16", 1e5, "order_of_magnitude")
        assert figures["figure"].min() == first["figure"]
        of_that_day = figures.loc[figures["date"].eq(first["date"]), "bound"]
        assert set(of_that_day) == {"order_of_magnitude", "at_most"}, "the ministry, and an unnamed source"
        assert (last["date"], last["figure"]) == ("2026", figures["figure"].max())
        assert estimate(data, "2026-rok-dia-shell-152mm")["confidence"] == "single"
        assert counts.stated(estimate(data, "2023-10-16-rok-mnd-round")) == "hundreds of thousands"
        assert len(figures) == NUMBERS["round_figures"] == 28
        assert NUMBERS["round_figures_with_counts"] == 14

    def test_images_stand_behind_two_counts_of_boxes(self, data):
        shown = data.estimates["evidence"].eq("imaged") & data.estimates["item"].eq("container")
        imaged = list(data.estimates.loc[shown, "estimate_id"])
        assert imaged == ["2023-10-13-us-white-house-nsc-container", "2025-04-15-osc-reuters-container"]

    def test_the_report_behind_each_count_is_as_the_prose_words_it(self, data):
        june = ["2024-06-14-rok-mnd-shin-won-sik-container", "2024-06-17-us-state-department-container"]
        for row, outlet in zip(june, ("Bloomberg", "Washington Post"), strict=True):
            assert estimate(data, row)["confidence"] == "same_origin"
            assert outlet in estimate(data, row)["note"]
        assert "Yonhap" in estimate(data, "2024-08-27-rok-dia-container")["note"]
        assert "Window unclear" in estimate(data, "2024-10-23-rok-dia-container")["note"]
        boxes = data.estimates[data.estimates["item"].eq("container") & data.estimates["low"].eq(20_000)]
        assert list(boxes["claimant"]) == ["ROK DIA", "MSMT"]

    def test_what_differs_is_what_the_rows_say(self, data):
        ids = selected_ids(data, "arms.disputed")
        assert len(ids) == len(set(ids))
        fired = [estimate(data, row_id) for row_id in selected_ids(data, "arms.disputed", "missiles fired")]
        assert fired[0]["statement_date"] < fired[1]["statement_date"]
        assert fired[0]["low"] > fired[1]["low"]
        kharkiv = "2024-10-27-ukraine-kharkiv-group-of-forces-via-isw-share-of-russian-use"
        assert estimate(data, kharkiv)["place"] == "Kharkiv axis"

    def test_the_totals_of_the_text_are_the_rows_that_it_names(self, data):
        kyiv, seoul = (selected_row(data, data.estimates, "arms.totals", part) for part in ("Kyiv", "Seoul"))
        assert (kyiv["statement_date"], kyiv["best"]) == ("2024-10-22", 2.8e6)
        assert pd.isna(kyiv["period"]), "no page gives a window"
        assert (seoul["statement_date"], seoul["best"], seoul["bound"]) == ("2025-06-26", 1e7, "about")
        figures = counts.round_counts(data)["figure"]
        assert {2.8e6, 1e7} <= set(figures)

    def test_a_figure_without_a_window_is_drawn_and_pairs_with_nothing(self, data):
        chart = counts.draw_round_counts(data)
        assert "2024-10-22 Ukraine HUR (Budanov) about 2.8 million (window not given)" in chart.alt
        pairs = counts.disagreements(counts.round_counts(data))
        assert "2024-10-22" not in {*pairs["date"], *pairs["date_other"]}

    def test_the_register_has_the_latest_figure_of_each_side_and_each_find_once(self, data):
        table = weapons.register(data)
        figures = table[[isinstance(says, Link) for says in table["says"]]]
        rockets = figures[figures["weapon"].eq("rockets")]
        assert [link.text for link in rockets["says"]] == ["ROK intelligence via TV Chosun, 2024-05-10"]
        guns = table[table["weapon"].eq("guns and rocket launchers")]
        assert list(guns["number"])[-1] == "7 finds"
        found = [link.address for says in table["says"] if isinstance(says, list) for link in says]
        assert len(found) == len(set(found)) == NUMBERS["finds"]
        ours = data.estimates.loc[data.estimates["derived_by"].eq("ours"), "estimate_id"]
        assert not {link.address.partition("#")[2] for link in figures["says"]} & set(ours)


class TestBacking:
    """Origins, evidence and doubts."""

    def test_one_origin_behind_each_figure(self, data):
        facts = origins.claims_of_facts(data, ["c-187", "c-090"])
        assert set(facts["origins"]) == {1}
        claims = data.claims.set_index("claim_id")
        assert claims.loc["c-091", "derives_from"] == "c-090"
        assert claims.loc["c-187", "speaker"] == "several-governments"

    def test_who_had_published_millions(self, data):
        found = origins.published_before(data, "troops-2024").set_index("side")
        assert set(found.index) == {"Seoul", "Kyiv", "CSIS", "C4ADS", "The Times"}
        assert set(found.index[found["counted"].eq("")]) == {"Kyiv", "The Times"}
        assert found.loc["Seoul", ["figures", "beside"]].tolist() == [10, 8]
        assert "containers × a factor, 8 of 10" in origins.draw_origins(data).alt

    def test_nothing_published_later_counts(self, data):
        assert "MSMT" not in set(origins.published_before(data, "troops-2024")["side"])

    def test_both_leave_from_rajin(self, data):
        for row in ("2023-11-02-rok-mnd-container", "2024-02-28-csis-voyage"):
            assert "Rajin" in estimate(data, row)["note"]

    def test_every_figure_of_an_examination_has_its_object(self, data):
        arms = data.estimates["item"].isin([item for items in origins.GOODS.values() for item in items])
        held = data.estimates[data.estimates["evidence"].eq("examined") & arms]
        assert len(held) == 4
        assert held["examined"].notna().all()
        assert set(held["estimate_id"]) <= objects.estimates_of_objects(data)

    def test_a_find_with_several_rows_is_one_find(self, data):
        found, rows = objects.finds(data), objects.arms_objects(data)
        assert not found["thing"].duplicated().any()
        assert len(found) == data.objects.loc[rows.index, "same_object"].isna().sum() == NUMBERS["finds"]
        kharkiv = rows["thing"].eq("obj-2024-01-02-kharkiv-car")
        assert kharkiv.sum() == NUMBERS["finds_most_rows"] == 5
        assert found.set_index("thing").loc["obj-2024-01-02-kharkiv-car", "rung"] == "1"
        kinds = ("finds_examined_independently", "finds_examined_by_party", "finds_pictured", "finds_told")
        assert [NUMBERS[kind] for kind in kinds] == [5, 6, 13, 2]
        assert sum(NUMBERS[kind] for kind in kinds) == NUMBERS["finds"]

    def test_a_party_never_bears_the_mark_of_an_independent_body(self, data):
        found = evidence.ladder(data).set_index("row")
        by_party = data.objects.loc[data.objects["rung"].ne("1"), "object_id"]
        assert not found.loc[found.index.isin(list(by_party)), "mark"].eq("independent").any()
        independent = data.objects.loc[data.objects["rung"].eq("1")]
        assert set(independent["examiner_kind"]) == {"ngo", "international_body"}
        assert set(found.loc[found["mark"].eq("party"), "rung"]) == {"examined"}

    def test_the_ladder_says_who_examined_what(self, data):
        found = evidence.ladder(data)
        assert not found.duplicated(["row", "goods"]).any()
        independent = found[found["mark"].eq("independent")]
        assert set(independent["goods"]) == {"missiles", "rockets"}
        examined = found[found["rung"].eq("examined")]
        assert set(examined["goods"]) == {"missiles", "rockets", "rounds"}
        assert set(examined["evidence"]) == {"find"}, "without an object no row reaches the last rung"
        shells = examined[examined["goods"].eq("rounds")]
        assert list(shells["mark"]) == ["party"]
        record = found["goods"].eq("rounds") & found["evidence"].eq("record")
        assert set(found.loc[record, "rung"]) == {"said"}
        assert record.sum() == NUMBERS["round_figures"]
        confidence = data.estimates.set_index("estimate_id")["confidence"]
        assert "contradicted" not in set(confidence[found.loc[record, "row"]])
        message = "Independent bodies examined missiles and rockets or bomblets; shells only a party or"
        assert evidence.draw_ladder(data).alt.startswith(message)

    def test_an_examination_without_an_object_is_no_examination(self, data):
        less = data.with_tables(objects=data.objects.assign(estimate_ids=None))
        found = evidence.ladder(less).set_index("row")
        row = "2024-06-28-conflict-armament-research-missile-fired"
        assert found.loc[row, "rung"] == "given as a count"

    def test_a_strange_kind_of_object_is_refused_with_its_remedy(self, data):
        strange = data.objects["object_id"].eq("obj-2025-mortars")
        kinds = data.objects["object_type"].mask(strange, "submarine")
        with pytest.raises(DataError, match="'submarine' belongs to no goods"):
            objects.finds(data.with_tables(objects=data.objects.assign(object_type=kinds)))

    def test_what_the_text_says_of_the_finds(self, data):
        rows = data.objects.set_index("object_id")
        monitors = rows.loc["obj-2024-01-02-kharkiv-un"]
        assert (monitors["examiner_kind"], monitors["reported_date"]) == ("international_body", "2024-04-25")
        rocket = rows.loc["obj-2024-06-car-rocket-1977"]
        assert (rocket["rung"], rocket["marks"], rocket["reported_date"]) == ("1", "Year 1977", "2024-06-28")
        bomblet = rows.loc["obj-2025-09-23-submunition"]
        assert (bomblet["rung"], bomblet["reported_date"]) == ("1", "2025-10-16")
        assert rows.loc["obj-2024-10-18-nis-battlefield", "rung"] == "2"
        assert "Not proof of delivery" in rows.loc["obj-2023-07-29-bakhmut-ft", "note"]
        searched = data.searches[data.searches["target"].eq("only-missiles-held-in-hand")]
        assert {"en", "ko", "ru"} <= set(searched["language"])

    def test_the_american_official_spoke_of_cases(self, data):
        pak = estimate(data, "2024-03-20-us-state-department-jung-pak-missile-fired")
        assert "ten incidents or cases of use" in pak["note"]
        assert pak["confidence"] == "same_origin"
        assert NUMBERS["missiles_counted_by_kyiv"] == 24

    def test_one_photograph_stands_for_one_wreck(self, data):
        first = estimate(data, "2024-01-11-us-white-house-nsc-ukraine-forensic-institute-missile-fired")
        assert (first["period"], first["place"]) == ("2024-01-02", "Kharkiv")
        photo = data.claims.set_index("claim_id").loc["c-116", "statement"]
        assert "2 January 2024" in photo
        assert "Kharkiv" in photo

    def test_the_doubts(self, data):
        found = evidence.doubts_of_quality(data)
        assert set(found["origins"]) == {1}
        assert list(found.loc[found["speaker"].notna(), "claim_id"]) == ["c-070"]
        assert found["source_id"].nunique() == 4
        assert NUMBERS["quality_doubts_articles_sure"] == 3
        assert "c-229" not in set(found["claim_id"]), "what can be given is no quality"
        doubt = selected_id(data, "arms.ambiguous_doubt")
        limits = data.claims.set_index("claim_id").loc[doubt, "limits"]
        assert "Iranian arms" in limits
        assert not found["statement"].str.contains(r"\b(?:test|trial|inspect)", case=False).any()


class TestDeliveries:
    """Before the summit, after it, and what the two accused say."""

    def test_the_days_before_the_summit(self, data):
        assert deliveries.days_before_summit(data) == (372, 6)
        assert denials.charges(data)[0] == "2022-09-06"

    def test_the_rows_behind_the_dates_say_them(self, data):
        statements = data.statements.set_index("statement_id")
        assert "18 and 19 November" in statements.loc[selected_id(data, "arms.rail_images"), "summary"]
        assert list(labels(data, "arms.rail_images").values()) == ["2022-11-18"]
        assert "September 2022" in selected_row(data, data.claims, "arms.first_charge")["statement"]
        assert list(labels(data, "arms.first_charge").values()) == ["2022-09"]
        assert "no delivery" in statements.loc["2022-09-06-arms-transfer-us-2", "summary"]

    def test_a_window_spans_all_statements_of_a_claimant(self, data):
        data = with_estimates(
            data,
            ("ROK MND (A)", "2024-02-01", "container", 1, "about", "2023-09/2024-01"),
            ("ROK MND (B)", "2024-03-01", "voyage", 1, "about", "2023-08/2023-12"),
            ("ROK MND", "2024-04-01", "container", 1, "about", "2023/2024-03"),
        )
        assert deliveries.windows(data).to_numpy().tolist() == [["ROK MND", "2023-08", "2024-01"]]

    def test_nobody_acknowledged_and_a_word_would_stop_the_clock(self, data):
        found = denials.positions(data).set_index(["side", "position"])
        assert found.loc[("Russia", "denies"), "last"] == "2024-06-28"
        assert found.loc[("DPRK", "denies"), "last"] == "2024-05-17"
        assert found.loc[("DPRK", "does_not_deny"), "first"] == "2025-06-02"
        assert denials.days_without_word(data) == NUMBERS["days_without_word_on_arms"] == 1288
        assert NUMBERS["arms_clock_end"] == denials.closed(data) == "2026-03-17"
        word = data.statements["statement_id"].eq("2025-06-02-arms-transfer-dprk")
        moved = data.statements.assign(position=data.statements["position"].mask(word, "acknowledges"))
        with pytest.raises(DataError, match="the clock has stopped"):
            denials.days_without_word(data.with_tables(statements=moved))

    def test_denial_and_dismissal_alternate_until_october_2024(self, data):
        said = denials.dated_statements(data)
        flat = said[said["position"].isin(["denies", "dismisses"])]
        for side, turns in (("Russia", 3), ("DPRK", 4)):
            mine = flat.loc[flat["side"].eq(side), "position"].tolist()
            assert 1 + sum(before != after for before, after in pairwise(mine)) == turns
        assert flat["statement_date"].max() == "2024-10-21"
        assert denials.undated_words(data) == 1
        shown = denials.positions_table(data).frame.set_index(["capital", "position"])["reports"]
        assert shown["Pyongyang", "dismisses"] == "one page: 2; two pages: 1"

    def test_wagner_and_the_decline_of_2025(self, data):
        wagner = data.statements.set_index("statement_id").loc["2022-12-22-arms-transfer-us", "summary"]
        assert "reached Wagner in November" in wagner
        fall = estimate(data, "2025-11-14-ukraine-hur-skibitskyi-share-of-previous-year")
        assert (fall["best"], fall["bound"]) == (50, "at_most")

    def test_both_clocks_of_arms_read_the_same(self):
        assert NUMBERS["days_without_word_on_arms"] == NUMBERS["days_arms_denied"]

    def test_no_clock_says_ago(self, data):
        assert "ago" not in denials.draw_denials(data).alt

    def test_both_sides_of_the_ledger_keep_their_gaps(self, data):
        shown = deliveries.two_sided_ledger(data).frame
        told = [link.text for link in shown.set_index("what").loc["rounds", "on record"]]
        assert [text.partition(" (")[0] for text in told] == [
            "between 4.2 million and 5.8 million", "up to 9 million", "about 10 million", "at least 12 million",
            "between 5.7 million and 6.7 million", "about 6.5 million", "about 15 million",
        ]  # fmt: skip
        assert "undated; one page" in told[-1]
        assert "for 2024 alone" in told[1]
        claims = {claim for *_, ids, _ in deliveries.sides_of_the_ledger(data) for claim in ids}
        assert len(claims) == 4
        assert claims <= set(data.claims["claim_id"])


class TestReturns:
    """What is said to have come back, and who says so."""

    def test_every_verb_has_its_stance_and_every_thing_its_line(self, data):
        assert set(returns.STANCES) == set(RETURN_VERBS)
        table = returns.returns_table(data).frame
        assert len(table) == data.returns["thing"].nunique()
        stances = (returns.CAME, returns.EXPECTED, returns.DOUBTED)
        shown = sum(len(cell) for stance in stances for cell in table[stance] if isinstance(cell, list))
        assert shown == len(data.returns) == NUMBERS["returns_rows"]

    def test_accusers_stand_beside_sceptics(self, data):
        table = returns.returns_table(data).frame.set_index("what")
        nuclear = table.loc[RETURN_THINGS["nuclear"]]
        assert "US DIA (2025-05-11; two pages, one origin)" in [link.text for link in nuclear[returns.CAME]]
        assert [link.text.partition(" (")[0] for link in nuclear[returns.DOUBTED]] == ["IAEA"]
        cash = data.returns.set_index("return_id").loc["ret-2025-04-30-rok-nis-cash"]
        assert (cash["thing"], cash["verb"]) == ("cash", "denied")

    def test_who_said_first_that_air_defence_came(self, data):
        first = data.returns.set_index("return_id").loc["ret-2024-11-22-rok-shin-air-defence"]
        assert first["date"] == NUMBERS["returns_air_defence_first"] == "2024-11-22"
        assert first["in_return_for"] == "troops"

    def test_the_numbers_of_the_text(self, data):
        returned = returns.allegations(data)["stance"].value_counts()
        assert NUMBERS["returns_came"] == returned[returns.CAME]
        assert NUMBERS["returns_doubted"] == returned[returns.DOUBTED]
        assert NUMBERS["returns_things"] == NUMBERS["returns_things_came"], "each kind has an accuser"
        nuclear = data.returns[data.returns["thing"].eq("nuclear") & data.returns["verb"].eq("delivered")]
        assert set(nuclear["side"]) == {"Ukraine", "NATO", "US"}

    def test_a_part_that_is_no_thing_is_refused(self, data):
        chosen = data.selections["use"].eq("arms.returned")
        parts = data.selections["part"].mask(chosen, "hats")
        with pytest.raises(DataError, match="'hats' is no thing"):
            returns.claims_on_returns(data.with_tables(selections=data.selections.assign(part=parts)))

    def test_the_sentence_on_sides_names_each_body_once_with_its_first_day(self, data):
        sentence = returns.sides_in_words(data, "radars-and-air-defence")
        assert sentence.startswith(
            "Affirmed by Seoul, security adviser (2024-11-22), Seoul, NIS (2025-04-30)"
        )
        assert sentence.endswith("left open by Beijing, foreign ministry (2025-06-12).")
        assert sentence.count("Seoul, NIS") == 1
        assert returns.sides_in_words(data, "no-such-matter") == "No side is on record."

    def test_the_drawing_says_each_where_every_kind_has_an_accuser(self, data):
        assert returns.draw_returns(data).alt.startswith("Each of 13 kinds of return is said to have come")
        jet = data.returns["thing"].eq("aircraft")
        less = data.with_tables(returns=data.returns.assign(verb=data.returns["verb"].mask(jet, "asked")))
        assert returns.draw_returns(less).alt.startswith("12 of 13 kinds of return are said to have come")

    def test_a_doubt_is_no_denial_and_to_ask_is_not_to_get(self, data):
        assert returns.sides_in_words(data, "money-for-pyongyang") == (
            "Affirmed by Kyiv, HUR (2025-08-13); doubted by Seoul, NIS (2025-04-30)."
        )
        submarines = returns.sides_in_words(data, "nuclear-submarines")
        assert submarines.startswith("Affirmed by Kyiv, HUR (2024-10-22)")
        assert "Kyiv, HUR (2024-02-23)" in submarines.partition("left open by")[2]
        for matter in ("effect-of-the-munitions-on-the-front", "nuclear-weapon-technology"):
            assert "denied by" not in returns.sides_in_words(data, matter)

    def test_each_matter_of_the_table_has_sides(self, data):
        table = returns.sides_table(data).frame
        assert not table["who affirms, doubts, denies"].eq("No side is on record.").any()


class TestLoads:
    """What a box holds, and the products."""

    def test_every_cell_is_its_product(self, data):
        settings, found = arms_boxes.dials(data), arms_boxes.products(data)
        assert len(found) == len(settings.boxes) * len(settings.shares) * len(settings.loads) == 120
        for row in found.itertuples():
            product = (
                settings.boxes[row.boxes] * float(row.share.rstrip("%")) / 100 * settings.loads[row.load]
            )
            assert row.rounds == product
            assert abs(row.million - product / 1e6) < 0.0051

    def test_a_cell_by_hand(self, data):
        found = arms_boxes.products(data).set_index(["boxes", "share", "load"])["rounds"]
        assert found["10,000 (Washington, 2024-02)", "25%", "rockets"] == 10_000 * 0.25 * 75
        assert found["15,800 (OSC, Reuters, 2025-04)", "100%", "OSC low"] == 15_800 * 266

    def test_the_ends_of_the_dials_come_from_the_record(self, data):
        settings = arms_boxes.dials(data).loads
        assert list(settings.values()) == sorted(settings.values()) == [75, 266, 367, 400, 615, 651]
        assert not data.conversions["conversion_id"].str.contains("share").any()

    def test_the_judgement_says_the_range_that_the_figure_marks(self, data):
        judged = data.judgements.set_index("judgement_id").loc["j-002", "statement"]
        low, high = re.search(r"between (\d+) and (\d+) million", judged).groups()
        assert (float(low) * 1e6, float(high) * 1e6) == arms_boxes.judged(data)
        assert "end of March 2025" in judged

    def test_what_the_prose_says_of_shares(self, data):
        boxes, (low, high) = NUMBERS["study_boxes"], arms_boxes.judged(data)
        assert boxes * 0.23 * 266 < 1e6 < boxes * 0.24 * 266
        share = NUMBERS["study_share_for_four_million"]
        assert abs(boxes * share * 367 - low) < 1
        assert NUMBERS["study_load_for_upper_end"] == round(high / boxes)
        assert boxes * NUMBERS["rockets_a_box"] < low, "out of reach with rockets"

    def test_bare_shells_by_two_weights(self):
        assert NUMBERS["rounds_a_box_bare"] == 28_320 // 43.5 == 651
        assert NUMBERS["rounds_a_box_lightest"] == 28_320 // 40 == 708

    def test_the_highest_product_depends_on_one_undated_page(self, data):
        found = arms_boxes.products(data)
        top = found.loc[found["rounds"].idxmax(), "boxes"]
        assert "undated" in top
        assert "4 to 11 million are judged likely" in arms_boxes.draw_grid(data).alt

    def test_the_weight_of_the_article_is_its_own(self, data):
        assert NUMBERS["article_tonnes_per_container"] == 26
        assert NUMBERS["payload_older"] < 26 < NUMBERS["payload_newer"]
        assert NUMBERS["rounds_by_road"] < NUMBERS["factor_low"] < NUMBERS["factor_high"]
        assert NUMBERS["factor_ministry_high"] < NUMBERS["rounds_newer"] < NUMBERS["factor_high"]
        tonnes = data.estimates["unit"].eq("tonne")
        assert not data.estimates.loc[tonnes, "best"].eq(NUMBERS["article_tonnes"]).any()

    def test_without_a_script_the_whole_table_stands(self, data):
        page = arms_boxes.stepper(data)._repr_html_()
        assert page.startswith('<div class="stepper">')
        assert page.count("<tr>") == 1 + 20
        assert not re.search(r"<script|<form|<input", page)

    def test_each_setting_of_two_dials_has_one_row(self, data):
        rows = arms_boxes.grid_table(data).frame
        assert not rows.duplicated(["boxes", "share with rounds"]).any()
        assert len(rows) == rows["boxes"].nunique() * rows["share with rounds"].nunique()
