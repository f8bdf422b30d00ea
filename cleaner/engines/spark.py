"""Spark: `clean` and `learn` for a DataFrame, by `mapInArrow`. cleaner must be installed where the executors run."""

from __future__ import annotations

from functools import partial
from typing import Any

from cleaner.engines.arrow import check_columns, clean_batches, output_schema
from cleaner.engines.counting import BAR, RULES, count_batches, found_in, rule_batches
from cleaner.engines.settings import Settings
from cleaner.extras import needed
from cleaner.learn.learned import RulesByHost
from cleaner.learn.packed import COUNTS
from cleaner.learn.propose import Bar


def clean(frame: Any, **options: Any) -> Any:
    """The articles of a DataFrame with a column `html` or `text`; the options are those of `Settings`.

    Raises ValueError where it has no such column.
    """
    types = needed("pyspark.sql.pandas.types", "spark")
    settings = Settings(**options)
    schema = output_schema(types.to_arrow_schema(frame.schema), settings)
    return frame.mapInArrow(partial(clean_batches, settings=settings), types.from_arrow_schema(schema))


def learn(frame: Any, bar: Bar = BAR, **options: Any) -> RulesByHost:
    """The rules that the documents of a DataFrame speak for; `clean(frame, learned=…)` takes them.

    Raises ValueError where it has no column `html` or `text`.
    """
    types = needed("pyspark.sql.pandas.types", "spark")
    settings = Settings(**options)
    check_columns(types.to_arrow_schema(frame.schema), settings)
    counts = frame.mapInArrow(partial(count_batches, settings=settings), types.from_arrow_schema(COUNTS))
    ordered = counts.where("host IS NOT NULL").repartition("host").sortWithinPartitions("host", "key")
    rules = ordered.mapInArrow(partial(rule_batches, bar=bar), types.from_arrow_schema(RULES))
    return found_in(row.asDict() for row in rules.collect())
