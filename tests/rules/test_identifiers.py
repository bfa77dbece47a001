"""Identifiers are told from other figures: what a hurried officer types, and what only looks like it."""

from __future__ import annotations

import pytest

from xl_send.analysis.identifiers import detect

PERSONAL = [
    ("upn", "see A123456789012 or B801200005001"),
    ("nhs", "NHS no. 943-476-5919"),
    ("nino", "CE 12 34 56 A"),
    ("birth", "d.o.b. 3/4/15"),
    ("birth", "born 12 May 2014"),
    ("postcode", "moved to SW1A 2AA"),
    ("postcode", "moved to M1 1AE."),
    ("email", "write to send.team@council.example"),
    ("phone", "ring 020 7946 0000"),
    ("phone", "ring (01632) 960 001"),
    ("phone", "ring 07700 900123"),
    ("child", "A year 5 girl at Larkfield Academy uses a wheelchair."),
    ("child", "A year six girl at Larkfield Academy uses a wheelchair."),
]
HARMLESS = [
    "Cost code 0123456, 2,500 pounds, 1 September 2026 to 31 August 2027",
    "Board minutes, 9 July 2026, item 5; TRN-M07+10, TRN-M08",
    "20-week timeliness rose from 46.4% to 50.3% (n = 1,204)",
    "Year 6 pupils with autism at Larkfield Academy met their key workers",
    "DSG grant 2026-27 of 1000000 pounds, account 12345678",
    "Contract ref 2026/0411/00017; tender closes 12/03/2027",
    "KS2 and KS3, Y7 and Y8, SEN2 2026",
    "Link workers at Larkfield Academy meet autistic pupils and their families in the new year",
]


@pytest.mark.parametrize(("name", "text"), PERSONAL)
def test_what_names_a_person_is_found(name: str, text: str) -> None:
    assert name in detect(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_programme_writes_every_day_is_left_alone(text: str) -> None:
    assert not detect(text)
