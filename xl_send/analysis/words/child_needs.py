"""What a child may need or live with, by name and by the letters that the trade writes for it."""

from __future__ import annotations

from xl_send.patterns import Pattern

# Stems by which a need may be known to be in a text at all, in small letters.
NEED_STEMS = (
    "autis", "asperger", "adhd", "syndrome", "palsy", "epilep", "dyslexi", "dyspraxi", "mut", "tourette",
    "fragile", "wheelchair", "deaf", "impair", "asd", "semh", "slcn", "pmld", "spld", "ebsa", "ebsna", "verbal",
    "developmental", "tracheostomy", "cochlear", "feeding tube", "attachment", "stammer", "blind", "lac ", "looked",
    "down's", "down\u2019s", "trisomy", "bifida", "dystrophy", "cystic fibrosis", "hydroceph", "plegi", "diabet",
    "leukaemia", "brain injury", "anorexi", "bulimi", "eating disorder", "self-harm", "self harm", "dysphoria",
    "psychosis", "schizophren", "bipolar", "prader",
)  # fmt: skip
NEED_LETTERS = ("ASC", "MLD", "SLD", "PDA", "FASD", "DLD", "ODD", "GDD", "PTSD")
OTHER_LETTERS = ("PD", "HI", "VI", "MSI", "CP")
OTHER_STEMS = ("care plan", "ehc plan", "ehcp", "anxiety", "hearing aid")

_ONE = r"(?:child|pupil|boy|girl|student|learner|lad)\b"
# Needs by their names, and by the letters of the SEND code sets. `PD`, `HI`, `VI` and `MSI` mean other things too.
NEED = Pattern(
    r"\b(?:[Aa]utis\w{1,5}|[Aa]sperger\w{0,3}|(?i:adhd|[\w'\u2019-]{2,30} syndrome|down['\u2019]s|trisomy"
    r"|cerebral palsy|epilep\w{1,5}|dyslexi\w{1,3}|dyspraxi\w{1,3}|selective(?:ly)? mut\w{1,5}|tourette\w{0,3}"
    r"|fragile x|wheelchair|deaf\w{0,4}"
    r"|(?:hearing|visual(?:ly)?) impair\w{1,5}|asds?|semh|slcn|pmld|spld|ebsa|ebsna|(?:non|pre)[ -]?verbal"
    r"|global developmental delay|tracheostomy|cochlear implant|feeding tube|attachment (?:disorder|difficulties)"
    r"|stammers?|spina bifida|muscular dystrophy|cystic fibrosis|hydroceph\w{1,6}|\w{3,6}plegi[ac]|diabet\w{1,4}"
    r"|leukaemia|(?:acquired )?brain injury|anorexi\w{1,3}|bulimi\w{1,3}|eating disorder|self[ -]harm\w{0,4}"
    r"|gender dysphoria|psychosis|schizophren\w{1,3}|bipolar|prader[ -]willi"
    rf"|blind(?= {_ONE})|lac (?={_ONE})|looked[ -]after(?= {_ONE}))|{'|'.join(NEED_LETTERS)})\b",
)
# What is a need beside one child, and something else beside a school.
OTHER_NEED = Pattern(
    rf"\b(?:{'|'.join(OTHER_LETTERS)}|EHCP|(?:EHC|[Ee]ducation,? [Hh]ealth and [Cc]are) [Pp]lan"
    r"|[Aa]nxiety|[Hh]earing aids?)\b"
)
