"""The first pass gives what reading the whole folder gives, and opens no file that looks as before."""

import hashlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading import files
from dossier.reading.bulk import first_pass
from dossier.reading.bulk.first_pass import Memory, plan
from dossier.reading.files import Intake, read_documents, read_planned

TEXT = (
    "Le port est fermé depuis mardi, et la grue est tombée. Le maire a dit que les dockers restent au quai."
)
NAMES = st.sampled_from(
    ["a.txt", "A.txt", "a b.txt", "a-b.txt", "a/b.txt", "port.txt", "port-p001.txt", ".h"]
)
CONTENTS = st.sampled_from(
    [TEXT.encode(), f"{TEXT} Fin.".encode(), b" date 2023-09 Le quai.", b"", b"\x00", b"caf\xe9", b"known"]
)
NOTHING_KNOWN = pd.DataFrame(columns=["source_id", "sha256", "date", "title", "publisher"], dtype="str")
KNOWN = pd.DataFrame(
    [["a", hashlib.sha256(b"known").hexdigest(), "2024-06", "Port", None]],
    columns=NOTHING_KNOWN.columns,
    dtype="str",
)


@given(contents=st.dictionaries(NAMES, CONTENTS))
def test_the_documents_are_those_of_the_whole_folder(contents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("in")
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if not (folder / name).is_dir():
            (folder / name).write_bytes(content)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    intake = Intake("2024")
    whole = list(read_documents(folder, sources=KNOWN, intake=intake))
    memory = Memory(folder / ".before", folder / ".after", "key")
    for earlier in (None, memory, memory._replace(earlier=folder / ".after", fresh=folder / ".again")):
        planned = plan(folder, sources=KNOWN, intake=intake, memory=earlier)
        alone = [read_planned(entry, folder, intake) for entry in planned]
        assert alone == sorted(whole, key=lambda document: document.source_id)
    assert (folder / ".after").read_bytes() == (folder / ".again").read_bytes()


@pytest.fixture
def looked(monkeypatch):
    """Return a list that gets the name of each file that is opened."""
    opened = []

    def look_at(path, folder, intake):
        opened.append(path.name)
        return files.look_at(path, folder, intake)

    monkeypatch.setattr(first_pass, "look_at", look_at)
    return opened


def test_a_file_that_looks_as_before_is_not_opened(tmp_path, looked):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")

    def again(number, key="key"):
        looked.clear()
        memory = Memory(tmp_path / f"{number}", tmp_path / f"{number + 1}", key)
        return plan(folder, sources=NOTHING_KNOWN, intake=Intake(), memory=memory)

    before = again(0)
    assert len(looked) == 4
    assert again(1) == before
    assert looked == []
    (folder / "b.txt").write_text("Autre chose.", encoding="utf-8")
    (folder / "c.txt").unlink()
    (folder / "e.txt").write_text(TEXT, encoding="utf-8")
    after = again(2)
    assert looked == ["b.txt", "e.txt"]
    assert [entry.document.source_id for entry in after] == ["a", "b", "d", "e"]
    assert after == plan(folder, sources=NOTHING_KNOWN, intake=Intake())
    assert again(3, key="other code") == after
    assert len(looked) == 4
