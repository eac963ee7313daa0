"""A book as Sphinx built it → the same pages corrected and made smaller, and a list of complaints.

The theme is made for every book, and this one needs a part of it. ``RULES`` lists what is corrected in the
pages, ``UNUSED`` lists the files that are deleted. An entry that finds nothing to do is a complaint, because
then the theme has changed and the list must follow. So is a link to nothing, or a file from another host.
At the end each page gets its policy, and a page with a script or a link that breaks it is a complaint.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dossier.book.theme.style_sheets import thin_sheet
from dossier.pages.policy import SCRIPTS, faults, guarded, is_guarded, rights_of
from dossier.pages.row_cards import LIGHT
from dossier.pages.templates import render


class Rule(NamedTuple):
    """A change to the pages: what it is for, the pattern to look for, and what replaces it."""

    purpose: str
    pattern: re.Pattern[str]
    replacement: str
    of_every_book: bool = True
    """Whether each book has a page that needs it: then it is a complaint that no page matches."""


_VOID = re.compile(r"<(br|hr|img|input|link|meta)\b([^<>]*?)\s*/>")

RULES = (
    Rule(
        "the icons are a font; a script of 1.4 MB would draw them again",
        re.compile(r'\s*<script defer src="[^"]*/fontawesome\.js[^"]*"></script>'),
        "",
    ),
    Rule(
        "the book has a search of its own: no page loads that of Sphinx, nor what marks its words on a page",
        re.compile(
            r'\s*<script src="(?:\.\./)?'
            r"(?:searchindex|_static/(?:searchtools|language_data|sphinx_highlight))\.js[^>]*></script>"
        ),
        "",
    ),
    Rule(
        "a button is called by the words it shows: the search field",
        re.compile(r'(<button class="btn search-button-field[^>]*) aria-label="Search"'),
        r"\1",
    ),
    Rule(
        "a button is called by the words it shows: a folded cell",
        re.compile(r'<summary aria-label="Toggle hidden content">'),
        "<summary>",
        of_every_book=False,  # only notebooks fold cells
    ),
    Rule(
        "a button is called by what it does: the pages below a page, in the sidebar",
        re.compile(r'<summary>(?=<span class="toctree-toggle")'),
        '<summary aria-label="Pages below this one">',
        of_every_book=False,  # a book need not have pages below pages
    ),
    Rule(
        "everything on a page is in a landmark: the sidebar",
        re.compile(r'<div id="pst-primary-sidebar"'),
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Contents of the book"',
    ),
    Rule(
        "each page has an element that edition-bar.js fills in a site of several editions",
        re.compile(r'<div class="bd-article-container">'),
        r"\g<0><edition-bar></edition-bar>",
    ),
    Rule(
        "the page that has the title of the book says it once",
        re.compile(r"<title>(.+?) &#8212; \1</title>"),
        r"<title>\1</title>",
        of_every_book=False,  # the front page may have a title of its own
    ),
    Rule("HTML, not XHTML: an element without content has no end", _VOID, r"<\1\2>"),
    Rule("HTML, not XHTML: an attribute that is there is true", re.compile(r' (defer|open)="\1"'), r" \1"),
    Rule(
        "a head says what it heads: Markdown tables",
        re.compile(r'<th class="head">'),
        '<th class="head" scope="col">',
    ),
    Rule(
        "a remark in the margin is a note, and no landmark without a name",
        re.compile(r'<aside class="margin sidebar">'),
        '<aside class="margin sidebar" role="note">',
        of_every_book=False,  # a book need not have remarks
    ),
    Rule(
        "a button sends nothing off",
        re.compile(r"<button\b(?![^>]*\stype=)"),
        '<button type="button"',
    ),
    Rule(
        "a button is called by its label: the sidebars",
        re.compile(r'(<button\b[^>]*class="sidebar-toggle[^"]*"[^>]*?) title="([^"]+)"'),
        r'\1 title="\2" aria-label="\2"',
    ),
    Rule(
        "no script stands in a page: the colours that a reader chose are set by page.js",
        re.compile(
            r'(data-content_root="([^"]*)".*?)<script data-cfasync="false">'
            r'\s*document\.documentElement\.dataset\.mode = localStorage\.getItem\("mode"\) \|\| "(\w*)";'
            r'\s*document\.documentElement\.dataset\.theme = localStorage\.getItem\("theme"\) \|\| "\3";'
            r"\s*</script>",
            re.DOTALL,
        ),
        r'\1<script src="\2_static/page.js" data-colours="\3"></script>',
    ),
    Rule(
        "no script stands in a page: options that only a list of versions and a search while typing read",
        re.compile(
            r"\s*<script>DOCUMENTATION_OPTIONS\.(?:pagename = '[\w/.-]*'|search_as_you_type = false);"
            r"</script>"
        ),
        "",
    ),
    Rule(
        "no script stands in a page: one that marks the first search field, which is in a closed dialog",
        re.compile(
            r"\s*<script>\s*// Activate the search field on page load\s*let searchInput = [^<]*</script>"
        ),
        "",
    ),
    Rule(
        "no attribute runs a script: page.js prints",
        re.compile(r'(<button\b[^>]*?) onclick="window\.print\(\)"'),
        r"\1 data-print",
        of_every_book=False,  # a book may leave the button out
    ),
    Rule(
        "a page is drawn before scripts run that only a click needs",
        re.compile(r'<script src="((?:[^"]*/)?(?:clipboard\.min|copybutton|sphinx-book-theme)\.js[^"]*)">'),
        r'<script defer src="\1">',
    ),
    Rule(
        "only a page with a ledger, or with dials above a table, loads the script for it",
        re.compile(
            r'\s*<script[^>]* src="[^"]*/(?:ledger\.js[^>]*></script>(?!.*<ol class="ledger")'
            r'|grid\.js[^>]*></script>(?!.*<div class="stepper"))',
            re.DOTALL,
        ),
        "",
    ),
    Rule("no line ends in blanks", re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def front_door(title: str) -> Rule:
    """Return the rule for the page at the root, which Jupyter Book writes without a title."""
    return Rule(
        "the front door has a title, and a link where a reader's browser follows no redirect",
        re.compile(r'\A\s*<meta http-equiv="Refresh" content="0; url=([^"]+)" />\s*\Z'),
        render("door.html.jinja", book=title.replace("\\", r"\\"), address=r"\1"),
    )


# The language and the main heading of a page that `french.mark_language` has marked.
_FOREIGN = re.compile(r'<div lang="([a-z]{2})">.*?<h1>([^<]+)<', re.DOTALL)


def foreign_titles(built: Path) -> Iterator[Rule]:
    """Yield a rule for each page in another language: its title is marked as such wherever it is printed."""
    for path in pages(built):
        if heading := _FOREIGN.search(path.read_text(encoding="utf-8")):
            language, title = heading[1], heading[2].strip()
            yield Rule(
                f"words of another language are marked so: {title}",
                re.compile(rf"(<(?:a|p|h1|span)(?: [^>]*)?>)(\s*){re.escape(title)}(\s*</(?:a|p|h1|span)>)"),
                rf'\1\2<span lang="{language}">{title}</span>\3',
            )


UNUSED = (
    ".buildinfo",  # a digest of settings with the folder of the build, so each machine has another
    "_static/**/*.LICENSE.txt",
    "_static/**/*.map",
    "_static/*webpack-macros.html",
    "_static/images/logo_*",
    "_static/language_data.js",  # of the search of Sphinx
    "_static/locales",
    "_static/scripts/fontawesome.js",
    "_static/searchtools.js",
    "_static/sphinx_highlight.js",
    "_static/vendor/**/*.ttf",  # every browser that draws the pages reads the woff2 beside it
)

_ICON_NAME = re.compile(r"\bfa-[a-z0-9-]+")
_ICON_RULE = re.compile(r'(?:\.fa-[a-z0-9-]+:{1,2}before,?)+\{content:"[^"]*"\}')
# An icon is a character of the private use area, U+E000 to U+F8FF, escaped or as it is.
_ICON_CODE = re.compile(r"\\([ef][0-9a-f]{3})|([\ue000-\uf8ff])")
# A link (`<a`) may lead to another host: a browser follows it only when asked to.
_LOADED = re.compile(r'<(?!a\s)[a-z][^<>]*?\s(?:src|href|data|poster)="((?:https?:)?//[^"]+)"')
_ROOTED = re.compile(r'<[a-z][^<>]*?\s(?:src|href|data|poster|action)="(/(?!/)[^"]*)"')
_IMPORTED = re.compile(r"""(?:@import\s+|url\()["']?((?:https?:)?//[^"')]+)""")
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'<a\s[^>]*?href="([^":#?]*)(?:#([^"]*))?"')


def finish(built: Path, title: str) -> list[str]:
    """Correct and shrink the book ``title`` in ``built``, in place, and return the complaints."""
    return [
        *mend_pages(built, rules_of(built, title)),
        *leave_out(built),
        *thin_icons(built),
        *thin_sheet(built, pages(built)),
        *guard(built),
        *loads_from_other_hosts(built),
        *addresses_from_the_root(built),
        *dead_links(built),
    ]


def rules_of(built: Path, title: str) -> tuple[Rule, ...]:
    """Return the rules for the pages of the book ``title`` in ``built``."""
    return (*foreign_titles(built), front_door(title), *RULES)


def pages(built: Path) -> list[Path]:
    """Return the pages of the book in ``built``, sorted, without the theme's own and light pages."""
    left_out = {"_static", *LIGHT}
    return sorted(path for path in built.rglob("*.html") if path.relative_to(built).parts[0] not in left_out)


def light_pages(built: Path) -> list[Path]:
    """Return the light pages of the book in ``built``, sorted."""
    return sorted(path for folder in LIGHT for path in (built / folder).glob("*.html"))


def ids_of(page: str) -> set[str]:
    """Return the ids that elements of a page have: what an address may lead to after ``#``.

    >>> sorted(ids_of('<li id="c-9017"><a id="x" href="#y">'))
    ['c-9017', 'x']
    """
    return set(_ID.findall(page))


def mend_pages(built: Path, rules: Iterable[Rule] = RULES) -> list[str]:
    """Apply ``rules`` to every page in ``built``, and return a complaint for each that no page matched."""
    rules = tuple(rules)
    idle = {rule.purpose for rule in rules if rule.of_every_book}
    for path in pages(built):
        page = path.read_text(encoding="utf-8")
        for rule in rules:
            page, times = rule.pattern.subn(rule.replacement, page)
            if times:
                idle.discard(rule.purpose)
        path.write_text(page, encoding="utf-8")
    return [f"no page needs this rule any more: {purpose}" for purpose in sorted(idle)]


def mended(page: str, rules: Iterable[Rule]) -> str:
    """Return ``page`` with all ``rules`` applied; it is no complaint that one finds nothing."""
    for rule in rules:
        page = rule.pattern.sub(rule.replacement, page)
    return page


def leave_out(built: Path, unused: Iterable[str] = UNUSED) -> list[str]:
    """Delete the files that ``unused`` lists, and return a complaint for each pattern that matched none."""
    complaints = []
    for pattern in unused:
        paths = sorted(built.glob(pattern))
        if not paths:
            complaints.append(f"there is no {pattern} to leave out any more")
        for path in paths:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    return complaints


def thin_icons(built: Path) -> list[str]:
    """Remove the icons that no page and no script names, from the style sheets and then from the fonts."""
    named = icon_names([*pages(built), *built.glob("_static/**/*.js")])
    codes: set[int] = set()
    for path in sorted(built.glob("_static/**/*.css")):
        style = keep_icons(path.read_text(encoding="utf-8"), named)
        path.write_text(style, encoding="utf-8")
        codes |= icon_codes(style)
    fonts = sorted(built.glob("_static/vendor/**/*.woff2"))
    for font in fonts:
        keep_glyphs(font, codes)
    return [] if codes and fonts else ["there are no icons to thin any more"]


def icon_names(paths: Iterable[Path]) -> set[str]:
    """Return the names of icons in the files ``paths``: ``fa-sun``."""
    return {name for path in paths for name in _ICON_NAME.findall(path.read_text(encoding="utf-8"))}


def keep_icons(style: str, named: set[str]) -> str:
    r"""Return ``style`` without the rules of icons that nothing names.

    >>> keep_icons('.fa-sun:before{content:"\\f185"}.fa-car:before{content:"\\f1b9"}', {"fa-sun"})
    '.fa-sun:before{content:"\\f185"}'
    """
    return _ICON_RULE.sub(lambda rule: rule[0] if named & set(_ICON_NAME.findall(rule[0])) else "", style)


def icon_codes(style: str) -> set[int]:
    r"""Return the code points of the icons that ``style`` draws, escaped or as they are.

    >>> sorted(icon_codes('a:before{content:"\\f185"} :root{--bell:"\uf0f3"}'))
    [61683, 61829]
    """
    return {int(code, 16) if code else ord(icon) for code, icon in _ICON_CODE.findall(style)}


def keep_glyphs(font: Path, codes: set[int]) -> None:
    """Cut ``font`` down to the glyphs of ``codes``; the same codes give the same bytes."""
    from fontTools import subset  # imported only here: a draft keeps all icons and need not wait for it

    options = subset.Options(flavor="woff2", recalc_timestamp=False)
    with subset.load_font(str(font), options) as loaded:
        cut = subset.Subsetter(options)
        cut.populate(unicodes=codes)
        cut.subset(loaded)
        subset.save_font(loaded, str(font), options)


def guard(built: Path) -> Iterator[str]:
    """Write the policy into every page, and yield a complaint for each page that breaks one.

    It comes after all other changes: nothing that is added later has been looked at.
    """
    write_scripts(built)
    for path in pages(built):
        address = path.relative_to(built).as_posix()
        page = with_policy(address, path.read_text(encoding="utf-8"))
        path.write_text(page, encoding="utf-8")
        for fault in faults(address, page):
            yield f"{address}: {fault}"


def with_policy(address: str, page: str) -> str:
    """Return the ``page`` at ``address`` with its policy; one without a head stays, and `faults` says so."""
    if is_guarded(page) or "<head>" not in page:
        return page
    return guarded(page, rights_of(page))


def write_scripts(built: Path) -> None:
    """Write the scripts of the engine: what stood in the pages of the theme, the fold, the search."""
    (built / SCRIPTS).mkdir(exist_ok=True)
    for name in ("page", "fold", "search"):
        (built / SCRIPTS / f"{name}.js").write_text(render(f"{name}.js.jinja"), encoding="utf-8")


def loads_from_other_hosts(built: Path) -> Iterator[str]:
    """Yield a complaint for each file on another host that a page or a style sheet would load by itself."""
    for pattern, paths in ((_LOADED, pages(built)), (_IMPORTED, sorted(built.glob("_static/**/*.css")))):
        for path in paths:
            for address in pattern.findall(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(built)} asks another host: {address}"


def addresses_from_the_root(built: Path) -> Iterator[str]:
    """Yield a complaint for each address that starts with ``/``: a book may be in a folder of a site."""
    for path in pages(built):
        for address in _ROOTED.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(built)} asks for an address of the whole site: {address}"


def dead_links(built: Path) -> Iterator[str]:
    """Yield a complaint for each link to a page, a file or a passage of the book that is not there."""
    ids = {path: ids_of(path.read_text(encoding="utf-8")) for path in pages(built)}
    for path in ids:
        for page, passage in _LINK.findall(path.read_text(encoding="utf-8")):
            target = (path.parent / page).resolve() if page else path
            if not target.exists() or (passage and target in ids and passage not in ids[target]):
                yield f"{path.relative_to(built)} leads to {page}#{passage}, which is not there"
