"""Other people's engines, for real: Ray started locally, Spark on this machine, datatrove's executor, a Scrapy spider.

All give what a plain loop gives. Where an extra is missing the test says so and is skipped; CI installs them all.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import http.server
import itertools
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from cleaner.engines.arrow import clean_batches, clean_reader, clean_table
from cleaner.engines.limit import TooLong, time_limit
from cleaner.engines.run import run
from cleaner.engines.settings import Settings
from cleaner.extras import MissingExtra, needed
from tests import corpus
from tests.conftest import ROOT

PAGES = corpus.pages(30)
README = (ROOT / "README.md").read_text(encoding="utf-8")
# On one worker of xdist, one after the other: each takes the whole machine.
pytestmark = [pytest.mark.xdist_group("engines"), pytest.mark.filterwarnings("ignore")]
needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="Spark needs a JDK of 17 or newer: apt-get install openjdk-17-jre-headless"
)


def snippet(word: str) -> str:
    """The program in the README that uses an engine."""
    (found,) = (program for program in re.findall(r"```python\n(.*?)```", README, re.S) if word in program)
    return str(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as `pages.parquet`."""
    path = tmp_path_factory.mktemp("engines")
    corpus.write_parquet(path / "pages.parquet", PAGES, 10)
    return path


@functools.cache
def expected() -> str:
    """The hash of what a plain loop over the seam gives."""
    return corpus.digest(clean_table(pa.Table.from_pylist(PAGES)).to_pylist())


def in_process(program: str, folder: Path, **env: str) -> str:
    """What a program of its own prints: clusters leave threads, hooks and warnings behind."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, **env},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def written(folder: Path) -> list[dict[str, Any]]:
    """All rows of the Parquet files that an engine wrote into a folder."""
    return [row for path in sorted(folder.glob("*.parquet")) for row in corpus.rows_of(path)]


def test_the_snippet_for_ray(folder: Path) -> None:
    pytest.importorskip("ray", reason="needs the extra `ray`")
    start = "import os, ray; os.environ['RAY_USAGE_STATS_ENABLED'] = '0'\n"
    start += "ray.init(num_cpus=2, include_dashboard=False, _node_ip_address='127.0.0.1', log_to_driver=False)\n"
    shutil.rmtree(folder / "articles", ignore_errors=True)
    end = "try:\n cleaner.engines.ray.clean(pages, html_field='page')\nexcept ValueError as error:\n print(error)\n"
    assert "has no column `page` or `text` but id, url, html" in in_process(start + snippet("ray.data") + end, folder)
    rows = written(folder / "articles")
    assert corpus.digest(rows) == expected()
    assert {row["crawl"] for row in rows} == {page["crawl"] for page in PAGES}


# A small block for Ray, and a note of which process cleaned what of which input.
WATCHED = """
import os, pathlib, time
import cleaner.cli.main as cli, cleaner.engines.ray as engine
engine.BLOCK = 1 << 15
done = engine._done

def watched(table, plan):
    for row in table.to_pylist():
        (pathlib.Path("WORKERS") / f"{row['input']}.{os.getpid()}").touch()
    time.sleep(0.5)
    return done(table, plan)

