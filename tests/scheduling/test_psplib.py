from __future__ import annotations

from pathlib import Path

import pytest

import psplib
from xl_send.scheduling.solver import Precedence

CASES = Path(__file__).with_name("cases")
OPTIMA = psplib.read_optima(CASES / "optima.txt")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.sm")), ids=lambda path: path.stem)
def test_hand_proved_optima_are_reached_with_and_without_the_solver(path: Path) -> None:
    for solver in (False, True):
        ran = psplib.run(path, OPTIMA, solver=solver, seconds=5.0)
        assert ran.critical_path == ran.stated_path
        assert ran.finish == ran.optimum == OPTIMA[psplib.key_of(path)]
        assert ran.gap == 0
    assert ran.proved
    assert ran.bound == ran.finish


def test_a_list_of_successors_may_run_over_several_lines() -> None:
    problem = psplib.read_problem(CASES / "own301_5.sm")
    assert [link for link in problem.links if link.before == "1"] == [Precedence("1", str(job)) for job in range(2, 10)]


def test_names_of_the_public_sets_say_parameter_and_instance() -> None:
    assert psplib.key_of(Path("j3010_3.sm")) == (10, 3)
    assert psplib.key_of(Path("J12060_10.SM")) == (60, 10)
    assert psplib.key_of(Path("other.sm")) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        ("RESOURCEAVAILABILITIES", "NOTHING"),
        ("   5      1     0", "   5      2     0"),
        ("   5        1          0", "   5        1          2"),
        ("   5      1     0       0", "   5      1     0"),
        ("   2        1          1        5", "   2        1          1        9"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, change: tuple[str, str]) -> None:
    text = (CASES / "own301_1.sm").read_text("utf-8")
    assert change[0] in text
    path = tmp_path / "other.sm"
    path.write_text(text.replace(*change), "utf-8")
    with pytest.raises(ValueError, match=r"other\.sm is not a single-mode problem"):
        psplib.read_problem(path)


def test_the_benchmark_prints_each_case_and_the_average(capsys: pytest.CaptureFixture[str]) -> None:
    assert psplib.main([str(CASES), str(CASES / "optima.txt"), "--without-solver"]) == 0
    said = capsys.readouterr().out
    assert "own301_3.sm" in said
    assert "5 of 5 at it" in said
