"""Spark: `clean` and `learn` for a DataFrame, by `mapInArrow`. cleaner must be installed where the executors run."""

from __future__ import annotations

from functools import partial
from typing import Any

import pyarrow as pa

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
    settings = Settings(**options)
    return frame.mapInArrow(partial(clean_batches, settings=settings), _articles(frame.schema, settings))


def learn(frame: Any, bar: Bar = BAR, **options: Any) -> RulesByHost:
    """The rules that the documents of a DataFrame speak for; `clean(frame, learned=…)` takes them.

    Raises ValueError where it has no column `html` or `text`.
    """
    types = needed("pyspark.sql.pandas.types", "spark")
    settings = Settings(**options)
    check_columns(_seen(frame.schema, settings), settings)
    counts = frame.mapInArrow(partial(count_batches, settings=settings), types.from_arrow_schema(COUNTS))
    ordered = counts.where("host IS NOT NULL").repartition("host").sortWithinPartitions("host", "key")
    rules = ordered.mapInArrow(partial(rule_batches, bar=bar), types.from_arrow_schema(RULES))
    return found_in(row.asDict() for row in rules.collect())


def _articles(given: Any, settings: Settings) -> Any:
    """The schema that comes out for one that goes in: what passes through keeps its Spark type.

    Arrow has no type for some of them, and for a timestamp only together with a time zone.
    """
    spark, types = needed("pyspark.sql.types", "spark"), needed("pyspark.sql.pandas.types", "spark")

    def field(one: pa.Field) -> Any:
        if not pa.types.is_null(one.type):
            return spark.StructField(one.name, types.from_arrow_type(one.type))
        from_input = given[settings.id_field if one.name == "id" else one.name]
        return spark.StructField(one.name, from_input.dataType, from_input.nullable, from_input.metadata)

    return spark.StructType([field(one) for one in output_schema(_seen(given, settings), settings)])


def _seen(given: Any, settings: Settings) -> pa.Schema:
    """A schema as the seam sees it: of columns that hold no pages the type does not matter."""
    types = needed("pyspark.sql.pandas.types", "spark")
    pages = (settings.html_field, settings.text_field)
    return pa.schema(
        [(one.name, types.to_arrow_type(one.dataType) if one.name in pages else pa.null()) for one in given]
    )
