"""Two folders of returns that differ only in what is hidden: every part of every public output is the same."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from cases.answers import ask
from cases.workbooks import Return, Typed, example
from xl_send.board_pack.audiences import AUDIENCES, PackAudience
from xl_send.workbook.cells import Percentage

FINGERPRINT = re.compile(r"\b[0-9a-f]{16,64}\b")
OF_FEW = r"[23] children wait for the works"
TRIED = (PackAudience.BOARD, PackAudience.SCRUTINY, PackAudience.PARENTS)
DAYS = (date(2026, 7, 17), date(2026, 9, 30), date(2026, 10, 23))
ROW: Mapping[str, Typed] = {
    "Workstream": "SUF", "Type": "Lagging", "Definition": "Counted from the panel record.", "Unit": "Count",
    "Better when": "Lower", "Baseline": 400, "Baseline date": date(2025, 7, 18), "Target": 10,
    "Target date": date(2027, 9, 30), "Frequency": "Half-termly", "Owner": "Places Planning Manager",
    "Source": "Panel record", "Reported RAG": "Green", "Commentary": "As expected.", "Measures": "Snapshot",
    "Counts children": "Yes", "Publish": "Public",
}  # fmt: skip
SHARE: Mapping[str, Typed] = {"Unit": "Percent", "Baseline": Percentage(0.4), "Target": Percentage(0.01)}
FEE: Mapping[str, Typed] = {"Unit": "Pounds", "Baseline": 400000, "Target": 150000}
Values = tuple[Typed, ...]
# Of each KPI: what it is, its figures up to the hidden one, what stands behind them, and the hidden one in two worlds.
ROUTES: Mapping[str, tuple[Mapping[str, Typed], Values, Values, tuple[Typed, Typed]]] = {
    "K20": ({"KPI": "Tribunal placements, all routes"}, (2626, 2424), (), (2213, 2213)),
    "K21": ({"KPI": "Of these, ordered by the tribunal"}, (826, 624), (), (3, 1)),
    "K22": ({"KPI": "Of these, agreed at admission"}, (1800, 1800), (), (2210, 2212)),
    "K23": ({"KPI": "Children with a plan out of school", **SHARE}, (Percentage(0.14), Percentage(0.09)), (150,) * 3,
            (Percentage(0.02), Percentage(0.01))),
    "K24": ({"KPI": "Exclusions of pupils this year", "Measures": "Year to date", "Year basis": "Academic"}, (57, 119),
            (), (121, 122)),
    "K25": ({"KPI": "Average fee of a residential placement", **FEE}, (311111, 322222), (), (287654, 287111)),
    "K26": ({"KPI": "Average fee of a day placement", **FEE}, (361111, 262222), (19, 38, 1), (87654, 87111)),
    "K27": ({"KPI": "Girls on part-time timetables", **SHARE}, (Percentage(0.5), Percentage(0.4)), (112,) * 3,
            (Percentage(0.02), 0)),
    "K28": ({"KPI": "Children waiting for a place"}, (97, 75), (), (3, 2)),
    "K30": ({"KPI": "Children without any provision"}, (97, 75), (), ("3 children", "2 children")),
    "K31": ({"KPI": "Children moved out of county", "Tolerance": 1}, (97, 75), (), (3, 0)),
    "K33": ({"KPI": "Exclusions per 1,000 pupils", "Unit": "Rate", "Target": 1}, (964, 763), (50,) * 3, (62, 21)),
}  # fmt: skip
WORDS = {"K28": ("All are known. 3 may move at Easter", "All are known. 2 may move at Easter")}


def returns(folder: Path, world: int) -> Path:
    """A folder of two returns, one with a KPI for each way by which a figure may be told."""
    example("early_help").save(folder)
    made = example("sufficiency")
    for name, (row, values, bases, hidden) in ROUTES.items():
        cells = {**ROW, **row, "Commentary": WORDS[name][world] if name in WORDS else "As expected."}
        _add(made, f"SUF-{name}", cells, (*values, hidden[world]), bases)
    made.put("Milestones", "SUF-M06", "Commentary", f"{3 - world} children wait for the works.")
    made.put("Actuals", made.below("Actuals") + 1, "Value", 131 - world)
    made.put("Actuals", made.below("Actuals") + 1, "KPI", f"Of SUF-K28 {3 - world} are left")
    made.save(folder)
    return folder


def _add(made: Return, name: str, cells: Mapping[str, Typed], values: Values, bases: Values) -> None:
    made.add_row("KPIs", {"ID": name, **cells})
    made.add_row("Expectations", {"KPI": name, "Milestone": "SUF-M04", "Expected": cells["Baseline"]})
    for number, (day, value) in enumerate(zip(DAYS, values, strict=True)):
        base = {"Base": bases[number]} if bases else {}
        made.add_row("Actuals", {"KPI": name, "Period end": day, "Value": value, **base})


def earlier(folder: Path) -> Path:
    """The last board, before any of these figures."""
    for name in ("early_help", "sufficiency"):
        example(name).put("Programme", "As at", "", date(2026, 9, 4)).save(folder)
    return folder


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two folders of one name that differ in what is hidden, and the last board."""
    root = tmp_path_factory.mktemp("worlds")
    return returns(root / "one" / "returns", 0), returns(root / "other" / "returns", 1), earlier(root / "then")


