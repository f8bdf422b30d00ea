"""A run over a whole corpus, from files to files: what `cleaner run` does, as a function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa

from cleaner import __version__
from cleaner.engines import local
from cleaner.engines.arrow import output_schema
from cleaner.engines.journal import State, fingerprint
from cleaner.engines.learning import Counted, Steps, check, learn
from cleaner.engines.partial import Partial
from cleaner.engines.piped import Piped
from cleaner.engines.plan import Plan
from cleaner.engines.settings import Settings
from cleaner.engines.summary import WasLearned
from cleaner.io import formats
from cleaner.io.blocks import HIDDEN
from cleaner.io.streams import InputError, display
from cleaner.io.targets import SUFFIX, make_target
from cleaner.learn.learned import RulesByHost

Watch = Callable[[State, float, Sequence[str]], None]
"""Is told, after each part, how far the run is: its state, the share of all inputs that is read (0 to 1), and messages
about records that were left out."""
DEFAULT = Settings()


def run(
    inputs: Sequence[str],
    output: str,
    settings: Settings = DEFAULT,
    *,
    source: str = "auto",
    to: str = "auto",
    steps: Steps = local.steps,
    resume: bool = False,
    overwrite: bool = False,
    part_size: int = 0,
    learn_first: bool = False,
    watch: Watch = lambda _state, _share, _messages: None,
    counted: Counted = lambda _summary, _share, _messages: None,
) -> State:
    """Clean all documents of `inputs` (files, folders, patterns) into `output`, which appears when it is complete.

    With `{part}` in its name, and where JSONL or Parquet goes into a folder, `output` is a series of files of
    `part_size` documents each (0: PART_SIZE), and each file appears when it is complete. "-" is stdout.

    With `learn_first` one pass counts what repeats on each site's pages, and the next cleans by what that says.
    Returns the final state: counts in `summary`, and in `failed` what is wrong with inputs that could not be used.
    Where nothing could be read there is no output.
    Raises InputError and OutputError for what cannot even begin, OutputError where the output cannot be written,
    TaskError for a broken rule file, and MissingExtra.
    """
    plan = make_plan(inputs, output, settings, source, to, part_size)
    target = msgspec.structs.replace(plan.target, columns=None)
    if learn_first:
        check(plan)
    files = [one.name for one in plan.inputs]
    job = fingerprint(plan.inputs, plan.settings, target, __version__, learn_first, files=files)
    partial: Partial | Piped
    if output == "-":
        partial = Piped(plan.target, resume=resume)
    else:
        _refuse_inputs(plan)
        partial = Partial(plan.target, job, resume=resume, overwrite=overwrite)
    if not partial.complete:
        try:
            if learn_first:
                plan = _informed(plan, partial, steps, counted)
            _advance(plan, partial, steps, watch)
            partial.discard() if partial.state.is_void else partial.finish()
        finally:
            partial.close()
    return partial.state


def make_plan(inputs: Sequence[str], output: str, settings: Settings, source: str, to: str, part_size: int = 0) -> Plan:
    """What the names mean. Raises InputError for names that mean nothing."""
    found = tuple(formats.inputs(inputs, source))
    target = make_target(output, to, part_size)
    if target.kind in SUFFIX:
        settings = msgspec.structs.replace(settings, rendered=target.kind)
    if target.kind != "parquet":
        return Plan(found, settings, target)
    given, typed = formats.schemas(found, settings)
    pages = (settings.html_field, settings.text_field)  # an input that has none says so when its turn comes
    others = [field for field in given if field.name not in pages]
    cleaned = output_schema(pa.schema([*others, pa.field(settings.html_field, pa.string())]), settings)
    bare = [field for field in cleaned if field.name not in HIDDEN]
    return Plan(found, settings, msgspec.structs.replace(target, columns=pa.schema(bare)), typed)


def _informed(plan: Plan, partial: Partial | Piped, steps: Steps, counted: Counted) -> Plan:
    """The plan with the rules that its inputs speak for, which are kept for as long as the run is under way."""
    known = partial.kept("learned")
    rules = RulesByHost.decode(known) if known is not None else learn(plan, steps, counted)
    if known is None:
        partial.keep("learned", rules.encode())
    partial.state.learned = WasLearned.of(rules)
    return msgspec.structs.replace(plan, settings=msgspec.structs.replace(plan.settings, learned=rules))


def _refuse_inputs(plan: Plan) -> None:
    """Raises InputError where an output that is there, or the rejects of an earlier run, are one of the inputs."""
    names = plan.target.names
    rejects = names.beside(".rejects.jsonl")
    for there in (*names.there(), *([rejects] if rejects.exists() else [])):
        for one in plan.inputs:
            if one.name != "-" and Path(one.name).exists() and there.samefile(one.name):
                what = "has rejects that are" if there == rejects else "is"
                raise InputError(display(names.output), f"{what} one of the inputs: name another output")


def _advance(plan: Plan, partial: Partial | Piped, steps: Steps, watch: Watch) -> None:
    """Append part after part; an end at any point leaves a journal from which the run can be taken up again."""
    state = partial.state

    def failed(message: str) -> None:
        if message not in state.failed:  # an input is read again from where a run is taken up
            state.failed.append(message)

    for step in steps(plan, (state.input, state.record), failed):
        partial.append(step)
        watch(state, plan.share(step), step.part.messages)
