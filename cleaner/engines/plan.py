"""What there is to do in a run, and how one part of it is done: the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from cleaner.engines.arrow import BatchCleaner, output_schema
from cleaner.engines.settings import Settings
from cleaner.engines.summary import Summary, summarize
from cleaner.io import formats
from cleaner.io.blocks import ERROR, INPUT, RECORD, Block
from cleaner.io.formats import Input
from cleaner.io.records import json_line
from cleaner.io.streams import InputError, display
from cleaner.io.targets import Target, rejects
from cleaner.rulebook.read import RuleError


class Plan(msgspec.Struct, frozen=True):
    """Inputs, settings and the output; `typed` are the types of JSONL fields where the output needs types."""

    inputs: tuple[Input, ...]
    settings: Settings
    target: Target
    typed: pa.Schema | None = None

    def check(self, one: Input) -> None:
        """Raises InputError for an input whose columns hold no page."""
        try:
            given = formats.columns(one, self.settings)
            if given is not None:
                output_schema(given, self.settings)
        except ValueError as error:
            raise InputError(display(one.name), str(error)) from error

    def blocks(self, index: int, skip: int = 0) -> Iterator[Block]:
        """The records of an input after the first `skip`. Raises InputError."""
        self.check(self.inputs[index])
        return formats.blocks(self.inputs[index], self.settings, skip)

    def share(self, step: Step) -> float:
        """How much of all inputs, 0 to 1, is done with a step."""
        sizes = [max(1, one.size) for one in self.inputs]
        return (sum(sizes[: step.input]) + step.share * sizes[step.input]) / sum(sizes)

    def worker(self, watch: Callable[[int], None] = lambda _: None) -> Callable[[Block, dict[int, str]], Part]:
        """What does the work, in whatever process: a block, and rows not to be tried with reasons, in, a part out."""
        return BlockCleaner(self, watch)


class Part(msgspec.Struct, frozen=True):
    """What came of some records: bytes for the output, as `Target.encode` gives them, and for the rejects, counts, and
    the reasons of the first rejects with the places of their records."""

    output: tuple[bytes, ...]
    rejects: bytes
    summary: Summary
    messages: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """A part with its place: everything up to `record` of the input with index `input` is done with it, which is the
    `share` (0 to 1) of that input."""

    input: int
    record: int
    share: float
    part: Part


Failed = Callable[[str], None]
"""Is told of an input that cannot be used, or not to its end."""


class BlockCleaner:
    """Blocks to parts, in whatever process; `watch` is that of BatchCleaner."""

    def __init__(self, plan: Plan, watch: Callable[[int], None] = lambda _: None) -> None:
        self._plan = plan
        self._clean = BatchCleaner(plan.settings, watch)
        self._clean.warm_up()

    def __call__(self, block: Block, refused: dict[int, str]) -> Part:
        """The part that a block makes; `refused` are rows not to be cleaned, with reasons."""
        try:
            given = with_errors(formats.load(block, self._plan.settings, self._plan.typed), refused)
            return part(self._plan, given, self._clean(given), self._clean.seconds)
        except RuleError:
            raise
        except MemoryError:
            return _unread(block, "needs more memory than a worker may take")
        except Exception as error:
            fault = f"a fault in cleaner ({type(error).__name__}: {error}), please report it"
            raise Fault(f"{display(block.source)}: records {block.first} to {block.last}: {fault}") from error


class Fault(Exception):
    """What must not happen, and where it did."""


def _unread(block: Block, reason: str) -> Part:
    """The part of a block that cannot even be read: a large record, which is alone in its block."""
    numbers = range(block.first, block.last + 1)
    places = [{"input": display(block.source), "record": number, "reason": reason} for number in numbers]
    return Part(
        output=(),
        rejects=b"".join(map(json_line, places)),
        summary=Summary(rejected=len(numbers), reasons={reason: len(numbers)}),
        messages=tuple(left_out(block.source, number, reason) for number in numbers[:MESSAGES]),
    )


def part(plan: Plan, given: pa.RecordBatch, articles: pa.RecordBatch, seconds: Sequence[float] = ()) -> Part:
    """What goes into the files of a batch that the seam gave."""
    bad = articles.filter(pc.is_valid(articles[ERROR])).select([INPUT, RECORD, ERROR]).slice(0, MESSAGES).to_pylist()
    return Part(
        output=plan.target.encode(articles),
        rejects=rejects(given, articles, plan.settings),
        summary=summarize(articles, seconds),
        messages=tuple(left_out(row[INPUT], row[RECORD], row[ERROR]) for row in bad),
    )


MESSAGES = 20  # about single records; the file of rejects has all


def left_out(source: str, record: int, reason: str) -> str:
    """The message about a record that is not in the output."""
    return f"{display(source)}:{record}: {reason}; left out"


def with_errors(batch: pa.RecordBatch, errors: dict[int, str]) -> pa.RecordBatch:
    """The batch with reasons, by row, why these rows are not to be cleaned."""
    if not errors:
        return batch
    there = ERROR in batch.schema.names
    before = batch[ERROR].to_pylist() if there else [None] * batch.num_rows
    column = pa.array([errors.get(index, reason) for index, reason in enumerate(before)], pa.string())
    return (batch.drop_columns([ERROR]) if there else batch).append_column(ERROR, column)
