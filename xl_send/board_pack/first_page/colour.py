"""The programme's colour, now and at the last board, with the three reasons that matter most."""

from __future__ import annotations

from xl_send.board_pack.material import PROGRAMME, Material, item_name
from xl_send.board_pack.values import SectionPart, Tag
from xl_send.board_pack.wording import are, filled, shortened
from xl_send.calendar import WorkingDays
from xl_send.rag.rollup.consequence import Class, Consequences
from xl_send.results import Aspect, AspectName, Driver, Item, Status
from xl_send.words import capital, counted, every_name, sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.unread import Unread

REASONS = 3
_NAME_LENGTH = 90
_RANK = (Rag.GREEN, Rag.AMBER, Rag.RED)
_KINDS = {
    Class.FIXED_DATE: "A fixed date", Class.CHILDREN: "Children", Class.MONEY: "Money",
    Class.KEY_MILESTONE: "A key milestone", Class.RISK: "A risk", Class.REST: "Also",
}  # fmt: skip


_WHOLE = " for the programme as a whole"


def colour(material: Material) -> SectionPart:
    """The colour, what it was, up to three reasons by what they would cost, and what could not be read."""
    aspect = material.aspect(PROGRAMME, AspectName.OVERALL)
    if aspect is None or material.as_at is None:
        return SectionPart("Colour", sentences=("Nothing is rated: no workbook has an As at date that can be read.",))
    drivers = material.drivers(aspect)
    return SectionPart(
        "Colour now",
        Tag.of(aspect.status),
        sentences=filled(
            " ".join(filled(_opening(aspect), _before(material, aspect))),
            " ".join(filled(comparison(aspect.status, aspect.reported, _WHOLE), _reason_given(material, aspect))),
            whose_thresholds(material),
        ),
        points=(
            *(_reason(material, driver) for driver in drivers[:REASONS]),
            *filled(_more(material, drivers), what_was_not_read(material)),
        ),
    )


def whose_thresholds(material: Material) -> str:
    """By whose thresholds and calendar colours are reached."""
    policy = material.programme.policy
    return policy.sentence if policy else ""


def _opening(aspect: Aspect) -> str:
    """The lead of the reason without what drives it, which stands in points of its own."""
    told = sentence(aspect.reason.opening)
    return told if aspect.reason.opening != aspect.status.value else ""


def _before(material: Material, aspect: Aspect) -> str:
    """What the colour was at the last board, where one is known."""
    if not material.past:
        return ""
    before, day = material.past.status(PROGRAMME, AspectName.OVERALL), material.past.day
    if before is None or day is None:
        return ""
    same = " too" if before is aspect.status else ""
    return f"At the last board ({say(day)}): {before.value}{same}."


def _reason(material: Material, driver: Driver) -> str:
    """One reason: what kind of consequence, what it is of, and how much."""
    item = material.driving(driver)
    if item is None:
        return sentence(driver.words)
    kind = _KINDS[_consequence(material, item)]
    return f"{kind}: {material.with_id(shortened(item_name(item), _NAME_LENGTH), driver.id)}: {driver.brief}."


def _consequence(material: Material, item: Item) -> Class:
    calendar = material.programme.policy.calendar if material.programme.policy else ()
    return Consequences(material.programme, WorkingDays.of(calendar)).of(item, item.rating).kind


def _more(material: Material, drivers: list[Driver]) -> str:
    more = len(drivers) - REASONS
    where = ": see the annex" if material.has_annex else ""
    return f"{counted(more, 'more reason')} of less consequence{where}." if more > 0 else ""


def what_was_not_read(material: Material) -> str:
    """That something could not be read, where a reader must know it before all else."""
    unread = Unread(material.programme)
    rows = sum(len(found.unread_rows) for found in material.programme.submissions)
    lost = [item.record.SHEET.title for item in unread.lost]
    titles, columns = every_name(list(dict.fromkeys(lost))), len(set(unread.columns.values()))
    told = filled(
        counted(len(material.refused), "file") if material.refused else "",
        (f"the sheet {titles}" if len(lost) == 1 else f"{len(lost)} sheets ({titles})") if lost else "",
        counted(columns, "column") if columns else "",
        counted(rows, "row") if rows else "",
    )
    number = len(material.refused) + len(lost) + columns + rows
    if not told:
        return ""
    what = f"could not be read{' or settled' if material.refused else ''}"
    return capital(f"{every_name(told)} {what} and {are(number)} not in this colour: see What we do not know.")


def _reason_given(material: Material, aspect: Aspect) -> str:
    """The reason that stands beside a reported colour that differs, in the words of the workbook that reports it."""
    if aspect.reported is None or aspect.reported.value == aspect.status.value or not material.profile.narrative:
        return ""
    covers = [found.cover for found in (material.lead, *material.programme.submissions) if found]
    given = next((cover.reason for cover in covers if cover.reported is aspect.reported and cover.reason), "")
    return f"Reason given: {sentence(given)}" if given else ""


def comparison(status: Status, reported: Rag | None, of_what: str = "") -> str:
    """How the colour that an owner reports compares with the computed one; nothing where they are the same."""
    if reported is None:
        return f"No colour is reported{of_what}."
    if not status.coloured:
        return f"{reported.value} is reported; there is no computed colour to compare it with."
    how = compared(status, reported)
    if not how:
        return ""
    return f"{reported.value} is reported: {how} than the dates and figures give."


def compared(status: Status, reported: Rag) -> str:
    """Better, worse, or nothing where the two are the same."""
    difference = _RANK.index(reported) - _RANK.index(Rag(status.value))
    return "" if difference == 0 else "better" if difference < 0 else "worse"
