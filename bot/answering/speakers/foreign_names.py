"""Foreign names: in letters ("J. Carter"), in Chinese (索科洛娃), and one by the other's sound."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Phrases, Word
from bot.answering.speakers.speaker import Speaker, Speakers, grouped
from bot.answering.speakers.surroundings import Surroundings, find_in_words
from bot.answering.speakers.titles import is_office, is_title, listed
from bot.language.foreign_names import english_skeletons, is_foreign, skeleton, sounding_like
from bot.language.script import HAN, readings, syllables
from bot.language.stopwords import Stopwords

_CACHED = 1024
_SHORTEST_SOUNDING, _LONGEST_SOUNDING = 3, 20
_ALIKE, _ALIKE_IF_SHORT = 0.66, 0.75
"""The least similarity of a word and a name of three sounds or more, and of one of fewer."""
_BARE = 2
_SAME = str.maketrans({"r": "l", "v": "w", "c": "k", "q": "k", "z": "s", "y": "i"})
_SIBILANTS = re.compile("sch|[sczj]h?|[jqx]")


class Sounds:
    """Finds the speakers whose first name or surname, in Chinese, sounds like a word."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._parts = _labels_by_part(speakers)
        self._bones = {
            b: list(parts) for b, parts in grouped((skeleton(p), p) for p in self._parts).items()
        }
        self._spelt = grouped((_spelt(part), part) for part in self._parts)
        self._dotted = {speaker.label: speaker.dotted for speaker in speakers}
        self.like = lru_cache(_CACHED)(self._like)

    def _like(self, word: str) -> tuple[str, ...]:
        """Whose name sounds most like a word in lower case; several if equally so."""
        if not _SHORTEST_SOUNDING <= len(word) <= _LONGEST_SOUNDING:
            return ()
        names = self._spelt.get(word) or sounding_like(word, self._bones)
        close = {name: _closeness(word, name) for name in names}
        best = max(close.values(), default=0)
        found = [name for name, ratio in close.items() if ratio and ratio == best]
        return tuple(dict.fromkeys(label for name in found for label in self._parts[name]))

    def both(self, first: str, last: str) -> tuple[str, ...]:
        """Whose surname sounds like one word, and whose first name may be the word before it."""
        bones = english_skeletons(first) if len(first) <= _LONGEST_SOUNDING else set()
        return tuple(
            label
            for label in self.like(last)
            if any(
                skeleton(parts[0]) in bones or _closeness(first, parts[0])
                for parts in self._dotted[label]
            )
        )


def _labels_by_part(speakers: Sequence[Speaker]) -> dict[str, tuple[str, ...]]:
    """The speakers by their first names and surnames in Chinese characters."""
    return grouped(
        (part, speaker.label)
        for speaker in speakers
        for parts in speaker.dotted
        for part in (parts[0], parts[-1])
    )


def _closeness(word: str, name: str) -> float:
    """How similar a word and a name with the same consonants are; 0 if not enough."""
    ratio = SequenceMatcher(None, _folded(word), _folded(_spelt(name))).ratio()
    least = _ALIKE_IF_SHORT if len(skeleton(name)) <= _BARE else _ALIKE
    return ratio if ratio >= least and _folded(word)[0] == _folded(_spelt(name))[0] else 0


def _folded(letters: str) -> str:
    """A spelling reduced to the letters that English and pinyin use alike."""
    letters = _SIBILANTS.sub("s", re.sub(r"ck|c(?![eiyh])", "k", letters.replace("ph", "f")))
    return re.sub(r"(.)\1", r"\1", letters.translate(_SAME))


def _sounds(text: str) -> tuple[str, ...]:
    """The usual reading of each character of a text."""
    return tuple(next(iter(syllables(character)), character) for character in text)


def _spelt(name: str) -> str:
    return "".join(_sounds(name))


