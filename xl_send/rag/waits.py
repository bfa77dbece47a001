"""Which dates of the network are not known, because what they wait for could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.needs import needed_after_milestone
from xl_send.analysis.references import is_whole, owners
from xl_send.network import Network, Node, forums_meant, given
from xl_send.network.nodes import NodeKind, UnresolvedReason, UnresolvedReference
from xl_send.rag.doubts import milestones_in_doubt
from xl_send.value_classes import NamedTuple
from xl_send.words import file_name
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Submission
from xl_send.workbook.unread import Unread


class UnknownDate(NamedTuple):
    """Why something may come later than is known; in brief what it waits for, where that is all that is to be said."""

    why: str
    brief: str


UnknownDates = dict[str, UnknownDate]


def unknown_dates(network: Network, unread: Unread) -> Mapping[str, UnknownDate]:
    """Milestones, tasks and handovers that may come later than is known, by id."""
    found: UnknownDates = {}
    for name, why in _first(network, unread):
        found.setdefault(name, UnknownDate(why, why))
    return _with_what_waits(network, found)


def _with_what_waits(network: Network, found: UnknownDates) -> UnknownDates:
    """These and everything that waits for them, unless it is done."""
    if not found:
        return found
    after: dict[str, list[str]] = {}
    for edge in network.edges:
        after.setdefault(edge.start, []).append(edge.end)
    done = {node.id for node in network.nodes if node.done and node.as_at}
    # What is not known of itself, by each that waits for it, however far behind: a reason names no more than that.
    first = {name: name for name in found if name not in done}
    front = list(first)
    for name in front:
        for following in after.get(name, ()):
            if following not in found and following not in done:
                first[following] = first[name]
                found[following] = _behind(name, first[name], found)
                front.append(following)
    return found


def _behind(name: str, first: str, found: UnknownDates) -> UnknownDate:
    """Of what waits for a row: that row's date is not known, because of itself or of a first one behind it."""
    through = "" if name == first else f" because that of {first} is not"
    brief = f"it waits for {name}, whose date is not known"
    return UnknownDate(f"{brief}{through}: {found[first].why}", brief)


def _first(network: Network, unread: Unread) -> Iterator[tuple[str, str]]:
    by_code = owners(network.programme) if network.loose else {}
    yield from (
        (unresolved_reference.record.id, f"it waits for {why}")
        for unresolved_reference in network.loose
        if (why := _why(unresolved_reference, unread, by_code))
    )
    doubted = milestones_in_doubt(network.programme)
    calendar, whole = _calendar(network, unread), unread.nothing and unread.all_accounts_read
    for node in network.nodes:
        if node.as_at is None:
            yield node.id, f"{node.id} is of a workbook without an As at date that can be read"
        why = doubted.get(node.record.workbook, "") if node.kind is NodeKind.MILESTONE else ""
        why = (
            why
            or _reached_later(node)
            or _undecided(node, unread)
            or ("" if whole else _not_read(node, unread, calendar))
        )
        if why:
            yield node.id, why
    if not whole:
        yield from _held_back_by_unread(network, unread)
    # How long before its milestone a handover is needed is not known where it is needed after it.
    for name, late in needed_after_milestone(network.programme).items():
        if not _is_there(late.need, network):
            cell = late.need.at("needed_by")
            yield late.milestone.id, f"it waits for {name}, whose Needed by ({cell.address}) is in doubt"


def _reached_later(node: Node) -> str:
    """Why it is not known when a milestone is reached whose actual date is still to come, where that is all it says."""
    row = node.record
    if not isinstance(row, Milestone) or row.actual is None or row.forecast or given(row.actual, node.as_at):
        return ""
    return f"its Actual date ({row.at('actual').address}) is after the as at date, and it has no Forecast date"


def _not_read(node: Node, unread: Unread, calendar: str) -> str:
    """What of a row or of what it rests on could not be read."""
    by_terms = calendar if _term_only(node) else ""
    return _unread_cell(node, unread) or by_terms or _unread_account(node, unread)


def _held_back_by_unread(network: Network, unread: Unread) -> Iterator[tuple[str, str]]:
    """The milestones that may wait for a handover which could not be read, or not wholly."""
    for _, row in unread.rows.get(Interdependency, ()):
        name, receiver = row.value("receiver_milestone"), row.value("receiver") or code_of(row.id)
        yield from _held_back(network, name, receiver, row.why)
    for accounts in network.accounts.values():
        missing = next((why for item in accounts.rows if (why := _column(item, unread))), "")
        if missing and not _is_there(accounts.need, network):
            yield from _held_back(network, accounts.receiver_milestone or "", accounts.need.receiver, missing)
        books = (network.programme.of(item) for item in accounts.rows)
        whose = next((why for book in books if (why := _whose(accounts.need, book, unread))), "")
        if whose:
            yield from _held_back(network, accounts.receiver_milestone or "", accounts.need.receiver, whose)
        why = next((why for item in accounts.rows if (why := unread.cell(item, "receiver_milestone"))), "")
        if why and accounts.receiver_milestone is None:
            yield from _held_back(network, "", accounts.need.receiver, why)
    for lost in unread.lost:
        if lost.record is Interdependency:
            yield from ((item.id, lost.sentence) for item in _milestones(network) if item.workstream in lost.codes)


