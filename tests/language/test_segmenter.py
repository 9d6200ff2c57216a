"""jieba, kept quiet and its cache kept private."""

import subprocess
import sys
from pathlib import Path

from bot.language.segmenter import Segmenter
from tests.conftest import ROOT


def test_the_corpus_own_words_are_kept_whole(cache: Path) -> None:
    words = [
        word for word, _, _ in Segmenter(cache, ["能人强乡兴村"]).words("推广能人强乡兴村经验")
    ]
    assert "能人强乡兴村" in words


def test_the_dictionary_cache_goes_into_the_given_folder_without_a_word(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from bot.language.segmenter import Segmenter
Segmenter(Path({str(tmp_path)!r}))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    assert (run.stdout, run.stderr) == (b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "jieba.cache").write_bytes(b"not a dictionary")
    assert [word for word, _, _ in Segmenter(tmp_path).words("物业")] == ["物业"]
