"""What is found in a programme and may be told; in many returns by another process, while they are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from xl_send.commands.checks import CheckResult, Silenced, check_all, chosen_rules
from xl_send.disclosure.publication import Publication
from xl_send.findings import Finding
from xl_send.limits import MOST_SECONDS
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Rule, Scope
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.names import read_as_compared, titles_read_as
from xl_send.workbook.submissions import Programme
from xl_send.workers import asked_now, how_many
from xl_send.workers.answers import begun
from xl_send.workers.tasks import Task

_PLACE = f"{__name__}:find_asked"
_SCOPES = (Scope.VALIDATION, Scope.CONFLICTS)


def checked_as_seen(seen: Publication, rules: Sequence[Rule]) -> CheckResult:
    """What is found in a programme, and may be told."""
    whole = check_all(LoadedProgramme(seen.shown.programme), rules)
    if seen.programme is seen.shown.programme:
        return whole
    safe = check_all(LoadedProgramme(seen.programme), rules)
    return replace(safe, findings=seen.findings(whole.findings, safe.findings))


class FoundInReturns(NamedTuple):
    """What is wrong in returns, and where they are at odds with one another."""

    wrong: CheckResult
    at_odds: CheckResult


class ReturnsAsked(NamedTuple):
    """Returns as they travel, and the titles that are read as ours."""

    programme: Programme
    titles: Mapping[str, str]


_Found = tuple[tuple[Finding, ...], tuple[Silenced, ...]]


def find_asked(asked: ReturnsAsked) -> tuple[_Found, ...]:
    """What is found where returns were sent to: the findings of each scope, and what is silenced."""
    loaded = LoadedProgramme(asked.programme)
    with read_as_compared(asked.titles):
        results = [check_all(loaded, chosen_rules(scope=scope)) for scope in _SCOPES]
    return tuple((tuple(map(_in_words, result.findings)), result.silenced) for result in results)


def _in_words(finding: Finding) -> Finding:
    """The finding as it travels: what it would be worded from stays."""
    return finding._replace(wording=finding.wording.said)


@contextmanager
def checking(returns: Publication) -> Iterator[Callable[[], FoundInReturns]]:
    """Have returns checked, as long as this lasts; what is given waits for what was found.

    Many are checked by another process or on a cluster. Few are checked here, when it is asked for, and so are those of
    which something is hidden, as that is decided here.
    """
    scheduler, whole = asked_now().scheduler, returns.programme
    afar = scheduler or how_many(len(whole.submissions)) > 1
    if not afar or whole is not returns.shown.programme:
        yield lambda: _found_here(returns)
        return
    # A copy, without what was worked out of it here.
    asked = ReturnsAsked(replace(whole), titles_read_as())
    with begun(Task(_PLACE, asked), scheduler, MOST_SECONDS) as answer:
        yield lambda: _received(answer(), returns)


def _found_here(returns: Publication) -> FoundInReturns:
    return FoundInReturns(*(checked_as_seen(returns, chosen_rules(scope=scope)) for scope in _SCOPES))


def _received(answer: object, returns: Publication) -> FoundInReturns:
    """What was found elsewhere; where there is no answer it is found here."""
    if not isinstance(answer, tuple):
        return _found_here(returns)
    loaded = LoadedProgramme(returns.programme)
    return FoundInReturns(*(CheckResult(loaded, findings, silenced) for findings, silenced in answer))
