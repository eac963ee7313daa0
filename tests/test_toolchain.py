"""One list of direct dependencies, and nothing that contradicts it."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from environment import direct_pins, environment

from dossier import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = [ROOT / "requirements.lock", ROOT / "tests/browser/requirements.lock"]
PINS = direct_pins(PROJECT)


def name_and_version(pin):
    """Return what a pin pins, its name spelled one way.

    >>> name_and_version("Pandera[pandas]==0.35.0")
    ('pandera', '0.35.0')
    """
    name, pinned = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", pin).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), pinned


def locked(lock):
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("pin", PINS)
def test_every_direct_pin_is_locked_and_installed(pin):
    name, pinned = name_and_version(pin)
    assert locked(LOCKS[0])[name] == pinned
    assert version(name) == pinned


def test_every_data_file_of_a_package_is_in_the_wheel():
    packed = {
        path
        for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / "src" / package.replace(".", "/")).glob(pattern)
    }
    files = {path for path in (ROOT / "src").rglob("*") if path.is_file()}
    kept = {
        path
        for path in files
        if path.suffix not in (".py", ".pyc") and not any(".egg-info" in part for part in path.parts)
    }
    assert kept - packed == set()
    assert sum(path.suffix == ".jinja" for path in packed) > 20


def test_the_browser_lock_follows_from_its_list():
    lines = (ROOT / "tests/browser/requirements.in").read_text(encoding="utf-8").splitlines()
    direct = dict(name_and_version(line) for line in lines if line and not line.startswith("#"))
    assert direct.items() <= locked(LOCKS[1]).items()
    assert direct["pytest"] == locked(LOCKS[0])["pytest"]


@pytest.mark.parametrize("lock", LOCKS, ids=["book", "browser"])
def test_a_lock_holds_names_versions_and_hashes_only(lock):
    text = lock.read_text(encoding="utf-8")
    kinds = r"#.*|\s+#.*|[\w.-]+==[\w.]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
    assert [line for line in text.splitlines() if not re.fullmatch(kinds, line)] == []
    assert "://" not in text


def test_the_lock_of_the_markup_checker_follows_from_its_list_and_names_no_registry():
    folder = ROOT / "tests" / "browser"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert packages.pop("")["devDependencies"] == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert "registry" not in text
    assert '"resolved"' not in text


def test_the_build_needs_what_is_locked_for_it():
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def test_the_conda_environment_is_current():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment(PROJECT), "run make lock"


def test_conda_brings_python_and_pip_only():
    *conda, pip = yaml.safe_load(environment(PROJECT))["dependencies"]
    assert [each.partition("=")[0] for each in conda] == ["python", "pip"]
    assert pip == {"pip": [*PINS, "-e ."]}


def test_the_edition_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "dossier.__version__"}


def test_every_command_explains_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [commands] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z-]+):.*## .+$", makefile, re.MULTILINE)
    assert sorted(commands.split()) == sorted(explained)


def run_by_mode(text):
    """Return the lines that start a script by its name alone, which needs its mode.

    >>> run_by_mode("\\t@sh tools/a.sh\\n# tools/a.sh\\n. tools/a.sh\\n - run: tools/a.sh\\n.ci/run\\n")
    [' - run: tools/a.sh', '.ci/run']
    """
    called = re.compile(r"(?<!sh )(?<!\. )(?:(?<=\s)|^)(?:\./)?(?:tools/\w+\.sh|\.ci/run)\b")
    return [line for line in text.splitlines() if called.search(line.partition("# ")[0])]


def test_no_script_needs_the_mode_that_unpacking_loses():
    files = [ROOT / "Makefile", *sorted((ROOT / "tools").glob("*.sh")), ROOT / "tools" / "deep.py"]
    files += [*sorted((ROOT / ".github").rglob("*.yml")), ROOT / ".ci" / "run"]
    assert len(files) > 8
    lines = [
        line for file in files if file.is_file() for line in run_by_mode(file.read_text(encoding="utf-8"))
    ]
    assert [line for line in lines if not line.startswith("#")] == []


@pytest.fixture
def set_up(tmp_path):
    """Run the set-up in a folder of its own, without uv."""
    (tmp_path / "tools").mkdir()
    for name in ("tools/setup.sh", "tools/stamps.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)

    def run(python, **settings):
        command = ["sh", tmp_path / "tools" / "setup.sh"]
        environ = {**os.environ, "PATH": "/usr/bin:/bin", "PYTHON": str(python), **settings}
        run = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=False)
        return run.returncode, run.stderr.splitlines(), list(tmp_path.glob(".venv/*.stamp"))

    return run


def python_that(folder, answers):
    """Write a stand-in for Python that exits as ``answers`` says."""
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{answers}\n")
    path.chmod(0o755)
    return path


def test_a_python_too_old_is_one_sentence(set_up, tmp_path):
    code, [sentence], stamps = set_up(python_that(tmp_path, "exit 1"))
    assert (code, stamps) == (1, [])
    assert "Python 3.11 or later" in sentence


def test_a_python_without_venv_is_one_sentence(set_up, tmp_path):
    code, [sentence], stamps = set_up(python_that(tmp_path, 'case "$2" in *ensurepip*) exit 1;; esac'))
    assert (code, stamps) == (1, [])
    assert "apt install python3-venv" in sentence


@pytest.mark.book
def test_no_network_is_one_sentence(set_up):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    nowhere |= {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": ""}  # a machine may keep packages in a folder
    code, [sentence], stamps = set_up(sys.executable, **nowhere)
    assert (code, stamps) == (1, [])
    assert "connect to the network" in sentence


A_PIP_THAT_FAILS = """
case "$*" in "-m venv"*) mkdir -p .venv/bin; printf '#!/bin/sh\\necho "%s"; exit 1\\n' > .venv/bin/pip; chmod +x .venv/bin/pip;; esac
"""


@pytest.mark.parametrize(
    "said",
    [
        "HTTPSConnectionPool(host=pypi.org): SSLError(SSLCertVerificationError(1, CERTIFICATE_VERIFY_FAILED))",
        "error: Failed to fetch: invalid peer certificate: UnknownIssuer",
    ],
    ids=["pip", "uv"],
)
def test_the_certificate_of_a_proxy_is_one_sentence(set_up, tmp_path, said):
    code, [sentence], stamps = set_up(python_that(tmp_path, A_PIP_THAT_FAILS % said.replace("'", "")))
    assert (code, stamps) == (1, [])
    assert "certificate is not trusted" in sentence
    assert "PIP_CERT=/path/to/proxy.pem" in sentence
    assert "SSL_CERT_FILE=/path/to/proxy.pem" in sentence


@pytest.mark.parametrize("other", [True, False], ids=["another package", "ours"])
def test_another_package_of_our_name_is_one_sentence(tmp_path, other):
    """In a folder whose environment is this one, and whose stamps say so."""
    (tmp_path / "tools").mkdir()
    for name in ("tools/setup.sh", "tools/stamps.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("src", "elsewhere"):
        (tmp_path / folder / "dossier").mkdir(parents=True)
        (tmp_path / folder / "dossier" / "__init__.py").write_text("")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    stamps = '. tools/stamps.sh; key "$@" >.venv/$stamp.stamp'
    for stamp, files in {
        "packages": ["requirements.lock"],
        "package": ["requirements.lock", "pyproject.toml"],
    }.items():
        command = ["sh", "-c", f"stamp={stamp}; {stamps}", "sh", *files]
        subprocess.run(command, cwd=tmp_path, check=True)
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / ("elsewhere" if other else "src"))}
    run = subprocess.run(
        ["sh", tmp_path / "tools" / "setup.sh"],
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if other:
        assert run.returncode == 1
        assert "another package named dossier" in run.stderr
        assert "unset PYTHONPATH" in run.stderr
        assert len(run.stderr.splitlines()) == 1
    else:
        assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.slow
def test_the_conda_list_makes_an_environment_that_imports_dossier(tmp_path):
    *_, pip = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("\n".join(pip["pip"]))
    fresh = tmp_path / "venv"
    python = fresh / "bin" / "python"
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, fresh], check=True)
        install = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        subprocess.run([sys.executable, "-m", "venv", fresh], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--no-compile"]
    subprocess.run([*install, "-r", wanted], cwd=ROOT, check=True)
    subprocess.run([python, "-c", "import dossier, jupyter_book"], cwd=tmp_path, check=True)


def test_make_names_the_pdf_by_the_version():
    asked = ["make", "--dry-run", "--no-print-directory", "pdf"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert f" _build/attachments/militant-unity-{__version__}.pdf\n" in said
