from __future__ import annotations

from datetime import date, datetime

import pytest

from xl_send.workbook.cells import CellError, CellErrorKind, Percentage, Value, Worked
from xlsx.read.making import cell, read

BOTH = pytest.mark.parametrize("after", ["", "<extLst/>"], ids=["quick", "slow"])


@BOTH
@pytest.mark.parametrize(
    ("attributes", "content", "expected"),
    [
        ("", "<v>85</v>", 85.0),
        ("", "<v>-1.5E-3</v>", -0.0015),
        ('t="n"', "<v>0.1</v>", 0.1),
        ('s="2"', "<v>0.85</v>", Percentage(0.85)),
        ('s="2"', "<v>-8.5e-1</v>", Percentage(-0.85)),
        ('t="b"', "<v>1</v>", True),
        ('t="b"', "<v>false</v>", False),
        ('t="e"', "<v>#REF!</v>", CellError(CellErrorKind.ERROR, "#REF!")),
        ('t="str"', "<f>A2</f><v>00123</v>", Worked("00123")),
        ('t="str"', "<v>12</v>", "12"),
        ('t="str"', "<v>N/A</v>", "N/A"),
        ('t="str"', "<f>A2</f><v></v>", None),
        ('t="str"', "<f>A2</f><v/>", None),
        ('t="inlineStr"', "<is><t>a &lt; b&#10;c</t></is>", "a < b\nc"),
        ('t="inlineStr"', "<is><t></t></is>", None),
        ("", "<is><t>no kind given</t></is>", "no kind given"),
        ("", "<f>1+1</f><v>2</v>", 2.0),
        ("", "<f>A1&amp;B1</f>", CellError(CellErrorKind.UNCALCULATED, "=A1&B1")),
        ("", "<f>A1</f><v></v>", CellError(CellErrorKind.UNCALCULATED, "=A1")),
        ("", '<f t="shared" si="0"/>', CellError(CellErrorKind.UNCALCULATED, "=")),
        ('t="str"', "<f>A1</f>", CellError(CellErrorKind.UNCALCULATED, "=A1")),
        ("", "<v></v>", None),
        ("", "<v>0,85</v>", CellError(CellErrorKind.BAD_NUMBER, "0,85")),
        ("", "<v>1.2.3</v>", CellError(CellErrorKind.BAD_NUMBER, "1.2.3")),
        ("", "<v>1e999</v>", CellError(CellErrorKind.BAD_NUMBER, "1e999")),
        ("", "<v>nan</v>", CellError(CellErrorKind.BAD_NUMBER, "nan")),
        ("", "<v>1_000</v>", CellError(CellErrorKind.BAD_NUMBER, "1_000")),
        ('s="1"', "<v>0,85</v>", CellError(CellErrorKind.BAD_NUMBER, "0,85")),
        ('s="2"', "<v>nan</v>", CellError(CellErrorKind.BAD_NUMBER, "nan")),
        ('t="b"', "<v>2</v>", CellError(CellErrorKind.BAD_NUMBER, "2")),
        ('t="s"', "<v>7</v>", CellError(CellErrorKind.BAD_NUMBER, "7")),
        ('t="s"', "<v>-1</v>", CellError(CellErrorKind.BAD_NUMBER, "-1")),
        ('t="s"', "<v>one</v>", CellError(CellErrorKind.BAD_NUMBER, "one")),
        ('s="999"', "<v>46000</v>", 46000.0),
        ('s="?"', "<v>46000</v>", 46000.0),
        ('t="d"', "<v>2026-11-13</v>", date(2026, 11, 13)),
        ('t="d"', "<v>2026-11-13T00:00:00Z</v>", date(2026, 11, 13)),
        ('t="d"', "<v>2026-11-13T09:30:00.000</v>", datetime(2026, 11, 13, 9, 30)),  # noqa: DTZ001
        ('t="d"', "<v>T12:00</v>", 0.5),
        ('t="d"', "<v>2026-02-30</v>", CellError(CellErrorKind.BAD_DATE, "2026-02-30")),
        ('t="d"', "<v>soon</v>", CellError(CellErrorKind.BAD_DATE, "soon")),
        ('t="d"', "<v>20261113</v>", CellError(CellErrorKind.BAD_DATE, "20261113")),
    ],
)
def test_a_cell_is_worth(attributes: str, content: str, expected: Value | None, after: str) -> None:
    found = cell(attributes, content + after)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("serial", ["-1", "-0.5", "0.5", "60", "60.25", "2958466", "3000000", "99999999999999999999"])
def test_a_day_that_no_calendar_has_is_a_fault(serial: str) -> None:
    assert cell('s="1"', f"<v>{serial}</v>") == CellError(CellErrorKind.BAD_DATE, serial)


@pytest.mark.parametrize("written", ["0", "0.0", "-0"])
def test_day_0_is_the_number_that_a_link_to_a_blank_cell_gives(written: str) -> None:
    assert cell('s="1"', f"<v>{written}</v>") == 0


@BOTH
def test_text_is_handed_on_untouched(after: str) -> None:
    text = " \N{NO-BREAK SPACE}ID\N{ZERO WIDTH SPACE}-1  \N{CYRILLIC SMALL LETTER A} "
    assert cell('t="inlineStr"', f'<is><t xml:space="preserve">{text}</t></is>{after}') == text
    shared = f'<si><t xml:space="preserve">{text}</t></si>'
    assert read(f'<row r="1"><c r="A1" t="s"><v>0</v>{after}</c></row>', shared) == {"A1": text}


def test_shared_texts_in_all_their_forms() -> None:
    strings = (
        "<si><t>plain</t></si><si><t></t></si><si><t/></si><si/>"
        '<si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r></si>'
        '<si><t>kanji</t><rPh sb="0" eb="1"><t>kana</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>a &amp; b</t></si><si><t>two_x000D_\r\nlines</t></si><si><t>_x005F_x000D_</t></si>"
        "<si><t>_xD83D__xDE00_ _xD83D_</t></si><si>\n  <t><![CDATA[<raw>]]></t>\n</si>"
    )
    cells = "".join(f'<c r="A{row}" t="s"><v>{row - 1}</v></c>' for row in range(1, 12))
    rows = cells.replace("<c ", "<row><c ").replace("</c>", "</c></row>")
    expected = {
        "A1": "plain",
        "A5": "rich text",
        "A6": "kanji",
        "A7": "a & b",
        "A8": "two\r\nlines",
        "A9": "_x000D_",
        "A10": "\N{GRINNING FACE} _xD83D_",
        "A11": "<raw>",
    }
    assert read(rows, strings) == expected
    assert read(rows, strings.replace("<![CDATA[<raw>]]>", "&lt;raw&gt;")) == expected


def test_rich_inline_text_is_joined_without_its_phonetics() -> None:
    runs = "<is>\n <r><t>a</t></r> <r><t> b</t></r><rPh><t>no</t></rPh>\n</is>"
    assert cell('t="inlineStr"', runs) == "a b"


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1'><c r='A1' t='str'><v>x</v></c></row>",
        '<row r="1"><c t="str" r="A1"><v>x</v></c></row>',
        '<row\n r="1" ><c\n r="A1"  t = "str" ><v >x</v ></c ></row >',
        '<row r="1"><!-- <row r="9"> --><c r="A1" t="str"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[x]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#120;</v></c></row>',
        '<row r="1"><?skip <row?><c r="A1" t="str"><f a="/">B1</f><v>x</v></c></row>',
    ],
)
def test_unusual_mark_up_means_the_same(row: str) -> None:
    assert read(row) == {"A1": "x"}
