"""A small book, built by Sphinx with public addresses and without: what needs one is there, or is not."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from dossier.project import find_project

PROJECT = find_project()

pytestmark = pytest.mark.book

REPOSITORY = "https://code.example/unity"
BOOK = "https://unity.example/latest/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=["without", "with"])
def built(request, tmp_path_factory):
    """Build two pages of the book with the settings of the book; return whether it has addresses, and the folder."""
    root = tmp_path_factory.mktemp(request.param)
    settings = yaml.safe_load((PROJECT.root / "_config.yml").read_text(encoding="utf-8"))
    assert settings["repository"]["url"] == settings["html"]["baseurl"] == "", "no address is public yet"
    if request.param == "with":
        settings["repository"]["url"], settings["html"]["baseurl"] = REPOSITORY, BOOK
    (root / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    declared = (PROJECT.root / "dossier.toml").read_text(encoding="utf-8")  # an edition: a draft has no links
    declared = declared.replace(f'"{PROJECT.version}"', f'"{PROJECT.edition}"', 1)
    declared = re.sub(r'^released = ".*"', 'released = "2026-12-01"', declared, count=1, flags=re.MULTILINE)
    (root / "dossier.toml").write_text(declared, encoding="utf-8")
    (root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n  - file: notebooks/small\n"
    )
    for folder in ("book", "notebooks"):
        (root / folder).mkdir()
    (root / "book" / "_static").symlink_to(PROJECT.root / "book" / "_static")
    (root / "book" / "index.md").write_text(
        "# Front\n\nA first paragraph that is long enough to say what this is.\n"
    )
    (root / "notebooks" / "small.md").write_text(
        "# Small\n\nAnother paragraph that is long enough to say it.\n"
    )
    builder = Path(sys.executable).with_name("jupyter-book")
    command = [builder, "build", root, "--path-output", root, "-W", "--quiet"]
    run = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return request.param == "with", root / "_build" / "html"


def outside(html):
    """Return the addresses on other hosts that the pages name, but for those of standards in their drawings."""
    found = set()
    for path in html.glob("*/*.html"):
        page = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:href|src|content)="(https?://[^"]+)"', page))
    return found


def test_links_to_the_repository_are_there_only_with_its_address(built):
    public, html = built
    reports = [address for address in outside(html) if address.startswith(f"{REPOSITORY}/issues/new")]
    assert len(reports) == (2 if public else 0)
    assert all(PROJECT.edition in address for address in reports)
    launches = [address for address in outside(html) if "binder" in address]
    assert len(launches) == (1 if public else 0)


def test_without_addresses_no_page_names_another_host(built):
    public, html = built
    assert bool(outside(html)) is public


def test_pages_know_their_own_address_only_when_there_is_one(built):
    public, html = built
    page = (html / "notebooks" / "small.html").read_text(encoding="utf-8")
    assert (f'<link rel="canonical" href="{BOOK}notebooks/small.html"' in page) is public
    assert (f'<meta property="og:url" content="{BOOK}notebooks/small.html">' in page) is public
    assert '<meta property="og:title" content="Small">' in page


def test_a_sitemap_needs_an_address(built):
    public, html = built
    assert (html / "sitemap.xml").exists() is public
    if public:
        listed = ElementTree.parse(html / "sitemap.xml").iter(f"{SPACE}loc")
        assert [place.text for place in listed] == [f"{BOOK}book/index.html", f"{BOOK}notebooks/small.html"]


def test_the_page_for_a_missing_one_is_there_either_way(built):
    public, html = built
    page = (html / "404.html").read_text(encoding="utf-8")
    assert (f'href="{BOOK}book/index.html"' in page) is public
