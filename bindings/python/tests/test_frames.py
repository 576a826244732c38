"""pandas, Polars, pyarrow and DuckDB: in and out, and the recipes of the README."""

from __future__ import annotations

import pytest
import yoron

TEXTS = ["정말 최고예요", None, "最悪だった", "what a lovely surprise", ""]
LABELS = ["positive", None, "negative", "positive", "neutral"]


def test_pyarrow():
    pa = pytest.importorskip("pyarrow")
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        column = pa.array(TEXTS).cast(kind) if kind != pa.string_view() else pa.array(TEXTS, pa.string_view())
        assert yoron.score(column)["tone_label"].to_list() == LABELS, kind
    chunked = pa.chunked_array([TEXTS[:2], [], TEXTS[2:]], pa.string())
    table = yoron.score(chunked).to_pyarrow()
    assert table.column("tone_label").to_pylist() == LABELS
    assert table.schema.field("tone").type == pa.float64()
    assert yoron.score(pa.array(TEXTS)[1:3])["tone_label"].to_list() == LABELS[1:3]
    assert yoron.score(pa.nulls(3))["tone"].to_list() == [None] * 3
    assert yoron.score(pa.table({"body": TEXTS}))["tone_label"].to_list() == LABELS
    assert pa.array(yoron.score(TEXTS)["tone_label"]).to_pylist() == LABELS


def test_out_is_not_copied():
    pa = pytest.importorskip("pyarrow")
    table = yoron.score(TEXTS)
    address = lambda: pa.table(table).column("tone").chunk(0).buffers()[1].address  # noqa: E731
    assert address() == address()


def test_what_is_no_text_is_named():
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="a column of Int64, not of texts"):
        yoron.score(pa.array([1, 2]))
    with pytest.raises(ValueError, match="its column of texts is wanted: one of id, body"):
        yoron.score(pa.table({"id": [1], "body": ["a"]}))


@pytest.mark.parametrize("kind", ["object", "str", "category"])
def test_pandas(kind):
    pd = pytest.importorskip("pandas")
    series = pd.Series(TEXTS, index=[10, 20, 30, 40, 50]).astype(kind)
    tones = yoron.score(series).to_pandas()
    assert list(tones.index) == [10, 20, 30, 40, 50]
    assert [None if pd.isna(label) else label for label in tones["tone_label"]] == LABELS
    assert tones["tone"].dtype == "float64" and pd.isna(tones.loc[20, "tone"])
    joined = series.to_frame("text").join(tones)
    assert joined.loc[30, "tone_label"] == "negative"


def test_pandas_with_nan_among_texts():
    pd = pytest.importorskip("pandas")
    assert yoron.score(pd.Series(["great", float("nan"), None, pd.NA, pd.NaT], dtype=object))["tone"].to_list()[1:] == [None] * 4


def test_polars():
    pl = pytest.importorskip("polars")
    assert yoron.score(pl.Series(TEXTS))["tone_label"].to_list() == LABELS
    assert yoron.score(pl.Series(TEXTS, dtype=pl.Categorical))["tone_label"].to_list() == LABELS
    frame = yoron.score(TEXTS).to_polars()
    assert frame["tone_label"].to_list() == LABELS
    posts = pl.DataFrame({"text": TEXTS})
    assert posts.hstack(yoron.score(posts["text"]).to_polars())["tone"].null_count() == 1


def test_polars_map_batches():
    pl = pytest.importorskip("polars")

    def tone(texts):
        return pl.Series(yoron.score(texts)["tone"])

    lazy = pl.LazyFrame({"text": TEXTS}).with_columns(
        pl.col("text").map_batches(tone, return_dtype=pl.Float64).alias("tone")
    )
    assert lazy.collect()["tone"].to_list() == yoron.score(TEXTS)["tone"].to_list()


def test_duckdb_in_and_out():
    duckdb = pytest.importorskip("duckdb")
    con = duckdb.connect()
    con.sql("create table posts as select * from (values (1, 'great'), (2, 'awful'), (3, null)) t(id, text)")
    tones = yoron.score(con.sql("select text from posts order by id"))
    assert tones["tone_label"].to_list() == ["positive", "negative", None]
    found = con.sql("select tone_label, count(*) n from tones where tone is not null group by all order by all").fetchall()
    assert found == [("negative", 1), ("positive", 1)]


def test_tables_of_every_kind_compare_alike(posts):
    pa, pl, pd = (pytest.importorskip(name) for name in ("pyarrow", "polars", "pandas"))
    duckdb = pytest.importorskip("duckdb")
    arrow_table = pa.Table.from_pylist(posts)
    wanted = yoron.compare(posts, by="country", rounds=200).to_json()
    columns = {name: [post[name] for post in posts] for name in posts[0]}
    for same in (arrow_table, pl.DataFrame(posts), pd.DataFrame(posts), columns, duckdb.sql("select * from arrow_table")):
        assert yoron.compare(same, by="country", rounds=200).to_json() == wanted, type(same)
