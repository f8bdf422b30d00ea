"""Counting through the seam: the same rules whoever counts, in whatever parts and order."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from cleaner import Document
from cleaner.engines.arrow import clean_table
from cleaner.engines.counting import RULES, count_batches, found_in, learn_table, rule_batches
from cleaner.engines.settings import Settings
from cleaner.learn.count import count
from cleaner.learn.learned import RulesByHost
from cleaner.learn.packed import COUNTS
from cleaner.learn.propose import propose
from tests.conftest import ROOT, run
from tests.test_engines import in_process, needs_java
from tests.test_learn import article

pytestmark = [pytest.mark.xdist_group("engines"), pytest.mark.filterwarnings("ignore")]


def rows(pages: int = 12, hosts: int = 3) -> list[dict[str, Any]]:
    """Pages of some sites, each with furniture of its own around articles that differ."""
    return [
        {
            "url": f"https://paper{at % hosts}.example/{at}",
            "text": "\n".join(
                [f"Paper {at % hosts} home", *article(at, 3), f"{at} readers liked it", "Coast and tides"]
            ),
        }
        for at in range(pages)
    ]


ROWS = rows()


@pytest.fixture(scope="module")
def wanted() -> dict[str, Any]:
    """What counting in one go says, without the tests of the rules."""
    found = propose(count([Document(source=row["text"], kind="text", url=row["url"]) for row in ROWS]))
    assert {host: len(one.drop) + len(one.before) + len(one.after) for host, one in found.items()} == {
        f"paper{at}.example": 3 for at in range(3)}  # fmt: skip
    return plain(found)


def plain(found: Any) -> dict[str, Any]:
    import msgspec

    return {host: {**msgspec.to_builtins(found[host]), "tests": None} for host in found}


@pytest.mark.parametrize("size", [1, 5, 100])
def test_batches_of_any_size_and_order_give_the_same_rules(wanted: dict[str, Any], size: int) -> None:
    shuffled = random.Random(size).sample(ROWS, len(ROWS))
    parts = [pa.Table.from_pylist(shuffled[at::2]).to_batches(size) for at in range(2)]
    counts = [batch for part in reversed(parts) for batch in count_batches(part)]
    assert all(batch.schema == COUNTS for batch in counts)
    ordered = pa.Table.from_batches(counts).sort_by([("host", "ascending"), ("key", "ascending")])
    assert plain(found_in(rows_of(ordered))) == wanted
    assert plain(learn_table(pa.Table.from_pylist(shuffled))) == wanted


def rows_of(ordered: pa.Table) -> list[dict[str, Any]]:
    batches = list(rule_batches(ordered.to_batches(3)))
    assert all(batch.schema == RULES for batch in batches)
    return [row for batch in batches for row in batch.to_pylist()]


def test_a_batch_without_pages_is_refused_and_a_row_without_one_counts_for_nothing() -> None:
    with pytest.raises(ValueError, match="has no column `html` or `text` but body"):
        list(count_batches([pa.record_batch({"body": ["x"]})]))
    (counts,) = count_batches([pa.record_batch({"text": [None, "River"], "url": ["https://a.example", None]})])
    assert counts.to_pylist() == [{"host": None, "key": -(1 << 63), "documents": 1, "counts": None}]


def test_rules_by_host_travel_and_are_known_by_what_they_say(wanted: dict[str, Any]) -> None:
    found = learn_table(pa.Table.from_pylist(ROWS))
    assert (found.documents, found.sizes) == (12, {f"paper{at}.example": 3 for at in range(3)})
    for again in (pickle.loads(pickle.dumps(found)), RulesByHost.decode(found.encode())):
        assert again == found and hash(again) == hash(found) and repr(again) == repr(found)
        assert again.sizes == found.sizes and plain(again) == wanted
    other = learn_table(pa.Table.from_pylist(ROWS[:9]))
    assert other != found and repr(other) != repr(found)


def test_learned_rules_clean_tables_too() -> None:
    table = pa.Table.from_pylist(rows(13))
    bodies = [row["body"] for row in clean_table(table, Settings(learned=learn_table(table))).to_pylist()]
    assert bodies == ["\n".join(article(at, 3)) for at in range(13)]
    assert "Coast and tides" in clean_table(table).to_pylist()[0]["body"]


def jsonl(folder: Path) -> Path:
    path = folder / "pages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_one_process_and_two_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="needs the extra `learn`")
    path = jsonl(tmp_path)
    halves = [tmp_path / "b.jsonl", tmp_path / "a.jsonl"]
    for half, at in zip(halves, (0, 6), strict=True):
        half.write_text("".join(path.read_text().splitlines(keepends=True)[at : at + 6]))
    one = run("learn", str(path), "--jobs", "1")
    two = run("learn", *map(str, reversed(halves)), "--jobs", "2")
    assert one.returncode == two.returncode == 0 and one.stdout == two.stdout and one.stdout.count(b"site: ") == 3


PROGRAM = (
    "import json, msgspec; print(json.dumps({h: {**msgspec.to_builtins(found[h]), 'tests': None} for h in found}))"
)


def test_ray_gives_the_same_rules(tmp_path: Path, wanted: dict[str, Any]) -> None:
    pytest.importorskip("ray", reason="needs the extra `ray`")
    path = jsonl(tmp_path)
    start = "import os; os.environ |= {'RAY_USAGE_STATS_ENABLED': '0', 'RAY_DATA_DISABLE_PROGRESS_BARS': '1'}\n"
    start += "import ray, cleaner.engines.ray\n"
    start += "ray.init(num_cpus=2, include_dashboard=False, _node_ip_address='127.0.0.1', log_to_driver=False)\n"
    learn = f"pages = ray.data.read_json({str(path)!r}).repartition(5)\nfound = cleaner.engines.ray.learn(pages)\n"
    told = in_process(start + learn + PROGRAM, tmp_path)
    assert json.loads(told.splitlines()[-1]) == wanted
    done = run("learn", str(path), "--engine", "ray", "--jobs", "2")
    assert done.returncode == 0 and done.stdout == run("learn", str(path), "--jobs", "1").stdout


@needs_java
def test_spark_gives_the_same_rules(tmp_path: Path, wanted: dict[str, Any]) -> None:
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    options = (
        "--conf spark.ui.enabled=false --conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1"
    )
    program = "from pyspark.sql import SparkSession\nimport cleaner.engines.spark\n"
    program += f"pages = SparkSession.builder.getOrCreate().read.json({str(jsonl(tmp_path))!r}).repartition(5)\n"
    program += "found = cleaner.engines.spark.learn(pages)\n" + PROGRAM
    told = in_process(
        program, tmp_path, PYSPARK_SUBMIT_ARGS=f"--master local[2] {options} pyspark-shell", SPARK_LOCAL_IP="127.0.0.1"
    )
    assert json.loads(told.splitlines()[-1]) == wanted


@needs_java
def test_the_job_for_spark_submit_learns_first(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    from cleaner.engines.jobs import spark_job
    from tests.test_engines import written

    command = [str(Path(sys.executable).with_name("spark-submit")), "--master", "local[1]", "--conf",
               "spark.ui.enabled=false", str(spark_job.__file__), str(jsonl(tmp_path)), str(tmp_path / "out"),
               "--learn-first", "--no-removed"]  # fmt: skip
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert sorted(row["body"] for row in written(tmp_path / "out")) == sorted(
        "\n".join(article(at, 3)) for at in range(12))  # fmt: skip
