"""What a paused workstream does to its rows and to others': said once, with its cause, and never taken for time."""

from __future__ import annotations

from functools import cache

from editing import after
from xl_send.compare import Change, ChangeKind, Changes, ChangeSubject
from xl_send.compare.order import ChangeSection, section_of


@cache
def paused() -> Changes:
    """The example a month later, with TRN paused."""
    return after(("Programme", "As at", {"Value": "11 Dec 2026"}), ("Workstreams", "TRN", {"State": "Paused"}))


def of(record: str) -> list[Change]:
    return [one for one in paused().changes if one.record == record]


def test_it_is_told_of_the_programme_with_the_colours_that_its_rows_had() -> None:
    (told,) = [one for one in of("TRN") if one.what is ChangeKind.STATE]
    assert section_of(told) is ChangeSection.PROGRAMME
    assert told.sentence.startswith(
        "The State of TRN is now Paused, was Active, without a change reference. Its rows, 2 Red, "
    )
    assert told.sentence.endswith(" Green then, have no colour now.")


def test_its_rows_do_not_each_say_it_again() -> None:
    rows = [one for one in paused().changes if one.workstream == "TRN" and one.record != "TRN"]
    assert not [one.sentence for one in rows if "is paused" in one.sentence and one.kind is not ChangeSubject.CONFLICT]


def test_what_others_gain_by_it_is_not_put_down_to_the_date() -> None:
    (told,) = [one for one in of("EHP-P03") if one.what is ChangeKind.COLOUR_BETTER]
    assert told.sentence.endswith("What moved it: what other rows say; nothing in its own did.")


def test_what_the_day_alone_did_is_still_put_down_to_it() -> None:
    told = [one.sentence for one in of("EHP-M05") if one.what is ChangeKind.COLOUR_WORSE]
    assert told[0].endswith("What moved it: the date, now 11 December 2026; nothing in its row did.")
