"""The policy of a page, and what may not stand in it."""

import pytest

from dossier.book import finish
from dossier.errors import BookError
from dossier.pages.policy import (
    CHAPTER,
    STILL,
    Rights,
    digest_of,
    faults,
    guarded,
    is_guarded,
    policy,
    published,
    rights_of,
)

HEAD = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"
ALL = (STILL, CHAPTER, Rights(inline=("go()",), connect=True))


def directives(rights):
    return dict(part.partition(" ")[::2] for part in policy(rights).split("; "))


def test_the_policy_is_the_first_element_of_the_head():
    page = guarded(HEAD)
    assert page.index("<head><meta http-equiv=") < page.index("charset")
    assert page.index("charset") < 1024, "a browser looks no further for the encoding"
    assert is_guarded(page)
    assert not is_guarded(HEAD)
    assert not is_guarded(HEAD + page), "a policy further down does not count"


@pytest.mark.parametrize("rights", ALL)
def test_no_page_may_run_what_is_written_in_it(rights):
    allowed = directives(rights)
    assert allowed["default-src"] == allowed["object-src"] == allowed["base-uri"] == "'none'"
    assert "unsafe" not in allowed["script-src"]
    assert set(allowed["script-src"].split()) <= {"'none'", "'self'", f"'{digest_of('go()')}'"}


def test_a_page_asks_and_sends_only_where_it_must():
    assert [directives(rights)["connect-src"] for rights in ALL] == ["'none'", "'none'", "'self'"]
    assert [directives(rights)["form-action"] for rights in ALL] == ["'none'", "'self'", "'none'"]


def test_text_becomes_no_markup_but_in_scripts_of_the_theme():
    assert ["require-trusted-types-for" in directives(rights) for rights in ALL] == [True, False, True]


@pytest.mark.parametrize(
    ("page", "rights"),
    [("<p>", STILL), ('<script src="a.js">', CHAPTER)],
)
def test_the_rights_of_a_page_are_those_of_its_kind(page, rights):
    assert rights_of(page) == rights


CLEAN = [
    '<a href="https://far.example/">a</a><a href="http://far.example/a:b">b</a><a href="#a:b">c</a>',
    '<script src="../_static/a.js?v=1"></script><link rel="stylesheet" href="../_static/a.css">',
    '<script type="application/ld+json">{"a": "https://schema.org"}</script>',
    '<link rel="icon" href="data:,"><img alt="" src="data:image/png;base64,AA">',
    '<meta http-equiv="refresh" content="0; url=book/index.html">',
    '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>',
    '<p data-onset="a" title="javascript:go()">onclick=go()</p>',
    "<p>&lt;script&gt;go()&lt;/script&gt;</p><pre>&lt;img src=x onerror=go()&gt;</pre>",
    '<form action="../search.html"><button type="button" data-print>a</button></form>',
]


@pytest.mark.parametrize("body", CLEAN)
def test_a_page_without_faults_has_none(body):
    assert list(faults("book/a.html", guarded(HEAD, CHAPTER) + body)) == []


