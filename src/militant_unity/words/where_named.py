"""Tables `mentions` and `sentences` become where an actor is named, and how evenly over the articles."""

from math import comb

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import names
from dossier.evidence.selections import selected_id, selected_ids
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas
from dossier.show.leave_one_out import LeftOut, label, leave_one_out, ranged, sizes, with_range
from dossier.show.names import article_links, article_names, by_name, in_articles
from dossier.show.table import ShownTable
from militant_unity.data import Dataset


def dispersion(parts: "pd.Series[int]", size: "pd.Series[int]") -> float:
    """Return Gries' DP: 0 where every article has its share by length, near 1 where one has all.

    >>> dispersion(pd.Series([2, 2]), pd.Series([50, 50])), dispersion(pd.Series([4, 0]), pd.Series([50, 50]))
    (0.0, 0.5)
    """
    return float((parts / parts.sum() - size / size.sum()).abs().sum() / 2)


def places(data: Dataset) -> pd.DataFrame:
    """Return where each actor is named: ``actor, article, tenth``, ``share`` of words before the sentence.

    The dataset has no places of names, so the share is that of the words before the sentence that names the
    actor. A capital, a palace or an office that stands for its state counts as the state.
    """
    sentences = data.sentences.sort_values(["source_id", "start"]).set_index("sentence_id")
    sentences["before"] = sentences.groupby("source_id")["tokens"].cumsum() - sentences["tokens"]
    found = data.mentions.sort_values("mention_id", ignore_index=True)
    holding = sentences.loc[found["sentence_id"]].reset_index(drop=True)
    metonyms = data.entities.dropna(subset=["metonym_of"]).set_index("entity_id")["metonym_of"]
    return pd.DataFrame(
        {
            "actor": found["entity_id"].replace(metonyms.to_dict()),
            "article": found["source_id"],
            "tenth": found["tenth"],
            "share": holding["before"] / found["source_id"].map(sizes(data)),
        }
    )


def actors(data: Dataset) -> pd.DataFrame:
    """Count mentions by actor (rows) and article (columns), most named first."""
    return _counted(places(data), article_ids(data))


def _counted(found: pd.DataFrame, articles: list[str]) -> pd.DataFrame:
    """Count the rows of ``places`` by actor and article."""
    table = pd.crosstab(found["actor"], found["article"]).reindex(columns=articles, fill_value=0)
    return table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def unevenness(parts: "pd.Series[int]", size: "pd.Series[int]") -> LeftOut:
    """Return Gries' DP of an actor, from its mentions and the running words by article."""
    return leave_one_out(
        lambda kept: dispersion(parts[list(kept)], size[list(kept)]), [str(article) for article in size.index]
    )


def first_place(data: Dataset, actor: str) -> LeftOut:
    """Return the least share of an article's words before the first sentence that names an actor."""
    return _first_place(places(data), actor, article_ids(data))


def _first_place(found: pd.DataFrame, actor: str, articles: list[str]) -> LeftOut:
    first = found[found["actor"].eq(actor)].groupby("article")["share"].min()
    return leave_one_out(lambda kept: float(first.reindex(list(kept)).min()), articles)


def lateness(data: Dataset, actor: str) -> pd.DataFrame:
    """Return how late each article first names an actor, and how often chance would be as late.

    Columns ``article, sentences, naming, before`` (sentences before the first that names the actor)
    and ``share``: of all orders of the article's own sentences, the share in which as many or more
    stand before it. All orders are counted, none is drawn.
    """
    stands = data.entities.dropna(subset=["metonym_of"]).set_index("entity_id")["metonym_of"]
    named = data.mentions.assign(actor=data.mentions["entity_id"].replace(stands.to_dict()))
    naming = set(named.loc[named["actor"].eq(actor), "sentence_id"])
    found = []
    for article in article_ids(data):
        order = data.sentences[data.sentences["source_id"].eq(article)].sort_values("start")["sentence_id"]
        held = [each in naming for each in order]
        if any(held):
            share = as_late(len(held), sum(held), held.index(True))
            found.append((article, len(held), sum(held), held.index(True), share))
    return pd.DataFrame(found, columns=["article", "sentences", "naming", "before", "share"])


def as_late(sentences: int, naming: int, before: int) -> float:
    """Return the share of the orders of ``sentences`` in which the first ``before`` are none that names.

    >>> as_late(4, 1, 3), as_late(4, 2, 2)
    (0.25, 0.16666666666666666)
    """
    return comb(sentences - before, naming) / comb(sentences, naming)


