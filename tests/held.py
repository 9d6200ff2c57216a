"""An index in memory of a small corpus, with which the saved one is compared."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from bot.corpus.speech import Passage, Speech, forums_of, people_of
from bot.language.terms import Analyzer, Kind, Term, key_of, to_the_letter
from bot.search.build_tasks import context
from bot.search.contents import Contents, ForumSpan, Places, Selection, digest_of, short_id
from bot.search.index import PostingsIndex
from bot.search.occurrences import Occurrences
from bot.search.postings import FORMULA, MOST, OWN, Formula, Postings, per_term, rows_of
from bot.search.vocabulary import Vocabulary
from tests.documents import Corpus


class HeldContents:
    """Contents in memory."""

    def __init__(self, speeches: Sequence[Speech], passages: Sequence[Passage] = ()) -> None:
        self.speeches = speeches
        self.spoken = [speech for speech in speeches if speech.speaker]
        self.passages = passages
        self.people = people_of(speeches)
        self.forums = forums_of(speeches)

    def places_of(self, speakers: Collection[str]) -> Places:
        called = [(at, p.speech.speaker or p.speech.title) for at, p in enumerate(self.passages)]
        found = (at for at, name in called if name in speakers)
        return np.fromiter(found, np.int32)

    def passages_at(self, places: Places) -> Sequence[Passage]:
        return [self.passages[place] for place in places.tolist()]

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        return [passage for passage in self.passages if passage.speech.id == speech_id]

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        speech = next((each for each in self.speeches if short_id(each) == handle), None)
        return self.passages_of(speech.id) if speech else []

    def passages_by_digest(self, digest: str) -> Sequence[Passage]:
        return [passage for passage in self.passages if digest_of(passage.text) == digest]

    def within(self, forums: Collection[str]) -> Contents:
        numbers = {person.name: number for number, person in enumerate(self.people)}
        speakers = np.array([numbers[speech.speaker or ""] for speech in self.spoken], np.int32)
        return Selection(self, forums, speakers)

    def spans_of(self, forums: Collection[str]) -> Sequence[ForumSpan]:
        passages = (passage.speech for passage in self.passages)
        counts = [
            Counter(speech.folder for speech in each)
            for each in (self.speeches, self.spoken, passages)
        ]
        found, begins = [], [0, 0, 0]
        for forum in self.forums:
            ends = [begin + count[forum.name] for begin, count in zip(begins, counts, strict=True)]
            if forum.name in forums:
                found.append(ForumSpan(*map(range, begins, ends)))
            begins = ends
        return found


def indexed(terms: Iterable[Term]) -> Iterator[str]:
    """What a text is indexed by that has some terms: these, and its words in letters as written."""
    for term in terms:
        yield term.text
        if term.kind is Kind.LATIN:
            yield to_the_letter(term.word)


def postings_of(corpus: Sequence[Sequence[str]], formula: Formula) -> Postings:
    """The postings of a small corpus, given as the terms of each document."""
    terms: dict[str, int] = {}
    numbers = [terms.setdefault(term, len(terms)) for words in corpus for term in words]
    sizes = [len(words) for words in corpus]
    keys = np.fromiter(map(key_of, terms), np.uint64, len(terms))
    order = keys.argsort()
    rank = np.empty(len(keys), np.int64)
    rank[order] = np.arange(len(keys))
    of_terms = rank[np.array(numbers, np.int64)]
    documents = np.repeat(np.arange(len(sizes)), sizes)
    pairs, counts = np.unique(of_terms * max(1, len(sizes)) + documents, return_counts=True)
    of_terms, documents = np.divmod(pairs, max(1, len(sizes)))
    lengths = np.array(sizes, np.int32)
    norms = formula.norms(lengths)
    impacts = formula.impacts(counts, norms[documents])
    starts = np.searchsorted(of_terms, np.arange(len(keys) + 1))
    counts = np.minimum(counts, MOST).astype(np.uint16)
    row_of = rows_of(np.diff(starts), len(sizes))
    rows = np.zeros((int(row_of.max(initial=-1)) + 1, len(sizes)), np.uint16)
    in_row = row_of[of_terms] >= 0
    rows[row_of[of_terms[in_row]], documents[in_row]] = counts[in_row]
    occurrences = Occurrences(starts, documents, counts, formula.unit, len(sizes))
    peaks, document_frequencies = per_term(formula, starts, counts, impacts)
    vocabulary = Vocabulary(len(sizes), keys[order], document_frequencies, occurrences)
    return Postings(
        formula,
        vocabulary,
        starts,
        documents.astype(np.int32),
        counts,
        impacts,
        peaks,
        lengths,
        norms,
        rows,
        row_of,
    )


def held_index(corpus: Corpus, analyzer: Analyzer) -> PostingsIndex:
    """An index in memory, for a small corpus."""
    words = []
    for document in corpus.documents:
        for piece in document.pieces():
            about = [*[piece.text] * OWN, *context(document.speech, piece)]
            words.append([term for text in about for term in indexed(analyzer.terms(text))])
    return PostingsIndex(
        HeldContents(corpus.speeches, corpus.passages()), postings_of(words, FORMULA)
    )
