"""A built file that is not what the last build wrote is built anew, or refused."""

import time
import zipfile

import nbformat
import pytest
from typer.testing import CliRunner

from dossier.book import build, built
from dossier.book.notebooks import shown
from dossier.cli import app
from dossier.errors import DataError

CHANGES = {
    "a page is edited": lambda html: html.joinpath("page.html").write_text("9,999,999 shells"),
    "a page is added": lambda html: html.joinpath("more.html").write_text("more"),
    "a page is deleted": lambda html: html.joinpath("page.html").unlink(),
    "the first page is deleted": lambda html: html.joinpath("index.html").unlink(),
    "an asset is changed": lambda html: html.joinpath("_static", "report.css").write_text("p{display:none}"),
    "a download is changed": lambda html: html.joinpath("downloads", "claims.csv").write_text("claim_id\n"),
    "the list of digests is cut": lambda html: cut(html.with_name(built.LIST)),
    "the list of digests is no text": lambda html: html.with_name(built.LIST).write_bytes(b"\xff\x00"),
    "the list of digests is deleted": lambda html: html.with_name(built.LIST).unlink(),
}
FILES = ("index.html", "page.html", "_static/report.css", "downloads/claims.csv")


def cut(file):
    file.write_bytes(file.read_bytes()[:100])


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project whose book is four files; Sphinx is not run."""

    def render(root, fresh):
        for name in FILES:
            path = fresh / "_build" / "html" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)

    monkeypatch.setattr(build, "render", render)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.md").write_text("# A")
    return tmp_path


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_book_is_refused_and_built_anew(root, change):
    html = build.build_book(root).parent
    whole = content(html)
    built.refuse_altered_pages(root / "_build")
    CHANGES[change](html)
    with pytest.raises(DataError, match=r"_build/html/.* since the book was built; run `make book`"):
        built.refuse_altered_pages(root / "_build")
    lines = []
    build.build_book(root, report=lines.append)
    assert [line.endswith("it is built anew") for line in lines] == [True]
    assert content(html) == whole
    build.build_book(root, report=lines.append)
    assert len(lines) == 1


def test_a_book_that_nobody_changed_says_nothing(root):
    lines = []
    for _ in range(2):
        build.build_book(root, report=lines.append)
    assert lines == []


@pytest.mark.parametrize("stamp", [b"", b"0" * 32, b"\xff\xfe\x00"], ids=["empty", "cut", "no text"])
def test_a_stamp_that_was_cut_means_a_new_build(root, stamp):
    build.build_book(root)
    whole = content(root / "_build")
    (root / "_build" / "inputs.sha256").write_bytes(stamp)
    build.build_book(root)
    assert content(root / "_build") == whole


@pytest.fixture
def declared(root):
    """The same project with a declaration, so that commands run in it."""
    (root / "dossier.toml").write_text(
        'title = "A"\ndata_title = "A"\ndescription = "A"\nabstract = "A"\nauthors = "A"\nname = "a"\n'
        'version = "1.0.0.dev0"\nfirst_version = "1.0.0"\n[licences]\ndata = "A"\ncode = "A"\n'
    )
    return root


@pytest.mark.parametrize("command", ["book", "pack", "site", "one-page"])
def test_no_command_publishes_an_output_that_no_refresh_wrote(declared, monkeypatch, command):
    monkeypatch.setenv("DOSSIER_ROOT", str(declared))
    build.build_book(declared)
    output = nbformat.v4.new_output("stream", text="3")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("print(3)", id="a", outputs=[output])]
    )
    notebook.metadata["dossier"] = {"shown": shown(notebook)}
    notebook.cells[0].outputs[0].text = "9,999,999"
    (declared / "notebooks").mkdir()
    nbformat.write(notebook, declared / "notebooks" / "a.ipynb")
    before = content(declared)
    refused = CliRunner().invoke(app, [command])
    assert refused.exit_code == 1
    assert "notebooks/a.ipynb, code cell 1: its output, caption or alt text is not what" in refused.stderr
    assert refused.stdout == ""
    assert content(declared) == before


def test_a_changed_page_does_not_get_into_the_archive(declared, monkeypatch):
    monkeypatch.setenv("DOSSIER_ROOT", str(declared))
    page = build.build_book(declared).with_name("page.html")
    page.write_text("9,999,999 shells")
    packed = CliRunner().invoke(app, ["pack"])
    assert packed.exit_code == 0, packed.stderr
    assert "html/page.html has other bytes since the book was built; it is built anew" in packed.stderr
    with zipfile.ZipFile(packed.stdout.strip()) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("html/page.html")]
        assert archive.read(name) == b"page.html"


def test_one_page_is_not_made_of_a_changed_book(declared, monkeypatch):
    root = declared
    html = build.build_book(root).parent
    (html / "page.html").write_text("9,999,999 shells")
    monkeypatch.setenv("DOSSIER_ROOT", str(root))
    refused = CliRunner().invoke(app, ["one-page"])
    assert refused.exit_code == 1
    assert refused.stderr == (
        "error: there is no page\n_build/html/page.html: has other bytes since the book was built; run `make book`\n"
    )


def test_the_gate_of_the_pages_takes_less_than_a_second(tmp_path):
    """With 20 MB in 300 files, which is more than the book of this report."""
    for number in range(300):
        (tmp_path / "html" / f"{number}.html").parent.mkdir(exist_ok=True)
        (tmp_path / "html" / f"{number}.html").write_bytes(b"x" * 70_000)
    (tmp_path / built.LIST).write_bytes(built.manifest(built.digests_below(tmp_path / "html")))
    before = time.process_time()
    built.refuse_altered_pages(tmp_path)
    assert time.process_time() - before < 1
