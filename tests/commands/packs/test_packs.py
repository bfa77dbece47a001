"""Packs as files: nothing written over, a Final that can be made again, kept words, a council's style, other forms."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pytest

from editing import Edit, texts, with_edits
from files import write_book
from known.on_demand import load_workbook
from places import EXAMPLES
from xl_send.commands.packs import pdf
from xl_send.office_parts import packed, unpacked
from xl_send.reading.markdown import book_of
from xl_send.shells.cli import main

TRANSITION = EXAMPLES / "transition.xlsx"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A Final of one return, made from a copy that may then be changed or taken away."""
    source = tmp_path / "in" / "transition.xlsx"
    source.parent.mkdir()
    shutil.copy(TRANSITION, source)
    told = ("report", source, "--final", "--html", "--word", "--email", "--ics", "--signed-off", "A Khan, SRO", "-o")
    code, out, _ = run(capsys, *told, tmp_path / "out")
    assert code == 0
    assert "manifest.json" in out
    return tmp_path / "out" / "board-summary-final-1.0"


def test_no_file_that_is_there_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(capsys, "report", TRANSITION, "--html", "--word", "--email", "-o", tmp_path)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "board-summary (2).docx", "board-summary (2).html", "board-summary-email (2).txt",
        "board-summary-email.txt", "board-summary.docx", "board-summary.html",
    ]  # fmt: skip


def test_a_final_is_frozen_with_its_inputs_and_a_manifest_without_a_path(frozen: Path) -> None:
    told = json.loads((frozen / "manifest.json").read_text(encoding="utf-8"))
    assert told["inputs"] == [
        {"role": "return", "name": "transition.xlsx", "sha256": sha256(TRANSITION.read_bytes()).hexdigest()}
    ]
    assert (frozen / "inputs" / "transition.xlsx").read_bytes() == TRANSITION.read_bytes()
    assert told["marking"][1] == "Final 1.0"
    assert told["thresholds"]["Milestone green within (working days)"] == "5.0"
    assert len(told["thresholds"]["Risk matrix"]) == 5
    for output in told["outputs"]:
        assert sha256((frozen / output["name"]).read_bytes()).hexdigest() == output["sha256"]
    for path in frozen.rglob("*"):
        if path.is_file() and path.suffix in {".json", ".html", ".txt", ".ics"}:
            assert str(frozen.parent.parent) not in path.read_text(encoding="utf-8")


def test_a_final_is_never_written_over(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "report", TRANSITION, "--final", "-o", frozen.parent)
    assert code == 2
    assert "is there already and is not written over" in err
    assert run(capsys, "report", TRANSITION, "--final", "--version", "1.1", "-o", frozen.parent)[0] == 0