FAULTY = [
    ('<button onclick="print()">', "<button> has an onclick"),
    ("<img/src='x'/onerror=go()>", "<img> has an onerror"),
    ("<svg ONLOAD=go()>", "<svg> has an onload"),
    ("<details open\n\tontoggle = go()>", "<details> has an ontoggle"),
    ('<a href="javascript:go()">', "<a> leads to 'javascript:go()'"),
    ('<a href=" Java&#10;Script&colon;go()">', r"<a> leads to ' Java\nScript:go()'"),
    ("<a href='\x01javascript:go()'>", r"<a> leads to '\x01javascript:go()'"),
    ("<a href=vbscript:go()>", "<a> leads to 'vbscript:go()'"),
    ('<a href="data:text/html,a">', "<a> leads to 'data:text/html,a'"),
    ('<a href="mailto:a@far.example">', "<a> leads to 'mailto:a@far.example'"),
    ('<a href="file:///etc/passwd">', "<a> leads to 'file:///etc/passwd'"),
    ('<a href="//far.example/">', "<a> leads to '//far.example/'"),
    ('<svg><a xlink:href="javascript:go()">', "<a> leads to 'javascript:go()'"),
    ("<svg><animate attributeName=href to=javascript:go()>", "<animate> moves an address"),
    ('<form action="https://far.example/">', "<form> leads to 'https://far.example/'"),
    ('<button formaction="javascript:go()">', "<button> leads to 'javascript:go()'"),
    ('<img src="https://far.example/a.png">', "<img> leads to 'https://far.example/a.png'"),
    ("<script>go()</script>", "a script stands in the page: 'go()'"),
    ("<script type=module>go()</script>", "a script stands in the page: 'go()'"),
    ("<script type=importmap>{}</script>", "a script stands in the page: '{}'"),
    ('<script src="../searchindex.js"></script>', "a script comes from elsewhere"),
    ('<script src="https://far.example/a.js"></script>', "a script comes from elsewhere"),
    ('<script src="//far.example/a.js"></script>', "a script comes from elsewhere"),
    ('<script src="../downloads/data/claims.csv"></script>', "a script comes from elsewhere"),
    ('<script src="../_static/../downloads/a.js"></script>', "a script comes from elsewhere"),
    ("<svg><script href=../_static/a.js></script>", "a script comes from elsewhere"),
    ("<iframe srcdoc='a'>", "<iframe> has a srcdoc"),
    ("<iframe>", "there is a <iframe>"),
    ("<object>", "there is a <object>"),
    ("<embed>", "there is a <embed>"),
    ("<base href=a>", "there is a <base>"),
    ('<meta http-equiv="refresh" content="0; url=https://far.example/">', "the page leaves for"),
    ('<meta http-equiv="refresh" content="0; url=\'javascript:go()\'">', "the page leaves for"),
    ('<meta http-equiv="Content-Security-Policy" content="a">', "<meta http-equiv=content-security-policy>"),
    ('<meta http-equiv="set-cookie" content="a">', "<meta http-equiv=set-cookie>"),
    ("<!--><img onerror=go()>-->", "a comment ends early"),
    ("<!-- --!><img onerror=go()>", "a comment ends early"),
    ("<p><img src=x onerror=go() </p>", "<img> has an onerror"),
]


@pytest.mark.parametrize(("body", "fault"), FAULTY, ids=[body for body, _ in FAULTY])
def test_what_runs_or_leads_astray_is_a_fault(body, fault):
    page = guarded(HEAD, CHAPTER) + body
    assert any(fault in complaint for complaint in faults("book/a.html", page)), fault
    with pytest.raises(BookError, match=r"^book/a.html: "):
        published("book/a.html", HEAD + body, CHAPTER)


def test_a_page_without_a_policy_is_a_fault():
    assert list(faults("a.html", HEAD)) == ["its head does not begin with a policy"]


def test_a_script_in_the_page_is_none_where_the_policy_names_it():
    page = guarded(HEAD, Rights(inline=("go()",)))
    assert list(faults("404.html", page + "<script>go()</script>")) == []
    assert list(faults("404.html", page + "<script>gone()</script>")) != []


def test_the_finisher_guards_every_page_and_names_the_broken_one(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "good.html").write_text(HEAD + '<a href="https://far.example/">a</a>')
    (tmp_path / "book" / "bad.html").write_text(HEAD + '<a href="vbscript:go()">a</a><script>go()</script>')
    (tmp_path / "index.html").write_text("no head")
    assert list(finish.guard(tmp_path)) == [
        "book/bad.html: <a> leads to 'vbscript:go()'",
        "book/bad.html: a script stands in the page: 'go()'",
        "index.html: its head does not begin with a policy",
    ]
    assert all(is_guarded((tmp_path / "book" / name).read_text()) for name in ("good.html", "bad.html"))
    assert (tmp_path / "_static" / "page.js").is_file()


def test_a_policy_is_written_once(tmp_path):
    (tmp_path / "a.html").write_text(HEAD)
    assert list(finish.guard(tmp_path)) == list(finish.guard(tmp_path)) == []
    assert (tmp_path / "a.html").read_text().count("Content-Security-Policy") == 1