engine._done = watched
cli.main()
"""


def test_a_run_on_ray_shares_large_files_between_workers_and_gives_the_same_file(tmp_path: Path) -> None:
    """Parquet is read in shares, JSONL by one task; both are cleaned by all, and the output keeps its order."""
    pytest.importorskip("ray", reason="needs the extra `ray`")
    rows = [page | {"html": page["html"] * 12} for page in PAGES[:20]]
    corpus.write_parquet(tmp_path / "a.parquet", rows, 4)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(corpus.write_jsonl(tmp_path / "plain", rows).read_bytes()))
    (tmp_path / "c.jsonl").write_text('{"text": "River"}\nnonsense\n')
    (tmp_path / "d.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    (tmp_path / "workers").mkdir()
    inputs = [str(tmp_path / name) for name in ("a.parquet", "b.jsonl.gz", "c.jsonl", "d.parquet")]
    state = run(inputs, str(tmp_path / "local.jsonl"), steps=corpus.inline)
    program = WATCHED.replace("WORKERS", str(tmp_path / "workers"))
    output = str(tmp_path / "ray.jsonl")
    command = [sys.executable, "-c", program, "run", *inputs, output, "--engine", "ray", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT)
    assert (done.returncode, len(state.failed)) == (2, 1), done.stderr
    assert state.failed[0] in done.stderr.decode()
    for name in ("jsonl", "jsonl.rejects.jsonl"):
        assert (tmp_path / f"ray.{name}").read_bytes() == (tmp_path / f"local.{name}").read_bytes()
    workers = [path.name.split(".")[0] for path in (tmp_path / "workers").iterdir()]
    assert workers.count("0") > 1
    assert workers.count("1") > 1


def test_shares_of_a_parquet_file_are_its_rows_in_order(tmp_path: Path) -> None:
    from cleaner.io import parquet

    for count, group in ((30, 4), (30, 30), (30, 15), (1, 1), (0, 1)):
        path = corpus.write_parquet(tmp_path / f"{count}-{group}.parquet", PAGES[:count] or [{"html": None}], group)
        whole = (0, count or 1)
        assert parquet.shares(str(path), 1 << 40) == [whole]
        ends = [*range(0, whole[1], group), whole[1]]
        assert parquet.shares(str(path), 1) == list(itertools.pairwise(ends))


@needs_java
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_the_snippet_for_spark(folder: Path, master: str) -> None:
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    shutil.rmtree(folder / "articles", ignore_errors=True)
    options = (
        "--conf spark.ui.enabled=false --conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1"
    )
    submit = f"--master {master} {options} pyspark-shell"
    in_process(snippet("spark"), folder, PYSPARK_SUBMIT_ARGS=submit, SPARK_LOCAL_IP="127.0.0.1")
    rows = written(folder / "articles")
    assert corpus.digest(rows) == expected()
    assert {row["score"] for row in rows} == {page["score"] for page in PAGES}


@needs_java
def test_the_job_for_spark_submit(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    from cleaner.engines.jobs import spark_job

    pages = corpus.write_jsonl(tmp_path / "pages.jsonl", [{"body_text": "River rises\n\nBack to top", "id": "a"}])
    command = [
        Path(sys.executable).with_name("spark-submit"),
        "--master",
        "local[1]",
        "--conf",
        "spark.ui.enabled=false",
    ]
    command += [spark_job.__file__, pages, tmp_path / "out", "--text-field", "body_text", "--no-removed"]
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    (row,) = written(tmp_path / "out")
    assert row == {"id": "a", "url": None, "title": "River rises", "body": "", "language": None, "cleaner_error": None}


@needs_java
def test_columns_pass_through_spark_with_their_types(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    program = """
import datetime, decimal
from pyspark.sql import SparkSession
from pyspark.sql.types import *
import cleaner.engines.spark

day, dot = datetime.datetime(2024, 5, 31, 12, 30), decimal.Decimal("1.50")
kinds = {"key": LongType(), "text": StringType(), "fetched": TimestampType(), "seen": TimestampNTZType(),
         "price": DecimalType(9, 2), "tags": MapType(StringType(), ArrayType(LongType())), "at": DayTimeIntervalType()}
kinds["nested"] = StructType([StructField("fetched", TimestampType(), False)])
values = (7, "The river rose.", day, day, dot, {"a": [1]}, datetime.timedelta(seconds=3), (day,))
schema = StructType([StructField(name, kind, metadata={"note": name}) for name, kind in kinds.items()])
pages = SparkSession.builder.getOrCreate().createDataFrame([values], schema)
articles = cleaner.engines.spark.clean(pages, id_field="key")
(page,), (article,) = pages.collect(), articles.collect()
assert (article["id"], article["body"], article["cleaner_error"]) == (7, "The river rose.", None)
for name in ("fetched", "seen", "price", "tags", "at", "nested"):
    assert articles.schema[name] == pages.schema[name] and article[name] == page[name], name
try:
    cleaner.engines.spark.clean(pages.select("text", "key", "key"))
