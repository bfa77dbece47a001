"""The fuzzer's target over its seeds and over inputs that hypothesis makes of them: a few of what is run by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trust.fuzz_reader import seeds, try_one


def test_what_it_begins_with_is_a_return() -> None:
    assert try_one(seeds()[0])
    assert try_one(seeds()[-1])
    assert {try_one(seed) for seed in seeds()} == {True, False}


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """Edits of a return, or the file itself with a few stretches lost, doubled or changed."""
    if draw(st.booleans()):
        return b"\0" + draw(st.binary(max_size=60))
    data = bytearray(seeds()[-1])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(1, max(1, len(data) - 1)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(st.one_of(st.binary(max_size=12), st.just(bytes(data[at : at + 80]))))
    return bytes(data)


@settings(deadline=None, max_examples=60)
@given(changed())
def test_any_input_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    try_one(data)
