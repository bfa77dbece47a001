"""What befalls families, children and colleagues, as those write who know them, and trade talk that is near."""

from __future__ import annotations

from pathlib import Path

from xl_send.analysis.words.identifiers import detect

HERE = Path(__file__).parent


def _texts(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").splitlines()


def test_everyone_who_can_be_known_by_what_is_written_is_recognised() -> None:
    texts = _texts("known.txt")
    assert len(texts) > 100
    assert [text for text in texts if not detect(text)] == []


def test_leave_services_groups_and_names_of_officers_point_at_nobody() -> None:
    texts = _texts("nobody.txt")
    assert len(texts) > 80
    assert [text for text in texts if detect(text)] == []
