"""What the documentation shows runs: docstrings, the README, the sample notebook; and the stubs say what is there."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pathlib
import re
import subprocess
import sys

import pytest
import yoron
from conftest import ROOT

MODULES = ["yoron", "yoron._score", "yoron._explain", "yoron._extract", "yoron._compare", "yoron._evaluate"]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    failed, tried = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert tried and not failed


def test_everything_public_is_documented_and_typed():
    for name in yoron.__all__:
        thing = getattr(yoron, name)
        if inspect.isfunction(thing):
            assert thing.__doc__ and thing.__annotations__.get("return"), name
        elif inspect.isclass(thing):
            assert thing.__doc__, name
    assert (pathlib.Path(yoron.__file__).parent / "py.typed").exists()


def test_stubs_name_what_is_there():
    from yoron import _yoron

    stubs = (pathlib.Path(yoron.__file__).parent / "_yoron.pyi").read_text(encoding="utf-8")
    told = set(re.findall(r"^(?:def|class) (\w+)|^(\w+):", stubs, re.M))
    told = {one or other for one, other in told}
    there = {name for name in dir(_yoron) if not name.startswith("__")} | {"__version__"}
    assert told == there


def test_readme_blocks_run(tmp_path):
    pytest.importorskip("polars"), pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    text = (ROOT / "bindings" / "python" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.S)
    blocks = [block for block in blocks if "pyspark" not in block and "spark." not in block]
    assert len(blocks) >= 4
    script = tmp_path / "readme.py"
    script.write_text("\n".join(blocks), encoding="utf-8")
    subprocess.run([sys.executable, str(script)], cwd=ROOT, check=True, timeout=300)


def test_the_sample_notebook_runs(tmp_path):
    pytest.importorskip("pandas")
    notebook = ROOT / "samples" / "notebook.py"
    done = subprocess.run(
        [sys.executable, str(notebook)], cwd=tmp_path, check=True, timeout=300, capture_output=True, text=True
    )
    assert "mean tone" in done.stdout