def _why(loose: UnresolvedReference, unread: Unread, by_code: Mapping[str, list[Submission]]) -> str:
    """Why a reference leads to nothing, where it may lead to something that could not be read, or to another row."""
    if loose.field == "receiver_milestone" or loose.why not in {UnresolvedReason.UNREADABLE, UnresolvedReason.MISSING}:
        return ""
    kind = Diagnostic if loose.letter == Diagnostic.SHEET.letter else Milestone
    missing = loose.why is UnresolvedReason.MISSING and is_whole(by_code, kind, loose.id)
    nowhere = f"{loose.id}, which {loose.record.at(loose.field).address} names and which does not exist"
    return unread.named(kind, loose.id) or (nowhere if missing else "")


def _unread_cell(node: Node, unread: Unread) -> str:
    """What a row waits for is not known, where the cell that says so could not be read."""
    record = node.record
    if isinstance(record, Diagnostic) and record.ends < record.starts:
        return f"{record.at('ends').address} is before its start"
    # A paused row need not say when it is expected; where it does, others wait for that day.
    stopped = isinstance(record, Milestone) and record.actual is None
    missing = unread.column(type(record), workbook=record.workbook, row=None if stopped else record, of=record)
    if missing or isinstance(record, Interdependency):
        return missing
    return unread.cell(record, "depends_on" if isinstance(record, Milestone) else "after")


def _undecided(node: Node, unread: Unread) -> str:
    """Why it is not known when a decision that is still needed can be given."""
    row = node.record
    if not isinstance(row, Milestone) or row.decision is Decision.NONE or given(row.decided, node.as_at):
        return ""
    return unread.cell(row, "forum") or next((why for why in unknown_meetings(row, unread) if why), "")


def unknown_meetings(row: Milestone, unread: Unread) -> Iterator[str]:
    """Why the meetings of the forum that decides a milestone are not known; blank where they are."""
    forum = (row.forum or "").casefold()
    if not forum:
        needed = "assurance" if row.decision is Decision.ASSURANCE else f"a {row.decision.value.lower()}"
        yield f"its Forum ({row.at('forum').address}) is blank, and it needs {needed}"
        return
    yield unread.column(Forum, Meeting)
    if unread.forums and forum not in unread.forums:
        yield f"its Forum is in doubt: {row.at('forum').address} names none that is listed"
    meant = forums_meant(unread.programme)
    for meeting in unread.programme.each(Meeting) if meant else ():
        if meant.get(id(meeting), "").casefold() == forum:
            yield f"a meeting is in doubt: {meeting.at('forum').address} of Meetings names no forum that is listed"
    for record in (Forum, Meeting):
        yield next((item.sentence for item in unread.lost if item.record is record), "")
        for _, unread_row in unread.rows.get(record, ()):
            if (unread_row.id or unread_row.value("forum")).casefold() in ("", forum):
                yield f"a row of {record.SHEET.title} could not be read: {unread_row.why}"


def _column(row: Interdependency, unread: Unread) -> str:
    return unread.column(Interdependency, workbook=row.workbook, row=row)


def _calendar(network: Network, unread: Unread) -> str:
    return unread.calendar(network.programme.policy)


def _term_only(node: Node) -> bool:
    record = node.record
    return bool(record.schools) if isinstance(record, Diagnostic) else record.schools_must_act


def _is_there(need: Interdependency, network: Network) -> bool:
    """Whether the receiver has accepted what it needs: it holds nothing back any more."""
    return given(need.accepted, network.programme.as_at(need)) is not None


def _milestones(network: Network) -> Iterator[Node]:
    return (node for node in network.nodes if node.kind is NodeKind.MILESTONE)


def _unread_account(node: Node, unread: Unread) -> str:
    return unread_account(node.record, unread) if isinstance(node.record, Interdependency) else ""


def unread_account(row: Interdependency, unread: Unread) -> str:
    """Why a party's account of a handover is not known, though the workbook of that party was read."""
    if unread.all_accounts_read:
        return ""
    programme = unread.programme
    for submission in unread.accounts_of({row.giver, row.receiver, code_of(row.id)}):
        if whose := _whose(row, submission, unread):
            return whose
        party = submission.codes & {row.giver, row.receiver, code_of(row.id)}
        if not party and submission.codes:
            continue
        accounts = (item for item in unread.lost if _is_of(item.record, item.workbook, submission.workbook))
        lost = next((item.sentence for item in accounts if not item.part or not item.codes.isdisjoint(party)), "")
        part = any(item.part for item in unread.lost if item.sentence == lost)
        if part:
            return lost
        if unread.holds_account(submission, row.id) and programme.as_at_of(submission):
            continue
        if not lost and programme.as_at_of(submission) is None:
            lost = f"{file_name(submission.workbook)} has no As at date that can be read"
        rows = [
            unread_row
            for unread_row in submission.unread_rows
            if unread_row.record is Interdependency and unread_row.id in ("", row.id)
        ]
        lost = lost or unread.column(Interdependency, workbook=submission.workbook, of=row)
        if lost or rows:
            return lost or f"an account of it could not be read: {rows[0].why}"
    return ""


def _whose(row: Interdependency, submission: Submission, unread: Unread) -> str:
    """Why it is not known whether a workbook's account of a handover is its giver's or its receiver's."""
    why = unread.codes(submission)
    told = why and unread.holds_account(submission, row.id)
    return f"it is not known whose account of it is in {file_name(submission.workbook)}: {why}" if told else ""


def _is_of(record: object, workbook: str, wanted: str) -> bool:
    return record is Interdependency and workbook == wanted


def _held_back(network: Network, name: str, receiver: str, cause: str) -> Iterator[tuple[str, str]]:
    """The milestones that a handover which could not be read may hold back: its own, else any of its receiver's."""
    why = f"it may wait for a handover that could not be read: {cause}"
    for node in _milestones(network):
        if node.id == name or (not name and receiver in ("", node.workstream)):
            yield node.id, why
