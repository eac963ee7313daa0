"""The look pages: what they show, whom the server answers, what SQL may do, and that no cell runs."""

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

import hostile_measured
import pandas as pd
import pytest
from hostile import CANARY, FORMULAS, PAYLOADS
from typer.testing import CliRunner

from dossier.book.private import MARK, SIGN, refuse_private
from dossier.cli import app
from dossier.errors import DataError
from dossier.look import choice as choosing
from dossier.look import sheet
from dossier.look.chart import counted, periods, spread
from dossier.look.choice import choice_of, numbers_of, rows_of
from dossier.look.export import export
from dossier.look.pages import FORM, Look, article_page, start_page, view_page, words_of
from dossier.look.passages import Texts
from dossier.look.server import HOST, serving
from dossier.look.sql import ask
from dossier.look.tables import open_tables
from dossier.look.views import LOOKED_AT, open_views
from dossier.pages.policy import STILL, faults, is_guarded
from dossier.project import find_project

ROOT = find_project().root
SAMPLES = ROOT / "tests" / "corpus"


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Measure the samples, a copy of one and a file that is no text; return the folders of texts and tables."""
    folder = tmp_path_factory.mktemp("look")
    texts, out = folder / "texts", folder / "out"
    shutil.copytree(SAMPLES, texts)
    shutil.copy(SAMPLES / "port-2024.txt", texts / "port-copy.txt")
    (texts / "noise.bin").write_bytes(b"\0\1\2")
    run = CliRunner().invoke(app, ["measure", str(texts), "--out", str(out), "--published", "2024-05"])
    assert run.exit_code == 0, run.output
    return texts, out


@pytest.fixture(scope="module")
def look(measured):
    texts, out = measured
    return Look(open_views(open_tables(out, LOOKED_AT)), Texts(texts), "out")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    assert hostile_measured.write(folder) > 4_000
    return Look(open_views(open_tables(folder / "out")), Texts(folder / "texts"), PAYLOADS[0])


@pytest.fixture(scope="module")
def server(look):
    with serving(look) as server:
        yield server


def rows(look, view, query=""):
    found = look.views.views[view]
    count, numbers = numbers_of(look.views, found, choice_of(found, query))
    return count, rows_of(look.views, found, numbers)


def text_of(page):
    return re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL)


class TestViews:
    """What was measured is shown, and nothing else."""

    def test_every_quotation_and_figure_is_a_row(self, look, measured):
        for view, table in (("said", "quotations"), ("figures", "numbers"), ("files", "documents")):
            lines = (measured[1] / f"{table}.csv").read_text(encoding="utf-8").count("\n") - 1
            assert rows(look, view)[0] == lines > 3

    def test_a_row_has_its_words_in_their_sentence(self, look, measured):
        _, found = rows(look, "said", "mode=direct")
        text = (measured[0] / "port-2024.txt").read_text(encoding="utf-8")
        row = next(row for row in found if row["source_id"] == "port-2024")
        words = words_of(look.views.views["said"], row, text)
        assert [piece.words for piece in words if "found" in piece.kinds] == [text[row["start"] : row["end"]]]
        assert "".join(piece.words for piece in words) in text
        assert text[row["start"] : row["end"]] in text_of(view_page(look, "said", "mode=direct"))

    def test_without_texts_the_place_is_shown_and_that_the_text_is_missing(self, look):
        bare = look._replace(texts=Texts(None))
        page = text_of(view_page(bare, "said", ""))
        assert "the texts are not here" in page
        assert "<blockquote" not in view_page(bare, "said", "")
        with pytest.raises(DataError, match="the texts are not here"):
            article_page(bare, "source_id=port-2024")

    def test_a_text_that_changed_since_gives_no_words(self, look, measured, tmp_path):
        changed = tmp_path / "texts"
        shutil.copytree(measured[0], changed)
        (changed / "port-2024.txt").write_text("Un autre texte.", encoding="utf-8")
        assert "has changed since it was measured" in view_page(
            look._replace(texts=Texts(changed)), "said", "article=port"
        )

    def test_what_was_set_aside_has_its_reason(self, look, measured):
        page = unescape(text_of(view_page(look, "aside", "what=file")))
        documents = pd.read_csv(measured[1] / "documents.csv").set_index("source_id")
        for source_id in ("noise", "port-copy"):
            assert documents.loc[source_id, "reason"] in page
        assert rows(look, "aside", "what=line&kind=title")[0] > 0
        assert {row["kind"] for row in rows(look, "aside")[1]}.isdisjoint({"body", "caption"})

    def test_a_copy_points_to_the_first_of_its_kind(self, look):
        count, [row] = rows(look, "copies")
        assert (count, row["source_id"], row["first"]) == (1, "port-copy", "port-2024")

    def test_where_near_copies_were_not_looked_for_it_says_so(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        documents = pd.read_csv(out / "documents.csv", dtype=str)
        documents.drop(columns="copy_of", errors="ignore").to_csv(out / "documents.csv", index=False)
        bare = Look(open_views(open_tables(out)), Texts(None), "out")
        assert "Near copies were not looked for" in bare.views.views["copies"].says
        assert rows(bare, "copies")[0] == 1

    def test_near_copies_are_shown_where_the_documents_have_them(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        documents = pd.read_csv(out / "documents.csv", dtype=str)
        documents["copy_of"] = documents["source_id"].map({"quai-2024": "port-2024"})
        documents["similarity"] = documents["copy_of"].map({"port-2024": "0.93"})
        documents.to_csv(out / "documents.csv", index=False)
        near = Look(open_views(open_tables(out)), Texts(None), "out")
        [row] = rows(near, "copies", "likeness=nearly+the+same+words")[1]
        assert (row["first_file"], str(row["similarity"])) == ("port-2024.txt", "0.93")
        assert rows(near, "copies")[0] == 2
        assert "not looked for" not in near.views.views["copies"].says

    def test_figures_that_are_no_amounts_are_set_aside(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        line = "port-2024-x01,port-2024,port-2024-s001,10,14,year\n"
        head = "not_amount_id,source_id,sentence_id,start,end,kind\n"
        (out / "not_amounts.csv").write_text(head + line, encoding="utf-8")
        assert rows(Look(open_views(open_tables(out)), Texts(None), "out"), "aside", "what=figure")[0] == 1

    @pytest.mark.parametrize("view", ["said", "figures", "aside", "copies", "files"])
    def test_every_column_sorts_both_ways_and_empty_cells_come_last(self, look, view):
        for column in look.views.views[view].shown:
            for order in ("", "&order=down"):
                cells = [row[column.name] for row in rows(look, view, f"sort={column.name}{order}")[1]]
                filled = [cell for cell in cells if cell is not None]
                assert cells[: len(filled)] == filled
                assert filled == sorted(filled, reverse=bool(order))

    def test_filters_choose_rows(self, look):
        everything = rows(look, "figures")[1]
        assert {row["unit"] for row in rows(look, "figures", "unit=percent")[1]} == {"percent"}
        assert {row["unit"] for row in rows(look, "figures", "unit=-")[1]} == {None}
        assert rows(look, "figures", "since=2024-05&until=2024-05")[0] > 0
        assert rows(look, "figures", "since=2024-06")[0] == 0
        item = next(row["item"] for row in everything if row["item"])
        assert item in {row["item"] for row in rows(look, "figures", f"item={item[1:].upper()}")[1]}

    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("since=mai", "is no date"),
            ("sort=nothing", "is no column"),
            ("sort=unit;drop table look_said", "is no column"),
            ("page=0", "is not from 1"),
            ("page=201", "is not from 1"),
            ("other=1", "is no filter"),
            (f"item={'x' * 300}", "too long"),
            ("&".join(f"a{number}=1" for number in range(99)), "too many fields"),
        ],
    )
    def test_what_no_form_sends_is_refused_in_one_sentence(self, look, query, reason):
        with pytest.raises(DataError, match=reason) as error:
            view_page(look, "figures", query)
        assert "\n" not in str(error.value)

    def test_pages_follow_one_another(self, look, monkeypatch):
        monkeypatch.setattr(choosing, "PAGE", 2)
        count, first = rows(look, "figures")
        second = rows(look, "figures", "page=2")[1]
        assert count > 4
        assert [row["n"] for row in first + second] == [0, 1, 2, 3]

    def test_a_saved_page_is_shown_without_its_markup(self, tmp_path):
        page = (
            "<!DOCTYPE html><title>Le port</title><script>let a = 12;</script>"
            "<p>Le maire dit&nbsp;: <b>\u00ab le port ferme \u00bb</b> mardi.</p>"
        )
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "a.html").write_text(page, encoding="utf-8")
        digest = hashlib.sha256(page.encode()).hexdigest()
        first, last = page.index("Le maire"), page.index("</p>")
        begun, ended = page.index("le port ferme"), page.index(" \u00bb")
        out = tmp_path / "out"
        out.mkdir()
        tables = {
            "documents": f"source_id,file,sha256,status,encoding,published,reason,characters\na,a.html,{digest},kept,utf-8,,,{len(page)}\n",
            "passages": f"passage_id,source_id,start,end,kind\na-p1,a,{first},{last},body\n",
            "sentences": f"sentence_id,source_id,start,end,themes\na-s1,a,{first},{last},\n",
            "quotations": f"quotation_id,source_id,sentence_id,start,end,mode,speaker,cue\nq,a,a-s1,{begun},{ended},direct,,\n",
        }
        for name, text in tables.items():
            (out / f"{name}.csv").write_text(text, encoding="utf-8")
        saved = Look(open_views(open_tables(out)), Texts(tmp_path / "texts"), "out")
        for shown in (
            view_page(saved, "said", ""),
            article_page(saved, f"source_id=a&at={begun}&to={ended}"),
        ):
            assert ">le port ferme</" in shown
            assert "let a" not in shown
            assert "&lt;b&gt;" not in shown
            assert "dit\u00a0:" in shown
        view = saved.views.views["said"]
        content = b"".join(sheet.csv_of(saved, view, choice_of(view, ""))).decode()
        assert "le port ferme" in content
        assert "<b>" not in content

    def test_a_file_in_another_encoding_is_read_as_it_was_measured(self, tmp_path):
        content = "Le port ferm\u00e9.".encode("cp1252")
        (tmp_path / "a.txt").write_bytes(content)
        texts = Texts(tmp_path)
        digest = hashlib.sha256(content).hexdigest()
        assert texts.of("a.txt", digest, "cp1252") == "Le port ferm\u00e9."
        assert texts.of("a.txt", digest, "no-encoding") is None
        assert texts.of("a.txt", "0" * 64, "cp1252") is None
        assert texts.of("../a.txt", digest, "cp1252") is None

    def test_parquet_gives_the_same_rows_as_csv(self, look, measured, tmp_path):
        import duckdb

        out = tmp_path / "out"
        for name, columns in open_tables(measured[1]).columns.items():
            (out / name).mkdir(parents=True)
            source = duckdb.read_csv(str(measured[1] / f"{name}.csv"), all_varchar=True)
            kinds = open_tables(measured[1]).rows(f"describe {name}")
            typed = ", ".join(f'cast("{row[0]}" as {row[1]}) as "{row[0]}"' for row in kinds)
            half = len(source) // 2
            source.project(typed).limit(half).write_parquet(str(out / name / "part-1.parquet"))
            source.project(typed).limit(len(source), half).write_parquet(str(out / name / "part-2.parquet"))
            assert len(columns) == len(kinds)
        from_parts = Look(open_views(open_tables(out)), look.texts, "out")
        for view in look.views.views:
            assert view_page(from_parts, view, "") == view_page(look, view, "")


class TestFigures:
    """Figures over time."""

    def test_the_drawings_have_what_the_table_has(self, look):
        view = look.views.views["figures"]
        found = periods(look.views, choice_of(view, "unit=-"))
        assert sum(period.figures for period in found) == rows(look, "figures", "unit=-")[0]
        assert len(counted(found).shapes) == len(found)
        drawing = spread(found, "a count")
        assert all(shape.top <= shape.dot <= shape.bottom for shape in drawing.shapes)
        page = view_page(look, "figures", "unit=-")
        assert page.count('role="img"') == 2
        assert all(period.name in page for period in found)

    def test_without_a_unit_sizes_are_not_mixed(self, look):
        assert view_page(look, "figures", "").count('role="img"') == 1

    def test_a_range_without_its_ends_stops_no_page(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        numbers = pd.read_csv(out / "numbers.csv", dtype=str)
        numbers.loc[0, ["bound", "low", "high"]] = ["range", None, None]
        numbers.loc[1, "bound"] = "no bound of ours"
        numbers.to_csv(out / "numbers.csv", index=False)
        broken = Look(open_views(open_tables(out)), Texts(None), "out")
        assert "characters" in view_page(broken, "figures", "")


class TestOpening:
    """Only the tables of the folder are read."""

    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("select * from read_text('/etc/passwd')", "disabled by configuration"),
            ("select * from read_csv('/etc/passwd')", "disabled by configuration"),
            ("select * from glob('/*')", "disabled by configuration"),
            ("select * from '/etc/passwd'", "does not exist"),
            ("copy numbers to '{folder}/x.csv'", "not one SELECT"),
            ("export database '{folder}/x'", "not one SELECT"),
            ("attach '{folder}/x.db'", "not one SELECT"),
            ("install httpfs", "not one SELECT"),
            ("set enable_external_access = true", "not one SELECT"),
            ("pragma enable_external_access = true", "not one SELECT"),
            ("create table x as select 1", "not one SELECT"),
            ("insert into numbers select * from numbers", "not one SELECT"),
            ("delete from numbers", "not one SELECT"),
            ("drop table numbers", "not one SELECT"),
            ("select 1; select 2", "not one SELECT"),
            ("", "not one SELECT"),
            ("select * from sys", "does not exist"),
            ("select nothing from numbers", "not found"),
            ("selec 1", "syntax error"),
            ("select cast('x' as integer)", "could not convert"),
        ],
    )
    def test_a_query_reads_the_tables_and_nothing_else(self, measured, tmp_path, query, reason):
        with pytest.raises(DataError, match=re.compile(reason, re.IGNORECASE)) as error:
            list(ask(open_tables(measured[1]), query.format(folder=tmp_path)).rows)
        assert "\n" not in str(error.value)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "set enable_external_access = true",
            "set allowed_paths = ['/etc/passwd']",
            "set lock_configuration = false",
            "set autoload_known_extensions = true",
            "load httpfs",
            "copy (select 1) to '/tmp/x.csv'",
        ],
    )
    def test_even_our_own_connection_cannot_unlock_it(self, measured, statement):
        import duckdb

        tables = open_tables(measured[1])
        with pytest.raises(duckdb.Error):
            tables.connection.execute(statement)

    def test_a_python_variable_is_no_table(self, measured):
        numbers_of_mine = pd.DataFrame({"a": [1]})
        with pytest.raises(DataError, match="does not exist"):
            ask(open_tables(measured[1]), "select * from numbers_of_mine")
        assert len(numbers_of_mine) == 1

    def test_a_link_out_of_the_folder_is_refused(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        (out / "numbers.csv").unlink()
        (out / "numbers.csv").symlink_to("/etc/passwd")
        with pytest.raises(DataError, match="link out of the folder"):
            open_tables(out)

    def test_a_table_in_two_forms_is_refused(self, measured, tmp_path):
        out = tmp_path / "out"
        shutil.copytree(measured[1], out)
        (out / "numbers.parquet").write_bytes(b"PAR1")
        with pytest.raises(DataError, match="as CSV and as Parquet"):
            open_tables(out)

    @pytest.mark.parametrize(
        ("file", "content"),
        [
            ("numbers.csv", 'number_id,value\n"a,1\n'),
            ("numbers.csv", "number_id,value\na,many\n"),
            ("numbers.csv", ""),
            ("numbers.parquet", "no parquet"),
        ],
    )
    def test_a_broken_file_is_named_in_one_sentence(self, tmp_path, file, content):
        (tmp_path / file).write_text(content, encoding="utf-8")
        with pytest.raises(DataError, match=re.escape(file)) as error:
            open_tables(tmp_path)
        assert "\n" not in str(error.value)

    def test_a_folder_without_documents_cannot_be_shown(self, tmp_path):
        (tmp_path / "numbers.csv").write_text("number_id\na\n", encoding="utf-8")
        with pytest.raises(DataError, match="no such table"):
            open_views(open_tables(tmp_path))
        with pytest.raises(DataError, match="holds no table"):
            open_tables(SAMPLES)

    def test_documents_without_their_columns_are_said_in_one_sentence(self, tmp_path):
        (tmp_path / "documents.csv").write_text("source_id\na\n", encoding="utf-8")
        with pytest.raises(DataError, match="cannot be shown") as error:
            open_views(open_tables(tmp_path))
        assert "\n" not in str(error.value)


def asked(server, path, method="GET", **headers):
    """Ask the server, and return status, headers and body."""
    connection = HTTPConnection(HOST, server.server_port, timeout=20)
    own = {
        "Host": f"{HOST}:{server.server_port}",
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    connection.putrequest(method, path, skip_host=True)
    for name, text in own.items():
        connection.putheader(name, text)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, answer.headers, body


class TestServer:
    """The server answers whoever has the token, on this machine, and no page of another site."""

    def test_it_listens_on_this_machine_only(self, server):
        assert server.server_address[0] == "127.0.0.1"
        assert re.fullmatch(rf"http://127\.0\.0\.1:{server.server_port}/[\w-]{{43}}/", server.address)

    def test_with_the_token_every_page_is_there(self, server):
        paths = [
            "",
            "said",
            "figures?unit=percent",
            "aside",
            "copies",
            "files",
            "article?source_id=port-2024&at=90",
        ]
        for path in paths:
            status, headers, body = asked(server, f"/{server.token}/{path}")
            assert (status, is_guarded(body), MARK in body) == (200, True, True), path
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert "script-src 'none'" in headers["Content-Security-Policy"]
            assert headers["Cache-Control"] == "no-store"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert "Access-Control-Allow-Origin" not in headers
            assert list(faults("said.html", body.replace(MARK, ""))) == []

    @pytest.mark.parametrize(
        "path", ["/", "/said", "/x/said", "/{wrong}/said", "/x/{token}/said", "/../{token}/"]
    )
    def test_without_the_token_nothing_is_there(self, server, path):
        wrong = server.token[:-1] + ("a" if server.token[-1] != "a" else "b")
        status, _, body = asked(server, path.format(token=server.token, wrong=wrong))
        assert (status, body) == (404, "there is no such page\n")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"Host": "evil.example:{port}"},
            {"Host": "localhost:{port}"},
            {"Host": "127.0.0.1"},
            {"Host": "127.0.0.1:{port}.evil.example"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://localhost:{port}"},
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "image"},
            {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Dest": "iframe"},
            {"Sec_Fetch_Site": "cross-site"},
        ],
        ids=str,
    )
    def test_another_host_or_origin_is_refused_even_with_the_token(self, server, headers):
        own = {name: text.format(port=server.server_port) for name, text in headers.items()}
        status, _, body = asked(server, f"/{server.token}/said", **own)
        assert status == 403
        assert body.count("\n") == 1
        assert server.token not in body

    def test_its_own_origin_and_a_link_are_answered(self, server):
        for headers in (
            {"Origin": server.origin},
            {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Dest": "document"},
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "document"},
        ):
            assert asked(server, f"/{server.token}/said", **headers)[0] == 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    def test_it_only_reads(self, server, method):
        assert asked(server, f"/{server.token}/said", method)[0] == 501

    @pytest.mark.parametrize(
        "path",
        [
            "nowhere",
            "said?sort=x",
            "said.exe",
            "../../etc/passwd",
            "article?source_id=../x",
            "%00",
            "article?at=-1",
        ],
    )
    def test_what_cannot_be_shown_is_said_in_one_sentence(self, server, path):
        status, _, body = asked(server, f"/{server.token}/{path}")
        assert status == 404
        assert 'role="alert"' in body
        assert "Traceback" not in body

    def test_files_are_attached(self, server):
        status, headers, body = asked(server, f"/{server.token}/said.csv?mode=direct")
        assert (status, headers["Content-Disposition"]) == (200, 'attachment; filename="said.csv"')
        assert {row["mode"] for row in csv.DictReader(io.StringIO(body))} == {"direct"}
        assert asked(server, f"/{server.token}/said.xlsx")[0] == 200

    def test_many_may_ask_at_once(self, server):
        statuses = []
        threads = [
            threading.Thread(
                target=lambda: statuses.append(asked(server, f"/{server.token}/figures?sort=amount")[0])
            )
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [200] * 12


class TestHostileTexts:
    """A text of an article or a table does nothing, wherever it is shown."""

    @pytest.mark.parametrize("view", ["said", "figures", "aside", "copies", "files"])
    def test_no_page_has_a_fault_and_every_payload_is_text(self, hostile, view):
        page = view_page(hostile, view, "")
        assert list(faults(f"{view}.html", page.replace(MARK, ""))) == []
        assert view == "copies" or CANARY in page

    def test_neither_has_an_article_or_the_first_page(self, hostile):
        for page in (start_page(hostile), article_page(hostile, "source_id=a-3&at=5&to=90")):
            assert CANARY in page
            assert list(faults("a.html", page.replace(MARK, ""))) == []

    def test_a_payload_that_came_through_would_be_a_fault(self, hostile):
        page = view_page(hostile, "said", "").replace("</main>", f"{PAYLOADS[4]}</main>")
        assert list(faults("said.html", page.replace(MARK, "")))

    def test_a_payload_in_a_filter_is_text(self, hostile):
        from urllib.parse import urlencode

        for payload in PAYLOADS:
            page = view_page(hostile, "said", urlencode({"speaker": payload[:200]}))
            assert list(faults("said.html", page.replace(MARK, ""))) == []

    def test_no_cell_of_a_csv_or_workbook_is_a_formula(self, hostile):
        view = hostile.views.views["said"]
        content = b"".join(sheet.csv_of(hostile, view, choice_of(view, ""))).decode()
        cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
        assert sum(cell.startswith("'") for cell in cells) > len(FORMULAS)
        assert [cell for cell in cells if cell[:1] in tuple("=+@|%\t\r\n")] == []
        assert [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-[\d.]+", cell)] == []
        book = sheet.workbook_of(hostile, view, choice_of(view, ""))
        with zipfile.ZipFile(io.BytesIO(book)) as packed:
            sheets = [packed.read(name).decode() for name in packed.namelist() if "sheet" in name]
        assert [each for each in sheets if "<f>" in each or "hyperlink" in each.lower()] == []

    def test_a_csv_has_every_row_once_whatever_the_batch(self, hostile, monkeypatch):
        view = hostile.views.views["said"]
        whole = b"".join(sheet.csv_of(hostile, view, choice_of(view, "sort=speaker")))
        monkeypatch.setattr(sheet, "BATCH", 7)
        assert b"".join(sheet.csv_of(hostile, view, choice_of(view, "sort=speaker"))) == whole

    def test_a_workbook_that_would_be_too_long_is_refused(self, hostile, monkeypatch):
        monkeypatch.setattr(sheet, "MOST_ROWS", 3)
        view = hostile.views.views["said"]
        with pytest.raises(DataError, match="set a filter"):
            sheet.workbook_of(hostile, view, choice_of(view, ""))


class TestExport:
    """The pages in a folder: private, and whole without a server."""

    def test_every_page_is_marked_guarded_and_leads_to_a_page_that_is_there(self, hostile, tmp_path):
        first = export(hostile, tmp_path / "pages")
        assert first.name == "index.html"
        assert (first.parent / SIGN).is_file()
        for path in first.parent.glob("*.html"):
            page = path.read_text(encoding="utf-8")
            assert MARK in page
            assert is_guarded(page)
            links = re.findall(r'<a [^>]*?href="([^"#]+)"', page)
            assert [link for link in links if not (first.parent / link).is_file()] == []
        with pytest.raises(DataError, match="is marked as private"):
            refuse_private(first.parent)

    def test_it_is_the_same_twice_and_replaces_only_its_own(self, look, tmp_path):
        first = export(look, tmp_path / "pages")
        before = {path.name: path.read_bytes() for path in first.parent.iterdir()}
        export(look, tmp_path / "pages")
        assert {path.name: path.read_bytes() for path in first.parent.iterdir()} == before
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(DataError, match="did not write"):
            export(look, tmp_path / "mine")

    @pytest.mark.parametrize("folder", ["_build/look", "site", "data/look", "book", "."])
    def test_a_folder_that_a_report_publishes_is_refused(self, look, tmp_path, folder):
        with pytest.raises(DataError, match="is published"):
            export(look, tmp_path / folder, tmp_path)
        assert list(tmp_path.iterdir()) == []
        assert export(look, tmp_path / "_private" / "look", tmp_path).is_file()


def dossier(*arguments, **environment):
    own = {name: text for name, text in os.environ.items() if name not in ("DOSSIER_TEXTS", "DOSSIER_ROOT")}
    return subprocess.run(
        [sys.executable, "-m", "dossier", *map(str, arguments)],
        env={**own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.book
class TestCommands:
    """The two verbs as a person meets them."""

    def test_sql_prints_a_table(self, measured):
        run = dossier(
            "sql", "select status, count(*) as files from documents group by 1 order by 1", measured[1]
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout.splitlines()[0] == "status     files"
        assert "duplicate      1" in run.stdout

    def test_sql_says_how_many_rows_it_did_not_print(self, measured):
        run = dossier("sql", "select * from range(150)", measured[1])
        assert run.stdout.count("\n") == 102
        assert run.stderr == "50 more rows; --format csv prints all\n"

    def test_sql_prints_exact_csv_and_csv_for_a_spreadsheet(self, measured):
        query = "select '=1+1' as said, -1.5 as value, null as nothing"
        assert (
            dossier("sql", query, measured[1], "--format", "csv").stdout == "said,value,nothing\n=1+1,-1.5,\n"
        )
        assert (
            dossier("sql", query, measured[1], "--format", "sheet").stdout
            == "said,value,nothing\n'=1+1,-1.5,\n"
        )

    def test_no_sign_reaches_the_terminal_that_it_would_obey(self, measured):
        run = dossier("sql", "select chr(27) || '[2J' || chr(10) || 'b' as a", measured[1])
        assert "\x1b" not in run.stdout
        assert "\\x1b[2J\\nb" in run.stdout

    def test_an_error_is_one_sentence(self, measured, tmp_path):
        run = dossier("sql", "select * from nothing", measured[1])
        assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
        assert "the tables are" in run.stderr
        run = dossier("look", tmp_path)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1)

    def test_look_writes_pages(self, measured, tmp_path):
        run = dossier("look", measured[1], "--texts", measured[0], "--export", tmp_path / "pages")
        assert run.returncode == 0, run.stderr
        assert Path(run.stdout.strip()).is_file()

    def test_look_serves_until_it_is_stopped(self, measured):
        import signal

        command = [
            sys.executable,
            "-u",
            "-m",
            "dossier",
            "look",
            str(measured[1]),
            "--texts",
            str(measured[0]),
        ]
        started = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a shell starts what runs in its background deaf to the key, and its children too
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        try:
            address = started.stdout.readline().removeprefix("open ").strip()
            port, path = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/.+)", address).groups()
            connection = HTTPConnection(HOST, int(port), timeout=20)
            connection.request("GET", path)
            assert connection.getresponse().status == 200
            started.send_signal(signal.SIGINT)
            _, errors = started.communicate(timeout=60)
        finally:
            started.kill()
        assert started.returncode == 0
        assert errors.splitlines()[-1] == "ended"

    def test_without_duckdb_the_way_to_it_is_named(self, measured, tmp_path):
        hidden = tmp_path / "sitecustomize.py"
        hidden.write_text("import sys\nsys.modules['duckdb'] = None\n", encoding="utf-8")
        path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
        run = dossier("sql", "select 1", measured[1], PYTHONPATH=path)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1)
        assert "DuckDB: is not installed" in run.stderr


def test_the_policy_of_a_page_allows_a_form_and_no_script():
    assert FORM.send
    assert FORM._replace(send=False) == STILL