_DOTS = "-·•・‧∙.･"
_DOT_BETWEEN = re.compile(rf"[{_DOTS} ]?")
_DOT_BEFORE, _DOT_AFTER = re.compile(rf"\S[{_DOTS}]\Z"), re.compile(rf"[{_DOTS}]\S")
_SHORTEST_PART, _SHORTEST_BY_SOUND = 2, 3
_ORDINARY = frozenset("不的和三万多大上下中里对是在有都与同来去")
"""Characters of foreign names that beside one are rather words."""


class DottedNames:
    """Finds first names, surnames, and whole names with another dot or none, in Chinese.

    A part that a dot joins to the name of nobody here belongs to somebody else.
    """

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        found = _labels_by_part(speakers)
        self._stopwords = Stopwords()
        self._parts = {p: labels for p, labels in found.items() if len(p) >= _SHORTEST_PART}
        self._phrases = Phrases(self._parts)
        long = [part for part in self._parts if len(part) >= _SHORTEST_BY_SOUND]
        self._sounding = grouped((_sounds(part), part) for part in long)
        self._sizes = grouped((_sounds(part)[0], len(part)) for part in long)

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        text, at = question.normal.text, 0
        while (at := self._phrases.next(text, at)) < len(text):
            part = self._phrases.longest(text, at)
            end, speakers = self._whole(text, at, part) if part else (at + 1, ())
            if speakers and self._is_alone(question, at, end):
                yield Named(*question.normal.span(at, end), speakers)
            at = end
        yield from self._spelt_otherwise(question)

    def _spelt_otherwise(self, question: ParsedQuestion) -> Iterator[Named]:
        """Parts with some characters replaced by others that sound the same: 玛利亚 for 玛丽亚."""
        text = question.normal.text
        for at in range(len(text) if self._sounding else 0):
            for size in self._sizes.get(_sounds(text[at])[0], ()):
                window = text[at : at + size]
                parts = self._sounding.get(_sounds(window), ())
                part = next((part for part in parts if _is_slip(window, part)), "")
                if part and self._is_alone(question, at, at + size):
                    yield Named(*question.normal.span(at, at + size), self._parts[part])

    def _whole(self, text: str, at: int, part: str) -> tuple[int, tuple[str, ...]]:
        """The end of a name that begins with a part, including the surname if that follows."""
        end, speakers = at + len(part), self._parts[part]
        between = _DOT_BETWEEN.match(text, end)
        start = between.end() if between else end
        last = self._phrases.longest(text, start)
        both = tuple(filter(self._parts.get(last, ()).__contains__, speakers))
        return (start + len(last), both) if both else (end, speakers)

    def _is_alone(self, question: ParsedQuestion, start: int, end: int) -> bool:
        """Whether a name splits no word, and neither a dot nor a character continues it."""
        text = question.normal.text
        joined = _DOT_BEFORE.search(text, max(0, start - 2), start) or _DOT_AFTER.match(text, end)
        return (
            question.is_whole(start, end)
            and not joined
            and not (end < len(text) and self._is_foreign(question, end))
            and not (start and self._is_foreign(question, start - 1))
        )

    def _is_foreign(self, question: ParsedQuestion, at: int) -> bool:
        """Whether a character that is a word by itself rather writes a foreign name."""
        character = question.normal.text[at]
        ordinary = character in self._stopwords.grammar or character in _ORDINARY
        return question.is_whole(at, at + 1) and not ordinary and is_foreign(character)


def _is_slip(window: str, part: str) -> bool:
    """Whether most characters are those of a name, but not all."""
    same = sum(map(str.__eq__, window, part))
    return len(part) / 2 <= same < len(part)


