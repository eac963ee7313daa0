"""The cheap pass gives every file the id and the place among copies that reading the whole folder gives."""

import hashlib
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.bulk import first_pass
from dossier.reading.bulk.first_pass import plan, read_planned
from dossier.reading.files import read_documents

TEXT = "Le port est fermé depuis mardi, et la grue est tombée."
NAMES = st.sampled_from(
    ["a.txt", "A.txt", "a b.txt", "a-b.txt", "a/b.txt", "port.txt", "port-p001.txt", ".h"]
)
CONTENTS = st.sampled_from([TEXT.encode(), b" date 2023-09 Le quai.", b"", b"\x00", b"caf\xe9", b"known"])


def sources_of(sha256=(), source_id="a"):
    rows = [
        {"source_id": source_id, "sha256": digest, "date": "2024-06", "title": "Port"} for digest in sha256
    ]
    return pd.DataFrame(rows, columns=["source_id", "sha256", "date", "title"], dtype="str")


@given(files=st.dictionaries(NAMES, CONTENTS))
def test_the_documents_are_those_of_the_whole_folder(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("in")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if not (folder / name).is_dir():
            (folder / name).write_bytes(content)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    sources = sources_of([hashlib.sha256(b"known").hexdigest()])
    whole = list(read_documents(folder, sources=sources, published="2024"))
    alone = [read_planned(entry, folder, "2024") for entry in plan(folder, sources=sources)]
    assert alone == sorted(whole, key=lambda document: document.source_id)


def test_a_file_that_looks_as_before_is_not_opened(tmp_path, monkeypatch):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
    seen = {}
    before = plan(tmp_path, sources=sources_of(), seen=seen)
    opened = []

    def file_digest(file, name):
        opened.append(os.path.basename(file.name))  # noqa: PTH119
        return digest(file, name)

    digest = first_pass.hashlib.file_digest
    monkeypatch.setattr(first_pass.hashlib, "file_digest", file_digest)
    assert plan(tmp_path, sources=sources_of(), seen=seen) == before
    assert opened == []
    (tmp_path / "b.txt").write_text("Autre chose.", encoding="utf-8")
    (tmp_path / "c.txt").unlink()
    after = plan(tmp_path, sources=sources_of(), seen=seen)
    assert opened == ["b.txt"]
    assert (after[0], len(after), set(seen)) == (before[0], 2, {"a.txt", "b.txt"})
    assert after[1].sha256 != before[1].sha256


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_cannot_be_opened_has_the_digest_of_no_bytes(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    [entry] = plan(tmp_path, sources=sources_of())
    assert (entry.bytes, entry.is_copy) == (0, False)
