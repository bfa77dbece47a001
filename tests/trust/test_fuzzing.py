"""The fuzzer's target over its seeds and over inputs that hypothesis makes of them: a few of what is run by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trust.fuzz_reader import seeds, try_one


def test_each_seed_is_a_return() -> None:
    assert all(try_one(seed) for seed in seeds())


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """A seed with a few stretches lost, doubled or changed."""
    data = bytearray(draw(st.sampled_from(seeds())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(1, max(1, len(data) - 1)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(st.one_of(st.binary(max_size=12), st.just(bytes(data[at : at + 80]))))
    return bytes(data)


@settings(deadline=None, max_examples=60)
@given(changed())
def test_any_input_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    try_one(data)
