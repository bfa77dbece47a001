"""Conflicts that are new, cleared or still there, and those of which nothing can be known."""

from __future__ import annotations

from editing import after, board, example, texts
from xl_send.compare import Change, ChangeKind, Changes, ChangeSubject, changes_between
from xl_send.compare.differences import differences
from xl_send.compare.scenario import with_slips
from xl_send.compare.telling import told_parts
from xl_send.findings import Severity


def conflicts(found: Changes) -> list[Change]:
    return [change for change in found.changes if change.kind is ChangeSubject.CONFLICT]


def test_a_conflict_that_was_not_there_is_new_with_all_its_cells() -> None:
    found = after(("Interdependencies", "TRN-D04", {"Promised for": "12 Mar 2027"}))
    new = next(conflict for conflict in conflicts(found) if "10 working days" in conflict.sentence)
    assert (new.what, new.first, new.workstream, new.then) == (ChangeKind.CONFLICT_NEW, True, "TRN", ())
    assert new.sentence.startswith("New: TRN-D04, which TRN needs, is expected on 12 March 2027, 10 working days later")
    assert {cell.record for cell in new.now} >= {"TRN-D04"}
    assert {finding.key for finding in found.still} <= {conflict.key for conflict in example().conflicts}


def test_a_conflict_that_is_gone_is_cleared_with_the_cells_it_had() -> None:
    (one,) = conflicts(after(("Interdependencies", "EHP-D01", {"Giver agrees": "Yes"})))
    assert one.what is ChangeKind.CONFLICT_CLEARED
    assert one.sentence.startswith("Cleared: EHP-D01 is needed in 28 days")
    assert one.then
    assert not one.now


def test_a_conflict_of_a_row_that_has_become_worse_is_not_called_cleared() -> None:
    found = after(("Programme", "As at", {"Value": "14 Dec 2026"}))
    told = next(
        one for one in conflicts(found) if "5 working days to spare" in one.sentence and one.record == "EHP-D01"
    )
    assert told.sentence.startswith("No longer told, as EHP-D01 has become Red: EHP-D01 is needed by 11 December 2026")


def test_a_conflict_with_a_row_of_a_paused_workstream_is_not_called_cleared() -> None:
    found = after(("Workstreams", "TRN", {"State": "Paused"}))
    told = next(one for one in conflicts(found) if one.record == "TRN-D03" and one.what is ChangeKind.CONFLICT_CLEARED)
    why = "No longer told, as TRN-D03 is Not rated now (its workstream, TRN, is paused): TRN-D03 is needed by"
    assert told.sentence.startswith(why)


def test_every_conflict_that_is_new_or_cleared_names_the_row_that_it_stands_in() -> None:
    found = after(("Milestones", "TRN-M08", {"State": "Withdrawn"}))
    told = [one.sentence for one in conflicts(found) if "TRN-M08, which is withdrawn" in one.sentence]
    assert "New: TRN-M09: Depends on names TRN-M08, which is withdrawn." in told


def test_a_slip_makes_no_conflict_gone_that_another_tells_of_as_well() -> None:
    found = differences(example().programme, with_slips(example().programme, [("STA-M08", 20)]))
    assert not [one for one in found.gone if one.rule == "CF10"]
    (one,) = [one for one in found.changed if one.rule == "CF10"]
    assert "STA-M09 by 18 working days" in one.message
    assert "SUF-M09 by 38 working days" in one.message


def test_what_is_still_there_is_counted_by_severity() -> None:
    found = after(("Interdependencies", "EHP-D01", {"Giver agrees": "Yes"}))
    assert {finding.key for finding in found.still} < {conflict.key for conflict in example().conflicts}
    errors = sum(finding.severity is Severity.ERROR for finding in found.still)
    said = next(line for part in told_parts(found) for line in part.sentences if line.startswith("Still there"))
    assert said.startswith(f"Still there: {len(found.still)} ({errors} errors, ")


def test_without_a_party_s_return_nothing_is_said_to_be_cleared() -> None:
    found = changes_between(example(), board([text for text in texts() if text.name != "transition.xlsx"]))
    unknown = [conflict for conflict in conflicts(found) if conflict.what is ChangeKind.CONFLICT_UNKNOWN]
    assert any("Of TRN there is no return now, so it is not known whether" in item.sentence for item in unknown)
    cleared = [conflict for conflict in conflicts(found) if conflict.what is ChangeKind.CONFLICT_CLEARED]
    assert not any(cell.workbook == "transition.xlsx" for item in cleared for cell in item.then)


def test_a_conflict_with_a_party_that_had_no_return_says_so() -> None:
    found = changes_between(board([text for text in texts() if text.name != "transition.xlsx"]), example())
    new = [conflict for conflict in conflicts(found) if conflict.what is ChangeKind.CONFLICT_NEW]
    assert new
    assert any(item.sentence.endswith("TRN had no return then.") for item in new)