except ValueError as error:
    print(error)
"""
    submit = "--master local[1] --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 pyspark-shell"
    shown = in_process(program, tmp_path, PYSPARK_SUBMIT_ARGS=submit, SPARK_LOCAL_IP="127.0.0.1")
    assert shown == "has several columns named `key`: rename them\n"


def test_datatrove(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="needs the extra `datatrove`")
    program = f"""
import json, pathlib
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import ParquetReader
from cleaner.engines.datatrove import CleanArticles

class Keep(PipelineStep):
    name, type = "keep", "test"
    def run(self, data, rank=0, world_size=1):
        with pathlib.Path({str(tmp_path)!r}, f"{{rank}}.jsonl").open("w") as file:
            for document in data:
                file.write(json.dumps({{"text": document.text, **document.metadata}}) + "\\n")
                yield document

if __name__ == "__main__":
    steps = [ParquetReader("{folder}", glob_pattern="pages.parquet", text_key="html"), CleanArticles(), Keep()]
    stats = LocalPipelineExecutor(steps, tasks=2, workers=1, logging_dir={str(tmp_path / "log")!r}).run()
"""
    in_process(program, folder)
    rows = [row for path in sorted(tmp_path.glob("*.jsonl")) for row in corpus.rows_of(path)]
    assert corpus.digest(row | {"body": row["text"]} for row in rows) == expected()
    stats = json.loads((tmp_path / "log" / "stats.json").read_text())
    counted = next(step["stats"] for step in stats if "cleaner" in step["name"])
    removed = [line["label"] for row in rows for line in row["removed"]]
    assert counted["documents"] == 30 or counted["documents"]["total"] == 30
    assert f"removed_{removed[0]}" in counted


@pytest.fixture
def site() -> Iterator[str]:
    """A site on loopback: a page for each number, and an empty one."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path.strip("/").removesuffix(".html") or 0) if self.path[1:2].isdigit() else None
            page = PAGES[number]["html"] if number is not None else "<nav><a href='/'>Home</a></nav>"
            self.send_response(404 if "robots" in self.path else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_scrapy_spider(site: str, tmp_path: Path) -> None:
    pytest.importorskip("scrapy", reason="needs the extra `scrapy`")
    program = f"""
import json, scrapy
from scrapy.crawler import CrawlerProcess

class News(scrapy.Spider):
    name = "news"
    start_urls = [f"{site}/{{number}}.html" for number in range(5)] + ["{site}/empty.html"]
    def parse(self, response):
        yield {{"html": response.body, "url": response.url}}

class Keep:
    def process_item(self, item):
        item.pop("html")
        print(json.dumps(item))
        return item

process = CrawlerProcess({{
    "ITEM_PIPELINES": {{"cleaner.engines.scrapy.CleanArticles": 300, Keep: 400}},
    "CLEANER": {{"drop_empty": True}}, "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
}})
process.crawl(News)
process.start()
"""
    items = [json.loads(line) for line in in_process(program, tmp_path).splitlines()]
    found = {item["url"].rpartition("/")[2]: [item["title"], item["body"], item["removed"]] for item in items}
    plain = clean_table(pa.Table.from_pylist(PAGES[:5])).to_pylist()
    assert found == {f"{number}.html": [row["title"], row["body"], row["removed"]] for number, row in enumerate(plain)}


def test_scrapy_pipelines_are_called_with_and_without_the_spider() -> None:
    pytest.importorskip("scrapy", reason="needs the extra `scrapy`")
    from dataclasses import dataclass

    from scrapy.exceptions import DropItem

    from cleaner.engines.scrapy import CleanArticles

    @dataclass
    class Item:
        text: str
        body: str = ""

    pipeline = CleanArticles(drop_empty=True)
    assert pipeline.process_item(Item("River rises\n\nThe river rose."), None).body == "The river rose."
    assert pipeline.process_item({"text": "River rises\n\nThe river rose."})["title"] == "River rises"
    with pytest.raises(DropItem, match="nothing of the page is an article"):
        pipeline.process_item({"text": ""})


def dated_rules(folder: Path) -> list[Path]:
    """A rule that holds from a day on."""
    (folder / "sites").mkdir()
    rule = "site: a.example\ndrop: [{exact: The Gazette is yours., since: 2024-01-01}]\n"
    (folder / "sites" / "a.example.yaml").write_text(rule, encoding="utf-8")
    return [folder]


TEXT = "The river rose, and the village waited.\n\nThe Gazette is yours."
DATES = [("2023-12-31", False), ("2024-05-31", True), (date(2023, 12, 31), False), (date(2024, 5, 31), True)]


def test_what_scrapy_items_know_is_believed(tmp_path: Path) -> None:
    pytest.importorskip("scrapy", reason="needs the extra `scrapy`")
    from cleaner.engines.scrapy import CleanArticles

    pipeline = CleanArticles(rules=dated_rules(tmp_path))
    for day, gone in DATES:
        item = pipeline.process_item({"text": TEXT, "url": "https://a.example/1", "date": day})
        assert (len(item["removed"]) == 1, item["date"]) == (gone, day)
    page = "<p>Река поднялась ночью.</p>".encode("cp866")
    assert pipeline.process_item({"html": page, "charset": "cp866"})["body"] == "Река поднялась ночью."


def test_what_datatrove_documents_know_is_believed(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="needs the extra `datatrove`")
    from datatrove.data import Document

    from cleaner.engines.datatrove import CleanArticles

    known = [{"url": "https://a.example/1", "title": "Dam holds", "date": day} for day, _ in DATES]
    documents = [Document(text=TEXT, id="1", metadata=dict(metadata)) for metadata in known]
    cleaned = list(CleanArticles(rules=dated_rules(tmp_path))(documents))
    assert [len(document.metadata["removed"]) == 1 for document in cleaned] == [gone for _, gone in DATES]
    assert {document.metadata["title"] for document in cleaned} == {"Dam holds"}
    with pytest.raises(ValueError, match=r"^kind is one of auto, text, html, not 'pdf'$"):
        CleanArticles(kind="pdf")


ROWS = PAGES[:4]
SCALE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def shown(engine: str, **names: Any) -> Any:
    """What the expression gives that docs/scale.md shows for an engine."""
    (expression,) = re.findall(rf"^\| {engine} \| `(.*?)`", SCALE, re.M)
    return eval(expression, {"clean_table": clean_table, "clean_reader": clean_reader, **names})


def test_a_column_may_hold_pages_and_texts() -> None:
    text = "<p> is a tag.\n\nThe river rose on Tuesday."
    bodies = clean_table(pa.table({"text": [PAGES[0]["html"], None, text]}))["body"].to_pylist()
    page = clean_table(pa.table({"html": [PAGES[0]["html"]]}))["body"].to_pylist()
    assert bodies == [*page, None, text]


def test_a_frame_with_gaps_gives_a_row_for_each_row() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.DataFrame({"text": ["River", None, float("nan"), "", "Dam"]}).iloc[[0, 1, 2, 4]]
    cleaned = clean_table(frame).to_pandas().set_axis(frame.index)
    assert list(cleaned["body"].isna()) == list(cleaned["cleaner_error"].notna()) == [False, True, True, False]
    assert list(cleaned.index) == [0, 1, 2, 4]


@pytest.mark.parametrize("given", [[{"text": "River"}], "pages.parquet", None, {"text": ["River", 5]}, pa.array(["a"])])
def test_what_is_no_table_is_refused_with_what_is_one(given: object) -> None:
    with pytest.raises(TypeError, match=r"^cannot be read as a table of Arrow \(.*\): a table has named columns"):
        clean_table(given)


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    cleaned = shown("pandas", frame=pandas.DataFrame(ROWS))
    assert list(cleaned["title"]) == [row["title"] for row in clean_table(pa.Table.from_pylist(ROWS)).to_pylist()]
    assert cleaned["score"].dtype == "float64"


def test_polars() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    cleaned = shown("Polars", frame=polars.DataFrame(ROWS), polars=polars)
    assert corpus.digest(cleaned.to_dicts()) == corpus.digest(clean_table(pa.Table.from_pylist(ROWS)).to_pylist())


def test_duckdb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    monkeypatch.chdir(folder)
    told = shown("DuckDB", duckdb=duckdb).aggregate("count(*), sum(len(removed))")
    ((count, lines),) = told.fetchall()
    plain = clean_table(pa.Table.from_pylist(PAGES)).to_pylist()
    assert (count, lines) == (30, sum(len(row["removed"]) for row in plain))


def test_the_seam_is_lazy_and_in_order_whatever_the_size_of_batches() -> None:
    table = pa.Table.from_pylist(corpus.texts(150))
    whole = pa.Table.from_batches(clean_batches(table.to_batches()))
    for size in (1, 7, 150):
        assert pa.Table.from_batches(clean_batches(table.to_batches(size))).equals(whole)
    taken: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in table.to_batches(10):
            taken.append(1)
            yield batch

    next(clean_batches(batches()))
    assert len(taken) == 1


def test_the_seam_says_why_a_row_has_no_article() -> None:
    rows = [{"text": "River"}, {"text": None}, {"html": None, "text": None}]
    cleaned = clean_table(pa.Table.from_pylist(rows), Settings()).to_pylist()
    null = "`text` is null: there is no page"
    assert [row["cleaner_error"] for row in cleaned] == [None, null, null]
    assert [row["body"] for row in cleaned] == ["River", None, None]


def test_the_seam_refuses_two_columns_of_one_name() -> None:
    for names in (["text", "text"], ["text", "by", "by"]):
        table = pa.Table.from_arrays([pa.array(["River"])] * len(names), names=names)
        with pytest.raises(ValueError, match=f"^has several columns named `{names[-1]}`: rename them$"):
            clean_table(table)


def spin(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_the_time_of_other_threads_is_not_a_documents() -> None:
    done = threading.Event()

    def busy() -> None:
        while not done.is_set():
            hashlib.sha256(bytes(1 << 22))  # beside Python's lock

    threads = [threading.Thread(target=busy) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        with time_limit(0.5):
            spin(0.4)
        start = time.thread_time()
        with pytest.raises(TooLong), time_limit(0.2):
            spin(20)
        assert 0.2 <= time.thread_time() - start < 1
    finally:
        done.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"keep": "caption"}, TypeError, "keep is a list, such as keep=['caption'], not 'caption'"),
        ({"keep": ["captoin"]}, ValueError, "there is no label 'captoin'; did you mean 'caption'?"),
        ({"rules": "mine"}, TypeError, "rules is a list, such as rules=['mine'], not 'mine'"),
        ({"text_field": None}, TypeError, "text_field is str, not None"),
        ({"seconds": "5"}, TypeError, "seconds is float, not '5'"),
        ({"rendered": "html"}, ValueError, "rendered is one of '', 'text', 'markdown', not 'html'"),
        ({"second_opinion": "yes"}, ValueError, "second_opinion is one of 'auto', 'never', 'always', not 'yes'"),
        ({"language": "german"}, ValueError, "language: 'german' is no code of ISO 639-1, which are two letters, "),
        ({"learned": {}}, TypeError, "learned is cleaner.learn.learned.RulesByHost | None, not {}"),
    ],
)
def test_options_that_cannot_be_used_are_refused_before_any_worker_has_them(
    options: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match="^" + re.escape(says)):
        Settings(**options)


def test_options_may_be_lists(tmp_path: Path) -> None:
    table = pa.table({"text": ["River rises again\n\n5 minute read\n\nThe river rose on Tuesday."]})
    lists = Settings(keep=["dateline"], rules=[tmp_path], seconds=5, language="en-GB")
    assert lists == Settings(keep=("dateline",), rules=(str(tmp_path),), seconds=5.0, language="en-GB")
    assert pickle.loads(pickle.dumps(lists)) == lists
    assert clean_table(table, lists)["removed"].to_pylist() == [[]]


def test_a_missing_extra_is_named() -> None:
    with pytest.raises(MissingExtra, match=r"^nowhere is not installed: pip install 'news-cleaner\[ray\]'$"):
        needed("nowhere.to.be.found", "ray")
