"""Groups of posts compared."""

from __future__ import annotations

import base64
import html
import json
import os
import pathlib
from collections.abc import Sequence
from typing import Any, Union

from . import _yoron
from ._frames import source, warn
from ._score import Paths, lexicons


class Comparison:
    """What :func:`compare` found: in a notebook the finding, the chart of shares and the table of groups."""

    def __init__(self, report: _yoron.Comparison) -> None:
        self._report = report
        self._facts: dict[str, Any] | None = None

    @property
    def finding(self) -> str:
        """The finding in one sentence or two, with n, effect and how sure it is."""
        return self._report.finding()

    @property
    def notes(self) -> list[str]:
        """What is to be said of the other pairs, and the caveat."""
        return self._report.notes()

    @property
    def numbers(self) -> dict[str, Any]:
        """Everything, as in the command line's JSON."""
        if self._facts is None:
            self._facts = json.loads(self._report.json())
        return self._facts

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups compared, most posts first: counts, mean, median, shares with intervals, words, examples."""
        groups: list[dict[str, Any]] = self.numbers["groups"]
        return groups

    @property
    def pairs(self) -> list[dict[str, Any]]:
        """Every two groups: difference, Cliff's delta, tests, verdict."""
        pairs: list[dict[str, Any]] = self.numbers["pairs"]
        return pairs

    @property
    def charts(self) -> dict[str, str]:
        """The charts as SVG, by name: ``shares``, ``tones``, ``trend``."""
        return dict(self._report.charts())

    @property
    def rejects(self) -> list[tuple[int, str]]:
        """Row (from 1) and reason of every record that could not be read."""
        return self._report.rejects

    def to_markdown(self, name: str = "comparison") -> str:
        """The report in Markdown; charts are expected beside it as ``NAME-shares.svg`` ..., as :meth:`save` writes them."""
        return self._report.markdown(name)

    def to_html(self) -> str:
        """The report as one page that needs nothing else."""
        return self._report.html()

    def to_json(self) -> str:
        """The facts as JSON, as the command line writes them."""
        return self._report.json()

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame`` with a row for each group."""
        import pandas

        return pandas.DataFrame(self._rows())

    def save(self, folder: Union[str, "os.PathLike[str]"], name: str = "comparison") -> pathlib.Path:
        """Writes NAME.html, NAME.md, NAME.json and the charts into a folder; gives the path of the page."""
        where = pathlib.Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        files = {".md": self.to_markdown(name), ".json": self.to_json(), ".html": self.to_html()}
        files.update({f"-{chart}.svg": svg for chart, svg in self.charts.items()})
        for end, content in files.items():
            (where / f"{name}{end}").write_text(content, encoding="utf-8", newline="\n")
        return where / f"{name}.html"

    def _rows(self) -> list[dict[str, Any]]:
        rows = []
        for group in self.groups:
            summary = group["summary"]
            mean = summary["mean"] or {}
            interval = mean.get("interval") or {}
            rows.append(
                {
                    "group": group["key"],
                    "posts": group["counts"]["posts"],
                    "scored": group["counts"]["scored"],
                    "mean": mean.get("value"),
                    "low": interval.get("low"),
                    "high": interval.get("high"),
                    "median": (summary["median"] or {}).get("value"),
                    **{side: (summary[side] or {}).get("value") for side in ("negative", "neutral", "positive")},
                }
            )
        return rows

    def __repr__(self) -> str:
        return "\n".join([self.finding, *self.notes, *(f"  {line}" for line in self._report.lines())])

    def _repr_markdown_(self) -> str:
        return f"**{self.finding}**"

    def _repr_svg_(self) -> str | None:
        return self.charts.get("shares")

    def _repr_html_(self) -> str:
        # as pictures, so that the charts' styles stay their own
        picture = lambda svg: base64.b64encode(svg.encode()).decode()  # noqa: E731
        charts = "".join(
            f'<p><img alt="{html.escape(name)}" style="max-width:100%" src="data:image/svg+xml;base64,{picture(svg)}"></p>'
            for name, svg in self.charts.items()
        )
        rows = self._rows()
        number = lambda value: "" if value is None else f"{value:+.2f}" if isinstance(value, float) else str(value)  # noqa: E731
        head = "".join(f"<th>{html.escape(name)}</th>" for name in (rows[0] if rows else {}))
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(number(cell))}</td>" for cell in row.values()) + "</tr>" for row in rows
        )
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        return (
            f'<div class="yoron"><p><b>{html.escape(self.finding)}</b></p>{charts}'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}</div>"
        )


def compare(
    table: Any,
    by: Union[str, Sequence[str]] = "language",
    *,
    text: str | None = None,
    over: str | None = None,
    every: str = "day",
    author: str | None = None,
    source_field: str | None = None,
    lang_field: str | None = None,
    repost: str | None = None,
    weight: str | None = None,
    preset: str | None = None,
    baseline: Any = None,
    gold: Any = None,
    label: str = "label",
    keep_reposts: bool = False,
    min_n: int = 10,
    per_author: int | None = None,
    margin: float = 0.05,
    seed: int = 20,
    rounds: int = 2000,
    title: str = "comparison",
    report_lang: str = "en",
    show_authors: bool = False,
    english: str | None = None,
    calibrated: bool = True,
    lexicon: Paths = None,
    threads: int | None = None,
) -> Comparison:
    """Compares groups of posts: ``yoron compare`` of the command line, with its figures.

    Posts that have tone columns (from :func:`score`) keep them, others are scored. Reposts count once, posts by one author are
    one cluster, means carry bootstrap intervals, and no difference smaller than what remains of the languages' bias is called one.

    :param table: posts: a pandas, Polars, pyarrow or DuckDB table, a list of dicts, or a dict of lists.
    :param by: what makes the groups: ``language``, ``country``, any column; several in a list.
    :param text: the column of the texts; found by its name if not given.
    :param over: the column of the time of posting: adds a trend in steps of ``every`` (``hour``, ``day``, ``week``).
    :param author: the column of the author (``author``, ``author_id``, ``user`` if not given).
    :param source_field: the column of the article or thread; it makes the clusters instead of the author.
    :param weight: show figures weighted by this column too.
    :param baseline: ordinary posts of the same groups, to compare each with its own.
    :param gold: a labelled sample (column ``label``): corrects the shares for the scorer's errors.
    :raises ValueError: no post that can be read, or none with anything in ``by``.

    >>> import yoron
    >>> posts = [{"text": f"{'great' if i % 2 else 'terrible'} number {i}", "team": "ab"[i % 2]} for i in range(80)]
    >>> result = yoron.compare(posts, by="team")
    >>> result.pairs[0]["verdict"], [group["key"] for group in result.groups]
    ('clear', ['a', 'b'])
    """
    asked = {
        "by": [by] if isinstance(by, str) else list(by),
        "text": text,
        "lang_field": lang_field,
        "author": author,
        "source": source_field,
        "over": over,
        "every": every,
        "repost": repost,
        "weight": weight,
        "preset": preset,
        "keep_reposts": keep_reposts,
        "min_n": min_n,
        "per_author": per_author,
        "margin": margin,
        "seed": seed,
        "rounds": rounds,
        "label": label,
        "report_lang": report_lang,
        "title": title,
        "show_authors": show_authors,
        "english": english,
        "calibrated": calibrated,
        "lexicons": lexicons(lexicon),
        "threads": threads,
    }
    lent = [None if one is None else source(one) for one in (table, baseline, gold)]
    found = Comparison(_yoron.compare(lent[0], lent[1], lent[2], json.dumps(asked)))
    warn(found.rejects)
    return found
