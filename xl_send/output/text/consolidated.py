"""What consolidate says of what it did, in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from xl_send.commands.consolidate import ConsolidateResult
from xl_send.consolidation.chase import chase_sentence, days_late
from xl_send.consolidation.returns import DIFFERENCES
from xl_send.consolidation.row_sources import NotTaken
from xl_send.consolidation.sources import NOT_TAKEN, SourceFile, Sources, source_lines
from xl_send.output.lines import wrapped
from xl_send.words import capital, counted, first_few
from xl_send.workbook.days import say

# Entries that were not taken are named on screen so far; all of them stand on their sheet.
NAMED = 12


def consolidated_text(found: ConsolidateResult) -> str:
    """A line a file, what is to be settled, and where the workbook is."""
    sources = found.sources
    marking = [f"{found.marking}."] if found.marking else []
    lines = [*marking, *wrapped(sources.whose_thresholds), "", *map(_line, source_lines(sources))]
    if sources.not_taken:
        lines += ["", "Not taken", *(line for left in sources.not_taken[:NAMED] for line in _not_taken(left))]
    if len(sources.not_taken) > NAMED:
        lines.append(f"  and {len(sources.not_taken) - NAMED} more, on the {NOT_TAKEN} sheet.")
    if found.feedback:
        lines += ["", f"For owners: {counted(len(found.feedback), 'file')} in {found.feedback[0].parent}."]
    return "\n".join([*lines, "", closing_words(sources, _place(found))])


def _not_taken(found: NotTaken) -> list[str]:
    """Where it stands and why; what it says stands on the sheet alone, as it may be a figure that is not for all."""
    place = f"{found.sheet} row {found.row}" if found.row else found.sheet
    record = f" ({found.record})" if found.record else ""
    told = f"{Path(found.path).name}, {place}{record}: {found.why}"
    return wrapped(told, "  ", "    ")


def _place(found: ConsolidateResult) -> str:
    return str(found.path) if found.path else "one workbook"


def _line(line: SourceFile) -> str:
    name = line.expected.code if line.expected else Path(line.path).name
    told = f"  {line.fate:<9} {name}"
    return f"{told}: {line.why}" if line.why else told


def closing_words(sources: Sources, output: str) -> str:
    """How many were taken and left out, what is missing or differs, and where the workbook is."""
    chosen = sources.chosen
    rows = sum(item.submission.rows_read for item in chosen.taken)
    told = [f"{counted(len(chosen.taken), 'return')} with {counted(rows, 'row')} brought together in {output}."]
    told += filter(None, [_carried(sources)])
    fates = Counter(line.fate.lower() for line in source_lines(sources))
    left = [f"{counted(fates[fate], 'file')} {fate}" for fate in ("set aside", "refused") if fates[fate]]
    if left:
        told.append(f"{' and '.join(left)}: the Returns sheet says why.")
    found = ((Path(item.path).name, words) for item in chosen.taken for words in item.not_read)
    unread = [words if name in words else f"{name}: {words}" for name, words in found]
    if unread:
        names = [Path(item.path).name for item in chosen.taken]
        told.append(f"Not everything could be read. {capital('; '.join(unread), names)}.")
    if sources.missing:
        codes = first_few([found.code for found in sources.missing])
        told.append(f"No return was taken of {codes}, which the workbook before had.")
    told += filter(None, [_to_chase(sources)])
    if sources.differences:
        told.append(f"{counted(len(sources.differences), 'difference')} between returns: see the {DIFFERENCES} sheet.")
    if sources.not_taken:
        were = "entry of theirs was" if len(sources.not_taken) == 1 else "entries of theirs were"
        told.append(f"{len(sources.not_taken):,} {were} not taken: the {NOT_TAKEN} sheet says which and why.")
    return " ".join(told)


def _carried(sources: Sources) -> str:
    """Which of them did not come, so that the last ones stand in their place."""
    found = [(", ".join(sorted(item.codes)), item.as_at) for item in sources.chosen.taken if item.carried]
    if not found:
        return ""
    names = first_few([f"{codes}, as at {say(day)}" if day else codes for codes, day in found])
    return f"No return came of some of them, so the last ones are carried forward: {names}."


def _to_chase(sources: Sources) -> str:
    taken = sources.chosen.taken
    late = sum(bool(days_late(item.as_at, sources.as_at)) for item in taken)
    wrong = sum(bool(sources.checks[item.path].errors) for item in taken if item.path in sources.checks)
    return chase_sentence(late, wrong)
