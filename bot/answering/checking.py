"""Checks a corpus: its files, and the questions that its maintainers keep beside them."""

from pathlib import Path

from bot.corpus.reader import read_corpus
from bot.corpus.speech import Corpus
from bot.errors import CorpusError

_QUESTIONS = "*/questions.jsonl"


def check_corpus(folder: Path, cache_folder: Path) -> Corpus:
    """Reads a corpus and asks its own questions; raises CorpusError with all that is wrong.

    Nothing is made ready for answering where it has none.
    """
    corpus = read_corpus(folder)
    files = sorted(folder.glob(_QUESTIONS))
    if files:
        from bot.answering.own_questions import problems_of

        problems = problems_of(files, folder, cache_folder)
        if problems:
            raise CorpusError(problems)
    return corpus