def data(now: Path, then: Path, out: Path, *options: str) -> Iterator[tuple[str, str]]:
    """What the verbs say."""
    log = out / "log.xlsx"
    for verb, form in (("validate", "json"), ("status", "text"), ("status", "json"), ("conflicts", "json")):
        yield f"{verb} {form}", ask(verb, now, *options, "--format", form).said
    yield "changes", ask("changes", then, now, *options, "--format", "json").said
    if options:
        ask("status", now, *options, "--last-edition", then, "--disclosure-log", log)
        yield from parts(log)


def consolidated(now: Path, then: Path, out: Path, *options: str) -> Iterator[tuple[str, str]]:
    """The programme workbook with every part of it, and what is said of it."""
    told = ask("consolidate", now, *options, "-o", out / "programme.xlsx", "--format", "json")
    yield "consolidate", told.said
    yield from parts(out / "programme.xlsx")
    assert then.exists()


def packs(now: Path, then: Path, out: Path, *options: str) -> Iterator[tuple[str, str]]:
    """The board summary for the council and for the public, as a page, an email, a calendar and a document."""
    assert options
    for audience in TRIED:
        profile = AUDIENCES[audience]
        forms = ("--html", "--email", "--ics", *(["--word"] if audience is PackAudience.BOARD else []))
        answer = ask("report", now, "--audience", audience.value, *forms, "--since", then, "-o", out / audience.value)
        yield audience.value, answer.aside
        for name, text in _files(out / audience.value):
            # A fingerprint of a file tells nothing of a cell. The council may read of few children, the public not.
            known = FINGERPRINT if profile.public else re.compile(f"{FINGERPRINT.pattern}|{OF_FEW}")
            yield f"{audience.value} {name}", known.sub("", text)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    assert list(folder.glob("*.html"))
    for path in sorted(folder.glob("*.*")):
        if path.suffix == ".docx":
            yield from parts(path)
        else:
            yield path.name, path.read_text(encoding="utf-8")


def parts(path: Path) -> Iterator[tuple[str, str]]:
    """Every part of a package, whatever it is for."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield f"{path.name} {name}", package.read(name).decode("utf-8", "replace")


@pytest.mark.parametrize("made", [data, consolidated, packs], ids=["data", "consolidated", "packs"])
def test_outputs_of_two_worlds_are_the_same_to_the_byte(
    made: Callable[..., Iterator[tuple[str, str]]], worlds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    one, other, then = worlds
    for side in ("one", "other"):
        (tmp_path / side).mkdir()
    first = dict(made(one, then, tmp_path / "one", "--for-publication"))
    second = dict(made(other, then, tmp_path / "other", "--for-publication"))
    assert first.keys() == second.keys()
    assert [name for name, text in first.items() if text != second[name]] == []
    assert "Not shown" in " ".join(first.values())
    assert [name for name, text in first.items() if str(tmp_path.parent.parent) in text] == []


def test_for_the_programme_office_the_two_worlds_differ_and_the_outputs_say_for_whom_they_are(
    worlds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    one, other, then = worlds
    first, second = dict(data(one, then, tmp_path)), dict(data(other, then, tmp_path))
    differing = {name for name, text in first.items() if text.replace("/one/", "/other/") != second[name]}
    assert {"status json", "changes"} <= differing
    assert not [name for name, text in first.items() if "For the programme office: holds small numbers" not in text]
