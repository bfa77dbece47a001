"""What owners are sent back: a marked copy, a page and the text of an e-mail, all of them or none."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

import xl_send
from files import write_example
from known.on_demand import load_workbook
from statuses import table
from xl_send.commands.feedback import files as feedback
from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError
from xl_send.shells.cli import main
from xl_send.xlsx.template.example import example_workbooks

FULL = "The disk is full."
NAMES = ("early_help", "transition")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent") / "returns"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.xlsx").write_bytes(example_workbooks()[f"{name}.xlsx"])
    (folder / "bad.xlsx").write_text("not a workbook")
    return folder


@pytest.fixture(scope="module")
def sent(returns: Path) -> Path:
    folder = returns.parent / "sent"
    assert main(["consolidate", str(returns), "-o", str(returns.parent / "p.xlsx"), "--feedback", str(folder)]) == 1
    return folder


class Page(HTMLParser):
    """The elements of a page and what it asks other computers for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_owner_gets_a_copy_a_page_and_a_text(sent: Path) -> None:
    copies = {f"{name}{ending}" for name in NAMES for ending in (".xlsx", "-to-put-right.html", "-email.txt")}
    assert {path.name for path in sent.iterdir()} == copies | {"bad-to-put-right.html", "bad-email.txt"}


def test_the_copy_is_marked_and_nothing_else_of_it_is_changed(returns: Path, sent: Path) -> None:
    before, after = (load_workbook(folder / "transition.xlsx") for folder in (returns, sent))
    assert after["Checks"].max_row > before["Checks"].max_row
    for name in ("Milestones", "Actuals", "Risks"):
        assert [[cell.value for cell in row] for row in after[name]] == [
            [cell.value for cell in row] for row in before[name]
        ]


def test_page_and_text_say_the_same_that_validate_says(returns: Path, sent: Path) -> None:
    errors = [
        finding
        for finding in xl_send.validate(returns / "early_help.xlsx").findings
        if finding.severity.value == "error" and not finding.because_of
    ]
    page, text = ((sent / f"early_help{end}").read_text() for end in ("-to-put-right.html", "-email.txt"))
    assert errors
    for finding in errors:
        assert f"{finding.cell.sheet} {finding.cell.address}" in page
        assert f"{finding.cell.sheet} {finding.cell.address}" in " ".join(text.split())
    assert text.startswith("Subject: Exampleshire SEND Transformation Programme: EHP")
    assert "Dear Early Years Inclusion Manager," in text
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "plain text file" in (sent / "bad-email.txt").read_text()


def test_the_page_can_be_read_by_everybody_and_asks_nothing_of_others(sent: Path) -> None:
    pages = list(sent.glob("*.html"))
    assert pages
    for path in pages:
        page = Page(path.read_text())
        tags = [tag for tag, _ in page.found]
        assert dict(page.found)["html"]["lang"] == "en-GB"
        assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
        assert not {"script", "img", "link", "iframe"} & set(tags)
        assert all(attributes.get("scope") for tag, attributes in page.found if tag == "th")
        assert tags.count("table") == tags.count("caption")
        assert not any({"src", "href"} & attributes.keys() for _, attributes in page.found)


def test_a_missing_workstreams_owner_is_asked_for_it(returns: Path, sent: Path, tmp_path: Path) -> None:
    assert sent.exists()
    left = tmp_path / "left"
    left.mkdir()
    (left / "transition.xlsx").write_bytes((returns / "transition.xlsx").read_bytes())
    found = xl_send.consolidate(left, previous=returns.parent / "p.xlsx", feedback=tmp_path / "sent")
    text = (tmp_path / "sent" / "EHP-email.txt").read_text()
    assert "EHP-to-put-right.html" in {path.name for path in found.feedback}
    assert "Dear Early Years Inclusion Manager," in text
    assert "No return of" in text


def test_all_are_written_or_none_and_nothing_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, made, returns = tmp_path / "sent", tmp_path / "p.xlsx", tmp_path / "returns"
    returns.mkdir()
    for code in ("OUT", "TRN"):
        cover = table("Programme", {"As at": "13 Nov 2026"})
        write_example(cover + table("Workstreams", {"Code": code}), returns / f"{code.lower()}.xlsx")
    written: list[Path] = []

    def stopped(path: Path, content: bytes) -> None:
        if len(written) == 3:
            raise CannotRunError(FULL)
        write_whole(path, content)
        written.append(path)

    monkeypatch.setattr(feedback, "write_whole", stopped)
    with pytest.raises(xl_send.Error, match="disk is full"):
        xl_send.consolidate(returns, output=made, feedback=folder)
    assert not made.exists()
    assert list(folder.iterdir()) == []
    monkeypatch.undo()
    (folder / "trn-email.txt").write_text("mine")
    with pytest.raises(xl_send.Error, match="Name another folder"):
        xl_send.consolidate(returns, output=made, feedback=folder)
    assert not made.exists()
    assert [path.read_text() for path in folder.iterdir()] == ["mine"]


def test_it_is_not_for_publication(returns: Path, tmp_path: Path) -> None:
    with pytest.raises(xl_send.Error, match="not for publication"):
        xl_send.consolidate(returns, feedback=tmp_path / "sent", for_publication=True)
