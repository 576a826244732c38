"""``explain``, ``polarity_scores``, ``extract``."""

from __future__ import annotations

import json
import re

import pytest
import yoron
from conftest import ROOT


def test_the_words_behind_a_tone(texts):
    for text, tone in zip(texts, yoron.score(texts)["tone"]):
        explanation = yoron.explain(text)
        assert explanation.tone == tone
        for hit in explanation.hits:
            assert text[hit.start : hit.end].strip().startswith(hit.text.strip()) or hit.text in text


def test_what_a_notebook_shows():
    html = yoron.explain("정말 <b>최고</b>예요, 하지만 너무 늦었다")._repr_html_()
    assert "<b>최고" not in html and "&lt;b&gt;" in html
    assert html.count("<span") >= 1 and "rgba(26,112,194" in html
    plain = re.sub(r"<[^>]+>", "", html)
    assert "정말 &lt;b&gt;최고&lt;/b&gt;예요" in plain
    assert "tone " in str(yoron.explain("great"))
    assert yoron.explain("Quelle belle journée pour une promenade")._repr_html_().count("unscored") == 1


def test_rules_are_named():
    [hit] = yoron.explain("I don't love it").hits
    assert hit.effects[0].rule == "negation" and not hit.effects[0].adds
    assert "× " in str(hit.effects[0])
    boosted = yoron.explain("정말 좋아요").hits[0]
    assert boosted.effects[0].adds and str(boosted.effects[0]).startswith("+")


def test_polarity_is_vaders(texts):
    vader = pytest.importorskip("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    for text in texts:
        if text.isascii() and "\0" not in text:
            assert yoron.polarity_scores(text, lang="en", english="vader") == vader.polarity_scores(text), text


def test_polarity_of_the_other_languages():
    figures = yoron.polarity_scores("정말 최고예요")
    assert figures["compound"] == yoron.explain("정말 최고예요").tone
    assert figures["pos"] > 0 and figures["neg"] == 0
    japanese = yoron.polarity_scores("対応がひどすぎる")
    assert japanese["neg"] > 0 and abs(sum(japanese[k] for k in ("neg", "neu", "pos")) - 1) < 0.002
    assert yoron.polarity_scores("") == {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": 0.0}
    assert set(yoron.polarity_scores("Quelle belle journée pour une promenade").values()) == {None}


@pytest.mark.parametrize("name", ["harbour-duet.txt", "noodle-robot.html", "convenience-umbrella.ko.txt", "station-cat.ja.txt"])
@pytest.mark.parametrize("all", [False, True])
def test_extract_equals_the_command_line(command_line, name, all):
    path = ROOT / "samples" / name
    printed = [json.loads(line) for line in command_line("extract", path, *(["--all"] if all else [])).splitlines()]
    wanted = [{key: value for key, value in line.items() if key != "source"} for line in printed]
    assert list(yoron.extract(path, all=all)) == wanted
    assert list(yoron.extract(path.read_text(encoding="utf-8"), all=all)) == wanted
    quotes = yoron.extract(path.read_bytes(), all=all)
    for quote in quotes:
        for part in quote["parts"]:
            assert quotes.text[part["start"] : part["end"]] == part["text"]


def test_articles_that_are_none():
    with pytest.raises(ValueError, match="article: the file is empty; save the article's text or page into it and try again"):
        yoron.extract("")
    with pytest.raises(ValueError, match="this is not text"):
        yoron.extract(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(FileNotFoundError):
        import pathlib

        yoron.extract(pathlib.Path("nowhere.txt"))
    with pytest.raises(ValueError, match="there are auto, text, markdown and html"):
        yoron.extract("a", format="pdf")
