"""The ways by which a summary leaks, tried on every audience's pack: its values, its charts, its files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from board_pack.boards import pack_of, words
from disclosure.test_routes import ROUTES
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.email_text import to_email
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.past import PastBoards
from xl_send.board_pack.pictures.shapes import Label
from xl_send.board_pack.values import BoardPack
from xl_send.board_pack.word import to_word
from xl_send.compare import BoardSnapshot
from xl_send.office_parts import unpacked
from xl_send.rag.rollup import programme_status
from xl_send.rules import check
from xl_send.workbook.submissions import Programme

# How each hidden figure is written, and what it is in a chart; both must stand nowhere.
SECRETS = {
    "1 a small count": ("3", 3.0), "2 a share of a known number": ("2%", 0.02), "3 a rate and its base": ("62", 62.0),
    "4 a total less its visible parts": ("210", 210.0), "6 one figure less the one before": ("112", 112.0),
    "6 one board less the one before": ("317", 317.0), "8 an average of one": ("£287,654", 287654.0),
    "8 an average of nobody knows how many": ("£287,654", 287654.0), "13 all of a group": ("100%", 1.0),
    "13 none of a group": ("0%", 0.0), "14 small parts that leave little over": ("211", 211.0),
}  # fmt: skip


def made(route: str, audience: str) -> BoardPack:
    tried = ROUTES[route]
    past = PastBoards(of(tried.then), of(tried.now)) if tried.then else None
    request = PackRequest(PackAudience(audience))
    return pack_of(tried.now, check(tried.now), past=past, request=request)


def of(found: Programme) -> BoardSnapshot:
    return BoardSnapshot(found, programme_status(found), check(found))


def tellings(pack: BoardPack, written: str, value: float) -> Iterator[str]:
    """Where a figure is told: alone in a cell, in a sentence with its day, as a label, or as a point of a chart."""
    told = re.compile(rf"(?<![\d,.£]){re.escape(written)}(?: at |\)| \(|, expected)")
    shapes = [shape for one in pack.exhibits() for shape in one.picture.shapes if isinstance(shape, Label)]
    axis = {shape.text for shape in shapes if shape.look == "label"}
    yield from (text for text in words(pack) if (text == written and text not in axis) or told.search(text))
    for exhibit in pack.exhibits():
        if exhibit.plot and exhibit.plot.kind == "scatter":
            found = [y for series in exhibit.plot.series if series.name == "Measured" for _, y in series.points]
            yield from (f"point {y}" for y in found if y == value)


@pytest.mark.parametrize("audience", [one.value for one in PackAudience])
@pytest.mark.parametrize("route", SECRETS)
def test_no_audience_is_told_a_hidden_figure_anywhere(route: str, audience: str) -> None:
    assert list(tellings(made(route, audience), *SECRETS[route])) == []


@pytest.mark.parametrize("route", SECRETS)
def test_without_its_control_a_pack_would_tell(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*ROUTES[route].control)
    assert [text for audience in ("board", "dfe") for text in tellings(made(route, audience), *SECRETS[route])]


@pytest.mark.parametrize("audience", ["board", "parents", "dfe"])
def test_an_average_over_one_child_is_in_no_part_of_any_file(audience: str) -> None:
    pack = made("8 an average of one", audience)
    parts = unpacked(to_word(pack))
    texts = [to_html(pack), to_email(pack), *(part.decode("utf-8", "replace") for part in parts.values())]
    assert not [secret for secret in ("287,654", "287654", "2876") if any(secret in text for text in texts)]
