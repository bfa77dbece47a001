"""What follows from what: of findings that one fault brings about, each names the finding that is its cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.findings import Cell, Finding, Severity
from xl_send.rules.catalogue import Reach, Rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import row_number
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.sheets.programme import Cover

AS_AT = columns_by_name(Cover)["as_at"].title
Spot = tuple[str | int, ...]
Following = Mapping[str, tuple[Finding, ...]]


def with_causes(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The same findings, those that follow from another naming it by its key.

    What is named stands for itself: of a chain all name its beginning.
    """
    causes = _Causes.among(findings, rules)
    # Findings of one key are one, by whichever of them it is known.
    known = {finding.key: finding for finding in reversed(findings)} if causes.standing else {}
    brought = [finding for finding in known.values() if finding.rule in causes.bringers]
    roots = {finding.key: causes.root(finding, known) for finding in brought}
    further = causes.resting(brought, roots, known)
    return tuple(_because_of(finding, _beginning(finding.key, roots, further)) for finding in findings)


def _beginning(key: str, roots: Mapping[str, str], further: Mapping[str, str]) -> str:
    """Where a chain begins, which may lead on from what was its beginning to that on which it rests alone."""
    seen, at = {key}, roots.get(key, "")
    while then := further.get(at or key):
        if then in seen:
            return ""
        seen.add(then)
        at = then
    return at


def _because_of(finding: Finding, cause: str) -> Finding:
    return finding if finding.because_of == cause else finding._replace(because_of=cause)


class _Causes(NamedTuple):
    """The findings that bring others, by whom they bring, how far, and where they stand."""

    rules: Mapping[str, Rule]
    bringers: Mapping[str, tuple[str, ...]]
    standing: Mapping[tuple[str, Reach, Spot], Finding]

    @classmethod
    def among(cls, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> _Causes:
        bringers: dict[str, list[str]] = {}
        for rule in rules.values():
            for brought in rule.brings:
                bringers.setdefault(brought, []).append(rule.id)
        standing: dict[tuple[str, Reach, Spot], Finding] = {}
        for finding in findings:
            for reach in set(rules[finding.rule].brings.values()) if finding.rule in rules else ():
                standing.setdefault((finding.rule, reach, _spot(finding.cell, reach)), finding)
        return cls(rules, {brought: tuple(found) for brought, found in bringers.items()}, standing)

    def root(self, finding: Finding, known: Mapping[str, Finding]) -> str:
        """The key of the finding at the beginning of the chain, or nothing."""
        seen, at = [finding.key], finding
        while cause := next(self._direct(at), None):
            if cause.key in seen:
                return ""
            seen.append(cause.key)
            at = known[cause.key]
        return at.key if at is not finding else ""

    def _direct(self, finding: Finding) -> Iterator[Finding]:
        for bringer in self.bringers.get(finding.rule, ()):
            reach = self.rules[bringer].brings[finding.rule]
            for cell in finding.cells if reach in _BY_ANY_CELL else (finding.cell,):
                found = self.standing.get((bringer, reach, _spot(cell, reach)))
                if found is not None and found.key != finding.key and reach is not Reach.ALONE:
                    yield found

    def resting(
        self, brought: Sequence[Finding], roots: Mapping[str, str], known: Mapping[str, Finding]
    ) -> dict[str, str]:
        """The findings that every cell on which they rest puts under one other, by the keys of both."""
        alone = {rule for rule, reach, _ in self.standing if reach is Reach.ALONE}
        under: dict[Spot, set[str]] = {}
        for finding in known.values() if alone else ():
            under.setdefault(_spot(finding.cell, Reach.ROW), set()).add(roots.get(finding.key) or finding.key)
        found: dict[str, str] = {}
        for finding in brought if alone else ():
            if alone.isdisjoint(self.bringers[finding.rule]) or roots[finding.key]:
                continue
            heads = [under.get(_spot(related.cell, Reach.ROW), set()) for related in finding.related]
            shared = sorted(set.intersection(*heads)) if heads else ()
            cause = next((key for key in shared if self._brings_alone(known[key], finding)), "")
            found |= {finding.key: cause} if cause else {}
        return found

    def _brings_alone(self, cause: Finding, finding: Finding) -> bool:
        return (
            cause.key != finding.key
            and cause.rule in self.rules
            and self.rules[cause.rule].brings.get(finding.rule) is Reach.ALONE
        )


# These look at every cell that a finding names, not at its own alone.
_BY_ANY_CELL = (Reach.CELL, Reach.NAMED)


def _spot(cell: Cell, reach: Reach) -> Spot:
    """What two cells have in common that a fault of this reach joins."""
    if reach is Reach.WORKBOOK:
        return (cell.workbook,)
    if reach in (Reach.ROW, Reach.NAMED, Reach.ALONE):
        return cell.workbook, cell.sheet, row_number(cell.address)
    return cell.workbook, cell.sheet, cell.address


def followers(findings: Sequence[Finding]) -> Following:
    """The findings that follow from each that is among these, by its key, but for those that are explained.

    What follows from an explained finding stands for itself: one explanation is of one finding.
    """
    heads = {finding.key for finding in findings if not (finding.because_of or finding.explained)}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.because_of and finding.because_of in heads and not finding.explained:
            found.setdefault(finding.because_of, []).append(finding)
    return {key: tuple(ones) for key, ones in found.items()}


def follows(finding: Finding, following: Following) -> bool:
    """Whether a finding is told under another."""
    return finding.because_of in following and not finding.explained


def open_heads(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are to be seen to: neither explained nor told under another."""
    following = followers(findings)
    return [finding for finding in findings if not (finding.explained or follows(finding, following))]


def followers_told(head: Finding, brought: Sequence[Finding]) -> str:
    """What is said behind a finding of those that follow from it: `` (and 53 that follow from it, 35 of them errors)``.

    Errors are counted where the finding itself is none: they are to be put right all the same.
    """
    if not brought:
        return ""
    errors = errors_under(head, {head.key: tuple(brought)})
    if len(brought) == 1:
        return f" (and 1 that follows from it{', an error' if errors else ''})"
    return f" (and {len(brought)} that follow from it{f', {errors} of them errors' if errors else ''})"


def errors_under(head: Finding, following: Following) -> int:
    """How many errors are told under a finding that is none itself: they are to be put right all the same."""
    brought = following.get(head.key, ()) if head.severity is not Severity.ERROR else ()
    return sum(one.severity is Severity.ERROR for one in brought)


def first_to_mend(findings: Sequence[Finding]) -> Finding | None:
    """What to put right first: of the gravest what concerns a whole sheet or As at, then what brings most with it."""
    following = followers(findings)
    heads = [finding for finding in open_heads(findings) if finding.severity is not Severity.ADVICE]

    def weight(one: Finding) -> tuple[int, bool, int]:
        whole = not one.cell.address or one.cell.column == AS_AT
        rank = Severity.ERROR.rank if errors_under(one, following) else one.severity.rank
        return rank, not whole, -len(following.get(one.key, ()))

    return min(heads, key=weight, default=None)
