"""A long text costs no more than its length: no pattern of the product goes over it again and again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sizes import cases
from trust.pumping import long_texts
from xl_send.analysis.words.identifiers import detect

PATTERNS = Path(__file__).parent / "patterns.py"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system does not count a process's own time")
def test_every_pattern_ends_over_texts_made_against_it() -> None:
    """In a process of its own, where each pattern is seen as it is made."""
    call = [sys.executable, str(PATTERNS), "50000", str(cases(4, whole=20))]
    ended = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_texts_hold_what_a_pattern_looks_for() -> None:
    import re

    texts = list(long_texts(re.compile(r"(?:now|fully)+ done"), 1_000))
    assert all(900 < len(text) < 1_200 for text in texts)
    assert any("nownow" in text or "fullyfully" in text for text in texts)


@pytest.mark.parametrize("length", [32_767, 200_000])
def test_looking_for_what_identifies_a_person_ends(length: int) -> None:
    for pump in ("a", "a@", "a.", "1 ", "NHS 123 ", "Year 6, ", "the boy ", "J.K. ", "(0)"):
        detect(pump * (length // len(pump)))
