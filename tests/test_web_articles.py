"""The article of a saved page is read whole, and the page around it is not."""

import pytest

from dossier.reading.files import page_of
from dossier.reading.lines import CONTENT
from dossier.reading.spans import words

PARAGRAPHS = (
    "Le port de Valmorin a perdu 300 dockers et 12 navires en mai.",
    "La mairie, qui a donné ces chiffres lundi devant le conseil, veut garder les grues du quai nord. "
    "Elle n'a pas dit comment elle entend payer les 4 millions d'euros que coûte leur entretien chaque année.",
    "« Nous irons jusqu'au bout », a déclaré le maire, venu sans son écharpe.",
    "Les syndicats demandent 2 000 euros par docker et une réunion avec le préfet. Une centaine d'entre eux "
    "ont passé la nuit devant les grilles, autour de feux de palettes, sous une pluie fine.",
    "Le tribunal de commerce rendra son jugement dans trois semaines. D'ici là, les navires passent au large "
    "et déchargent à Cendrelle, où le grain attend déjà dans les silos de la vallée.",
    "Trois grues tournent encore. (Belga)",
)
TITLE = "Le port de Valmorin se vide"
FRAME = (
    "Accueil", "Mer", "Régions", "Tempête sur la côte : 19 communes touchées", "Le feuilleton des 12 ponts",
    "14 rue du Port, 29000 Valmorin", "Nous utilisons 43 traceurs pour mesurer notre audience",
)  # fmt: skip


def saved(layout):
    """Return a page of our own: the article in one of several layouts, with a frame around it."""
    home, sea, regions, storm, bridges, street, trackers = FRAME
    lead, *rest = PARAGRAPHS
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    menu = f"<ul><li><a href=/>{home}</a><li><a href=/m>{sea}</a><li><a href=/r>{regions}</a></ul>"
    links = f"<ul><li><a href=/1>{storm}</a></li><li><a href=/2>{bridges}</a></li></ul>"
    head = "<script>var amounts = [12000, 3]</script><style>p { margin: 3px }</style>"
    layouts = {
        "article": f"<nav>{menu}</nav><main><article><h1>{TITLE}</h1>{body}</article></main>"
        f"<aside>{links}</aside><footer><p>{street}</p></footer><div hidden><p>{trackers}</p></div>",
        "divisions": f"<div id=top>{menu}</div><div id=content><h1>{TITLE}</h1>"
        f"<div class=text>{body}</div></div><div id=more>{links}</div>"
        f"<div id=foot><form><p>{trackers}</p></form></div><footer>{street}</footer>",
        "a lead apart": f"<header><nav>{menu}</nav></header><article><header><h1>{TITLE}</h1><p><b>{lead}</b></p>"
        f"</header><div>{''.join(f'<p>{one}</p>' for one in rest)}</div><h2>Lire aussi</h2>{links}</article>"
        f"<footer>{street}<p style='display:none'>{trackers}</p></footer>",
        "lines": f"<nav>{menu}</nav><h1>{TITLE}</h1><div class=text>{'<br><br>'.join(PARAGRAPHS)}</div>"
        f"<aside>{links}</aside><footer>{street}</footer><dialog>{trackers}</dialog>",
        "inline": f"<nav>{menu}</nav><article><h1>{TITLE}</h1>"
        + "".join(f"<p>{one.replace('grues', '<a href=/g><b>gr</b>ues</a>')}</p>" for one in PARAGRAPHS)
        + f"</article><aside>{links}<p>{trackers}</p></aside><footer>{street}</footer>",
        "pictures": f"<nav>{menu}</nav><main><article><header><h1>{TITLE}</h1><figure><img src=a>"
        f"<figcaption>{CAPTION}</figcaption></figure></header><div>{body}</div></article>"
        f"<section><article><figure><figcaption>{storm}</figcaption></figure><h3>{bridges}</h3></article></section>"
        f"</main><footer>{street} {trackers}</footer>",
        "entities": f"<nav>{menu}</nav><article><h1>{TITLE}</h1>{body}</article><footer>{street} {trackers}</footer>"
        f"<aside>{links}</aside>".replace("é", "&eacute;").replace("« ", "&laquo;&nbsp;"),
    }
    return f"<!DOCTYPE html><html><head>{head}</head><body>{layouts[layout]}</body></html>"


CAPTION = "Le quai nord, vu de la jetée, avec ses 12 grues."
LAYOUTS = ("article", "divisions", "a lead apart", "lines", "inline", "entities", "pictures")


def read(source):
    page, _ = page_of(source)
    return [(page.folded.text[line.start : line.end], line) for line in page.lines]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_at_most_one_of_a_hundred_characters_of_an_article_is_lost(layout):
    kept = {"".join(words(text)) for text, line in read(saved(layout)) if line.kind in CONTENT}
    own = (*PARAGRAPHS, CAPTION) if layout == "pictures" else PARAGRAPHS
    article = ["".join(words(paragraph)) for paragraph in own]
    lost = sum(len(paragraph) for paragraph in article if paragraph not in kept)
    assert lost <= 0.01 * sum(map(len, article))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_frame_of_a_page_is_set_aside_with_a_reason(layout):
    lines = read(saved(layout))
    own = {"".join(words(text)) for text in (*PARAGRAPHS, CAPTION)}
    assert [text for text, line in lines if line.kind in CONTENT and "".join(words(text)) not in own] == []
    assert all(line.reason for _, line in lines if line.kind not in CONTENT)
    assert [text for text, line in lines if line.kind == "title"] == [TITLE]
    assert "12000" not in "".join(text for text, _ in lines)


def test_a_page_without_an_article_gives_its_lines_and_their_reasons():
    lines = read(
        "<html><body><nav><ul><li><a href=/>Accueil</a></ul></nav><footer>3 rue du Port</footer></body>"
    )
    assert [(text, line.reason) for text, line in lines] == [("Accueil", "part"), ("3 rue du Port", "part")]


def test_the_same_page_is_read_the_same_way_after_others():
    first = [read(saved(layout)) for layout in LAYOUTS]
    assert [read(saved(layout)) for layout in LAYOUTS] == first


HOSTILE = (
    "<html><div>" * 2_000,
    "<p>" + "<b>" * 4_000 + "a",
    "<html>" + "<ul><li>" * 1_000 + "a",
    "<html><p " + "a=b " * 9_000,
)


@pytest.mark.parametrize(
    "source", [*HOSTILE, "<html></html>", "<html><!-- a", "<?xml version='1.0' encoding='utf-16'?><html>a"]
)
def test_any_page_is_read(source):
    assert len(read(source)) <= 1
