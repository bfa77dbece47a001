"""What the letters to owners say: one for all that came of a workstream, to whom it is, and by when."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.commands.consolidate import ConsolidateResult
from xl_send.errors import CannotRunError
from xl_send.new_files import allowed_name
from xl_send.shells.cli import main
from xl_send.words import capital, quoted

NAMES = {"TRN": "Transition to adulthood", "OUT": "Outreach from special schools", "EHP": "Early help"}
OWNERS = {"TRN": "Transition Lead", "OUT": "Outreach Lead", "EHP": "Transition Lead"}


def returned(folder: Path, name: str, *codes: str, more: str = "", **cover: str) -> Path:
    """A small return of some workstreams."""
    folder.mkdir(exist_ok=True)
    streams = [
        {"Code": code, "Workstream": NAMES.get(code, code), "Owner": cover.get("owner", OWNERS.get(code, "A Lead"))}
        for code in codes
    ]
    said = {"As at": cover.get("as_at", "13 Nov 2026"), "Prepared by": cover.get("prepared", "A Khan")}
    if "council" in cover:
        said["Council"] = cover["council"]
    return write_example(table("Programme", said) + table("Workstreams", *streams) + more, folder / name)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme workbook of last time, of three returns."""
    home = tmp_path_factory.mktemp("before")
    returned(home / "r", "transition_october.xlsx", "TRN")
    returned(home / "r", "out.xlsx", "OUT")
    returned(home / "r", "help.xlsx", "EHP")
    xl_send.consolidate(home / "r", output=home / "programme.xlsx")
    return home / "programme.xlsx"


def letters(home: Path, **options: object) -> tuple[dict[str, str], ConsolidateResult]:
    """The texts of all letters, by the name of their file, each on one line."""
    made = xl_send.consolidate(home / "r", feedback=home / "sent", **options)  # type: ignore[arg-type]
    assert not any("\ufffd" in path.name for path in made.feedback)
    texts = {path.name: path.read_text(encoding="utf-8") for path in made.feedback if path.suffix == ".txt"}
    return {name.removesuffix("-email.txt"): " ".join(text.split()) for name, text in texts.items()}, made


def test_of_two_returns_that_clash_nobody_is_told_that_none_came(tmp_path: Path, before: Path) -> None:
    returned(tmp_path / "r", "a.xlsx", "TRN", owner="A Person")
    returned(tmp_path / "r", "b.xlsx", "TRN", owner="B Person")
    returned(tmp_path / "r", "out.xlsx", "OUT")
    found, made = letters(tmp_path, previous=before)
    assert set(found) == {"TRN", "out", "EHP"}
    assert "Dear A Person and B Person," in found["TRN"]
    assert "neither of them could be taken: a.xlsx and b.xlsx." in found["TRN"]
    assert "No return of" not in found["TRN"]
    assert [one.code for one in made.sources.missing] == ["EHP"]


@pytest.mark.parametrize("name", ["transition november.xlsx", "TRN v2.xlsx", "trn.xlsm", "adulthood.ods", "TRN.xls"])
def test_a_file_that_cannot_be_read_is_told_to_the_owner_whom_its_name_tells(
    tmp_path: Path, before: Path, name: str
) -> None:
    returned(tmp_path / "r", "out.xlsx", "OUT")
    (tmp_path / "r" / name).write_text("no workbook")
    found, made = letters(tmp_path, previous=before)
    assert set(found) == {"TRN", "out", "EHP"}
    assert "Dear Transition Lead," in found["TRN"]
    assert f"came as {name}, and could not be taken." in found["TRN"]
    assert f"{name}: This is a plain text file, not an Excel workbook. Open it" in found["TRN"]
    assert "No return of Early help (EHP) came." in found["EHP"]
    (line,) = [one for one in made.sources.missing if one.code == "TRN"]
    assert line.owner == "Transition Lead"


@pytest.mark.parametrize("name", ["school.xlsx", "sent out.xlsx", "return.xlsx", "help transition.xlsx"])
def test_where_a_name_tells_nothing_or_several_nobody_is_guessed(tmp_path: Path, before: Path, name: str) -> None:
    returned(tmp_path / "r", "ehp.xlsx", "EHP")
    (tmp_path / "r" / name).write_text("no workbook")
    found, made = letters(tmp_path, previous=before)
    assert set(found) == {"TRN", "OUT", "ehp", Path(name).stem}
    assert "Dear colleague," in found[Path(name).stem]
    assert any(f"{Path(name).stem}-email.txt" in note for note in made.notes)


def test_a_file_beside_the_return_that_was_taken_is_told_in_the_same_letter(tmp_path: Path) -> None:
    returned(tmp_path / "r", "transition.xlsx", "TRN")
    (tmp_path / "r" / "TRN old.xlsx").write_text("no workbook")
    found, _ = letters(tmp_path)
    assert set(found) == {"transition"}
    assert "Also came --------- - TRN old.xlsx: This is a plain text file" in found["transition"]


def test_nobody_is_to_settle_with_others_that_a_return_is_of_an_earlier_day(tmp_path: Path) -> None:
    returned(tmp_path / "r", "transition.xlsx", "TRN", as_at="30 Oct 2026")
    returned(tmp_path / "r", "out.xlsx", "OUT")
    found, _ = letters(tmp_path)
    assert "It is 14 days behind the others" in found["transition"]
    assert not [name for name, text in found.items() if "As at is" in text]


