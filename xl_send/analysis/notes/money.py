"""What the name or the Note of a money line says of its figures: income, corrections, money of another year."""

from __future__ import annotations

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_INCOME = Pattern(
    r"(?i)\b(?:incomes?|contribut\w*|recharg\w*|receipts?|reimburs\w*|savings?|efficienc\w*|clawback|traded"
    r"|transfers? in|block transfers?|charged to|paid by|to pay)\b",
)
_CORRECTED = Pattern(
    r"(?i)\b(?:accru\w*|revers\w*|credit\w*|refund\w*|rebates?|journals?|miscod\w*|recod\w*|re-?charg\w*|adjust\w*"
    r"|(?:pre|re)pa(?:id|y\w*)|paid back|in advance|up ?front|deposits?|commitments?|disput\w*"
    r"|(?:to|will) be (?:moved|transferred))\b",
)
_OTHER_YEAR = Pattern(
    r"(?i)(?<!unless )(?<!if )(?<!no )\b(?:carr(?:y|ied|ies)[- ](?:it )?(?:forward|over|in)|(?:brought"
    r"|rolled) (?:forward|over)"
    r"|extended|extension|set[- ]?up|mobilis\w*|evaluat\w*|closing|close[- ]?down|closure (?:costs?|report)"
    r"|wind(?:ing)?[- ]down|final (?:invoices?|payments?|claims?|costs?|report)|retention|audit|invoices?)\b",
)
_OTHER_GRANT = Pattern(
    r"(?i)\b(?:capital|another|other|second|separate|different|new|own|innovation|start-?up) (?:\w+ )?grant\b",
)
_MORE = Pattern(
    r"(?i)\b(?:extra|additional|further|(?<!no )(?<!nothing )more|(?<!nothing )new|added"
    r"|extend\w*|extension|expand\w*|expansion|increas\w*|grown|grew|growth"
    r"|demand|scope|widen\w*|second|brought forward)\b"
)
_WHO_PAYS = Pattern(
    r"(?i)\b(?:pressure|reserves?|contingency|funded|funding|grant|underspend\w*|offset|recharg\w*|virement"
    r"|(?:paid|met|covered|absorbed) (?:by|from|in|within)|base budget"
    r"|from (?:[\w-]{1,20} ){0,3}(?:budget|fund|pot|block|allocation)"
    r"|schools block|high needs|journal|vired|(?:trust|health|icb|dfe|college|school|provider|council|corporate|team"
    r"|cabinet|forum|board|s151)s? (?:will |has |have |is |to )*(?:pay|paid|fund|meets?\b|met\b|agree|find)\w{0,3})\b"
)
_WHY_LITTLE = Pattern(
    r"(?i)\b(?:vacan\w*|delay\w*|late|later|not (?:yet|needed|started|begun|spent|filled|released)|starts?|started"
    r"|slip\w*|paus\w*|withheld|held (?:back|until|for)|unspent|no longer|cancel\w*|fewer|less|carr(?:y|ied)|defer\w*"
    r"|re-?phas\w*|re-?profil\w*|handed back|returned|reduc\w*|part[- ]year|half[- ]year|recruit\w*|stopped|closed"
    r"|withdrawn|dropped|next year|(?:in|to) 20\d\d[-/]\d\d"
    r"|invoic\w*|in arrears|paid (?:at|in|by|from)|funded (?:by|from)|after|until|waits?"
    r"|take-?up|their own|cheaper)\b"
)

_CARRIED_IN = Pattern(
    r"(?i)\b(?:carr(?:ied|y)|brought|rolled|moved|slipped)[- ](?:in|forward|over|from)\b|\b[bc]/f(?:wd)?\b"
    r"|\breceives?\b"
    r"|\b(?:from|of|out of) (?:the )?(?:last|previous|prior) year\b|\bfrom (?:20)?\d\d[-/]\d\d\b",
)


def _says(pattern: Pattern, line: MoneyLine) -> bool:
    return any(pattern.search(text) is not None for text in (line.name, line.note) if text)


def is_income(line: MoneyLine) -> bool:
    """Whether a line with a budget below nought is one of income or of a saving: by its words or its forecast."""
    return line.budget < 0 and (line.outturn <= 0 or _says(_INCOME, line))


def says_corrected(line: MoneyLine) -> bool:
    """Whether a line speaks of what is still to come in, to be taken back, or was paid ahead of its time."""
    return _says(_CORRECTED, line) or _says(_INCOME, line)


def is_of_another_year(line: MoneyLine) -> bool:
    """Whether a line speaks of money that is carried into another year, or of work before a start or after an end."""
    return line.carry_forward is True or speaks_of_another_year(line)


def speaks_of_another_year(line: MoneyLine) -> bool:
    """The same by its words alone."""
    return _says(_OTHER_YEAR, line)


def is_of_another_grant(line: MoneyLine) -> bool:
    """Whether a line names a grant other than that of the programme."""
    return _says(_OTHER_GRANT, line)


def is_rounding(over: float, of: float) -> bool:
    """Whether one sum is over another by no more than round figures are: a hundredth, and £500."""
    return 0 < over <= min(abs(of) / 100, 500)


def says_why_little(note: str | None) -> bool:
    """Whether a Note says why much less is spent than was planned; a small underspend is no reason."""
    return _WHY_LITTLE.search(note or "") is not None


def says_who_pays(note: str | None) -> bool:
    """Whether a Note says whose money is spent, or which body took the pressure on."""
    return _WHO_PAYS.search(note or "") is not None


def says_more(note: str | None) -> bool:
    """Whether a Note tells of more work or money than was planned."""
    return _MORE.search(note or "") is not None


def says_carried_in(note: str | None) -> bool:
    """Whether a Note says that money was carried in from an earlier year."""
    return _CARRIED_IN.search(note or "") is not None


def is_carried_in(programme: Programme, line: MoneyLine) -> bool:
    """Whether a line is over its budget by what another of its workstream carries forward out of the year before."""
    over, before = line.outturn - line.budget, str(int(line.year[:4]) - 1) if line.year else ""
    left = (
        other.budget - other.outturn
        for other in programme.each(MoneyLine)
        if before and other.carry_forward and other.workstream == line.workstream and (other.year or "")[:4] == before
    )
    return over > 0 and line.budget >= 0 and any(abs(some - over) <= over / 10 for some in left)
