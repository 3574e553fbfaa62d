"""The benchmark tells ratios of what really ran; it is never asked how fast."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights
from analyzer.__main__ import main
from analyzer.bench import run
from analyzer.bench.contenders import empty_rooms, kernels, our_loop, read_frames, thesis_loop
from analyzer.bench.machine import OtherLoad, description, one_core
from analyzer.bench.run import WARM_UP, Bench, Steps, answers_of, bench, memory_of, ratios, timed
from analyzer.pipeline import Analyzer
from tests.analyzer.pictures import empty_room, jpeg, portrait


def test_ratios_are_those_of_the_medians() -> None:
    times = {"ours": 0.002, "decode": 0.0005, "detect": 0.001, "classify": 0.0003, "thesis": 0.1}
    found = ratios(times)
    assert (found["ours_fps"], found["ratio_vs_thesis"], found["efficiency"]) == (500, 50, 0.9)
    assert found["kernel_ms"] == {"decode": 0.5, "detect": 1.0, "classify": 0.3}
    assert not [name for name in found if name.startswith("efficiency_")]
    del times["thesis"]
    assert ratios(times)["ratio_vs_thesis"] is None


def test_a_detector_that_is_asked_for_less_is_held_to_its_own_kernel_too() -> None:
    times = {"ours": 0.002, "decode": 0.0005, "detect": 0.0012, "classify": 0.0003}
    found = ratios({**times, "detect_trimmed": 0.0009})
    assert (found["efficiency"], found["efficiency_trimmed"]) == (1.0, 0.85)
    found = ratios({**times, "detect_followed": 0.0007})
    assert (found["efficiency"], found["efficiency_followed"]) == (1.0, 0.75)
    assert found["kernel_ms"]["detect_followed"] == 0.7


def test_steps_are_told_a_frame_without_the_passes_that_warm_up() -> None:
    steps = Steps()
    for seconds in (9, 9, 0.002, 0.004, 0.006):
        steps.note("decode", seconds)
        steps.note("detect", 10 * seconds)
    told = steps.milliseconds(frames=4, whole=0.02)
    assert told == {"decode": 1.0, "detect": 10.0, "rest": 9.0}


def test_memory_is_asked_of_a_loop_that_has_run() -> None:
    seen: list[list[bytes]] = []
    assert memory_of(lambda frames: seen.append([*frames]), [b"a", b"b"]) > 0
    assert seen == [[b"a", b"b"]] * WARM_UP


def test_every_contender_sees_every_frame_of_every_round() -> None:
    seen: dict[str, list[bytes]] = {"one": [], "two": []}
    loops = {name: calls.extend for name, calls in seen.items()}
    assert set(timed(loops, [b"a", b"b"], rounds=3)) == {"one", "two"}
    assert seen["one"] == seen["two"] == [b"a", b"b"] * 5


def test_contenders_take_turns_in_an_order_of_chance() -> None:
    calls: list[str] = []
    timed({"1": lambda _: calls.append("1"), "2": lambda _: calls.append("2")}, [b""], 30)
    turns = {"".join(calls[turn : turn + 2]) for turn in range(0, len(calls), 2)}
    assert turns == {"12", "21"}


@pytest.mark.parametrize("detector", ["blazeface", "haar"])
def test_the_command_tells_every_figure(detector: str, tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = ["bench", "--detector", detector, "--rounds", "1", "--no-thesis"]
    assert main([*command, "--json", str(out)]) == 0
    found = json.loads(out.read_text())
    assert {"ours_fps", "thesis_fps", "ratio_vs_thesis", "kernel_fps"} <= found.keys()
    assert {"efficiency", "kernel_ms", "memory_mb", "command"} <= found.keys()
    stages = found["ours_stage_ms"]
    assert stages.keys() == {"decode", "detect", "classify", "rest"}
    assert sum(stages.values()) == pytest.approx(found["ours_ms"], abs=0.01)
    assert found["detector"] == detector
    assert found["answers"] == {"reading": 12}
    told = found["machine"]
    assert {"cpu", "architecture", "flags", "cores", "python", "date"} <= told.keys()
    assert told["other_load_cores"] is None or told["other_load_cores"] >= 0


@pytest.mark.parametrize("detector", ["blazeface", "haar"])
def test_frames_without_a_reading_are_warned_of(
    detector: str, caplog: pytest.LogCaptureFixture
) -> None:
    loop = our_loop(Analyzer.default(detector=detector))
    assert answers_of(loop, [jpeg(portrait())]) == {"reading": 1}
    assert not caplog.text
    found = answers_of(loop, [jpeg(portrait()), empty_room()])
    assert found == {"reading": 1, "no_face": 1}
    assert "1 of 2 frames gave no reading" in caplog.text


def test_all_is_timed_on_one_core_and_others_are_given_back() -> None:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system holds nothing to a core")
    before = os.sched_getaffinity(0)
    with one_core() as core:
        assert os.sched_getaffinity(0) == {core}
        with ThreadPoolExecutor(1) as started:
            assert started.submit(os.sched_getaffinity, 0).result() == {core}
    assert os.sched_getaffinity(0) == before


def test_contenders_run_on_the_core_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def noted(loops: Any, frames: Any, rounds: Any) -> dict[str, float]:
        seen.append(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {None})
        return dict.fromkeys([*loops], 0.001)

    monkeypatch.setattr(run, "timed", noted)
    found = bench(Bench(rounds=1, thesis=False))
    assert seen == [{found["machine"]["measured_on_core"]}]


def test_the_processor_is_told_by_its_name_and_by_what_kernels_ask_of_it(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text(
        "processor\t: 0\nmodel name\t: Fast One\nflags\t\t: fpu avx2 avx512_vnni\n\n"
        "processor\t: 1\nmodel name\t: Another\n"
    )
    found = description(told)
    assert (found["cpu"], found["flags"]) == ("Fast One", ["avx2", "avx512_vnni"])
    assert description(tmp_path / "gone")["flags"] == []


def test_what_others_take_is_what_is_not_ours(tmp_path: Path) -> None:
    times, own, clock = tmp_path / "stat", iter([1.0, 5.0]), iter([100.0, 110.0])
    tick = os.sysconf("SC_CLK_TCK")
    times.write_text("cpu 0 0 0 0 0 0 0 0 0 0\n")
    others = OtherLoad(lambda: next(own), lambda: next(clock), times)
    # 9 s of work in 10, 4 of them our own; idle, waiting for a disk and guests count for nothing.
    times.write_text(f"cpu {7 * tick} {tick} {tick} {99 * tick} {9 * tick} 0 0 0 {5 * tick} 0\n")
    assert others.cores() == 0.5
    assert OtherLoad(times=tmp_path / "gone").cores() is None


def test_the_thesis_loop_reads_a_face_too() -> None:
    pytest.importorskip("tensorflow")
    loop = thesis_loop(weights.model("mini-xception"))
    answers: Any = loop([jpeg(portrait()), jpeg(portrait() // 50)])
    [found, nothing] = answers
    assert found.shape == (1, 7)
    assert nothing is None


def test_kernels_answer_on_their_own() -> None:
    stages = kernels(weights.model(), "blazeface")
    assert set(stages) == {"decode", "detect", "detect_trimmed", "classify"}
    for stage in stages.values():
        answers: Any = stage([jpeg(portrait())] * 2)
        assert len(answers) == 2
        assert all(answer.size for answer in answers)


def test_frames_come_from_a_file_a_folder_or_the_portrait(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"one")
    (tmp_path / "b.jpeg").write_bytes(b"two")
    (tmp_path / "c.JPG").write_bytes(b"three")
    (tmp_path / "d.jpxg").write_bytes(b"no JPEG")
    assert read_frames(tmp_path) == [b"one", b"two", b"three"]
    assert read_frames(tmp_path / "a.jpg") == [b"one"]
    assert len(read_frames(None)) == 12
    with pytest.raises(ValueError, match="no JPEG there"):
        read_frames(tmp_path / "gone")


def test_a_frame_that_is_not_let_in_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jpg").write_bytes(read_frames(None)[0])
    (tmp_path / "b.jpg").write_bytes(b"no JPEG")
    assert main(["bench", "--no-thesis", "--frames", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"analyzer bench: {tmp_path}: frame 2 of 2: not a jpeg\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_costs_no_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_measured", lambda *known: {"ours_fps": 1.0})
    assert main(["bench", "--no-thesis", "--json", "/dev/full"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out) == {"ours_fps": 1.0}
    assert "No space left" in said.err


def test_nobody_sits_in_an_empty_room() -> None:
    rooms = empty_rooms()
    assert len(set(rooms)) == 4
    assert {answer.status for answer in Analyzer.default().analyze(rooms)} == {"no_face"}
