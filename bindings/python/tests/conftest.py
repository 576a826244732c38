"""What all tests share: the sample batch, and the command line to compare with."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "samples" / "lantern-tide.jsonl"


@pytest.fixture(scope="session")
def posts() -> list[dict]:
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def texts(posts) -> list[str]:
    odd = ["", " ", "😀", "東京", "Quelle belle journée pour une promenade", "오늘 콘서트 was insane 최고", "lol", "\0", "a" * 9000]
    return [post["text"] for post in posts] + odd


@pytest.fixture(scope="session")
def command_line():
    """Runs ``yoron`` and gives what it prints."""
    named = os.environ.get("YORON_BIN")
    builds = [pathlib.Path(named)] if named else [ROOT / "target" / p / "yoron" for p in ("release", "quick", "debug")]
    binary = next((path for path in builds if path.exists()), None)
    if binary is None:
        pytest.fail("no yoron to compare with: build it (cargo build --release) or name it in YORON_BIN")

    def run(*args: object, stdin: str = "") -> str:
        done = subprocess.run(
            [str(binary), *map(str, args)], input=stdin.encode(), capture_output=True, timeout=120, check=False
        )
        assert done.returncode in (0, 3), done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.fixture(scope="session")
def lines(command_line):
    """The records that ``yoron score`` makes of texts."""

    def run(texts: list[str], *args: str) -> list[dict]:
        stdin = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        return [json.loads(line) for line in command_line("score", "-", "-q", *args, stdin=stdin).splitlines()]

    return run
