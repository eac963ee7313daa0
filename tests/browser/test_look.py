"""The look pages in a browser: hostile texts do nothing, nobody is kept out, a form and a script do their work.

The server is opened as a person does, and the exported pages from their folder. Each page is opened with its
policy and with a browser that heeds none, so that a text that came through as markup would run.
"""

import os
import shutil
import subprocess
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import COLOURS, ROOT, VIEWPORTS, served, visited
from canary import CANARY, watched, wrong

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
PYTHON = ROOT / ".venv/bin/python"
VIEWS = ["said", "figures", "aside", "copies", "files"]
PAGES = ["", *VIEWS, "figures?unit=-", "said?page=2", "article?source_id=a-7&at=5&to=300#here"]


def environment():
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(ROOT / "src"), str(ROOT / "tests"), *filter(None, inherited)]
    own = {name: text for name, text in os.environ.items() if name != "DOSSIER_TEXTS"}
    return {**own, "PYTHONPATH": os.pathsep.join(paths), "DOSSIER_ROOT": str(ROOT)}


def dossier(*arguments):
    command = [PYTHON, "-m", "dossier", *map(str, arguments)]
    run = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return run.stdout.strip()


@contextmanager
def looking(out, texts):
    """Start `dossier look`, and yield the address that it prints."""
    command = [PYTHON, "-u", "-m", "dossier", "look", out, "--texts", texts]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, encoding="utf-8") as started:
        try:
            yield started.stdout.readline().removeprefix("open ").strip()
        finally:
            started.terminate()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Yield the address of pages whose every text is hostile, and the folder of the same pages exported."""
    folder = tmp_path_factory.mktemp("look")
    program = ROOT / "tests" / "hostile_measured.py"
    subprocess.run([PYTHON, program, folder], env=environment(), check=True, stdout=subprocess.DEVNULL)
    exported = folder / "pages"
    dossier("look", folder / "out", "--texts", folder / "texts", "--export", exported)
    with looking(folder / "out", folder / "texts") as address:
        yield SimpleNamespace(address=address, exported=exported)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Yield the address of the pages of the sample articles, and the folder of the same pages exported."""
    folder = tmp_path_factory.mktemp("look")
    texts = folder / "texts"
    shutil.copytree(ROOT / "tests" / "corpus", texts)
    for number in range(4):
        shutil.copy(ROOT / "tests" / "corpus" / "port-2024.txt", texts / f"copy-{number}.txt")
    dossier("measure", texts, "--out", folder / "out", "--published", "2024-05")
    dossier("look", folder / "out", "--texts", texts, "--export", folder / "pages")
    with looking(folder / "out", texts) as address:
        yield SimpleNamespace(address=address, exported=folder / "pages")


@pytest.fixture(params=["heeded", "not heeded"])
def reader(request, browser):
    with watched(browser, heeded=request.param == "heeded") as reader:
        yield reader


class TestHostileTexts:
    """Nothing runs, and nothing leads astray."""

    @pytest.mark.parametrize("path", PAGES)
    def test_nothing_runs_on_a_page_of_the_server(self, reader, hostile, path):
        reader.page.goto(hostile.address + path, wait_until="load")
        assert wrong(reader) == []
        assert "copies" in path or CANARY in reader.page.content()

    @pytest.mark.parametrize(
        "payload", [f"<img src=x onerror=top.{CANARY}=1>", f'"><script>top.{CANARY}=1</script>']
    )
    def test_nothing_runs_that_comes_in_by_the_address(self, reader, hostile, payload):
        for query in ({"speaker": payload}, {"sort": payload}, {payload: "1"}):
            reader.page.goto(f"{hostile.address}said?{urlencode(query)}", wait_until="load")
            assert wrong(reader) == []
        reader.page.goto(f"{hostile.address}article?{urlencode({'source_id': payload})}", wait_until="load")
        assert wrong(reader) == []

    @pytest.mark.parametrize("name", ["index", *VIEWS])
    def test_nothing_runs_on_an_exported_page(self, reader, hostile, name):
        reader.page.goto((hostile.exported / f"{name}.html").as_uri(), wait_until="load")
        assert wrong(reader) == []
        if reader.page.locator("#words").count():
            for button in reader.page.locator("thead button").all():
                button.click()
            reader.page.locator("#words").fill("<img")
            assert wrong(reader) == []

    def test_a_text_that_comes_through_would_run(self, reader, hostile):
        page = (hostile.exported / "said.html").read_text(encoding="utf-8")
        broken = hostile.exported / "broken.html"
        broken.write_text(
            page.replace("</main>", f'<img src=x:x onerror="top.{CANARY}=1"></main>'), encoding="utf-8"
        )
        reader.page.goto(broken.as_uri(), wait_until="load")
        reader.page.wait_for_timeout(200)
        assert len(wrong(reader)) >= 2
        assert reader.page.evaluate(f"window.{CANARY}") == (0 if reader.heeded else 1)
        broken.unlink()


