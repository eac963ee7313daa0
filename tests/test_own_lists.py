"""Lists of names and terms of a user's own: read as they are meant, refused where a cell is wrong."""

import pytest

from dossier.errors import DataError
from dossier.reading.mentions import find_mentions, names_of
from dossier.reading.own_lists import read_names, read_themes
from dossier.reading.sentences import themes_of


@pytest.fixture
def written(tmp_path):
    """Return what writes a list of names and returns its path."""

    def write(content):
        file = tmp_path / "names.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_a_name_is_enough(written):
    names = names_of(read_names(written("name\nÉlise Roy\n")))
    [mention] = find_mentions("Élise Roy part.", names)
    assert mention.entity_id == "elise-roy"


def test_kind_aliases_and_id_are_read(written):
    file = written("entity_id,name,kind,aliases\nroy,Élise Roy,person,Roy; la maire\nport,Valmorin,place,\n")
    names = names_of(read_names(file))
    found = list(find_mentions("La maire et Roy sont à Valmorin ; Roy Vert dort.", names))
    assert [mention.entity_id for mention in found] == ["roy", "roy", "port"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbfname,kind\r\nRoy,person\r\n", id="as Excel writes it"),
        pytest.param("name , kind\n Roy ,person\n\n,\n", id="blanks and empty lines"),
        pytest.param("name,kind,note,remark,interest,metonym_of,count,articles\nRoy,person,a,,,,3,1\n"),
    ],
)
def test_a_file_of_another_program_is_taken(written, content):
    [row] = read_names(written(content)).to_dict("records")
    assert (row["entity_id"], row["name"], row["kind"]) == ("roy", "Roy", "person")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "names.csv, row on line 1, column name: is missing; write a header with name"),
        pytest.param(
            "name;kind\nRoy;person\n",
            "names.csv, row on line 1, column 'name;kind': is unknown; separate the cells by commas, also in the "
            "header: name,kind,aliases,entity_id",
        ),
        pytest.param(
            "name,colour\nRoy,red\n",
            "names.csv, row on line 1, column 'colour': is unknown; the columns are name, kind, aliases, entity_id",
        ),
        pytest.param("name,name\nRoy,Roy\n", "column 'name': is in the header twice"),
        pytest.param(
            "name,kind\nRoy\n",
            "names.csv, row on line 2: the row has 1 cells, the header has 2; put quotes around a cell that holds "
            "a comma",
        ),
        pytest.param(
            "name,kind\n,person\n",
            "names.csv, row on line 2, column name: the cell is empty; fill it in, or take the row out",
        ),
        pytest.param(
            "name,kind\nRoy,ship\n",
            "names.csv, row Roy, column kind: 'ship' is no kind of name; write one of",
        ),
        pytest.param(
            "name,entity_id\nRoy,Le Roy\n",
            "names.csv, row Roy, column entity_id: 'Le Roy' is no id; write small letters, digits and hyphens",
        ),
        pytest.param("name\n金\n", "row 金, column entity_id: '' is no id; write small letters"),
        pytest.param(
            "name\nRoy\nroy\n", "row roy, column entity_id: an earlier row is 'roy', too; give one another"
        ),
        pytest.param(
            "name,aliases\nÉlise Roy,Roy\nJean Roy,Roy\n",
            "names.csv, row Jean Roy, column aliases: 'Roy' is a name of Élise Roy, too; take it out of one of the rows",
        ),
        pytest.param(
            "name,aliases\nRoy,;-;\n", "row Roy, column aliases: '-' is no name; write the words of a name"
        ),
        pytest.param("name\n" + "a" * 101, "is no name"),
        pytest.param("name\nR\u202eoy\n", "column name: 'R\\u202eoy' has U+202E RIGHT-TO-LEFT OVERRIDE"),
        pytest.param(b"name\nR\xe9my\n", "names.csv, row on line 2: is not UTF-8"),
        pytest.param('name\n"Roy\n', "names.csv, row on line 2: a quote is not closed"),
    ],
)
def test_a_wrong_cell_is_named(written, content, message):
    with pytest.raises(DataError) as error:
        read_names(written(content))
    assert message in str(error.value)


def test_terms_tell_themes(written):
    table = read_themes(written("theme,term\nsea,port*\ngrain,blé\n"))
    terms = list(zip(table["term"], table["theme"], strict=True))
    assert themes_of("Le blé attend dans les ports.", terms) == ["grain", "sea"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("theme\nsea\n", "row on line 1, column term: is missing"),
        pytest.param(
            "theme,term\nsea,Port\n", "row Port, column term: 'Port' is no single word in lower case"
        ),
        pytest.param(
            "theme,term\nsea,le port\n", "'le port' is no single word in lower case; write one word"
        ),
        pytest.param("theme,term\nsea,*\n", "'*' is no single word"),
        pytest.param(
            "theme,term\nsea;air,port\n", "column theme: 'sea;air' is no name of a theme; write one word"
        ),
        pytest.param("theme,term\nsea,\n", "row on line 2, column term: the cell is empty"),
        pytest.param("theme,term\nsea,port\nsea,port\n", "an earlier row has this term and theme"),
    ],
)
def test_a_wrong_term_is_named(written, content, message):
    with pytest.raises(DataError) as error:
        read_themes(written(content))
    assert message in str(error.value)


def test_no_row_gives_no_names(written):
    assert list(find_mentions("Roy part.", names_of(read_names(written("name\n"))))) == []