def test_a_return_of_another_council_is_asked_of_the_owner_who_is_waited_for(tmp_path: Path, before: Path) -> None:
    for code in ("OUT", "EHP"):
        returned(tmp_path / "r", f"{code.lower()}.xlsx", code, council="Exampleshire Council")
    returned(tmp_path / "r", "transition.xlsx", "TRN", council="Elsewhere Council", owner="Another")
    found, _ = letters(tmp_path, previous=before)
    assert set(found) == {"TRN", "out", "ehp"}
    assert "Dear Transition Lead," in found["TRN"]
    assert 'transition.xlsx: Its Council is "Elsewhere Council"' in found["TRN"]
    assert "--take" not in found["TRN"]


def test_one_owner_gets_one_letter_for_all_that_did_not_come(tmp_path: Path, before: Path) -> None:
    returned(tmp_path / "r", "out.xlsx", "OUT", owner="TBC", prepared="tbc")
    found, made = letters(tmp_path, previous=before, reply_by="1 Dec 2026")
    assert set(found) == {"out", "EHP-TRN"}
    assert "No return of Early help (EHP) and Transition to adulthood (TRN) came." in found["EHP-TRN"]
    assert "Please send them, or say when they will come, by 1 December 2026." in found["EHP-TRN"]
    assert "Dear colleague," in found["out"]
    assert [note for note in made.notes if "out-email.txt" in note]


def test_the_day_is_that_on_which_papers_are_next_due_and_only_a_later_one_is_taken(tmp_path: Path) -> None:
    meetings = table(
        "Meetings", {"Forum": "Programme Board", "Meeting date": "10 Dec 2026", "Papers due": "2 Dec 2026"}
    )
    returned(tmp_path / "r", "trn.xlsx", "TRN", more=meetings)
    found, _ = letters(tmp_path)
    assert "again by 2 December 2026: papers for Programme Board on 10 December 2026 are due then." in found["trn"]
    with pytest.raises(CannotRunError, match="is not after 13 November 2026"):
        xl_send.consolidate(tmp_path / "r", feedback=tmp_path / "other", reply_by="2026-11-13")
    with pytest.raises(CannotRunError, match="add --feedback"):
        xl_send.consolidate(tmp_path / "r", reply_by="2026-12-13")


def test_odd_names_of_files_end_nothing(tmp_path: Path) -> None:
    names = ("tr\nn.xlsx", "ou\u202et \U0001f600.xlsx", "con.xlsx", 'it\'s "x".xlsx', "Con.xlsx", "CON_.xlsx")
    for code, name in zip("ABCDEF", names, strict=True):
        returned(tmp_path / "r", name, code * 3)
    found, made = letters(tmp_path)
    assert len(found) == len(names)
    stems = [path.name.casefold() for path in made.feedback]
    assert len(set(stems)) == len(stems) == 3 * len(names)
    assert all(allowed_name(path.stem) == path.stem for path in made.feedback)


def test_open_files_are_marked_as_well(tmp_path: Path) -> None:
    path = returned(tmp_path / "r", "trn.xlsx", "TRN")
    with path.open("rb") as opened:
        made = xl_send.consolidate(opened, feedback=tmp_path / "sent")
    assert (tmp_path / "sent" / "trn.xlsx") in made.feedback


def test_many_findings_of_one_kind_are_folded_and_text_stays_text(tmp_path: Path) -> None:
    owner = '<script>alert(1)</script> "Co"'
    rows = [
        {"ID": f"TRN-M{number:02d}", "Workstream": "TRN", "Milestone": "<b>x", "Forecast date": f"some day {number}"}
        for number in range(1, 41)
    ]
    returned(tmp_path / "r", "trn.xlsx", "TRN", owner=owner, more=table("Milestones", *rows))
    found, _ = letters(tmp_path)
    assert "Milestones H2, H3, H4, H5 and 36 more (TRN-M01, TRN-M02, TRN-M03, TRN-M04)" in found["trn"]
    assert len(found["trn"]) < 4_000
    assert f"Dear {owner}," in found["trn"]
    page = (tmp_path / "sent" / "trn-to-put-right.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_name_of_a_file_has_no_capital_at_the_start_of_a_sentence(tmp_path: Path) -> None:
    text = table("Programme", {"As at": "soon"}) + table("Milestones", {"ID": "TRN-M01", "Workstream": "TRN"})
    write_example(text, tmp_path / "transition of ours.xlsx")
    line = xl_send.status(tmp_path / "transition of ours.xlsx").loaded.unread_line
    assert line.startswith("transition of ours.xlsx has no As at")
    told = ("the sheet", "1 row", "a.xlsx has", "a.xlsx: 1 row", "")
    assert [capital(one) for one in told] == ["The sheet", "1 row", "a.xlsx has", "a.xlsx: 1 row", ""]


def test_a_name_is_quoted_where_it_is_to_be_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("OUT", "EHP"):
        returned(tmp_path / "r", f"{code}.xlsx", code, council="Exampleshire Council")
    returned(tmp_path / "r", "our transition.xlsx", "TRN", council="Elsewhere Council")
    main(["consolidate", str(tmp_path / "r"), "-o", str(tmp_path / "p.xlsx")])
    assert '--take "our transition.xlsx"' in capsys.readouterr().out
    assert quoted("a$b.xlsx") == "'a$b.xlsx'"
    assert quoted("plain-1.xlsx") == "plain-1.xlsx"
