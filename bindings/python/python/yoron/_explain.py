"""One post explained."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import Any

from . import _yoron
from ._score import Paths, lexicons


@dataclass(frozen=True)
class Effect:
    """What one rule did."""

    rule: str
    """Its name: ``negation``, ``booster``, ``contrast`` ..."""
    amount: float
    """Added, or the factor, as :attr:`adds` says."""
    by: str | None
    """The words that triggered it."""
    adds: bool
    """Whether the amount is added; else it multiplies."""

    def __str__(self) -> str:
        amount = f"{self.amount:+.2f}" if self.adds else f"× {self.amount:.2f}"
        return f"{amount} ({self.rule}: {self.by})" if self.by else f"{amount} ({self.rule})"


@dataclass(frozen=True)
class Hit:
    """A word of the lexicon found in the text."""

    text: str
    """As it stands there: ``text[start:end]``."""
    start: int
    end: int
    lemma: str
    """The lexicon's entry."""
    word_class: str
    """``noun``, ``i-adjective``, ``emoji`` ..."""
    valence: float
    """The lexicon's, -4 ... +4."""
    contribution: float
    """What is left of it after the rules."""
    effects: list[Effect] = field(default_factory=list)


@dataclass(frozen=True)
class Explanation:
    """A tone and the words and rules behind it; in a notebook, the text with its words coloured."""

    text: str
    tone: float | None
    """-1 ... +1; None where the language has no scorer."""
    label: str
    status: str
    lang: str
    langs: str | None
    """``ko+en`` where the text is in several languages."""
    lang_source: str
    lang_confidence: float
    sum: float | None
    """What contributions and :attr:`on_text` come to; the raw tone is sum / √(sum² + 15)."""
    raw_tone: float | None
    """The tone before calibration."""
    hits: list[Hit]
    on_text: list[Effect]
    """What acted on the sum as a whole."""

    def __str__(self) -> str:
        lines = [self.text, ""]
        for hit in self.hits:
            effects = "".join(f"  {effect}" for effect in hit.effects)
            lines.append(
                f"  {hit.text} ({hit.lemma}, {hit.word_class})  {hit.valence:+.2f}{effects}  = {hit.contribution:+.2f}"
            )
        if self.sum is not None:
            effects = "".join(f"  {effect}" for effect in self.on_text)
            words = sum(hit.contribution for hit in self.hits)
            lines.append(f"  sum {words:+.2f}{effects}  = {self.sum:+.2f};  tone = s / √(s² + 15) = {self.raw_tone:+.4f}")
        lines += ["", self._verdict()]
        return "\n".join(lines)

    def _verdict(self) -> str:
        tone = "none" if self.tone is None else f"{self.tone:+.4f}"
        return f"tone {tone} {self.label} ({self.langs or self.lang}, by {self.lang_source}, {self.status})"

    def _repr_html_(self) -> str:
        parts, at = [], 0
        for hit in self.hits:
            start = max(hit.start, at)
            if hit.end <= start:
                continue
            title = f"{hit.lemma} ({hit.word_class}) {hit.valence:+.2f}"
            title += "".join(f" {effect}" for effect in hit.effects) + f" = {hit.contribution:+.2f}"
            # as dark as the word weighs; the rule below the word tells the sides apart without colour too
            colour, line = ("26,112,194", "solid") if hit.contribution >= 0 else ("194,84,26", "dotted")
            shade = min(0.15 + abs(hit.contribution) / 8, 0.6)
            parts.append(html.escape(self.text[at:start]))
            parts.append(
                f'<span style="background:rgba({colour},{shade:.2f});border-bottom:2px {line} rgb({colour})" '
                f'title="{html.escape(title)}">{html.escape(self.text[start:hit.end])}</span>'
            )
            at = hit.end
        parts.append(html.escape(self.text[at:]))
        rows = "".join(
            f"<tr><td>{html.escape(hit.text)}</td><td>{html.escape(hit.lemma)}</td><td>{hit.valence:+.2f}</td>"
            f"<td>{html.escape(' '.join(map(str, hit.effects)))}</td><td>{hit.contribution:+.2f}</td></tr>"
            for hit in self.hits
        )
        table = (
            "<table><thead><tr><th>word</th><th>entry</th><th>valence</th><th>rules</th><th>counts</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
            if rows
            else ""
        )
        on_text = "".join(f" · {html.escape(str(effect))}" for effect in self.on_text)
        return (
            f'<div class="yoron"><p lang="{html.escape(self.lang)}" style="font-size:1.1em;white-space:pre-wrap">'
            f"{''.join(parts)}</p><p><b>{html.escape(self._verdict())}</b>{on_text}</p>{table}</div>"
        )


def explain(text: str, lang: str | None = None, *, calibrated: bool = True, lexicon: Paths = None) -> Explanation:
    """Which words and rules made the tone of a text.

    >>> import yoron
    >>> explanation = yoron.explain("I don't love it")
    >>> [(hit.text, hit.effects[0].rule) for hit in explanation.hits]
    [('love', 'negation')]
    >>> explanation.tone < 0
    True
    """
    facts: dict[str, Any] = json.loads(_yoron.explain(text, lang, calibrated, lexicons(lexicon)))
    adds = set(facts.pop("adds"))
    del facts["runs"]

    def effects(found: list[dict[str, Any]]) -> list[Effect]:
        return [
            Effect(one["rule"].replace("-", " "), one["amount"], one.get("by"), one["rule"] in adds) for one in found
        ]

    hits = [
        Hit(
            hit["text"],
            hit["start"],
            hit["end"],
            hit["lemma"],
            hit["class"],
            hit["valence"],
            hit["contribution"],
            effects(hit["effects"]),
        )
        for hit in facts.pop("hits")
    ]
    return Explanation(**facts | {"hits": hits, "on_text": effects(facts["on_text"])})


def polarity_scores(
    text: str, lang: str | None = None, english: str | None = None, *, calibrated: bool = True
) -> dict[str, float | None]:
    """VADER's figures: ``neg``, ``neu``, ``pos`` (shares of the text) and ``compound`` (the tone).

    With ``english="vader"`` those of English are exactly those of Python ``vaderSentiment`` 3.3.2. Else ``compound`` is
    yoron's tone and the shares are counted as VADER does: a toned word for its contribution and one, any other word for one.
    A language without a scorer has None for all four.

    >>> import yoron
    >>> yoron.polarity_scores("VADER is VERY SMART, handsome, and FUNNY!!!", english="vader")
    {'neg': 0.0, 'neu': 0.233, 'pos': 0.767, 'compound': 0.9342}
    """
    return _yoron.polarity_scores(text, lang, english, calibrated)
