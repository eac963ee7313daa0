"""The articles of the bench are the same each time, and varied ones have more words than repeated ones."""

import bench


def texts(folder, varied):
    folder.mkdir()
    size = bench.make(folder, 30, varied)
    files = sorted(folder.iterdir())
    assert size == sum(file.stat().st_size for file in files)
    return [file.read_text(encoding="utf-8") for file in files]


def test_the_same_articles_are_made_each_time(tmp_path):
    assert texts(tmp_path / "one", True) == texts(tmp_path / "two", True)


def test_varied_articles_have_words_of_their_own(tmp_path):
    varied, repeated = texts(tmp_path / "varied", True), texts(tmp_path / "repeated", False)
    assert len(set(" ".join(varied).split())) > 3 * len(set(" ".join(repeated).split()))
    assert not set(varied[0].split()) >= set(varied[1].split())


def test_a_line_of_the_table_has_the_speed_and_the_peak():
    line = bench.line(
        "dossier", 2_000_000, bench.median([bench.Run(4, 5, 100), bench.Run(1, 9, 90), bench.Run(9, 1, 200)])
    )
    assert line.split() == ["dossier", "2.00", "4.00", "5.00", "0.500", "100"]
