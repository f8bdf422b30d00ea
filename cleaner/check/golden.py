"""Goldens: what came out of each seed when somebody last looked, held against what comes out now."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from cleaner import render
from cleaner.article import Article, JudgedLine
from cleaner.check.codes import GOLDEN, GOLDEN_MISSING, GOLDEN_ORPHAN
from cleaner.check.files import found, kind_of, matcher, relative
from cleaner.check.findings import Finding, Region, fingerprint
from cleaner.check.replacing import replacing
from cleaner.check.run import Outcome
from cleaner.check.settings import Settings
from cleaner.check.wanted import Selection
from cleaner.io.streams import InputError, opened
from cleaner.pipeline import Cleaner

KINDS: dict[str, Callable[[Article], str]] = {
    ".txt": render.text,
    ".md": render.markdown,
    ".explain.tsv": Article.explain,
}
FIRST = (".txt", ".explain.tsv")  # what a folder without any goldens begins with
SHOWN = 100  # characters of a line in a diff


class Seed(msgspec.Struct, frozen=True):
    """One seed: its path, its kind, and its goldens' name without their ending."""

    path: Path
    kind: str
    stem: Path


def golden_outcomes(seeds: Path, golden: Path, settings: Settings, *, update: bool) -> Iterator[Outcome]:
    """An outcome for each seed, and one for each golden that has none; `update` writes what has changed.

    Raises RuleError for rules that cannot be used.
    """
    cleaner, selection = Cleaner(rules=settings.rules), Selection(settings)
    for outcome in _all(seeds, golden, cleaner, settings, update=update):
        chosen = [selection.findings(finding.path, [finding]) for finding in outcome.findings]
        outcome.findings = [finding for findings in chosen for finding in findings]
        yield outcome


def _all(seeds: Path, golden: Path, cleaner: Cleaner, settings: Settings, *, update: bool) -> Iterator[Outcome]:
    listed = list(_seeds(seeds, golden))
    for seed in listed:
        yield _outcome(seed, _endings(seed, listed), cleaner, settings, update=update)
    stems = {seed.stem for seed in listed}
    for path in sorted(path for path in golden.rglob("*") if path.is_file()):
        stem = _stem_of(path)
        if stem is not None and stem not in stems:
            finding = _finding(
                path, settings, GOLDEN_ORPHAN, f"has no seed in {seeds}: delete it, or bring its seed back"
            )
            yield Outcome(path=finding.path, findings=[finding])


def _seeds(seeds: Path, golden: Path) -> Iterator[Seed]:
    for name in found([str(seeds)], (), matcher((), seeds), seeds):
        kind = kind_of(name)
        if kind in ("text", "markdown", "html"):
            path = Path(name)
            yield Seed(path, kind, golden / path.relative_to(seeds).parent / path.name.partition(".")[0])


def _stem_of(path: Path) -> Path | None:
    """A golden's name without its ending; None for what is no golden."""
    ending = next((ending for ending in sorted(KINDS, key=len, reverse=True) if path.name.endswith(ending)), None)
    return path.with_name(path.name.removesuffix(ending)) if ending else None


def _endings(seed: Seed, seeds: list[Seed]) -> list[str]:
    """The goldens that a seed has to have: those that any seed of its kind has, and those of `FIRST` that any has."""
    return [
        ending
        for ending in KINDS
        if any(_with(one.stem, ending).exists() for one in seeds if one.kind == seed.kind or ending in FIRST)
    ] or list(FIRST)


def _with(stem: Path, ending: str) -> Path:
    return stem.with_name(stem.name + ending)


def _outcome(seed: Seed, endings: list[str], cleaner: Cleaner, settings: Settings, *, update: bool) -> Outcome:
    outcome = Outcome(path=seed.path.as_posix())
    try:
        with opened(str(seed.path)) as stream:
            article = cleaner.clean(stream.read(), site=settings.site)
        for ending in endings:
            _compare(outcome, seed, _with(seed.stem, ending), KINDS[ending](article), article, settings, update=update)
    except InputError as error:
        outcome.errors.append(str(error))
    except OSError as error:
        outcome.errors.append(f"{error.filename}: {error.strerror}")
    return outcome


def _compare(
    outcome: Outcome, seed: Seed, path: Path, now: str, article: Article, settings: Settings, *, update: bool
) -> None:
    before = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
    if before == now:
        return
    if update:
        _write(path, now)
        outcome.mended += 1
    elif before is None:
        reason = f"is missing: {seed.path.as_posix()} has no such golden yet; --update writes it"
        outcome.findings.append(_finding(path, settings, GOLDEN_MISSING, reason))
    else:
        lines = list(difflib.unified_diff(before.splitlines(), now.splitlines(), "golden", "now", n=1, lineterm=""))[2:]
        gone, come = (sum(line.startswith(sign) for line in lines) for sign in "-+")
        lines_go = "1 line goes" if gone == 1 else f"{gone} lines go"
        change = f"{lines_go}, {come} {'comes' if come == 1 else 'come'}"
        reason = f"is not what {seed.path.as_posix()} gives now: {change}; --update writes it"
        finding = _finding(path, settings, GOLDEN, reason, _first(before, now))
        details = "\n".join(_annotated(line, article) for line in lines)
        outcome.findings.append(msgspec.structs.replace(finding, details=details))


def _first(before: str, now: str) -> int:
    """The first line that differs, from 1."""
    pairs = zip(before.splitlines(), now.splitlines(), strict=False)
    same = next((number for number, (old, new) in enumerate(pairs) if old != new), None)
    return (same if same is not None else min(before.count("\n"), now.count("\n"))) + 1


def _annotated(line: str, article: Article) -> str:
    """A line of a diff, cut short, with what is said of it now."""
    text = line[1:].strip().lstrip("#").strip()
    judged = next((one for one in article.lines if text and one.text.strip() == text), None)
    short = line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
    return f"{short}  [{_verdict(judged)}]" if judged and line[:1] in "+-" else short


def _verdict(judged: JudgedLine) -> str:
    return f"{'keep' if judged.verdict.keep else 'drop'} {judged.label.value}: {judged.reason}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch()
    with replacing(str(path)) as new:
        new.write(text.encode())
        new.keep = True


def _finding(path: Path, settings: Settings, code: str, reason: str, line: int = 1) -> Finding:
    name = relative(str(path), settings.root)
    return Finding(
        path=path.as_posix(),
        code=code,
        region=Region(line, 1, line, 1),
        reason=reason,
        fingerprint=fingerprint(code, name, "", ""),
    )
