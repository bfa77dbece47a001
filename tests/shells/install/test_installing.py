"""Install and uninstall, on the folders of Windows, a Mac and Linux laid out in a place of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from xl_send.errors import CannotRunError
from xl_send.shells.cli import main
from xl_send.shells.install.computer import Computer
from xl_send.shells.install.install import WITH_EXCEL, WITHOUT_EXCEL, install, uninstall
from xl_send.vba.workbooks import add_in

START = {
    "win32": "AppData/Roaming/Microsoft/Excel/XLSTART/xl_send.xlam",
    "darwin": "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel/xl_send.xlam",
}


def computer(
    user: Path, platform: str = "win32", registry: Mapping[str, object] | None = None, *, starts: bool = True
) -> Computer:
    found = registry or {}
    return Computer(
        platform, {"USERPROFILE": str(user), "HOME": str(user)}, "/py/café/python", lambda _, name: found.get(name),
        lambda _: starts,
    )  # fmt: skip


def every_file(folder: Path) -> list[str]:
    return sorted(str(item.relative_to(folder)) for item in folder.rglob("*") if item.is_file())


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_add_in_is_put_where_excel_starts_and_python_is_recorded(tmp_path: Path, platform: str) -> None:
    told = install(computer=computer(tmp_path, platform))
    assert (tmp_path / START[platform]).read_bytes() == add_in()
    recorded = next(tmp_path.rglob("interpreter.txt")).read_text("ascii")
    assert recorded == "/py/caf~00E9/python\n"
    assert told.ending == 0
    assert told.output.endswith(WITH_EXCEL)
    assert "DOES NOT WORK" not in told.output


def test_on_a_mac_the_script_that_starts_python_names_it(tmp_path: Path) -> None:
    install(computer=computer(tmp_path, "darwin"))
    (script,) = tmp_path.rglob("*.applescript")
    assert 'property helper : "/py/café/python"' in script.read_text("utf-8")


def test_where_there_is_no_excel_it_says_what_can_be_used_instead(tmp_path: Path) -> None:
    told = install(computer=computer(tmp_path, "linux"))
    assert told.output.endswith(WITHOUT_EXCEL)
    assert every_file(tmp_path) == [".config/xl_send/installed.json", ".config/xl_send/interpreter.txt"]


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_twice_changes_nothing_and_uninstall_undoes_all_of_it(tmp_path: Path, platform: str) -> None:
    (tmp_path / "other.txt").write_text("not ours")
    here = computer(tmp_path, platform)
    install(computer=here)
    before = {name: (tmp_path / name).read_bytes() for name in every_file(tmp_path)}
    assert "written  " not in install(computer=here).output
    assert {name: (tmp_path / name).read_bytes() for name in every_file(tmp_path)} == before
    (here.home / "jobs" / "one").mkdir(parents=True)
    assert uninstall(computer=here).output.endswith("Nothing of the add-in is left.")
    assert every_file(tmp_path) == ["other.txt"]
    assert not here.home.exists()
    assert uninstall(computer=here).output.startswith("There was nothing to take away.")


def test_what_was_changed_since_is_left_and_named(tmp_path: Path) -> None:
    here = computer(tmp_path)
    install(computer=here)
    added = tmp_path / START["win32"]
    added.write_bytes(b"changed by somebody")
    told = uninstall(computer=here).output
    assert f"Left, because it was changed since: {added}" in told
    assert every_file(tmp_path) == [START["win32"]]


def test_a_receipt_that_cannot_be_read_takes_nothing_away(tmp_path: Path) -> None:
    here = computer(tmp_path)
    install(computer=here)
    (here.home / "installed.json").write_text("{")
    uninstall(computer=here)
    assert (tmp_path / START["win32"]).exists()


def test_an_older_add_in_is_replaced(tmp_path: Path) -> None:
    added = tmp_path / START["win32"]
    added.parent.mkdir(parents=True)
    added.write_bytes(b"an older edition")
    assert f"written       {added}" in install(computer=computer(tmp_path)).output
    assert added.read_bytes() == add_in()


def test_check_writes_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    told = install(check=True, computer=computer(tmp_path))
    assert list(tmp_path.rglob("xl_send*")) == []
    assert told.ending == 1
    assert "DOES NOT WORK the add-in is where Excel loads it from" in told.output
    assert "DOES NOT WORK that Python starts and finds xl_send" in told.output


def test_a_python_that_does_not_start_is_told(tmp_path: Path) -> None:
    told = install(computer=computer(tmp_path, starts=False))
    assert told.ending == 1
    assert "DOES NOT WORK that Python starts and finds xl_send" in told.output


@pytest.mark.parametrize(
    ("registry", "said"),
    [
        ({"VBAWarnings": 4}, "Macros are switched off"),
        ({"VBAWarnings": 3}, "Only signed macros run"),
        ({"RequireAddinSig": 1}, "Only signed add-ins are loaded"),
        ({"DisableAllAddins": 1}, "Excel loads no add-ins here"),
        ({"AllLocationsDisabled": 1}, "Excel trusts no folder here"),
    ],
)
def test_rules_that_stop_it_are_told(tmp_path: Path, registry: Mapping[str, object], said: str) -> None:
    assert said in install(computer=computer(tmp_path, registry=registry)).output
    assert said not in install(computer=computer(tmp_path)).output
    assert said not in install(computer=computer(tmp_path, "darwin", registry)).output


def test_an_add_in_that_came_from_the_web_is_told_and_written_anew(tmp_path: Path) -> None:
    here = computer(tmp_path)
    install(computer=here)
    mark = Path(f"{tmp_path / START['win32']}:Zone.Identifier")
    mark.write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    assert "is marked as coming from the web" in install(check=True, computer=here).output
    assert f"written       {tmp_path / START['win32']}" in install(computer=here).output


def test_an_add_in_that_excel_holds_open_stops_uninstall_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = computer(tmp_path)
    install(computer=here)

    def held(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(CannotRunError, match="Close Excel, then run xl-send uninstall once more"):
        uninstall(computer=here)


def test_this_very_computer_is_seen_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    here = Computer()
    assert here.user == tmp_path
    assert here.starts(here.python)
    assert not here.starts(str(tmp_path / "no python"))
    assert here.registry("Software\\Nothing of the kind", "Nothing") is None
    monkeypatch.setattr("xl_send.shells.install.install.HERE", here)
    assert main(["install", "--check"]) in {0, 1}
    assert "that Python starts and finds xl_send" in capsys.readouterr().out