def test_a_final_is_made_again_to_the_byte_though_its_source_has_gone(
    frozen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(tmp_path / "in")
    code, _, err = run(capsys, "report", "--remake", frozen / "manifest.json", "-o", tmp_path / "again")
    assert code == 0
    assert "The same to the byte as the Final: board-summary.html, board-summary.docx, board-summary-email.txt" in err
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (frozen / path.name).read_bytes()


def test_what_was_changed_since_is_not_made_again_from(
    frozen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(EXAMPLES / "outreach.xlsx", frozen / "inputs" / "transition.xlsx")
    code, _, err = run(capsys, "report", "--remake", frozen / "manifest.json", "-o", tmp_path / "again")
    assert code == 2
    assert "transition.xlsx cannot be found as it was then" in err
    assert not (tmp_path / "again").exists()
    assert run(capsys, "report", TRANSITION, "--remake", frozen / "manifest.json", "-o", tmp_path / "again")[0] == 0


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 9}', '{"format": 1, "options": {}, "inputs": [1], "outputs": []}',
                '{"format": 1, "options": {}, "inputs": [], "outputs": [{"form": "html", "name": "../x"}]}'],
)  # fmt: skip
def test_what_is_no_manifest_is_refused_in_a_sentence(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(content, encoding="utf-8")
    code, _, err = run(capsys, "report", "--remake", path, "-o", tmp_path)
    assert code == 2
    assert "This is no manifest of a Final" in err


def document(folder: Path) -> Path:
    (found,) = folder.glob("*.docx")
    return found


def with_words(path: Path, words: str) -> None:
    """What an officer does: type into the first marked place."""
    parts = unpacked(path.read_bytes())
    body = parts["word/document.xml"].decode("utf-8")
    prompt = re.search(r"<w:showingPlcHdr/>(.*?)<w:t xml:space=\"preserve\">([^<]*: write here)</w:t>", body, re.DOTALL)
    assert prompt
    changed = body.replace(prompt[0], prompt[0].replace("<w:showingPlcHdr/>", "").replace(prompt[2], words), 1)
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(name, changed.encode("utf-8") if name == "word/document.xml" else content)


def test_an_officers_own_words_are_offered_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "report", TRANSITION, "--word", "-o", tmp_path / "last")
    with_words(document(tmp_path / "last"), "The Director thanks the six trial schools.")
    last = document(tmp_path / "last")
    assert run(capsys, "report", TRANSITION, "--word", "--html", "--keep-words", last, "-o", tmp_path / "now")[0] == 0
    page = (tmp_path / "now" / "board-summary.html").read_text(encoding="utf-8")
    assert "The Director thanks the six trial schools." in page
    assert "kept from board-summary.docx: check before use" in page
    assert b"thanks the six trial schools" in unpacked(document(tmp_path / "now").read_bytes())["word/document.xml"]


def test_kept_words_that_may_identify_a_person_are_not_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "report", TRANSITION, "--word", "-o", tmp_path / "last")
    with_words(document(tmp_path / "last"), "Ring jo.bloggs@example.org about Child A, Year 9.")
    run(capsys, "report", TRANSITION, "--html", "--keep-words", document(tmp_path / "last"), "-o", tmp_path / "now")
    assert "jo.bloggs" not in (tmp_path / "now" / "board-summary.html").read_text(encoding="utf-8")


def test_a_final_has_no_empty_place_for_words(frozen: Path) -> None:
    assert b"write here" not in unpacked(document(frozen).read_bytes())["word/document.xml"]


def council_style(path: Path) -> Path:
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Georgia"
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Subtitle"].element.getparent().remove(made.styles["Subtitle"].element)
    made.add_paragraph("Old words of Mr Template")
    made.sections[0].header.paragraphs[0].text = "Exampleshire letterhead"
    made.core_properties.author = made.core_properties.last_modified_by = "Mr Template"
    made.add_comment(made.paragraphs[0].runs, text="A remark", author="Mr Template", initials="MT")
    made.save(str(path))
    parts = unpacked(path.read_bytes())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"<Company/>", b"<Company>Mr Template Ltd</Company>")
    assert b"Template Ltd" in parts["docProps/app.xml"]
    path.write_bytes(packed(parts))
    return path


def test_a_councils_style_header_and_fonts_are_taken_and_none_of_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = council_style(tmp_path / "council.docx")
    code, _, err = run(capsys, "report", TRANSITION, "--word", "--style", style, "-o", tmp_path / "out")
    assert code == 0
    assert "council.docx has no style called Subtitle: ours is used instead." in err
    content = document(tmp_path / "out").read_bytes()
    made = docx.Document(io.BytesIO(content))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].header.paragraphs[0].text == "Exampleshire letterhead"
    assert not [name for name, part in unpacked(content).items() if b"Template" in part and b"Mr " in part]
    assert not [name for name in unpacked(content) if "comments" in name]


@pytest.mark.parametrize("option", ["--style", "--keep-words"])
def test_what_is_no_word_document_is_refused(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no.docx"
    path.write_bytes(b"no document")
    code, _, err = run(capsys, "report", TRANSITION, "--word", option, path, "-o", tmp_path / "out")
    assert code == 2
    assert "This is no Word document that can be read" in err
    assert not (tmp_path / "out").exists()


def test_a_forum_that_is_not_listed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "report", TRANSITION, "--forum", "Cabinett", "-o", tmp_path / "out")
    assert code == 2
    assert "There is no forum called Cabinett. Did you mean Cabinet?" in err


