"""Numbers in any form: digits of any script, fractions, number words, ordinals, twins and the like."""

from __future__ import annotations

import re
import unicodedata

_UNITS = "one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_FEW = "no none nil nought zero half quarter single lone couple pair both once twice thrice"
_TOGETHER = "twin triplet duo trio quartet quintet"
_WORDS = f"{_UNITS} {_TEENS} {_TENS} {_ORDINALS} {_FEW} {_TOGETHER}".split()
_NUMBERS = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?:s|es)?\b", re.IGNORECASE)


def holds_number(text: str) -> bool:
    """Whether a text holds a number in any form."""
    plain = unicodedata.normalize("NFKC", text)
    return any(unicodedata.numeric(letter, None) is not None for letter in text) or bool(_NUMBERS.search(plain))