def late_actor(data: Dataset) -> str:
    """Return the actor that a coder chose because the articles name it late."""
    return selected_id(data, "words.actors_drawn", "late")


def lateness_table(data: Dataset) -> ShownTable:
    """Show how late each article first names an actor, against all orders of its own sentences."""
    actor = late_actor(data)
    name = names(data)[actor]
    by_article = lateness(data, actor)
    orders = [f"1 in {float(f'{1 / share:.2g}'):,.0f}" for share in by_article["share"]]
    named = article_links(data, by_article["article"])
    shown = by_article.assign(article=pd.Series(named, dtype=object), share=orders).rename(
        columns={
            "naming": f"that name {name}",
            "before": "before the first of these",
            "share": "orders as late or later",
        }
    )
    return ShownTable(shown, f"How late {name} is first named, against every order of an article's sentences")


def actors_table(data: Dataset, most: int = 8) -> ShownTable:
    """Show the actors most named, by article, with how unevenly."""
    table, known, size = actors(data).head(most), names(data), sizes(data)
    shown = pd.DataFrame(
        {
            "actor": [known[actor] for actor in table.index],
            **{article_names(data)[article]: list(table[article]) for article in article_ids(data)},
            "all": list(table.sum(axis=1)),
            "DP (one left out)": [with_range(unevenness(table.loc[actor], size), 2) for actor in table.index],
        }
    )
    return ShownTable(
        shown, "Mentions by article, and Gries' DP: 0 even by length, near 1 all in one article"
    )


def draw_places(data: Dataset) -> Chart:
    """Draw each mention of the chosen states where its sentence begins in its article."""
    drawn, articles = selected_ids(data, "words.actors_drawn"), article_ids(data)
    short = article_names(data)
    named = {actor: names(data)[actor] for actor in drawn}
    where = places(data)
    table = _counted(where, articles).loc[drawn]
    first_share = where.groupby("actor")["share"].min()[drawn]
    last = str(first_share.idxmax())
    top = str(table.loc[last].idxmax())
    message = (
        f"No article names {named[last]} in its first {int(100 * first_share.max())} %; "
        f"{table[top][last]} of {table.loc[last].sum()} mentions stand in {short[top]}"
    )
    block = len(articles) + 1.4  # rows of an article each, then room for the next name
    with canvas(message, 5.9 * (len(drawn) * block) / 25.6) as (figure, axes):
        for group, actor in enumerate(drawn):
            first = group * block
            axes.annotate(named[actor], (0, first - 0.95), va="center", fontweight="bold")
            for height, article in enumerate(articles):
                here = where[where["actor"].eq(actor) & where["article"].eq(article)]
                low, high = first + height - 0.36, first + height + 0.36
                axes.axhline(first + height, color=FAINT, linewidth=0.4)
                axes.vlines(100 * here["share"], low, high, color=ARTICLE, linewidth=1.2)
                label(axes, short[article], 0, first + height, left=True)
                label(axes, str(len(here)), 100, first + height)
        axes.set_yticks([])
        axes.set_xlim(0, 100)
        axes.set_ylim((len(drawn) - 1) * block + len(articles) - 0.3, -1.6)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("% of the article's words before\nthe sentence that names it (right: mentions)")
        by_article = by_name(data, table)
        listed = "; ".join(
            f"{named[actor]}: {in_articles(by_article.loc[actor].to_dict())}" for actor in drawn
        )
        return Chart.of(figure, f"{message}. Mentions by article: {listed}.")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on places may quote."""
    where, articles, size = places(data), article_ids(data), sizes(data)
    named = _counted(where, articles).T
    china, treaty = late_actor(data), selected_id(data, "words.articles", "treaty")
    putin, russia = (selected_id(data, "words.actors_counted", part) for part in ("putin", "russia"))
    late = lateness(data, china).set_index("article")["share"]
    in_treaty = where[where["actor"].eq(china) & where["article"].eq(treaty)]
    return {
        "mentions_putin": int(named[putin].sum()),
        "china_late_most_article": article_names(data)[str(late.idxmax())],
        "china_late_most": round(float(late.max()), 4),
        "mentions_china": int(named[china].sum()),
        "mentions_china_treaty": len(in_treaty),
        "mentions_china_second_half": int(in_treaty["tenth"].gt(5).sum()),
        **ranged("china_first", _first_place(where, china, articles), 4),
        **ranged("uneven_china", unevenness(named[china], size), 2),
        **ranged("uneven_russia", unevenness(named[russia], size), 2),
    }
