"""What a child may need or live with, by name and by the letters that the trade writes for it."""

from __future__ import annotations

from xl_send.patterns import Pattern

# Stems by which a need may be known to be in a text at all, in small letters.
NEED_STEMS = (
    "autis", "asperger", "adhd", "syndrome", "palsy", "epilep", "dyslexi", "dyspraxi", "mut", "tourette",
    "fragile", "wheelchair", "deaf", "impair", "asd", "semh", "slcn", "pmld", "spld", "ebsa", "ebsna", "verbal",
    "developmental", "tracheostomy", "cochlear", "feeding tube", "attachment", "stammer", "blind", "lac ", "looked",
)  # fmt: skip
NEED_LETTERS = ("ASC", "MLD", "SLD", "PDA", "FASD", "DLD", "ODD", "GDD", "PTSD")
OTHER_LETTERS = ("PD", "HI", "VI", "MSI", "CP")
OTHER_STEMS = ("care plan", "ehc plan", "ehcp", "anxiety", "hearing aid")

_ONE = r"(?:child|pupil|boy|girl|student|learner|lad)\b"
# Needs by their names, and by the letters of the SEND code sets. `PD`, `HI`, `VI` and `MSI` mean other things too.
NEED = Pattern(
    r"\b(?:[Aa]utis\w{1,5}|[Aa]sperger\w{0,3}|(?i:adhd|down(?:'?s|\u2019s)? syndrome|cerebral palsy|epilep\w{1,5}"
    r"|dyslexi\w{1,3}|dyspraxi\w{1,3}|selective(?:ly)? mut\w{1,5}|tourette\w{0,3}|fragile x|wheelchair|deaf\w{0,4}"
    r"|(?:hearing|visual(?:ly)?) impair\w{1,5}|asds?|semh|slcn|pmld|spld|ebsa|ebsna|(?:non|pre)[ -]?verbal"
    r"|global developmental delay|tracheostomy|cochlear implant|feeding tube|attachment (?:disorder|difficulties)"
    rf"|stammers?|blind(?= {_ONE})|lac (?={_ONE})|looked[ -]after(?= {_ONE}))|{'|'.join(NEED_LETTERS)})\b",
    needs=f"{'|'.join(NEED_STEMS)}|{'|'.join(NEED_LETTERS)}".lower(),
)
# What is a need beside one child, and something else beside a school.
OTHER_NEED = Pattern(
    rf"\b(?:{'|'.join(OTHER_LETTERS)}|EHCP|(?:EHC|[Ee]ducation,? [Hh]ealth and [Cc]are) [Pp]lan"
    r"|[Aa]nxiety|[Hh]earing aids?)\b"
)
