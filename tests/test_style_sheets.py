"""The theme's style sheet keeps every rule that may match, and loses the others."""

import pytest

from dossier.book.theme.style_sheets import SHEET, thin_sheet, used_rules


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        pytest.param("p{top:0}", "p{top:0}", id="elements stay"),
        pytest.param(".a .b{top:0}", "", id="one class that nothing has is enough"),
        pytest.param(".b,.a>p{top:0}", ".a>p{top:0}", id="a list loses one selector"),
        pytest.param("#a{top:0}#b{top:0}", "#a{top:0}", id="ids"),
        pytest.param("p:not(.b){top:0}", "p:not(.b){top:0}", id="not this class"),
        pytest.param(":is(.b,p){top:0}", ":is(.b,p){top:0}", id="what brackets hold is not looked at"),
        pytest.param("[class~=b]{top:0}", "[class~=b]{top:0}", id="attributes"),
        pytest.param("@media print{.b{top:0}}", "", id="nothing is left within"),
        pytest.param("@media print{.a{top:0}.b{top:0}}", "@media print{.a{top:0}}", id="within media"),
        pytest.param("@keyframes b{to{top:0}}", "@keyframes b{to{top:0}}", id="movements stay"),
        pytest.param(":root{--b:url(x.svg)}", ":root{--b:url(x.svg)}", id="variables and addresses stay"),
    ],
)
def test_a_rule_stays_where_it_may_match(style, kept):
    assert used_rules(style, {"a"}) == kept


def test_pages_and_scripts_say_what_is_used(tmp_path):
    page, script, sheet = tmp_path / "a.html", tmp_path / "_static" / "a.js", tmp_path / SHEET
    sheet.parent.mkdir(parents=True)
    page.write_text('<p class="in-page">')
    script.write_text('element.classList.add("in-script", "tip-" + side)')
    sheet.write_text(".in-page{top:0}.in-script{top:0}.tip-left{top:0}.nowhere{top:0}")
    assert thin_sheet(tmp_path, [page]) == []
    assert sheet.read_text() == ".in-page{top:0}.in-script{top:0}.tip-left{top:0}"


def test_a_theme_without_its_sheet_is_a_complaint(tmp_path):
    [complaint] = thin_sheet(tmp_path, [])
    assert SHEET in complaint
