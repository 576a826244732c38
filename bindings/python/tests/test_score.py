"""``score``: what goes in, what comes out, the same as the command line."""

from __future__ import annotations

import math
import multiprocessing
import threading
import time

import pytest
import yoron


def test_equals_the_command_line_row_by_row(texts, lines):
    table = yoron.score(texts)
    for index, (row, line) in enumerate(zip(table.to_dicts(), lines(texts), strict=True)):
        assert row == {name: line[name] for name in yoron.FIELDS}, texts[index]


@pytest.mark.parametrize(
    ("options", "flags"),
    [
        ({"lang": "ja"}, ["--lang", "ja"]),
        ({"english": "vader"}, ["--english", "vader"]),
        ({"calibrated": False}, ["--uncalibrated"]),
    ],
)
def test_options_equal_the_flags(texts, lines, options, flags):
    wanted = [line["tone"] for line in lines(texts, *flags)]
    assert yoron.score(texts, **options)["tone"].to_list() == wanted


def test_hits_are_the_command_lines(texts, lines):
    import json

    found = yoron.score(texts, explain=True)["tone_hits"].to_list()
    for hits, line in zip(found, lines(texts, "--explain"), strict=True):
        assert (None if hits is None else json.loads(hits)) == line["tone_hits"] or line["tone_hits"] is None


def test_nothing_in_nothing_out():
    table = yoron.score(["great", None, float("nan"), ""])
    assert table.to_dicts()[1] == dict.fromkeys(yoron.FIELDS)
    assert table["tone"].to_list()[2] is None
    assert table["tone_status"].to_list() == ["scored", None, None, "no_evidence"]
    assert len(yoron.score([])) == 0
    assert yoron.score([])["tone"].to_list() == []


def test_a_language_without_a_scorer_has_no_tone():
    row = yoron.score(["Quelle belle journée pour une promenade"]).to_dicts()[0]
    assert (row["tone"], row["tone_label"], row["tone_status"], row["tone_lang"]) == (None, "unscored", "unsupported", "fr")


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(texts, threads):
    many = texts * 40
    assert yoron.score(many, threads=threads).to_dicts() == yoron.score(many).to_dicts()


def test_any_iterable_of_texts():
    wanted = yoron.score(["great", "awful"]).to_dicts()
    assert yoron.score(text for text in ("great", "awful")).to_dicts() == wanted
    assert yoron.score(("great", "awful")).to_dicts() == wanted


def test_half_a_surrogate_pair_is_no_error():
    assert yoron.score(["great \ud83d"])["tone_label"][0] == "positive"


def test_hints():
    hinted = yoron.score(["東京大会", "東京大会"], lang_hints=["ja", "zh"])
    assert hinted["tone_lang"].to_list() == ["ja", "zh"]
    assert hinted["tone_lang_source"].to_list() == ["field", "field"]


def test_own_lexicon(tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("루미롱\tnoun\t-3.0\n", encoding="utf-8")
    assert yoron.score(["루미롱이네"], lexicon=own)["tone"][0] < -0.3
    assert yoron.score(["루미롱이네"])["tone"][0] == 0
    own.write_text("루미롱\tnoun\tmany\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.tsv: .*rows to mend: yoron lexicon check"):
        yoron.score(["a"], lexicon=own)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: yoron.score("great"), TypeError, r"one text where many are wanted"),
        (lambda: yoron.score(["great", 3]), TypeError, r"row 1 is no text but int: 3"),
        (lambda: yoron.score(7), TypeError, r"int is no list, Series or Arrow column"),
        (lambda: yoron.score(["a"], lang="fr"), ValueError, r"lang fr: no scorer for it; there is one for en, ko and ja"),
        (lambda: yoron.score(["a"], english="french"), ValueError, r"there are yoron and vader"),
        (lambda: yoron.score(["a"], threads=0), ValueError, r"threads 0"),
        (lambda: yoron.score(["a"], lang_hints=["en", "ko"]), ValueError, r"1 texts and 2 lang_hints"),
        (lambda: yoron.score(["a"], lexicon="nowhere.tsv"), OSError, r"cannot read nowhere.tsv as UTF-8 text"),
        (lambda: yoron.score(["a"])["tune"], KeyError, r"there are: tone, tone_label"),
    ],
)
def test_errors_say_the_way_out(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_other_python_threads_run_on():
    many = ["The ferry was an hour late again, what a lovely surprise"] * 400_000
    import array

    beats = array.array("d")
    done = threading.Event()

    def beat():
        while not done.is_set():
            beats.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=beat)
    thread.start()
    pa = pytest.importorskip("pyarrow")
    column = pa.array(many)
    start = time.perf_counter()
    yoron.score(column, threads=1)
    end = time.perf_counter()
    done.set()
    thread.join()
    within = sum(start < beat < end for beat in beats)
    assert within > 5, f"{within} beats in {end - start:.2f} s: the GIL was held"


def _in_a_fork(queue):
    queue.put(yoron.score(["great", "awful"] * 2000)["tone"][0])


def test_a_fork_has_threads_of_its_own():
    wanted = yoron.score(["great", "awful"] * 2000)["tone"][0]
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_a_fork, args=(queue,))
    child.start()
    assert queue.get(timeout=30) == wanted
    child.join()


def test_one_engine_for_each_set_of_options():
    from yoron import _yoron

    yoron.score(["a"])
    before = _yoron.engines()
    for _ in range(3):
        yoron.score(["a"])
        yoron.explain("a")
    assert _yoron.engines() == before


def test_columns_are_sequences():
    column = yoron.score(["great", "awful", None])["tone_label"]
    assert list(column) == ["positive", "negative", None] == column.to_list()
    assert (column[-1], column[0], len(column)) == (None, "positive", 3)
    assert "3" in repr(column)
    with pytest.raises(IndexError):
        column[3]


def test_tones_have_four_decimals(texts):
    for tone in yoron.score(texts)["tone"]:
        assert tone is None or math.isclose(tone, round(tone, 4), abs_tol=1e-12)


def test_a_table_shows_itself():
    table = yoron.score(["<b>great</b>"] * 12)
    assert "10 of 12 posts" in table._repr_html_()
    assert repr(table).startswith("<yoron.Table of 12 posts: tone, ")
