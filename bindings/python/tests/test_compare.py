"""``compare`` and ``evaluate``: the command line's figures, shown in a notebook."""

from __future__ import annotations

import json
import warnings

import pytest
import yoron
from conftest import SAMPLE


@pytest.fixture(scope="module")
def result(posts):
    return yoron.compare(posts, by="country", over="created_at", title="lantern-tide")


def test_equals_the_command_line(result, command_line, tmp_path):
    command_line("compare", SAMPLE, "--by", "country", "--over", "created_at", "-o", tmp_path)
    wanted = json.loads((tmp_path / "lantern-tide.json").read_text(encoding="utf-8"))
    found = json.loads(result.to_json())
    del wanted["about"]["inputs"], found["about"]["inputs"]
    assert found == wanted
    assert (tmp_path / "lantern-tide-shares.svg").read_text(encoding="utf-8") == result.charts["shares"]


def test_scored_posts_keep_their_tones(posts, result):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(posts)
    scored = frame.hstack(yoron.score(frame["text"]).to_polars())
    again = yoron.compare(scored, by="country", over="created_at", title="lantern-tide")
    assert again.numbers["groups"] == result.numbers["groups"]


def test_what_a_notebook_shows(result, tmp_path):
    html = result._repr_html_()
    assert result.finding.split(".")[0].split("<")[0][:20] in html and "data:image/svg+xml;base64," in html
    assert result._repr_svg_().lstrip().startswith("<svg")
    assert result.to_html().startswith("<!doctype html>")
    assert result.to_markdown("x").startswith("#") and "x-shares.svg" in result.to_markdown("x")
    assert result.finding in repr(result)
    page = result.save(tmp_path / "deep" / "er", "report")
    assert sorted(path.name for path in page.parent.iterdir()) == [
        "report-shares.svg",
        "report-tones.svg",
        "report-trend.svg",
        "report.html",
        "report.json",
        "report.md",
    ]


def test_numbers(result):
    pd = pytest.importorskip("pandas")
    frame = result.to_pandas()
    assert isinstance(frame, pd.DataFrame) and {"KR", "JP"} <= set(frame["group"])
    assert (frame["low"] <= frame["mean"]).all() and (frame["mean"] <= frame["high"]).all()
    assert all(pair["verdict"] for pair in result.pairs)


def test_records_that_cannot_be_read_are_told(posts):
    bad = [*posts, {"text": "great", "country": "KR", "tone": 7, "tone_status": "scored", "tone_lang": "en"}]
    with pytest.warns(UserWarning, match=r"1 records could not be read: posts:601: tone \"7\" is no number from -1 to 1"):
        assert yoron.compare(bad, by="country", rounds=100).rejects[0][0] == 601


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: yoron.compare([{"text": "a"}], by="team"), ValueError, "no post has anything in team; .*: text"),
        (lambda: yoron.compare([], by="team"), ValueError, "no post could be read; the input is empty"),
        (lambda: yoron.compare("posts.jsonl"), TypeError, "read the file first"),
        (lambda: yoron.compare([{"text": "a"}], every="year"), ValueError, "there are hour, day and week"),
        (lambda: yoron.compare([{"text": "a"}], preset="myspace"), ValueError, "there are x, bluesky"),
        (lambda: yoron.compare([{"text": "a"}], report_lang="fr"), ValueError, "there are en, ko and ja"),
    ],
)
def test_errors_say_the_way_out(call, error, words):
    with pytest.raises(error, match=words), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call()


GOLD = [
    {"text": "what a lovely surprise", "label": "positive", "score": 1.5},
    {"text": "the worst queue ever", "label": "negative", "score": -2},
    {"text": "council meets on tuesday", "label": "neutral", "score": 0},
    {"text": "정말 최고예요", "label": "1", "score": 2},
    {"text": "너무 별로였어요", "label": "-1", "score": -1},
    {"text": "최고로 나쁜 하루", "label": "-1", "score": -1},
    {"text": "感動をありがとう", "label": "긍정", "score": 1},
    {"text": "がっかりした", "label": "ネガティブ", "score": -1},
]


def test_evaluate_equals_the_command_line(command_line):
    stdin = "".join(json.dumps(post) + "\n" for post in GOLD)
    printed = json.loads(
        command_line("evaluate", "-", "--format", "jsonl", "--json", "--label-field", "label", "--gold-field", "score", stdin=stdin)
    )
    found = yoron.evaluate(GOLD, label="label", gold="score")
    assert found.languages == printed["languages"]
    assert [one["text"] for one in found.worst] == [one["text"] for one in printed["worst"]]
    assert found["ko"]["n"] == 3
    assert "macro_f1" in found._repr_html_() and "macro_f1" in repr(found)
    pytest.importorskip("pandas")
    assert list(found.to_pandas()["language"]) == ["en", "ja", "ko", "all"] or len(found.to_pandas()) == 4
    with pytest.raises(KeyError, match="there are: "):
        found["fr"]


def test_evaluate_names_bad_gold():
    with pytest.warns(UserWarning, match="is no label"):
        assert yoron.evaluate([*GOLD, {"text": "a", "label": "maybe"}]).rejects
    with pytest.raises(ValueError, match="no labelled posts: name the fields with text= and label= or gold="):
        yoron.evaluate([{"text": "a"}])
