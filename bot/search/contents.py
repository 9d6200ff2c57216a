"""What an index is about: passages, speeches, people and forums, and how they are referred to."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from bot.corpus.files import NOTE
from bot.corpus.speech import Forum, Passage, Person, Speech
from bot.language.term_keys import key_of

Places = NDArray[np.int32]
"""Passages by their numbers, which count through the corpus from 0."""


class Stretch(NamedTuple):
    """Where a forum stands among all speeches, among those somebody is named for, and all passages.

    What belongs to a forum stands together.
    """

    speeches: range
    spoken: range
    passages: range


class Contents(Protocol):
    """All that can be asked about; what belongs to a forum stands together."""

    @property
    def speeches(self) -> Sequence[Speech]: ...

    @property
    def spoken(self) -> Sequence[Speech]:
        """The speeches that somebody is named for."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def people(self) -> Sequence[Person]:
        """Everybody who spoke, in the order of the corpus."""

    @property
    def forums(self) -> Sequence[Forum]:
        """Every forum, in the order of the corpus."""

    def places_of(self, speakers: Collection[str]) -> Places:
        """Where everything stands that the speakers said, ascending.

        A speech that nobody is named for is called by its title.
        """

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        """The passages of a speech in their order; none where there is no such speech."""

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        """The passages of the speech that has a handle; none where there is no such speech."""

    def passages_reading(self, words: str) -> Sequence[Passage]:
        """The passages with these words, given as what `reference_to` says of them."""

    def within(self, forums: Collection[str]) -> "Contents":
        """What of it belongs to these forums, given by their names; nothing to unknown ones."""

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        """Where the forums stand, ascending; unknown ones nowhere."""


def handle_of(speech: Speech) -> str:
    """What a speech is called where there is little room: 16 hexadecimal digits.

    It stays the same as long as the speech's file does not move.
    """
    return f"{key_of(speech.id):016x}"


def words_of(text: str) -> str:
    """What tells a passage's words from others: 16 hexadecimal digits."""
    return xxh3_64_hexdigest(text.encode())


def reference_to(passage: Passage) -> str:
    """What a passage is found by as long as its words stand in its forum, wherever in it."""
    return f"{passage.speech.id}@{words_of(passage.text)}"


def passage_at(contents: Contents, reference: str) -> Passage | None:
    """The passage that a reference is to; None where it is not there any more.

    It may stand elsewhere in its speech, or the speech's file may have another name.
    """
    speech_id, _, words = reference.rpartition("@")
    of_speech = contents.passages_of(speech_id)
    found = (passage for passage in of_speech if words_of(passage.text) == words)
    return next(found, None) or next(_in_forum(contents, speech_id, words), None)


def _in_forum(contents: Contents, speech_id: str, words: str) -> Iterator[Passage]:
    """The passages with these words in the forum of a speech."""
    forum = speech_id.partition("/")[0]
    passages = contents.passages_reading(words)
    return (passage for passage in passages if passage.speech.folder == forum)


def note_of(contents: Contents, forum: str) -> Sequence[Passage]:
    """What the editor of a forum, given by its name, says about it."""
    return contents.passages_of(f"{forum}/{PurePath(NOTE).stem}")


def unnamed_in(contents: Contents) -> list[Speech]:
    """The speeches that nobody is named for, where these are few: a discussion among speeches."""
    if len(contents.speeches) > len(contents.forums) + 2 * len(contents.spoken):
        return []
    unnamed = (speech for speech in contents.speeches if not speech.speaker)
    return [speech for speech in unnamed if PurePath(speech.id).name != PurePath(NOTE).stem]


def openings_of(contents: Contents, speaker: str) -> list[Passage]:
    """The first passage of each speech that somebody gave."""
    places = contents.places_of((speaker,)).tolist()
    passages = (contents.passages[place] for place in places)
    return [passage for passage in passages if passage.number == 1]
