"""``score`` and ``compare`` on Spark: the same engine on every worker, nothing on the driver but numbers.

Needs ``pyspark`` (3.5 or later) and ``pyarrow``; the package itself has to be installed where the executors run.

>>> from yoron import spark                                    # doctest: +SKIP
>>> scored = spark.score(df, text="body")                      # doctest: +SKIP
>>> spark.compare(scored, by="country", text="body").finding   # doctest: +SKIP
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Union

from . import _yoron
from ._compare import Comparison
from ._score import Paths, lexicons
from ._score import score as _score

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame

__all__ = ["compare", "score"]

BETWEEN = " · "


def _added(explain: bool) -> list[str]:
    return [*_yoron.FIELDS, *(["tone_hits"] if explain else [])]


def score(
    df: DataFrame,
    text: str = "text",
    lang: str | None = None,
    english: str | None = None,
    calibrated: bool = True,
    *,
    lang_field: str | None = None,
    explain: bool = False,
    lexicon: Paths = None,
    threads: int | None = None,
) -> DataFrame:
    """Adds the columns of :func:`yoron.score` to a DataFrame; tone columns of an earlier run are replaced.

    Rows, their order within a partition and the partitions stay as they are (``mapInArrow``); nothing is shuffled. The lexicon is
    loaded once in a worker process, whatever the number of partitions and jobs.

    :param text: the column of the texts; null gives null.
    :param lang_field: a column of language tags, a hint where the script of a text cannot tell.
    :param lexicon: files of your own words, by paths that the executors can read.
    :param threads: threads of a task; as many as Spark gives it (``spark.task.cpus``) by default.
    :raises ValueError: no such column.

    See :func:`yoron.score` for the other parameters.
    """
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    for name in filter(None, (text, lang_field)):
        if name not in df.columns:
            raise ValueError(f"no column {name!r}; there are: {', '.join(df.columns)}")
    own = _added(True)
    numbers = ("tone", "tone_lang_confidence")
    added = [StructField(name, DoubleType() if name in numbers else StringType()) for name in _added(explain)]
    kept = [field for field in df.schema.fields if field.name not in own]
    # fails here, not on a worker, where an option makes no sense
    paths = lexicons(lexicon)
    _yoron.score([], lang, None, english, calibrated, explain, paths, 1)

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        cpus = threads or _task_cpus()
        for batch in batches:
            hints = None if lang_field is None else batch.column(lang_field)
            tones = _score(
                batch.column(text),
                lang,
                english,
                calibrated,
                lang_hints=hints,
                explain=explain,
                lexicon=paths,
                threads=cpus,
            )
            names = [field.name for field in kept]
            columns = [batch.column(name) for name in names]
            columns += [pyarrow.array(tones[name], pyarrow_type(name)) for name in _added(explain)]
            yield pyarrow.RecordBatch.from_arrays(columns, names=names + _added(explain))

    def pyarrow_type(name: str) -> Any:
        import pyarrow

        return pyarrow.float64() if name in numbers else pyarrow.string()

    return df.mapInArrow(work, StructType([*kept, *added]))


def _task_cpus() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    return context.cpus() if context is not None else 1


def compare(
    df: DataFrame,
    by: Union[str, Sequence[str]] = "language",
    *,
    text: str = "text",
    author: str | None = None,
    source_field: str | None = None,
    repost: str | None = None,
    lang_field: str | None = None,
    min_n: int = 10,
    margin: float = 0.05,
    seed: int = 20,
    rounds: int = 2000,
    title: str = "comparison",
    report_lang: str = "en",
    english: str | None = None,
    calibrated: bool = True,
    lexicon: Paths = None,
    exact_up_to: int = 5_000_000,
    blocks: int = 1000,
) -> Comparison:
    """Compares groups of posts, as :func:`yoron.compare` does, from aggregates: no text ever reaches the driver.

    Posts are scored where they are (unless they have tone columns), reposts found by a shuffle of 64-bit numbers, and what comes to
    the driver is how often each cluster (source, else author) of the groups compared has each tone. Up to ``exact_up_to`` scored
    posts these are the clusters themselves, and all figures are those of :func:`yoron.compare`; beyond, clusters are put together in
    ``blocks`` random blocks to a group, so that what reaches the driver stays small however many posts there are. Means, medians,
    shares and Cliff's delta are exact all the same; their intervals and tests then rest on the blocks.

    What needs the posts themselves is not there: words and examples, trends, baselines, weights. Reposts are found where they say
    the same after stripping what reposting changes (not those that say nearly the same), and a marked repost of a few
    letters counts once even where its original is there.

    :param by: ``language``, ``country``, any column; several in a list.
    :param author: the column of the author; ``author``, ``author_id`` or ``user`` if not given and there.
    :param repost: a column that is set where a post repeats another; ``repost``, ``is_repost`` or ``is_retweet`` if not given and there.
    :raises ValueError: no such column, or no post with anything in ``by``.
    """
    from pyspark import StorageLevel

    by = [by] if isinstance(by, str) else list(by)
    if "tone_status" not in df.columns:
        df = score(df, text, english=english, calibrated=calibrated, lang_field=lang_field, lexicon=lexicon)
    facts = _facts(df, by, text, author, source_field, repost).persist(StorageLevel.MEMORY_AND_DISK)
    try:
        return _compared(facts, by, exact_up_to, blocks, _asked(locals()))
    finally:
        facts.unpersist()


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """The options as the compiled half reads them."""
    asked = {name: given[name] for name in ("by", "min_n", "margin", "seed", "rounds", "title", "report_lang", "english", "calibrated")}
    asked.update({"every": "day", "label": "label", "keep_reposts": False, "show_authors": False, "lexicons": []})
    unset = ("text", "lang_field", "author", "source", "over", "repost", "weight", "preset", "per_author", "threads")
    return asked | dict.fromkeys(unset)


def _facts(
    df: DataFrame, by: list[str], text: str, author: str | None, source: str | None, repost: str | None
) -> DataFrame:
    """A row of numbers for each post: group, cluster, tone, and whether it counts."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    own = _added(True)

    def said(name: str) -> Column:
        """A column's text, null where there is none."""
        value = F.trim(F.col(f"`{name}`").cast("string"))
        return F.when(value != "", value)

    def present(*names: str) -> list[str]:
        return [name for name in names if name in df.columns]

    def wanted(name: str | None, *usual: str) -> Column:
        if name is not None and name not in df.columns:
            raise ValueError(f"no column {name!r}; there are: {', '.join(c for c in df.columns if c not in own)}")
        there = [name] if name is not None else present(*usual)
        return F.coalesce(*map(said, there)) if there else F.lit(None).cast("string")

    def group(name: str) -> Column:
        if name == "language":
            return F.coalesce("tone_lang", F.lit("und"))
        if name == "country":
            return F.upper(wanted(None, "country", "country_code"))
        return wanted(name)

    set_ = F.lit(False)
    for name in [repost] if repost else present("repost", "is_repost", "is_retweet"):
        value = F.lower(said(name))
        set_ = set_ | F.coalesce(~value.isin("false", "0", "[]", "{}"), F.lit(False))
    key = F.concat_ws(BETWEEN, *map(group, by))
    for name in by:
        key = F.when(group(name).isNotNull(), key)
    alone = F.monotonically_increasing_id()
    rows = _with_repeats(
        df.select(
            F.col(f"`{text}`").alias("text"),
            key.alias("key"),
            F.xxhash64(wanted(author, "author", "author_id", "user")).alias("author"),
            wanted(author, "author", "author_id", "user").isNotNull().alias("has_author"),
            F.xxhash64(wanted(source)).alias("source"),
            wanted(source).isNotNull().alias("has_source"),
            F.coalesce("tone_status", F.lit("no_evidence")).alias("status"),
            F.coalesce("tone_lang", F.lit("und")).alias("lang"),
            F.round(F.col("tone") * 10000).cast("int").alias("tone"),
            set_.alias("repost"),
            alone.alias("place"),
        )
    )
    # a post that says little stands alone: its own place is its number
    same = Window.partitionBy(F.coalesce("says", "place"), F.col("says").isNull()).orderBy(
        F.col("repost") | F.col("marked"), "place"
    )
    known = F.when(F.col("has_source"), F.xxhash64(F.lit("s"), "source")).when(
        F.col("has_author"), F.xxhash64(F.lit("a"), "author")
    )
    return rows.select(
        "key",
        "status",
        "lang",
        "tone",
        F.coalesce(known, F.xxhash64(F.lit("p"), "place")).alias("cluster"),
        F.when(F.col("has_author"), F.col("author")).alias("author"),
        F.when(F.col("has_source"), F.col("source")).alias("source"),
        (F.row_number().over(same) == 1).alias("counted"),
    )


