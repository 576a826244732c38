"""Spark, on a cluster of two executor JVMs on this machine: same tones, same figures, and none of it lost with an executor."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import sys
import threading
import time

import pytest
import yoron

pytest.importorskip("pyspark")
from conftest import SAMPLE  # noqa: E402

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(pathlib.Path(pyspark.__file__).parent))
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.default.parallelism", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def df(spark):
    return spark.read.json(str(SAMPLE)).repartition(4)


def test_equals_the_command_line_row_by_row(spark, df, posts, lines):
    from yoron import spark as on_spark

    scored = on_spark.score(df)
    assert scored.columns == df.columns + yoron.FIELDS
    found = {row["id"]: row.asDict() for row in scored.collect()}
    assert len(found) == len(posts)
    for post, line in zip(posts, lines([post["text"] for post in posts]), strict=True):
        row = found[post["id"]]
        assert {name: row[name] for name in yoron.FIELDS} == {name: line[name] for name in yoron.FIELDS}, post
        assert {name: row[name] for name in post} == post


def test_partitions_stay(df):
    from pyspark.sql import functions as F
    from yoron import spark as on_spark

    marked = df.withColumn("before", F.spark_partition_id())
    scored = on_spark.score(marked).withColumn("after", F.spark_partition_id())
    assert scored.where("before != after").count() == 0
    assert scored.rdd.getNumPartitions() == df.rdd.getNumPartitions() == 4
    again = on_spark.score(scored, explain=True)
    assert again.columns == [*marked.columns, "after", *yoron.FIELDS, "tone_hits"]


def test_nulls_and_other_columns(spark):
    from yoron import spark as on_spark

    rows = spark.createDataFrame([(1, "great"), (2, None)], "id int, body string")
    found = on_spark.score(rows, text="body", english="vader").orderBy("id").collect()
    assert found[0]["tone_label"] == "positive" and found[1]["tone"] is None and found[1]["tone_lang"] is None
    with pytest.raises(ValueError, match="no column 'text'; there are: id, body"):
        on_spark.score(rows)
    with pytest.raises(ValueError, match="lang fr: no scorer for it"):
        on_spark.score(rows, "body", lang="fr")


def test_the_lexicon_is_loaded_once_in_a_worker(df):
    def work(batches):
        import os

        import pyarrow
        from yoron import _yoron

        import yoron

        for batch in batches:
            yoron.score(batch.column("text"), threads=1)
            yield pyarrow.RecordBatch.from_pydict({"pid": [os.getpid()], "engines": [_yoron.engines()]})

    many = df.repartition(12)
    rows = [row for _ in range(2) for row in many.mapInArrow(work, "pid long, engines long").collect()]
    engines: dict[int, set[int]] = {}
    for row in rows:
        engines.setdefault(row["pid"], set()).add(row["engines"])
    # 24 tasks on a few workers that go on; other tests may have asked theirs for other options, but no task adds an engine
    assert len(rows) >= 24 and len(engines) < 24
    assert all(len(seen) == 1 for seen in engines.values())


def _executors(application: str) -> list[int]:
    """The pids of this application's executor JVMs."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in command and application.encode() in command:
                found.append(int(entry.name))
    return found


def test_a_killed_executor_changes_nothing(spark, df):
    from yoron import spark as on_spark

    context = spark.sparkContext
    many = spark.range(150).crossJoin(df.select("id", "text").withColumnRenamed("id", "post")).repartition(24, "id")
    scored = on_spark.score(many)

    def sums():
        from pyspark.sql import functions as F

        found = scored.groupBy("tone_label").agg(F.count("*").alias("n"), F.sum(F.round(F.col("tone") * 10000).cast("long")))
        return sorted(map(tuple, found.collect()), key=str)

    quiet = sums()
    assert sum(row[1] for row in quiet) == 150 * 600
    result: list = []
    job = threading.Thread(target=lambda: result.append(sums()))
    before = set(_executors(context.applicationId))
    assert len(before) == 2
    job.start()
    tracker, killed = context.statusTracker(), None
    deadline = time.monotonic() + 60
    while killed is None and time.monotonic() < deadline and job.is_alive():
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        # in the midst of a stage: some tasks done, others running
        if any(stage and stage.numActiveTasks and 0 < stage.numCompletedTasks < stage.numTasks - 4 for stage in stages):
            killed = sorted(before)[0]
            os.kill(killed, signal.SIGKILL)
        time.sleep(0.01)
    job.join(timeout=120)
    assert killed is not None, "the job was over before an executor could be killed"
    assert result == [quiet]
    assert killed not in _executors(context.applicationId)


