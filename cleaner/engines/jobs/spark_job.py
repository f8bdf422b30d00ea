"""The program for spark-submit: Parquet or JSON of pages in, Parquet of articles out.

    spark-submit "$(python -c 'from cleaner.engines.jobs import spark_job; print(spark_job.__file__)')" INPUT... OUTPUT

Every field of `cleaner.engines.settings.Settings` is an option, as in `--text-field content --keep caption,byline`;
`--learn-first` learns what repeats on each site's pages before it cleans.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import msgspec

from cleaner.engines import spark
from cleaner.engines.settings import Settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the job in the session that spark-submit set up."""
    from pyspark.sql import SparkSession

    given = _parser().parse_args(arguments)
    session = SparkSession.builder.appName("cleaner").getOrCreate()
    is_json = given.inputs[0].removesuffix(".gz").endswith((".json", ".jsonl"))
    options = {field.name: getattr(given, field.name) for field in _options()}
    try:
        pages = session.read.load(given.inputs, format="json" if is_json else "parquet")
        rules = spark.learn(pages, **options) if given.learn_first else None
        spark.clean(pages, learned=rules, **options).write.parquet(given.output)
    finally:
        session.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Clean pages into articles on Spark.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="Parquet, or JSON with one object a line")
    parser.add_argument("output", metavar="OUTPUT", help="a folder of Parquet files, which must not be there yet")
    parser.add_argument("--learn-first", action="store_true", help="learn what repeats on each site, then clean")
    for field in _options():
        parser.add_argument(f"--{field.name.replace('_', '-')}", default=field.default, **_kind(field.default))
    return parser


def _options() -> list[msgspec.structs.FieldInfo]:
    return [field for field in msgspec.structs.fields(Settings) if field.name != "learned"]


def _kind(default: Any) -> dict[str, Any]:
    """How an option of this default is read."""
    if isinstance(default, bool):
        return {"action": argparse.BooleanOptionalAction}
    if isinstance(default, tuple):
        return {"type": lambda value: tuple(value.split(","))}
    return {"type": float if isinstance(default, float) else str}


if __name__ == "__main__":
    main()
