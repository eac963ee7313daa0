"""Edited pages and notebooks → ``_build/draft``: only the pages that changed are built again.

No notebook is run, and the checks that an edition needs are left out.
"""

import shutil
import sys
from io import StringIO
from pathlib import Path

from dossier.book.build import digest_of, inputs
from dossier.book.downloads import write_downloads
from dossier.book.find.search import write_search
from dossier.book.finish import mended, pages, rules_of, with_policy, write_scripts
from dossier.book.rows.light import write_light_pages
from dossier.errors import BookError
from dossier.project import Project

PAGES = (".ipynb", ".md")


def build_draft(project: Project) -> Path:
    """Bring the draft of ``project`` up to date, and return its folder of pages.

    When data, code, settings or styles have changed, every page is built again, because any may show it. In
    a draft other pages may still list an old title, a dead link is no error, and all icons are kept. Raises
    ``BookError`` where Sphinx cannot build at all.
    """
    root = project.root
    draft = root / "_build" / "draft"
    html, stamp = draft / "html", draft / "inputs.sha256"
    digest = digest_of(root, (path for path in inputs(root) if path.suffix not in PAGES))
    fresh = not stamp.is_file() or stamp.read_bytes() != digest.encode()
    if fresh:
        shutil.rmtree(draft, ignore_errors=True)
    stamp.unlink(missing_ok=True)  # a draft that is killed half-way is built anew
    before = {path: path.stat().st_mtime_ns for path in pages(html)}
    _run_sphinx(root, html)
    rules = rules_of(html, project.declaration.title)
    for path in pages(html):
        if path.stat().st_mtime_ns != before.get(path):
            page = mended(path.read_text(encoding="utf-8"), rules)
            address = path.relative_to(html).as_posix()
            path.write_text(with_policy(address, page), encoding="utf-8")
    write_scripts(html)
    if fresh:
        write_downloads(project, html / "downloads")
        write_light_pages(project, html)
        write_search(project, html)
    stamp.write_text(digest)
    return html


def _run_sphinx(root: Path, html: Path) -> None:
    """Build ``html`` with Jupyter Book in this process, because another one would import everything again."""
    from jupyter_book.sphinx import build_sphinx

    progress, stdout = StringIO(), sys.stdout
    sys.stdout = progress  # Sphinx prints each step there; a reader needs it only when the build fails
    try:
        failed = build_sphinx(
            root,
            html,
            noconfig=True,
            path_config=root / "_config.yml",
            confoverrides={"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False},
            quiet=True,
        )
    finally:
        sys.stdout = stdout
    if failed:
        raise BookError(f"{failed}\n{progress.getvalue()}".strip())


def draft_page(html: Path, name: str) -> Path:
    """Return the page of a draft by its name or address, as in ``weakest`` or ``notebooks/arms``.

    Raises ``KeyError`` where there is none.
    """
    for path in pages(html):
        address = path.relative_to(html).with_suffix("").as_posix()
        if Path(name).with_suffix("").as_posix() in (address, path.stem):
            return path
    raise KeyError(name)
