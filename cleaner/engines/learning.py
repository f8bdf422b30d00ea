"""Learning from files: the parts of a count come as those of a run do, by whatever engine, and are merged on disk."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cleaner.engines.counting import BatchCounter
from cleaner.engines.plan import MESSAGES, Failed, Part, Plan, Step, left_out, with_errors
from cleaner.engines.settings import Settings
from cleaner.engines.summary import Summary
from cleaner.extras import needed
from cleaner.io import formats
from cleaner.io.blocks import RECORD, Block, pack, unpack
from cleaner.io.formats import Input
from cleaner.io.naming import Names
from cleaner.io.streams import InputError, display
from cleaner.io.targets import Target
from cleaner.learn.learned import Learned, RulesByHost, learned
from cleaner.learn.packed import merged
from cleaner.learn.propose import Bar
from cleaner.learn.store import Store

Steps = Callable[[Plan, tuple[int, int], Failed], Iterator[Step]]
Counted = Callable[[Summary, float, Sequence[str]], None]
"""Is told, after each part, what is counted so far, the share of all inputs that is read (0 to 1), and messages about
records that were left out."""


class CountPlan(Plan, frozen=True):
    """Inputs to be counted: the output of each part is a batch of counts."""

    @classmethod
    def of(cls, inputs: Sequence[Input], settings: Settings) -> CountPlan:
        """The plan to count all documents of some inputs."""
        return cls(tuple(inputs), settings, Target(Names(""), "counts"))

    def worker(self, watch: Callable[[int], None] = lambda _: None) -> Callable[[Block, dict[int, str]], Part]:
        """What counts a block."""
        count = BatchCounter(self.settings, watch)

        def do(block: Block, refused: dict[int, str]) -> Part:
            given = with_errors(formats.load(block, self.settings), refused)
            output = (pack(count(given)),)
            numbers = given[RECORD].to_pylist()
            said = [left_out(block.source, numbers[index], reason) for index, reason in count.problems.items()]
            summary = Summary(documents=given.num_rows - len(said), rejected=len(said))
            return Part(output, b"", summary, tuple(said[:MESSAGES]))

        return do


def count_into(store: Store, plan: CountPlan, steps: Steps, failed: Failed, counted: Counted) -> Summary:
    """Count all documents of a plan; `failed` is told of inputs that cannot be used. Raises TaskError."""
    total = Summary()
    for step in steps(plan, (0, 0), failed):
        store.add(unpack(step.part.output[0]))
        total.add(step.part.summary)
        counted(total, plan.share(step), step.part.messages)
    return total


def learned_in(store: Store, bar: Bar) -> Iterator[Learned]:
    """What was learned of each site, in the order of their names."""
    return learned(merged(store.ordered(bar), bar), bar)


def check(plan: Plan) -> None:
    """Raises InputError for an input that cannot be read twice, MissingExtra where what learning needs is missing."""
    needed("duckdb", "learn")
    for one in plan.inputs:
        if not _is_repeatable(one.name):
            raise InputError(display(one.name), "can be read but once, and learning first takes two: save it to a file")


def learn(plan: Plan, steps: Steps, counted: Counted, bar: Bar = Bar()) -> RulesByHost:  # noqa: B008
    """The rules that the inputs of a run speak for; what cannot be used, the run itself will say. Raises TaskError."""
    with Store() as store:
        count_into(store, CountPlan.of(plan.inputs, plan.settings), steps, lambda _message: None, counted)
        return RulesByHost(learned_in(store, bar))


def _is_repeatable(name: str) -> bool:
    """Whether it is a file or a folder, and no pipe; what is not there will be found out when it is read."""
    try:
        mode = Path(name).stat().st_mode
    except OSError:
        return name != "-"
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
