"""The folder in TMPDIR that counting takes: gone afterwards, and after a kill gone with the next one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cleaner.learn.scratch import PREFIX, scratch

OWNER = "from cleaner.learn.scratch import scratch\nwith scratch() as folder: print(folder, flush=True), input()"


def test_a_folder_goes_with_its_context_and_one_of_a_killed_process_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    strange = tmp_path / f"{PREFIX}of-somebody-else"
    strange.mkdir()
    with subprocess.Popen([sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        theirs = Path(owner.stdout.readline().decode().strip())
        with scratch() as ours:
            assert ours.parent == theirs.parent == tmp_path
            assert theirs.is_dir()  # its owner lives
        assert not ours.exists()
        owner.kill()
    assert theirs.is_dir()
    with pytest.raises(ZeroDivisionError), scratch() as ours:
        assert not theirs.exists() and ours.is_dir()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == [strange]
