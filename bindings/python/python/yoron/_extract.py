"""Posts out of news articles."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any, Union

from . import _yoron


class Quotes(list[dict[str, Any]]):
    """The quotes of an article, a dict each, as the command line prints them: ``text``, ``parts`` (with ``start`` and ``end``,
    so that ``quotes.text[start:end]`` is the part), ``speaker``, ``kind``, ``platform``, ``stated_language``,
    ``stated_country`` ...; None where the article does not say."""

    text: str
    """The article as a reader sees it; for plain text, the text itself."""
    title: str | None
    language: str | None
    format: str
    encoding: str

    def __init__(self, quotes: Iterable[dict[str, Any]], **article: Any) -> None:
        super().__init__(quotes)
        self.__dict__.update(article)


def extract(
    article: Union[str, bytes, "os.PathLike[str]"], format: str = "auto", *, all: bool = False, name: str | None = None
) -> Quotes:
    """The posts that an article quotes, in order.

    :param article: its text (plain, Markdown or HTML), its bytes in any usual encoding, or a ``pathlib.Path`` to read.
    :param format: ``auto``, ``text``, ``markdown`` or ``html``.
    :param all: every quote, not only the public's.
    :param name: what to call the article in errors.
    :raises ValueError: an empty article, or one that is no text.

    >>> import yoron
    >>> quotes = yoron.extract("“Best duet ever,” one X user wrote in Korean.")
    >>> quotes[0]["text"], quotes[0]["platform"], quotes[0]["stated_language"]
    ('Best duet ever,', 'X', 'ko')
    """
    if isinstance(article, os.PathLike):
        name = name or os.fspath(article)
        with open(article, "rb") as file:
            content = file.read()
    elif isinstance(article, str):
        content = article.encode("utf-8", "replace")
    else:
        content = bytes(article)
    found: dict[str, Any] = json.loads(_yoron.extract(content, format, name or "article", all))
    return Quotes(found.pop("quotes"), **found)