def _core(numbers: dict) -> dict:
    """What does not need the texts."""
    groups = [
        {name: group[name] for name in ("key", "language", "counts", "summary", "histogram")} for group in numbers["groups"]
    ]
    names = ("counts", "listed", "unscored", "pairs", "omnibus", "family", "margin", "biases")
    return {"groups": groups} | {name: numbers[name] for name in names}


@pytest.mark.parametrize("by", ["country", ["language", "country"], "language"])
def test_compare_equals_the_driver(spark, posts, by):
    from yoron import spark as on_spark

    ordered = spark.read.json(str(SAMPLE))
    found = on_spark.compare(ordered, by=by)
    wanted = yoron.compare(posts, by=by)
    assert _core(found.numbers) == _core(wanted.numbers)
    assert found.finding == wanted.finding
    assert found.to_html().startswith("<!doctype html>") and found._repr_svg_()


def test_blocks_of_clusters_say_the_same(spark, posts):
    from yoron import spark as on_spark

    ordered = spark.read.json(str(SAMPLE))
    found = on_spark.compare(ordered, by="country", exact_up_to=0, blocks=40)
    wanted = yoron.compare(posts, by="country")
    for group, other in zip(found.groups, wanted.groups, strict=True):
        ours, theirs = group["summary"], other["summary"]
        assert group["counts"] == other["counts"] and ours["n"] == theirs["n"] and ours["clusters"] == theirs["clusters"]
        assert ours["mean"]["value"] == theirs["mean"]["value"] and ours["median"]["value"] == theirs["median"]["value"]
        assert ours["positive"]["count"] == theirs["positive"]["count"]
        wide = lambda of: of["mean"]["interval"]["high"] - of["mean"]["interval"]["low"]  # noqa: E731
        assert 0.6 < wide(ours) / wide(theirs) < 1.7
    for pair, other in zip(found.pairs, wanted.pairs, strict=True):
        assert (pair["a"], pair["b"], pair["difference"]["value"]) == (other["a"], other["b"], other["difference"]["value"])
        assert pair["delta"]["value"] == other["delta"]["value"]


def test_reposts_count_once_wherever_they_stand(spark):
    from yoron import spark as on_spark

    said = "the ferry was an hour late again today and nobody told us"
    rows = [(f"RT @a: {said}", "x", "b"), (said, "x", "a"), (f"{said}!", "y", "c"), ("great", "y", "d"), ("great", "y", "e")]
    rows += [(f"a lovely surprise number {i} for all of us", "x" if i % 2 else "y", f"u{i}") for i in range(60)]
    frame = spark.createDataFrame(rows, "text string, team string, author string").repartition(3)
    found = on_spark.compare(frame, by="team", rounds=100)
    counts = found.numbers["counts"]
    assert (counts["posts"], counts["reposts"], counts["scored"], counts["authors"]) == (65, 2, 63, 63)
    with pytest.raises(ValueError, match="no column 'nothing'; there are: text, team, author$"):
        on_spark.compare(frame, by="nothing")


def test_facts_are_json(spark, df):
    from yoron import spark as on_spark

    assert json.loads(on_spark.compare(df, by="country", rounds=100).to_json())["tool"] == "yoron"
