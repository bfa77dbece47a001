"""A programme workbook out of what several returns say together: the standard sheets, filled, and what was found."""

from __future__ import annotations

from xl_send.commands.checks import CheckResult, chosen_rules
from xl_send.commands.conflicts import not_read
from xl_send.commands.loading import understood
from xl_send.commands.publication.checked import checked_as_seen, checking
from xl_send.commands.publication.consolidated import ConsolidatedAsSeen
from xl_send.consolidation import MergedProgramme
from xl_send.consolidation.chase import checks_of
from xl_send.consolidation.overview import overview_table, owners_table
from xl_send.consolidation.sources import Sources, differences_table, not_taken_table, returns_table
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.limits import SETTING, TIMES
from xl_send.listings.conflicts import conflicts_table
from xl_send.progress import Progress
from xl_send.rules import Scope
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.sheets.checks import Explanation
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.size import times_needed
from xl_send.xlsx.template.draft import draft_book
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

LARGER_THAN_READ = (
    "Excel opens this programme workbook as it is, but it is larger than xl_send reads unless told to: set {setting} "
    "to {times} before it is validated, coloured or reported (docs/security.md)."
)


class ConsolidatedWorkbook(NamedTuple):
    """A programme workbook's bytes, what may be known of it and of its sources, and what was found in the returns."""

    content: bytes
    seen: ConsolidatedAsSeen
    sources: Sources
    checked: CheckResult

    @property
    def of_its_size(self) -> tuple[str, ...]:
        """What is to be known of one that is larger than what is read without being told to."""
        times = times_needed(self.content)
        return (LARGER_THAN_READ.format(setting=SETTING, times=times),) if times > TIMES else ()


def programme_workbook(
    name: str, whole: MergedProgramme, returns: Disclosure, sources: Sources, progress: Progress
) -> ConsolidatedWorkbook:
    """The workbook. Its rows are read as they will stand in it, checked and coloured, and written with what was found.

    Conflicts are those between the returns themselves, where each party's word still stands apart. What may not
    be known of the `returns` is not in it.
    """
    bare = replace(_content(whole), explanations=_explanations(returns.programme))
    with checking(Publication(returns)) as found_in_returns:
        (first,) = (draft_book("programme", item, name) for item in progress([bare], "Bringing rows together", 1))
        seen = ConsolidatedAsSeen(returns, Programme((understood(first),)))
        rules = chosen_rules(scope=Scope.VALIDATION)
        (checked,) = (checked_as_seen(item, rules) for item in progress([seen.whole], "Checking rows", 1))
        (found,) = (item() for item in progress([found_in_returns], "Checking returns", 1))
    told = seen.sources(sources._replace(checks=checks_of(found.wrong.findings)))
    (last,) = (
        workbook_bytes("programme", _filled(whole, seen, told, checked, found.at_odds))
        for _ in progress([told], "Writing the programme workbook", 1)
    )
    return ConsolidatedWorkbook(last, seen, told, found.wrong)


def _filled(
    whole: MergedProgramme, seen: ConsolidatedAsSeen, told: Sources, checked: CheckResult, at_odds: CheckResult
) -> WorkbookContent:
    """The standard sheets with their rows, findings and colours, and the sheets besides."""
    programme, found, returns = seen.whole.programme, seen.whole.picture, at_odds.programme
    tables = (
        owners_table(found),
        conflicts_table(returns, at_odds.findings, not_read(returns)),
        returns_table(told),
        differences_table(told),
        not_taken_table(told),
    )
    front = overview_table(programme, found, seen.marking)
    filled = replace(_content(seen.content(whole)), explanations=_explanations(returns))
    return replace(
        filled,
        findings=checked.findings,
        found_in=programme,
        items=found.items,
        front=front,
        year_view=True,
        tables=tables,
    )


def _explanations(returns: Programme) -> list[Explanation]:
    return [explanation for submission in returns.submissions for explanation in submission.explanations]


def _content(whole: MergedProgramme) -> WorkbookContent:
    return WorkbookContent(
        rows=whole.rows,
        labels=whole.labels,
        own_lists=whole.own_lists,
        calendar=whole.policy.calendar,
        matrix=whole.policy.agreed.matrix,
        silences=whole.silences,
    )
