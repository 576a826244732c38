"""Scoring columns of posts."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from typing import Any, Union

from . import _yoron

Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]], None]


def lexicons(paths: Paths) -> list[str]:
    """One path or several, as a list."""
    if paths is None:
        return []
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [os.fspath(path) for path in paths]


def _is_pandas(obj: object) -> bool:
    return type(obj).__module__.partition(".")[0] == "pandas"


def _column(texts: Any) -> Any:
    """What the compiled half takes: pandas holds texts in ways that are no Arrow, and DuckDB's NaN are floats among texts."""
    if _is_pandas(texts) and hasattr(texts, "tolist") and str(getattr(texts, "dtype", "")) in ("object", "category"):
        return texts.tolist()
    return texts


class Table:
    """Tones in Arrow's memory layout, a row for each text.

    Everything that knows the Arrow PyCapsule interface takes it without a copy: ``pyarrow.table(t)``, ``polars.DataFrame(t)``,
    DuckDB's ``con.sql("select * from t")``.

    >>> import yoron
    >>> table = yoron.score(["great", "terrible"])
    >>> len(table), table["tone"][0] > 0 > table["tone"][1]
    (2, True)
    """

    __slots__ = ("_data", "_index")

    def __init__(self, data: _yoron.Table, index: Any = None) -> None:
        self._data = data
        self._index = index

    @property
    def num_rows(self) -> int:
        """The number of rows."""
        return self._data.num_rows

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return self._data.column_names

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, name: str) -> _yoron.Column:
        """One column: a sequence, and an Arrow array."""
        return self._data[name]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._data.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._data.__arrow_c_schema__()

    def to_pyarrow(self) -> Any:
        """A ``pyarrow.Table``, without a copy."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``, with the index of the Series that was scored: ``df.join(yoron.score(df["text"]).to_pandas())``."""
        import pandas

        data = {name: self[name].to_list() for name in self.column_names}
        frame = pandas.DataFrame(data, index=self._index)
        for name in ("tone", "tone_lang_confidence"):
            frame[name] = frame[name].astype("float64")
        return frame

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dict for each row."""
        columns = [self[name].to_list() for name in self.column_names]
        return [dict(zip(self.column_names, row)) for row in zip(*columns)]

    def __repr__(self) -> str:
        return f"<yoron.Table of {len(self)} posts: {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        names = self.column_names
        shown = min(len(self), 10)
        cell = lambda value: "" if value is None else html.escape(str(value))  # noqa: E731
        rows = ("".join(f"<td>{cell(self[name][row])}</td>" for name in names) for row in range(shown))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{shown} of {len(self)} posts</p>"


def score(
    texts: Any,
    lang: str | None = None,
    english: str | None = None,
    calibrated: bool = True,
    *,
    lang_hints: Any = None,
    explain: bool = False,
    lexicon: Paths = None,
    threads: int | None = None,
) -> Table:
    """The tone of every text.

    :param texts: a list (``None`` and NaN give null), a pandas or Polars Series, anything with the Arrow PyCapsule interface (a
        pyarrow array, a DuckDB relation of one column, ...), any other iterable of ``str``.
    :param lang: the language of all texts (``en``, ``ko``, ``ja``): no routing.
    :param english: the English scorer: ``"yoron"`` (default) or exactly ``"vader"``.
    :param calibrated: bring the languages to one scale; without, tones are what the words come to.
    :param lang_hints: a language tag for each text, a hint where its script cannot tell.
    :param explain: add ``tone_hits``: the words that made each tone, as JSON.
    :param lexicon: files of your own words to add (``yoron lexicon check`` in the command line checks them).
    :param threads: how many; all cores by default. Other Python threads run on meanwhile.
    :returns: a :class:`Table` with the columns ``tone`` (-1 ... +1, null where the language has no scorer), ``tone_label``,
        ``tone_status`` (``scored``, ``no_evidence``, ``unsupported``), ``tone_lang``, ``tone_langs``, ``tone_lang_source`` and
        ``tone_lang_confidence``; null in all of them for a text that is null.
    :raises TypeError: something that is no text.
    :raises ValueError: a language or a scorer that does not exist; a lexicon with errors.

    >>> import yoron
    >>> yoron.score(["What a lovely day", "도서관 일요일에도 여나요?", "Quel beau jour"])["tone_status"].to_list()
    ['scored', 'no_evidence', 'unsupported']
    """
    index = getattr(texts, "index", None) if _is_pandas(texts) else None
    hints = None if lang_hints is None else _column(lang_hints)
    data = _yoron.score(_column(texts), lang, hints, english, calibrated, explain, lexicons(lexicon), threads)
    return Table(data, index)
