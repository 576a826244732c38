"""How did people react? The tone of posts in Korean, Japanese and English, on one scale, from a notebook to a cluster.

>>> import yoron
>>> yoron.score(["정말 최고예요", "最悪だった", None])["tone_label"].to_list()
['positive', 'negative', None]
>>> yoron.explain("not bad at all").label
'positive'

===========================  ====================================================================
:func:`score`                the tone of a column of posts: lists, Series, Arrow in; Arrow out
:func:`explain`              which words of one post did what to its tone
:func:`extract`              the posts that a news article quotes
:func:`compare`              did one group react differently from another?
:func:`evaluate`             how well the tones agree with your own labels
:func:`polarity_scores`      VADER's four figures
:mod:`yoron.spark`           ``score`` and ``compare`` on Spark
===========================  ====================================================================

The engine is the one of the command line ``yoron``: same posts, same figures. Tones run from -1 to +1; a post of a language
without a scorer has none (null, never 0).
"""

from __future__ import annotations

from ._compare import Comparison, compare
from ._evaluate import Evaluation, evaluate
from ._explain import Effect, Explanation, Hit, explain, polarity_scores
from ._extract import Quotes, extract
from ._score import Table, score
from ._yoron import FIELDS, LEXICON_HASH, Column, __version__

__all__ = [
    "FIELDS",
    "LEXICON_HASH",
    "Column",
    "Comparison",
    "Effect",
    "Evaluation",
    "Explanation",
    "Hit",
    "Quotes",
    "Table",
    "__version__",
    "compare",
    "evaluate",
    "explain",
    "extract",
    "polarity_scores",
    "score",
]