_LETTER = re.compile(rf"[^\W\d_{HAN}]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BETWEEN = re.compile(r"\.?[ -]?")
_AFTER_NAMES = frozenset(("jr", "sr", "phd", "md", "ii", "iii", "obe", "mbe"))
_MOST_BETWEEN = 2
"""Middle names and initials at most between a first name and a surname."""


class ForeignNames:
    """Finds surnames and first names in letters, each with or without the other.

    A name that is known only in Chinese characters is found by its sound.
    """

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        names = {speaker: _names_in_letters(speaker) for speaker in speakers.all}
        self._sounding = [s for s in speakers.all if s.dotted and not names[s]]
        parted = [(_parts(name), s.label) for s in speakers.all for name in names[s]]
        self._firsts = grouped((part, label) for parts, label in parted for part in parts[:1])
        self._surnames = grouped(
            (part, label) for parts, label in parted for part in parts[1:][-1:]
        )
        self._parts = grouped((label, part) for parts, label in parted for part in parts)

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(self._sounding)

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        if self._firsts or self._sounding:
            yield from find_in_words(question, self._found_at)

    def _found_at(self, around: Surroundings, at: int) -> tuple[int, tuple[str, ...]]:
        size, speakers = self._full(around, at)
        if not speakers and (sounding := self._sounding_full(around, at)):
            return 2, sounding
        return size, speakers or self._single(around, at)

    def _full(self, around: Surroundings, at: int) -> tuple[int, tuple[str, ...]]:
        """How many words are a first name or its initial, and a surname; and whose."""
        words = around.words
        first = self._firsts.get(words[at].text, ())
        if not first and not _is_initial(words[at]):
            return 1, ()
        for last in range(at + 1, min(at + _MOST_BETWEEN + 2, len(words))):
            between = around.question.between(last)
            if not between or not _BETWEEN.fullmatch(between):
                break
            known = first if _is_initial(words[last]) else self._surnames.get(words[last].text, ())
            run = words[at : last + 1]
            fitting = tuple(label for label in known if self._fits(run, label, first))
            if fitting:
                return len(run), fitting
        return 1, ()

    def _fits(self, words: Sequence[Word], label: str, first: Sequence[str]) -> bool:
        """Whether words are all names of somebody, the first name first, or their initials."""
        names = self._parts[label]
        begins = label in first or len(words[0].text) == 1
        return begins and all(
            word.text in names
            or (len(word.text) == 1 and any(name.startswith(word.text) for name in names))
            for word in words
        )

    def _sounding_full(self, around: Surroundings, at: int) -> tuple[str, ...]:
        """Whose first name and surname two words sound like."""
        pair = around.words[at : at + 2]
        if not (self._sounding and len(pair) == 2 and all(word.capitalised for word in pair)):
            return ()
        together = around.question.between(at + 1) == " " and not is_title(pair[0].text)
        return self._sounds.both(pair[0].text, pair[1].text) if together else ()

    def _single(self, around: Surroundings, at: int) -> tuple[str, ...]:
        word = around.words[at]
        known = (*self._surnames.get(word.text, ()), *self._firsts.get(word.text, ()))
        may_sound = self._sounding and word.text not in listed("no-names-by-sound")
        sounding = self._sounds.like(word.text) if may_sound else ()
        if not (known or sounding) or is_title(word.text) or around.is_of_another(at):
            return ()
        titles = around.of(word).titles
        if titles or around.may_be_name(at, capitalised=True):
            known += sounding
        elif not around.may_be_name(at, capitalised=False):
            return ()
        return self._speakers.among(tuple(dict.fromkeys(known)), filter(is_office, titles))


def _is_initial(word: Word) -> bool:
    return len(word.text) == 1 and word.capitalised


def _parts(name: str) -> list[str]:
    """The words of a name without titles and the like."""
    words = [re.sub("['’]", "", word) for word in _WORD.findall(name)]
    return [word for word in words if not is_title(word) and word not in _AFTER_NAMES]


def _names_in_letters(speaker: Speaker) -> list[str]:
    """The names in letters that do not only spell the Chinese name."""
    names = [name for name in speaker.names if _LETTER.match(name)]
    pinyin = [sorted("".join(r)) for name in speaker.chinese if names for r in readings(name)]
    return [name for name in names if sorted("".join(_WORD.findall(name))) not in pinyin]