def test_the_calendar_is_folded_escaped_and_stays_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "report", TRANSITION, "--ics", "-o", tmp_path)
    content = (tmp_path / "board-summary.ics").read_bytes()
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2] == b"END:VCALENDAR"
    assert max(map(len, lines)) <= 75
    text = content.decode("utf-8").replace("\r\n ", "")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text)
    assert min(days) >= "20261113"
    assert "SUMMARY:Papers due: Programme Board" in text
    uids = re.findall(r"UID:(.*)", text)
    assert len(uids) == len(set(uids))
    assert {"TRN-M07@xl-send"} < {uid.strip() for uid in uids}


def test_the_email_is_the_first_page_in_short_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "report", TRANSITION, "--email", "-o", tmp_path)
    text = (tmp_path / "board-summary-email.txt").read_text(encoding="utf-8")
    assert text.startswith("Subject: Exampleshire SEND Transformation Programme: For: Programme board.")
    assert "WHAT WE ASK OF YOU" in text
    assert "Risk map" not in text
    assert max(map(len, text.splitlines()[1:])) <= 110


def test_without_a_program_that_makes_pdf_it_is_said_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "program_found", lambda _: "")
    code, _, err = run(capsys, "report", TRANSITION, "--pdf", "-o", tmp_path / "out")
    assert code == 2
    assert "No PDF was written" in err
    assert "print it to PDF" in err
    assert not (tmp_path / "out").exists()


def test_a_published_pack_is_refused_while_a_finding_of_personal_data_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = [text for text in texts() if text.name == "transition.xlsx"]
    (made,) = with_edits([("Milestones", "TRN-M07", {"Commentary": "Ring jo.bloggs@example.org about it"})], one)
    (tmp_path / "in").mkdir()
    write_book(book_of(made), tmp_path / "in" / "transition.xlsx")
    code, _, err = run(capsys, "report", tmp_path / "in", "--audience", "parents", "-o", tmp_path / "out")
    assert code == 2
    assert "Nothing was written for the public" in err
    assert not (tmp_path / "out").exists()
    assert run(capsys, "report", TRANSITION, "--audience", "parents", "-o", tmp_path / "out")[0] == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["board-summary-parents.html"]


FEW: tuple[Edit, ...] = (
    ("KPIs", "TRN-K02", {"Unit": "Count", "Counts children": "Yes", "Baseline": "6", "Target": "40", "Tolerance": "2"}),
    ("Actuals", "TRN-K02 30 Sep 2026", {"Value": "11"}),
)  # fmt: skip


def returned(folder: Path, value: str, as_at: str) -> Path:
    one = [text for text in texts() if text.name == "transition.xlsx"]
    edits = [*FEW, ("Actuals", "TRN-K02 31 Oct 2026", {"Value": value}), ("Programme", "As at", {"Value": as_at})]
    folder.mkdir()
    (made,) = with_edits(edits, one)
    write_book(book_of(made), folder / "transition.xlsx")
    return folder


def test_what_is_hidden_is_logged_and_no_difference_from_the_last_edition_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    then = returned(tmp_path / "then", "11", "13 Nov 2026")
    now = returned(tmp_path / "now", "12", "11 Dec 2026")
    log = tmp_path / "log.xlsx"
    words = ("report", now, "--last-edition", then, "--disclosure-log", log, "-o", tmp_path / "out")
    code, _, err = run(capsys, *words)
    assert code == 0
    assert "of the workbooks" in err
    rows = [row for row in load_workbook(log).worksheets[0].iter_rows(values_only=True) if row[0]]
    assert any("TRN-K02" in " ".join(str(cell) for cell in row) for row in rows)
