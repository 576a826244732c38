"""Tones against labels that people gave."""

from __future__ import annotations

import html
import json
from typing import Any

from . import _yoron
from ._frames import source, warn
from ._score import Paths, lexicons

FIGURES = ("n", "unscored", "accuracy", "macro_f1", "average_recall", "balanced_accuracy", "spearman", "pearson")


class Evaluation:
    """How well the tones agree with people, by language."""

    def __init__(self, facts: dict[str, Any], rejects: list[tuple[int, str]]) -> None:
        self.languages: list[dict[str, Any]] = facts["languages"]
        """Figures of each language, then of ``all`` where there are several: accuracy, macro-F1, average recall, correlations,
        confusion table, what people say at each tone. None for what the labels cannot tell."""
        self.worst: list[dict[str, Any]] = facts["worst"]
        """The posts furthest off, with the words behind their tone."""
        self.rejects = rejects
        """Row (from 1) and reason of every record that could not be read."""

    def __getitem__(self, language: str) -> dict[str, Any]:
        """The figures of a language."""
        for figures in self.languages:
            if figures["language"] == language:
                return figures
        raise KeyError(f"no posts in {language!r}; there are: {', '.join(f['language'] for f in self.languages)}")

    def _rows(self) -> list[dict[str, Any]]:
        plain = lambda value: value["value"] if isinstance(value, dict) else value  # noqa: E731
        return [{"language": f["language"], **{name: plain(f[name]) for name in FIGURES}} for f in self.languages]

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame`` with a row for each language."""
        import pandas

        return pandas.DataFrame(self._rows())

    def __repr__(self) -> str:
        lines = ["language  " + "  ".join(f"{name:>17}" for name in FIGURES)]
        for row in self._rows():
            lines.append(f"{row['language']:<8}  " + "  ".join(f"{_number(row[name]):>17}" for name in FIGURES))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = self._rows()
        head = "".join(f"<th>{name}</th>" for name in ("language", *FIGURES))
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_number(cell))}</td>" for cell in row.values()) + "</tr>" for row in rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _number(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def evaluate(
    table: Any,
    label: str | None = None,
    *,
    text: str = "text",
    gold: str | None = None,
    lang_field: str | None = None,
    lang: str | None = None,
    english: str | None = None,
    calibrated: bool = True,
    lexicon: Paths = None,
    worst: int = 10,
    threads: int | None = None,
) -> Evaluation:
    """Checks yoron on your own labelled posts: ``yoron evaluate`` of the command line.

    :param table: posts: a pandas, Polars, pyarrow or DuckDB table, a list of dicts, or a dict of lists.
    :param label: the column of the labels (-1, 0, 1 or positive, neutral, negative); ``label`` if neither this nor ``gold`` is
        given.
    :param gold: a column of gold numbers in any unit, for the correlations.
    :param lang_field: a column of language tags: what posts are counted by, and a hint for scoring.
    :raises ValueError: no labelled post that can be read.

    >>> import yoron
    >>> posts = [{"text": "great", "label": 1}, {"text": "awful", "label": -1}, {"text": "a door", "label": 0}]
    >>> yoron.evaluate(posts)["en"]["accuracy"]["value"]
    1.0
    """
    if label is None and gold is None:
        label = "label"
    facts, rejects = _yoron.evaluate(
        source(table), text, label, gold, lang_field, lang, english, calibrated, lexicons(lexicon), worst, threads
    )
    warn(rejects)
    return Evaluation(json.loads(facts), rejects)
