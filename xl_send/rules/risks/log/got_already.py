"""What is told as got, or done, in one place, and in another is still asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import MONTH_NAMES, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.reworded import that_matter
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So many words that matter are shared by what was got and what is asked for, and so great a part of them.
SHARED, SHARED_OF_A_ROW = 2, 3
PART = 0.6
_GOT = Pattern(
    r"(?i)\b(?:received|done|completed?|signed|obtained|confirmed|secured|granted|carried out|approved|agreed"
    r"|appointed|finished|issued|given|in writing|adopted|in place|in force)\b"
)
_NOT_GOT = Pattern(
    r"(?i)\b(?:not|no|never|unless|until|once|when|if|subject to|to be|will be|part(?:ly|ial)?|verbally|in principle"
    r"|draft|refused|declined|rejected|turned down|withdrawn|awaited|awaiting|due|expected|only)\b"
)
_ASKED_FOR = Pattern(
    r"(?i)^(?:then |now )?(?:ask|seek|obtain|get|secure|request|carry out|commission|complete|sign|press|chase|await"
    r"|write to|agree|arrange)\b|^(?:[\w'&-]+ ){1,3}to (?!be\b|date\b|the\b|\d)\w+"
    r"|\b(?:awaited|awaiting|waiting for|to be \w+|still to|yet to|pending|outstanding|to follow|asked for|requested)\b"
)
_IN_A_MONTH = Pattern(rf"(?i)\b(?:in|at|by|on \d{{1,2}}|during) (?:the )?(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?")
# Another one, a further part, or the same again each year.
_ANOTHER = Pattern(
    r"(?i)\b(?:rest|remaining|others?|second|third|next|further|another|again|repeat\w*|annual\w*|more|review\w*|each"
    r"|every|renew\w*|exten\w+|final|updat\w+|new|since|phase|all|last|follow-up|keep|monitor\w*)\b"
)
_CLAUSES = Pattern(r"[.;,:]\s|\.$| but | and ")
_FIGURE = Pattern(r"\d+")
_TELLS_NOTHING = frozenset({
    "ask", "seek", "obtain", "get", "secure", "request", "carry", "await", "award", "receiv", "done", "complet", "sign",
    "confirm", "grant", "approv", "agre", "agree", "appoint", "finish", "issu", "given", "place", "term", "half",
    "school", "board", "now", "still", "plan", "send", "sent", "write", "month", "week", "day", "year", "autumn",
    "spring", "summer", "work", "team", "council", "pending", "outstand", "follow", "both", "two", "three", "four",
    "five", "six",
})  # fmt: skip
_MONTHS = Pattern(rf"(?i)\b(?:\d{{1,2}} )?(?:{MONTH_NAMES})\b(?: 20\d\d)?")
_COUNTS = Pattern(r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|both)\b")


@rule(
    "RK63",
    Severity.QUERY,
    'Controls in place says "{got}", but {where} still has it to come: "{asked}".',
    "If it has come, bring {where} up to date. If not, take it from Controls in place until it works.",
)
def control_awaited_elsewhere(programme: Programme) -> Iterator[Hit]:
    """What counts as a control is not, elsewhere, still asked for or awaited.

    A score that rests on what has not come is too low. Asked of an open risk whose controls say that something was
    received, done, signed or agreed, where its own mitigation, or an open action or decision of its workstream, still
    asks for, awaits or plans it for a month to come, and the two are of one thing: most of the words that matter are
    the same, and none says that it is another, or a further part of it.

    **Fails**

    Risks:
    | ID | Controls in place | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | <ICB letter of underwriting received> | ICB to underwrite to July, letter awaited |
    | TRN-R02 | <Full survey done at October half-term, none found> | Full survey at half-term in February |
    | TRN-R03 | <Hosting of interns agreed by HR> | Travel training |
    | TRN-R04 | <Lease of Norton Lodge signed> | Lease of Norton Lodge to be signed by trustees |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Action | HR to confirm hosting of six interns | Open |

    **Passes**

    Risks:
    | ID | Controls in place | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | ICB letter of underwriting received | ICB underwrites to July |
    | TRN-R02 | Boiler survey done in October | Second boiler survey in February |
    | TRN-R03 | Lease of Norton Lodge to be signed | Lease of Norton Lodge to be signed by trustees |
    | TRN-R04 | Cover rota agreed with two schools | Cover rota to be agreed with six schools |
    | TRN-R05 | ICB letter for 2026-27 received | ICB letter for 2027-28 awaited |
    | TRN-R06 | Backfill offer sent to settings | Backfill offer of two days for each setting |
    | TRN-R07 | Protocol signed by three trusts | Protocol to be signed by the remaining trusts |
    """
    actions = [one for one in worked_on(programme, LogEntry) if _is_asked_of_somebody(one)]
    for risk in open_risks(programme):
        own = [one for one in actions if one.workstream == risk.workstream]
        found = next((one for got in _got(risk.controls) for one in _to_come(programme, risk, got, own)), None)
        if found:
            yield found


def _to_come(programme: Programme, risk: Risk, got: str, actions: Sequence[LogEntry]) -> Iterator[Hit]:
    """What says that a control is still to come: the mitigation, or else what is asked of somebody."""
    for asked in _asked_for(programme, risk, risk.mitigation):
        if _are_of_one_thing(got, asked):
            yield _control(risk, got, Related(risk.at("mitigation"), "what is to come"), asked, "Mitigation")
    for entry in actions:
        if _are_of_one_thing(got, entry.what or ""):
            yield _control(risk, got, Related(entry.at("what"), "what is asked"), entry.what or "", entry.id)


def _control(risk: Risk, got: str, related: Related, asked: str, where: str) -> Hit:
    return hit(risk.at("controls"), related, got=got, asked=asked, where=where)


def _is_asked_of_somebody(entry: LogEntry) -> bool:
    asks = entry.kind in {LogKind.ACTION, LogKind.DECISION} and entry.status is LogStatus.OPEN
    return asks and _ASKED_FOR.search(entry.what or "") is not None


def _clauses(text: str | None) -> list[str]:
    return [part.strip() for part in _CLAUSES.split(text or "") if part and part.strip()]


def _got(text: str | None) -> list[str]:
    return [part for part in _clauses(text) if _GOT.search(part) and not _NOT_GOT.search(part)]


def _asked_for(programme: Programme, risk: Risk, text: str | None) -> list[str]:
    """The parts of a text that ask for something, or plan it for a month to come, and the whole text if one does."""
    parts = [part for part in _clauses(text) if _ASKED_FOR.search(part) or _is_ahead(programme, risk, part)]
    return [*parts, text or ""] if parts else []


def _is_ahead(programme: Programme, risk: Risk, part: str) -> bool:
    found, as_at = _IN_A_MONTH.search(part), programme.as_at(risk)
    if found is None or as_at is None or risk.action_due is None or risk.action_due <= as_at:
        return False
    return next_month_named(found["in"], found["of"], as_at) > as_at


def _are_of_one_thing(got: str, asked: str) -> bool:
    """Whether most of what one text speaks of is what the other does, and neither speaks of another part."""
    if _ANOTHER.search(asked) or not _same_of(_FIGURE, got, asked) or not _same_of(_COUNTS, got, asked):
        return False
    mine, theirs = _things(got), _things(asked)
    return len(mine & theirs) >= max(SHARED, PART * len(mine))


def _same_of(pattern: Pattern, one: str, other: str) -> bool:
    """Whether two texts share what they count, or one of them counts nothing."""
    mine, theirs = set(pattern.findall(one.casefold())), set(pattern.findall(other.casefold()))
    return not mine or not theirs or bool(mine & theirs)


def _things(text: str) -> frozenset[str]:
    return that_matter(_MONTHS.sub(" ", text)) - _TELLS_NOTHING


@rule(
    "RK64",
    Severity.QUERY,
    'The mitigation still says "{asked}", but {entry} is closed: "{got}".',
    "Look at the risk again: bring its mitigation and its score up to date. If it is another matter, say so.",
)
def risk_not_looked_at_since(programme: Programme) -> Iterator[Hit]:
    """A mitigation does not ask for what the log tells as got.

    The answer was the point of the mitigation; the score is that of the day before it came. Asked of an open risk whose
    action is still due, and of a closed row of its workstream whose Outcome says that something was confirmed, agreed
    or given, where the two share three of the words that matter, and most of those of the mitigation.

    **Fails**

    Risks:
    | ID | Mitigation | Action due |
    | --- | --- | --- |
    | TRN-R01 | <Ask the ICB for a written commitment to March 2028.> | 29 Jan 2027 |
    | TRN-R02 | <Trust to lend therapy rooms at Norton> | 29 Jan 2027 |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Send the ICB the wording | Closed | ICB gave its commitment, confirmed in writing to March 2028 |
    | TRN-A02 | Find therapy rooms at Norton | Closed | Agreed with the trust from January |

    **Passes**

    Risks:
    | ID | Mitigation | Action due |
    | --- | --- | --- |
    | TRN-R01 | Ask the ICB for a written commitment to March 2029. | 29 Jan 2027 |
    | TRN-R02 | Trust lends therapy rooms at Norton | 29 Jan 2027 |
    | TRN-R03 | Ask heads for a room in each of the other schools | 29 Jan 2027 |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Send the ICB the wording | Closed | ICB gave its commitment, confirmed in writing to March 2028 |
    | TRN-A02 | Find therapy rooms at Norton | Closed | Agreed with the trust from January |
    | TRN-A03 | Ask heads for a room in schools | Closed | Not agreed, heads refused |
    """
    closed = [one for one in worked_on(programme, LogEntry) if _is_got(one)]
    for risk in open_risks(programme):
        as_at, text = programme.as_at(risk), risk.mitigation or ""
        if not text or as_at is None or risk.action_due is None or risk.action_due <= as_at:
            continue
        mine = that_matter(text) - _TELLS_NOTHING
        if not _ASKED_FOR.search(text) or _ANOTHER.search(text) or len(mine) < SHARED_OF_A_ROW:
            continue
        for entry in closed:
            words = f"{entry.what} {entry.outcome}"
            shared = len(mine & that_matter(words))
            since = entry.closed_on is None or risk.raised is None or entry.closed_on >= risk.raised
            of_one = since and shared >= max(SHARED_OF_A_ROW, PART * len(mine)) and _same_of(_FIGURE, text, words)
            if entry.workstream == risk.workstream and of_one:
                related = Related(entry.at("outcome"), "what was got")
                yield hit(risk.at("mitigation"), related, asked=text, entry=entry.id, got=entry.outcome)


def _is_got(entry: LogEntry) -> bool:
    outcome = entry.outcome or ""
    told = _GOT.search(outcome) is not None and not _NOT_GOT.search(outcome)
    return entry.status is LogStatus.CLOSED and told


@rule(
    "IS42",
    Severity.QUERY,
    'Status is Closed and Outcome says "{got}", but {account} of the same matter has Giver agrees No.',
    "If it is agreed, choose Yes under Giver agrees. If not, choose Open here until it is.",
)
def closed_while_the_giver_has_not_agreed(programme: Programme) -> Iterator[Hit]:
    """What is closed because somebody agreed is not waited for in a handover.

    One of the two is wrong: either the matter is still open, or the handover is no longer in doubt. Asked of a closed
    row whose Outcome says that something was confirmed, agreed or given, where a handover to its workstream is not
    delivered, its Giver agrees is No, and the two share three of the words that matter.

    **Fails**

    Issues and decisions:
    | ID | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Governors to confirm job coach money | <Closed> | Governors confirmed the money | 6 Nov 2026 |

    Interdependencies:
    | ID | Needed | Giver agrees | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | Letter of money for job coaches | No | After its governors meet on 24 November |

    **Passes**

    Issues and decisions:
    | ID | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Governors to confirm job coach money | Closed | Governors confirmed the money | 6 Nov 2026 |
    | TRN-A02 | Trust to confirm rooms for drop-ins | Closed | Not agreed; other rooms found | 6 Nov 2026 |
    | TRN-A03 | Trust to confirm rooms for drop-ins | Open | | |

    Interdependencies:
    | ID | Needed | Giver agrees | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | Letter of money for job coaches | Yes | After its governors meet on 24 November |
    | TRN-D02 | Rooms for drop-ins from the trust | No | |
    | TRN-D03 | List of job coaches | No | |
    """
    accounts = [one for one in worked_on(programme, Interdependency) if one.giver_agrees is False and not one.delivered]
    for entry in worked_on(programme, LogEntry):
        if not accounts or not _is_got(entry):
            continue
        mine = that_matter(f"{entry.what} {entry.outcome}") - _TELLS_NOTHING
        for account in accounts:
            theirs = that_matter(f"{account.needed} {account.note} {account.giver_owner}")
            if account.receiver == entry.workstream and len(mine & theirs) >= SHARED_OF_A_ROW:
                related = Related(account.at("giver_agrees"), "No")
                yield hit(entry.at("status"), related, got=entry.outcome, account=account.id)
