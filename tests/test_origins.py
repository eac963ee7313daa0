import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.evidence.origins import count_flags, count_origins, first_links, roots, without_originals

COLUMNS = ["claim_id", "fact_id", "source_id", "speaker", "relayed_by", "derives_from", "retired"]


def ledger(*rows):
    """Build claims from ``claim, fact, article, speaker, relays, parents``."""
    return pd.DataFrame([(*row, None) for row in rows], columns=COLUMNS)


def origins(claims):
    return dict(zip(claims["claim_id"], count_origins(claims)["origins"], strict=True))


def test_the_far_end_of_the_chain_is_the_origin():
    claims = ledger(
        ("c-1", "f", "a", "reuters", "reuters;ministry", None),
        ("c-2", "f", "b", "ministry", None, None),
        ("c-3", "f", "c", None, None, None),
    )
    assert first_links(claims) == {"c-1": "ministry", "c-2": "ministry", "c-3": "c"}
    assert origins(claims) == {"c-1": 2, "c-2": 2, "c-3": 2}


def test_a_claim_that_derives_from_another_brings_no_origin():
    claims = ledger(("c-1", "f", "a", "kyiv", None, None), ("c-2", "f", "b", "nato", None, "c-1"))
    assert origins(claims) == {"c-1": 1, "c-2": 1}


def test_a_loop_is_one_origin():
    claims = ledger(("c-1", "f", "a", "x", None, "c-2"), ("c-2", "f", "b", "y", None, "c-1"))
    assert origins(claims) == {"c-1": 1, "c-2": 1}


def test_retired_claims_count_for_nothing():
    claims = ledger(("c-1", "f", "a", "x", None, None), ("c-2", "f", "b", "y", None, None))
    claims.loc[1, "retired"] = "1.1.0"
    assert count_origins(claims)["reports"].tolist() == [1, pd.NA]


@st.composite
def graphs(draw):
    size = draw(st.integers(2, 7))
    names = [f"c-{number}" for number in range(size)]
    edges = {name: draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) for name in names}
    return {name: [parent for parent in parents if parent != name] for name, parents in edges.items()}


def one_fact(graph, speakers=None):
    return ledger(
        *(
            (name, "f", name, (speakers or {}).get(name, name), None, ";".join(graph[name]) or None)
            for name in graph
        )
    )


@pytest.mark.whole
@given(graphs())
def test_every_claim_ends_somewhere(graph):
    assert all(roots(graph).values())


@pytest.mark.whole
@given(graphs(), st.data())
def test_a_derivative_report_never_raises_origins(graph, draw):
    before = origins(one_fact(graph))["c-0"]
    parent = draw.draw(st.sampled_from(sorted(graph)))
    assert origins(one_fact({**graph, "copy": [parent]}))["c-0"] == before


@given(st.integers(1, 6), st.integers(0, 5))
def test_removing_a_root_leaves_the_roots_that_remain(number, removed):
    graph = {f"c-{each}": [] for each in range(number + 1)}
    graph.pop(f"c-{removed % (number + 1)}")
    assert set(origins(one_fact(graph)).values()) == {number}


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [(0, 5, 0), (0, 6, 1), (7, 8, 1), (10, 12, 0)],
    ids=["before", "overlaps its first letter", "inside", "after"],
)
def test_a_flag_counts_where_it_overlaps_the_claim(start, end, touches):
    claims = pd.DataFrame({"claim_id": ["c-1"], "source_id": ["a"], "start": [start], "end": [end]})
    flags = pd.DataFrame({"source_id": ["a"], "start": [5], "end": [10]})
    assert count_flags(claims, flags).tolist() == [touches]


def test_the_original_of_an_article_is_no_second_page():
    sources = pd.DataFrame(
        {
            "source_id": ["article", "original", "wire", "unplaced"],
            "url": ["https://a.example/1", "https://a.example/1", "https://b.example/2", None],
            "sha256": ["0" * 64, None, None, None],
        }
    )
    record = pd.DataFrame(
        {
            "source_id": ["wire", "original", "wire", "original"],
            "second_source_id": ["original", "wire", "unplaced", None],
            "confidence": ["two_independent", "two_independent", "two_independent", "single"],
        }
    )
    graded = without_originals(record, sources)["confidence"].tolist()
    assert graded == ["with_article", "with_article", "two_independent", "single"]


def test_rows_of_the_record_that_lean_on_an_article_say_so(data):
    """The pages of the original of one article stand behind four rows."""
    leaning = {
        row
        for table in (data.statements, data.trade, data.events, data.outcomes, data.clauses, data.estimates)
        for row in table.loc[table["confidence"].eq("with_article"), table.columns[0]]
    }
    assert leaning == {
        "2024-06-18-visit-2024-china",
        "2024-06-19-china-rok-china",
        "cn-kp-2024-01-to-2024-05-growth-derived",
        "ru-kp-2024-01-to-2024-05-growth-claim",
    }
