"""The article's own lines are told apart from the site's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.intake.folding import fold_text
from dossier.reading.lines import CONTENT, digest_of, explain_lines, find_passages, kinds_of

PARAGRAPH = (
    "Le port a rouvert ses quais au matin, et les grues ont repris leur travail devant les élus de la ville. "
    "Les dockers attendaient ce jour depuis longtemps. Le maire, venu sans son écharpe, a parlé de la mer, "
    "des navires qui manquent et du grain qui pourrit dans les silos de la vallée. Nul ne part."
)
LEAD = "Les grues tournent de nouveau. Le maire s'en réjouit."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Lire aussi : le port en images", "teaser", id="site furniture"),
        pytest.param("À lire également", "teaser", id="a stub without its list"),
        pytest.param("Il va lire aussi le traité demain.", "body", id="left alone"),
        pytest.param("Lire aussi les clauses prend du temps.", "body", id="a sentence that begins alike"),
        pytest.param("Un vieil ami", "subhead", id="short, no full stop"),
        pytest.param("À quoi sert le port ?", "subhead", id="a question heads a part"),
        pytest.param("Accueil | Mer | Régions", "navigation", id="a bar"),
        pytest.param("Voir les 12 commentaires", "navigation", id="a counter"),
        pytest.param("Publié le 3 mai 2024", "navigation", id="a byline"),
        pytest.param("Par Lise Roy, à Valmorin", "navigation", id="an author"),
        pytest.param("Le lundi 3 mai 2024 à 10 h 30", "navigation", id="a date alone"),
        pytest.param("© 2024 Le Quai. Tous droits réservés.", "navigation", id="a notice"),
        pytest.param("Toute reproduction, même partielle, est interdite.", "navigation", id="another notice"),
        pytest.param("Le maire veut que tous les droits soient respectés.", "body", id="no notice"),
        pytest.param("Par mer et par terre", "subhead", id="no author"),
        pytest.param("Les grues du port, le 3 mai 2024.", "caption", id="a date set apart"),
        pytest.param("Les grues, le 3 mai, devant le port.", "caption", id="between commas"),
        pytest.param("Les grues, vues en mai (photo d’illustration).", "caption", id="a cue"),
        pytest.param(
            "Le maire part. Il salue, à gauche, la foule.", "body", id="two sentences are no caption"
        ),
        pytest.param("obus ;", "body", id="an item of a list"),
    ],
)
def test_kind_of(line, kind):
    assert kinds_of([PARAGRAPH, line, PARAGRAPH]) == ["body", kind, "body"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            [
                ("navigation", "Menu"),
                ("title", "Le port rouvre"),
                ("standfirst", LEAD),
                ("caption", "Les grues du port, le 3 mai 2024."),
                ("title", "Le port rouvre"),
                ("body", PARAGRAPH),
                ("subhead", "Une longue attente"),
                ("body", PARAGRAPH),
                ("body", "La suite reste à écrire."),
                ("teaser", "Lire aussi :"),
                ("teaser", "Tempête sur la côte : 19 communes touchées"),
                ("navigation", "3 commentaires"),
            ],
            id="a whole page",
        ),
        pytest.param(
            [("title", "Port Reopens"), ("title", "Le port rouvre"), ("body", PARAGRAPH)], id="two titles"
        ),
        pytest.param(
            [("title", "Le port rouvrira-t-il ?"), ("body", PARAGRAPH)], id="a question for a title"
        ),
        pytest.param(
            [
                ("title", "Le port rouvre"),
                ("caption", "Le maire salue..."),
                ("caption", "Le maire salue la foule, à gauche."),
            ],
            id="a caption cut short",
        ),
        pytest.param(
            [
                ("body", PARAGRAPH),
                ("teaser", "Tempête sur la côte : 19 communes touchées"),
                ("navigation", "Membres"),
            ],
            id="teasers without a cue",
        ),
        pytest.param(
            [
                ("body", PARAGRAPH),
                ("teaser", "Le feuilleton finit mal..."),
                ("teaser", "Il finit mal. Après 19 ans, il"),
            ],
            id="teasers cut short",
        ),
        pytest.param(
            [
                ("body", PARAGRAPH),
                ("teaser", "Lire aussi :"),
                ("teaser", "La mer monte"),
                ("body", PARAGRAPH),
            ],
            id="a stub within the article",
        ),
        pytest.param(
            [
                ("body", PARAGRAPH),
                ("body", "une ligne coupée par"),
                ("body", "le milieu de la phrase."),
                ("body", PARAGRAPH),
            ],
            id="cut",
        ),
        pytest.param([("body", "Rien.")], id="one sentence"),
        pytest.param(
            [("title", "Le port rouvre"), ("body", LEAD)], id="a lead with nothing behind is the article"
        ),
    ],
)
def test_a_page_is_read_in_its_order(page):
    assert kinds_of([line for _, line in page]) == [kind for kind, _ in page]


FIRST = "Le port de Valmorin a perdu 300 dockers et 12 navires en mai."
SECOND = (
    "La mairie, qui a donné ces chiffres lundi devant le conseil, veut garder les grues du quai nord. "
    "Elle n'a pas dit comment."
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            [("title", "Le port rouvre"), ("body", FIRST), ("body", PARAGRAPH)],
            id="a first paragraph that the text follows at once",
        ),
        pytest.param(
            [("title", "Le port rouvre"), ("body", FIRST), ("body", "« Nous irons », a dit le maire Roy.")],
            id="a paragraph and a quotation",
        ),
        pytest.param(
            [("body", PARAGRAPH), ("body", "Quelque 40 grues tournent encore au quai nord. (Belga)")],
            id="a last one that ends in the tag of an agency",
        ),
        pytest.param(
            [("body", PARAGRAPH), ("body", SECOND[:-1]), ("body", "Le procès reprend lundi.")],
            id="a long one without its stop",
        ),
        pytest.param(
            [
                ("body", PARAGRAPH),
                ("subhead", "Un dernier appel"),
                ("body", "Le procès des 12 dockers reprend lundi à Valmorin."),
            ],
            id="a short last one under a heading",
        ),
        pytest.param(
            [("body", PARAGRAPH), ("body", "- 300 dockers"), ("body", "- 12 navires")], id="a list at the end"
        ),
        pytest.param(
            [
                ("title", "Grève au port"),
                ("navigation", "Par Lise Roy"),
                (
                    "body",
                    "VALMORIN (Belga) - Quelque 300 dockers ont cessé le travail, et 12 navires attendent",
                ),
                ("body", "Ils demandent 5 %."),
            ],
            id="a dispatch without its stop",
        ),
    ],
)
def test_a_paragraph_is_never_set_aside_because_a_stop_is_missing(page):
    assert kinds_of([line for _, line in page]) == [kind for kind, _ in page]


def test_a_summary_is_set_aside_only_if_the_text_says_it_again():
    says_it_again = "Le port a rouvert ses quais devant les élus de la ville."
    head = ["Le port rouvre"]
    assert kinds_of([*head, says_it_again, PARAGRAPH])[1] == "standfirst"
    assert kinds_of([*head, says_it_again.replace("ses", "12"), PARAGRAPH])[1] == "body"
    assert kinds_of([*head, "Il pleut, et la mairie compte ses sous.", PARAGRAPH])[1] == "body"


def test_every_line_that_is_set_aside_has_a_reason_and_no_other_has():
    page = [
        "Menu",
        "Le port rouvre",
        PARAGRAPH,
        "Une longue attente",
        PARAGRAPH,
        "Lire aussi",
        "La mer monte",
    ]
    explained = explain_lines(page)
    assert [(one.kind, one.reason) for one in explained] == [
        ("navigation", "menu"),
        ("title", "headline"),
        ("body", None),
        ("subhead", "subhead"),
        ("body", None),
        ("teaser", "pointer"),
        ("teaser", "listed"),
    ]


def reasons(lines, repeated):
    digests = {digest_of(line) for line in repeated}
    return [passage.reason for passage in find_passages("\n".join(lines), repeated=digests)]


def test_a_line_that_other_pages_have_too_is_set_aside():
    notice = "Ce journal défend le port depuis toujours et vit de ses lecteurs."
    assert reasons([PARAGRAPH, notice], [notice]) == [None, "repeated"]
    assert reasons([PARAGRAPH, notice], []) == [None, None]


def test_a_repeated_paragraph_is_kept_where_it_is_first_or_between_others():
    assert reasons([SECOND, PARAGRAPH, PARAGRAPH + " Fin."], [SECOND]) == [None, None, None]
    assert reasons([PARAGRAPH, SECOND, PARAGRAPH + " Fin."], [SECOND]) == [None, None, None]
    assert reasons([PARAGRAPH, PARAGRAPH + " Fin.", SECOND], [SECOND]) == [None, None, "repeated"]


def test_a_page_that_is_mostly_repeated_is_a_copy_and_loses_nothing():
    assert reasons([PARAGRAPH, SECOND], [PARAGRAPH, SECOND]) == [None, None]


@pytest.mark.xfail(reason="a paragraph of one sentence with its date set apart looks like a caption")
def test_a_short_paragraph_with_a_date_is_body():
    assert kinds_of([PARAGRAPH, "Le traité a été signé au palais, le 3 mai.", PARAGRAPH])[1] == "body"


def test_the_date_in_front_is_a_line_of_its_own():
    text = f" date 2023-09 {PARAGRAPH}\n\nMot"
    assert [text[each.start : each.end] for each in find_passages(text)] == ["date 2023-09", PARAGRAPH, "Mot"]


def test_lines_end_at_line_feeds_only():
    text = "Le port\x0brouvre\u2028ici.\r\nDemain."
    assert [text[each.start : each.end] for each in find_passages(text)] == [
        "Le port\x0brouvre\u2028ici.",
        "Demain.",
    ]


@given(st.text(alphabet=st.sampled_from("aA .?!…:«»|\n\u00a0'1")))
def test_passages_hold_every_letter_of_any_text(text):
    passages = list(find_passages(text))
    covered = {offset for each in passages for offset in range(each.start, each.end)}
    assert all(not text[offset].strip() for offset in set(range(len(text))) - covered)
    assert all("\n" not in text[each.start : each.end] for each in passages)


ARTICLE = (
    FIRST,
    f"{SECOND} L'entretien des grues coûte 4 millions d'euros par an.",
    "« Nous irons jusqu'au bout », a déclaré le maire, venu sans son écharpe.",
    PARAGRAPH,
    "Trois grues tournent encore. (Belga)",
)
FRAMES = {
    "a newspaper's": (
        (
            "Le Quai",
            "Accueil > Mer > Ports",
            "Le port se vide",
            "Par Lise Roy",
            "Publié le 3 mai 2024 à 10 h 30",
        ),
        ("Lire aussi", "Tempête sur la côte : 19 communes touchées", "Commentaires (12)", "© 2024 Le Quai"),
    ),
    "an agency's": (("Le port se vide", "VALMORIN 03/05 (BELGA)"), ("Partager", "Avec Belga")),
    "a banner's": (
        (
            "Nous utilisons des cookies",
            "Accepter",
            "Refuser",
            "Menu",
            "Le port se vide",
            "Lise Roy",
            "3 mai 2024",
        ),
        ("Sur le même sujet", "Les ponts ferment", "Recevez chaque matin l'essentiel", "Qui sommes-nous ?"),
    ),
    "a list's": (("Le port se vide",), ("Tags : port, mer", "1. Tempête : 19 communes", "2. Les 12 ponts")),
}


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("frame", FRAMES)
def test_at_most_one_of_a_hundred_characters_of_an_article_is_lost(frame, end):
    head, foot = FRAMES[frame]
    text = fold_text(end.join([*head, *ARTICLE, *foot])).text
    passages = list(find_passages(text))
    kept = [text[each.start : each.end] for each in passages if each.kind in CONTENT]
    lost = sum(len(paragraph) for paragraph in ARTICLE if paragraph not in kept)
    assert lost <= 0.01 * sum(map(len, ARTICLE))
    assert set(kept) <= set(ARTICLE), "the frame is set aside"
    assert all(each.reason for each in passages if each.kind not in CONTENT)