class TestOtherPages:
    """A page of another origin gets nothing, even if it knew the address."""

    def test_another_page_cannot_read_show_or_load_it(self, browser, hostile, tmp_path):
        (tmp_path / "evil.html").write_text("<!DOCTYPE html><title>evil</title>", encoding="utf-8")
        with served(tmp_path) as evil, browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{evil}/evil.html")
            read = """async (address) => {
              const tries = { fetch: {}, blind: { mode: "no-cors" } };
              const found = {};
              for (const [name, options] of Object.entries(tries)) {
                found[name] = await fetch(address, options).then((answer) => answer.text(), () => "");
              }
              const frame = Object.assign(document.createElement("iframe"), { src: address });
              document.body.append(frame);
              await new Promise((done) => { frame.onload = frame.onerror = done; });
              try { found.frame = frame.contentDocument?.body?.textContent ?? ""; } catch { found.frame = ""; }
              return found;
            }"""
            assert page.evaluate(read, f"{hostile.address}said") == {"fetch": "", "blind": "", "frame": ""}

    def test_a_name_that_leads_here_is_refused(self, browser, hostile):
        """DNS rebinding: the browser asks this machine by another name."""
        with browser.new_context() as context:
            page = context.new_page()
            answer = page.goto(hostile.address.replace("127.0.0.1", "localhost") + "said")
            assert answer.status == 403
            assert CANARY not in page.content()


@pytest.fixture(params=[(viewport, colours) for viewport in VIEWPORTS for colours in COLOURS], ids="-".join)
def mode(request):
    return request.param


class TestAccess:
    """Wide and narrow, by day and by night, by keyboard."""

    @pytest.mark.parametrize("path", ["", "said?mode=direct", "figures?unit=-", "aside", "copies", "files",
                                      "article?source_id=port-2024&at=300&to=320#here", "nowhere"])  # fmt: skip
    def test_axe_finds_no_barrier_and_nothing_is_off_the_page(self, browser, real, mode, path):
        with visited(browser, real.address + path, *mode) as visit:
            visit.page.evaluate(
                "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
            )
            found = Axe().run(visit.page, options=ASKED)
            assert found.violations_count == 0, found.generate_report()
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= VIEWPORTS[mode[0]]["width"]
            assert visit.elsewhere(real.address) == []

    @pytest.mark.parametrize("name", ["index", "said", "figures"])
    def test_neither_on_an_exported_page(self, browser, real, mode, name):
        with visited(browser, (real.exported / f"{name}.html").as_uri(), *mode) as visit:
            found = Axe().run(visit.page, options=ASKED)
            assert found.violations_count == 0, found.generate_report()
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[mode[0]]["width"]

    def test_a_view_is_filtered_and_sorted_by_keyboard_alone(self, browser, real):
        with visited(browser, f"{real.address}figures", "desk", "light") as visit:
            page = visit.page
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
            page.locator("#f-unit").focus()
            page.keyboard.type("percent")
            page.locator("#f-item").focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**unit=percent**")
            assert set(page.locator("td[data-head=Unit]").all_text_contents()) == {"percent"}
            page.locator("thead a", has_text="Figure").focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**sort=amount**")
            assert page.locator("th[aria-sort=ascending]").count() == 1
            values = [
                float(each.get_attribute("data-value")) for each in page.locator("td[data-value]").all()
            ]
            assert values == sorted(values)

    def test_a_phone_has_the_form_in_a_fold_and_a_desk_has_it_open(self, browser, real):
        for viewport, open_at_once in (("phone", False), ("desk", True)):
            with visited(browser, f"{real.address}said", viewport, "light") as visit:
                assert visit.page.locator("#f-speaker").is_visible() == open_at_once
                if not open_at_once:
                    visit.page.locator("summary", has_text="Filter and sort").click()
                    assert visit.page.locator("#f-speaker").is_visible()

    def test_csv_and_workbook_are_saved(self, browser, real):
        with visited(browser, f"{real.address}said?mode=direct", "desk", "light") as visit:
            for link, name in (("CSV for a spreadsheet", "said.csv"), ("Workbook", "said.xlsx")):
                with visit.page.expect_download() as saved:
                    visit.page.get_by_text(link).click()
                assert saved.value.suggested_filename == name
                assert saved.value.path().stat().st_size > 200

    def test_a_row_leads_to_its_place_in_the_article(self, browser, real):
        with visited(browser, f"{real.address}said?article=copy", "desk", "light") as visit:
            words = visit.page.locator("mark.found-mark").first.text_content()
            visit.page.locator(".place a").first.click()
            visit.page.wait_for_url("**#here")
            here = "".join(visit.page.locator(".here-mark").all_text_contents())
            assert here == words
            assert visit.page.locator("#here").first.is_visible()

    def test_an_exported_page_filters_and_sorts(self, browser, real):
        with visited(browser, (real.exported / "figures.html").as_uri(), "desk", "light") as visit:
            page = visit.page
            everything = page.locator("tbody tr[role=row]:visible").count()
            page.get_by_label("Show only rows with these words").fill("percent")
            assert 0 < page.locator("tbody tr[role=row]:visible").count() < everything
            page.locator("thead button", has_text="Figure").click()
            cells = page.locator("td.number:visible[data-value]").all()
            values = [float(each.get_attribute("data-value")) for each in cells]
            assert values == sorted(values)