def _with_repeats(df: DataFrame) -> DataFrame:
    """``text`` replaced by ``says`` and ``marked``."""
    from pyspark.sql.types import BooleanType, LongType, StructField, StructType

    kept = [field for field in df.schema.fields if field.name != "text"]

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            found = _yoron.repeats(batch.column("text"))
            names = [field.name for field in kept]
            columns = [batch.column(name) for name in names]
            columns += [pyarrow.array(found["says"]), pyarrow.array(found["marked"])]
            yield pyarrow.RecordBatch.from_arrays(columns, names=[*names, "says", "marked"])

    added = [StructField("says", LongType()), StructField("marked", BooleanType())]
    return df.mapInArrow(work, StructType([*kept, *added]))


def _arrow(df: DataFrame) -> Any:
    import pyarrow

    if hasattr(df, "toArrow"):
        return df.toArrow()
    return pyarrow.Table.from_pandas(df.toPandas(), preserve_index=False)


def _compared(
    facts: DataFrame, by: list[str], exact_up_to: int, blocks: int, asked: dict[str, Any]
) -> Comparison:
    from pyspark.sql import functions as F

    counted = F.col("counted")
    is_scored = counted & (F.col("status") == "scored")
    seen = counted & (F.col("status") != "unsupported")
    count = lambda which: F.coalesce(F.sum(which.cast("long")), F.lit(0))  # noqa: E731
    sums = [
        F.count(F.lit(1)).alias("posts"),
        count(~counted).alias("reposts"),
        F.lit(0).alias("over_limit"),
        count(counted & (F.col("status") == "unsupported")).alias("unscored"),
        count(counted & (F.col("status") == "no_evidence")).alias("no_evidence"),
        count(is_scored).alias("scored"),
    ]
    distinct = lambda which, rows: F.count_distinct(F.when(rows, F.col(which)))  # noqa: E731
    names = ("posts", "reposts", "over_limit", "unscored", "no_evidence", "scored", "authors", "sources")
    groups = [
        row.asDict()
        for row in facts.groupBy("key")
        .agg(*sums, distinct("author", seen).alias("authors"), distinct("source", seen).alias("sources"))
        .orderBy(F.desc("scored"), "key")
        .limit(10_000)
        .collect()
    ]
    if not any(group["key"] is not None for group in groups):
        raise ValueError(f"no post has anything in {', '.join(by)}; by takes `language` or a column of the posts")
    total = (
        facts.agg(*sums, distinct("author", counted).alias("authors"), distinct("source", counted).alias("sources"))
        .collect()[0]
        .asDict()
    )
    unscored = facts.where(counted & (F.col("status") == "unsupported")).groupBy("lang").count().collect()
    # the groups that can be compared at all: their tones are wanted
    large = [group for group in groups if group["key"] is not None and group["scored"] >= max(asked["min_n"], 1)][:12]
    place = {group["key"]: index for index, group in enumerate(large)}
    wanted = facts.where(is_scored & F.col("key").isin(list(place)))
    for group in groups:
        group["languages"], group["blocks"] = [], None
    for row in wanted.groupBy("key", "lang").count().collect():
        large[place[row["key"]]]["languages"].append((row["lang"], row["count"]))
    cluster = F.col("cluster")
    if sum(group["scored"] for group in large) > exact_up_to:
        sizes = wanted.groupBy("key", "cluster").count().groupBy("key")
        for row in sizes.agg(F.count(F.lit(1)).alias("clusters"), F.max("count").alias("largest")).collect():
            large[place[row["key"]]]["blocks"] = (row["clusters"], row["largest"])
        cluster = F.pmod(cluster, F.lit(blocks))
    number = F.coalesce(*[F.when(F.col("key") == key, F.lit(index)) for key, index in place.items()]) if place else F.lit(0)
    cells = wanted.groupBy(
        number.cast("int").alias("group"), cluster.cast("long").alias("cluster"), F.col("tone").cast("int").alias("tone")
    ).agg(F.count(F.lit(1)).alias("posts"))
    rest = [group for group in groups if group["key"] not in place]
    aggregated = {
        "groups": [
            {
                "key": group["key"],
                "counts": {name: group[name] for name in names},
                "languages": sorted(group["languages"]),
                "blocks": group["blocks"],
            }
            for group in large + rest
        ],
        "counts": {name: total[name] for name in names},
        "unscored": sorted(((row["lang"], row["count"]) for row in unscored), key=lambda one: (-one[1], one[0])),
    }
    return Comparison(_yoron.compare_merged(json.dumps(aggregated), _arrow(cells), json.dumps(asked)))
