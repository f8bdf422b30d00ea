"""Spark: `clean` for a DataFrame, through `mapInArrow`. cleaner must be installed where the executors run."""

from __future__ import annotations

from functools import partial
from typing import Any

from cleaner.engines.arrow import clean_batches, output_schema
from cleaner.engines.settings import Settings
from cleaner.extras import needed


def clean(frame: Any, **options: Any) -> Any:
    """The articles of a DataFrame with a column `html` or `text`; the options are those of `Settings`.

    Raises ValueError where it has no such column.
    """
    types = needed("pyspark.sql.pandas.types", "spark")
    settings = Settings(**options)
    schema = output_schema(types.to_arrow_schema(frame.schema), settings)
    return frame.mapInArrow(partial(clean_batches, settings=settings), types.from_arrow_schema(schema))
