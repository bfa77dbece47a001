"""Interdependencies: the day of the handover, its float and its colour, by this account alone (steps 1 to 5)."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.results import Status
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.formulas.calendar import days_between
from xl_send.xlsx.formulas.guards import for_record, rests, says_yes, stream_is
from xl_send.xlsx.formulas.names import AS_AT, threshold
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    RowCells,
    Whole,
    either,
    every,
    first_case,
    looked_up,
    unless_error,
    when,
    word,
    words,
)

ROW = RowCells(Interdependency)
MILESTONES = Whole(Milestone)


def interdependency_formulas() -> Mapping[str, str]:
    """The formulas of the Interdependencies sheet by column."""
    undated = either(f"{ROW['handover']}={NOTHING}", f"NOT({_given('needed_by')})", rests(Interdependency, "receiver"))
    return {
        "room": unless_error(when(undated, NOTHING, days_between(ROW["handover"], ROW["needed_by"]))),
        "rag": for_record(Interdependency, _rag()),
        "handover": for_record(Interdependency, _handover()),
    }


def _given(name: str) -> str:
    """Whether there is a date. A link to a blank cell gives 0, which is none."""
    return f"N({ROW[name]})>0"


def _done(name: str) -> str:
    """Whether something has happened, not after the as at date."""
    return every(_given(name), f"{ROW[name]}<={AS_AT}")


def _milestone(name: str, of: str) -> str:
    return looked_up(MILESTONES[name], ROW[of], MILESTONES["id"])


def _handover() -> str:
    """Accepted, else Delivered, else the later of what the giver expects and its milestone's date."""
    actual, forecast, plan, state, stream = (
        _milestone(name, "giver_milestone") for name in ("actual", "forecast", "plan", "state", "workstream")
    )
    reached = every(f"{actual}>0", f"{actual}<={AS_AT}")
    withdrawn = either(f"{state}={word(State.WITHDRAWN)}", stream_is(stream, State.WITHDRAWN))
    no_date = either(f"{plan}={NOTHING}", withdrawn)
    ready = unless_error(when(no_date, "0", when(reached, actual, forecast)), "0")
    expected = f"MAX({_expected()},{ready})"
    return first_case(
        (_done("accepted"), ROW["accepted"]),
        (_done("delivered"), ROW["delivered"]),
        (f"{expected}>0", expected),
        otherwise=NOTHING,
    )


def _expected() -> str:
    """The giver's word: the day forecast, else the day promised."""
    return when(_given("forecast"), ROW["forecast"], when(_given("promised"), ROW["promised"], "0"))


def _rag() -> str:
    sound = when(f"{ROW['accepted']}<{ROW['delivered']}", word(Status.NO_DATA), word(Status.COMPLETE))
    accepted = when(_done("accepted"), sound, word(Status.AMBER))
    past = f"{ROW['needed_by']}<{AS_AT}"
    missed = every(f"{_expected()}>0", f"{_expected()}<{AS_AT}")
    return first_case(
        (rests(Interdependency, "receiver"), word(Status.NOT_RATED)),
        (_done("delivered"), accepted),
        (_done("accepted"), word(Status.COMPLETE)),
        (f"NOT({_given('needed_by')})", word(Status.NO_DATA)),
        (f"{ROW['handover']}={NOTHING}", when(past, word(Status.RED), word(Status.NO_DATA))),
        (either(past, missed), word(Status.RED)),
        (f"{ROW['handover']}>{ROW['needed_by']}", _too_late()),
        (every(_near(), either(_tight(), _not_agreed())), word(Status.AMBER)),
        otherwise=word(Status.GREEN),
    )


def _too_late() -> str:
    """Milder where the milestone that waits is known not to be key, and the lateness is slight."""
    plan, key = (_milestone(name, "receiver_milestone") for name in ("plan", "key"))
    not_key = unless_error(every(f"{plan}<>{NOTHING}", f"OR({key}={words('No', 'N')})"), "FALSE")
    slight = f"{ROW['room']}>=-{threshold('milestone_green')}"
    return when(every(slight, not_key), word(Status.AMBER), word(Status.RED))


def _near() -> str:
    return f"{ROW['needed_by']}-{AS_AT}<{threshold('agreement_days')}"


def _tight() -> str:
    return f"{ROW['room']}<{threshold('tight_float')}"


def _not_agreed() -> str:
    return f"NOT({every(says_yes(ROW['giver_agrees']), says_yes(ROW['receiver_agrees']))})"
