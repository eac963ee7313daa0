"""Articles of our own are made and measured, and spaCy reads the same ones: MB/s a core and peak memory.

``make bench`` calls it. Two kinds of text: *varied*, in which every article has words of its own, and
*repeated*, which flatters whatever is remembered. A run is a process of its own; time is that of the
processor, so another program beside it changes little. Each line is the median of the runs.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "corpus"
BASELINES = ROOT / ".venv-baselines" / "bin" / "python"
"""An environment with spaCy and its French model, from tests/baselines/requirements.lock."""

SENTENCES = 50  # in an article: some 6 kB
SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprst" for vowel in "aeiou"]
WORD = re.compile(r"(?<![\w'’])[a-zà-ÿ]{6,}(?![\w'’])")
KEPT = 0.6
"""So many of the long words stay as they are; the others become words that no other article has."""

SPACY = """
import sys, time
from pathlib import Path
import spacy
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
model = spacy.load("fr_core_news_md")
begin = time.process_time()
for _ in model.pipe(texts):
    pass
print(time.process_time() - begin)
"""


class Run(NamedTuple):
    """What a run took: seconds of the processor, seconds on the clock, and its peak memory in MB."""

    cpu: float
    wall: float
    peak: float


def sentences() -> list[str]:
    """Return the sentences of the sample articles."""
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.iterdir()))
    return [
        piece for piece in re.split(r"(?<=[.!?»]) +|\n+", text) if piece.endswith((".", "»")) and " " in piece
    ]


def make(folder: Path, articles: int, varied: bool) -> int:
    """Write ``articles`` files into ``folder``, the same ones each time; return how many bytes they have."""
    dice = random.Random(17)
    pool = sentences()
    size = 0
    for number in range(articles):
        paragraphs = [" ".join(dice.choices(pool, k=5)) for _ in range(SENTENCES // 5)]
        text = f"Article {number}\n\n" + "\n\n".join(paragraphs) + "\n"
        content = (WORD.sub(lambda word: changed(word[0], dice), text) if varied else text).encode("utf-8")
        (folder / f"article-{number:06}.txt").write_bytes(content)
        size += len(content)
    return size


def changed(word: str, dice: random.Random) -> str:
    """Return a word or, often, one made of syllables that has its ending."""
    if dice.random() < KEPT:
        return word
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) + word[-2:]


def run(command: list[str]) -> tuple[Run, str]:
    """Run a command; return what it took and what it printed."""
    begin = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DOSSIER_ROOT": tempfile.gettempdir()}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench: {command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1000), printed


def median(runs: list[Run]) -> Run:
    """Return the median of each figure."""
    return Run(*map(statistics.median, zip(*runs, strict=True)))


def line(what: str, size: int, took: Run) -> str:
    """Return a run as a line of the table."""
    speed = size / 1e6 / took.cpu
    return f"{what:<34}{size / 1e6:>8.2f}{took.cpu:>9.2f}{took.wall:>9.2f}{speed:>10.3f}{took.peak:>9.0f}"


def measured(folder: Path, size: int, times: int, *options: str) -> Run:
    """Return what measuring ``folder`` takes, the start of the program included."""
    runs = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-m", "dossier", "measure", str(folder), "--out", f"{out}/out"]
            runs.append(run([*command, "--published", "2024-06", *options])[0])
    return median(runs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--spacy-articles", type=int, default=20)
    chosen = parser.parse_args()
    print(f"{'':<34}{'MB':>8}{'CPU s':>9}{'wall s':>9}{'MB/s core':>10}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as parent:
        for kind in ("varied", "repeated"):
            folder = Path(parent, kind)
            folder.mkdir()
            size = make(folder, chosen.articles, kind == "varied")
            for what, options in (("all tables", []), ("without terms", ["--no-terms"])):
                took = measured(folder, size, chosen.times, "--jobs", "1", *options)
                print(line(f"dossier, {kind}, {what}", size, took), flush=True)
        took = measured(Path(parent, "varied"), size, chosen.times)
        print(f"{'dossier, varied, all cores':<34}{size / 1e6:>8.2f}{'':>9}{took.wall:>9.2f}", flush=True)
        folder = Path(parent, "spacy")
        folder.mkdir()
        size = make(folder, chosen.spacy_articles, varied=True)
        if not BASELINES.is_file():
            print("spaCy: no .venv-baselines here; `make baselines` makes it")
            return
        read = [run([str(BASELINES), "-c", SPACY, str(folder)]) for _ in range(chosen.times)]
        cpu = statistics.median(float(printed) for _, printed in read)
        took = median([each for each, _ in read])._replace(cpu=cpu)
        print(line("spaCy fr_core_news_md, varied", size, took))


if __name__ == "__main__":
    main()
