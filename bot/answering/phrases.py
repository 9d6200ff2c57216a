"""The sentences around the passages of an answer, or instead of them, for terminal and chats."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Quote
from bot.answering.speakers.titles import spellings_of
from bot.corpus.speech import Passage, Source, Speech
from bot.corpus.splitting import sentence
from bot.errors import QuestionError
from bot.language.script import readings
from bot.language.word_lists import double_surnames, surnames
from bot.search.contents import Contents

if TYPE_CHECKING:
    from bot.texts import Texts

_LONGEST_GIVEN = 2
"""Characters of a Chinese given name at most."""


@lru_cache(1024)
def in_letters(name: str) -> str | None:
    """A Chinese name in pinyin, the surname first; None if it is no Chinese name in characters.

    >>> in_letters("欧阳喜安")
    "Ouyang Xi'an"
    """
    size = 2 if name[:2] in double_surnames() else 1
    surname, given = name[:size], name[size:]
    if surname not in double_surnames() | surnames() or len(given) > _LONGEST_GIVEN:
        return None
    spelt, read = next(iter(spellings_of(surname)), ""), next(iter(readings(given)), ())
    return f"{_word((spelt,))} {_word(read)}" if spelt and read else None


def _word(syllables: tuple[str, ...]) -> str:
    """Syllables as one word, with apostrophes where they would be misread."""
    first, *others = (syllable.replace("v", "ü") for syllable in syllables)
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aeo" else s for s in others)


_NAMES = 10
_FORUMS = 5
"""Names, and forums, in one sentence at most."""


def spoken_name(name: str, texts: "Texts") -> str:
    """A speaker's name; in English, a Chinese one with its pinyin.

    >>> from bot.texts import Texts
    >>> spoken_name("刘晖", Texts("en"))
    'Liu Hui 刘晖'
    """
    letters = short_name(name, texts)
    return name if letters == name else f"{letters} {name}"


def short_name(name: str, texts: "Texts") -> str:
    """The same for little space: in English, the pinyin alone."""
    return (in_letters(name) if texts.language == "en" else None) or name


def names(people: Sequence[str], texts: "Texts") -> str:
    """A list of speakers, which is cut short if there are very many."""
    shown = [spoken_name(name, texts) for name in people[: _NAMES + 1]]
    return _listed(shown, _NAMES, texts)


def shown_quotes(answer: Answer) -> Sequence[Quote]:
    """The passages to show: a single one beside facts, the closest one if none answers."""
    if answer.facts:
        return answer.quotes[:1]
    if answer.closest and not answer.choices:
        return (answer.closest,)
    return answer.quotes


def opening(answer: Answer, texts: "Texts") -> list[str]:
    """The sentences before the passages of an answer."""
    if answer.facts:
        spoken = partial(spoken_name, texts=texts)
        shown = "\n".join(quote.passage.text for quote in shown_quotes(answer))
        return [  # without sentences that are highlighted in the passage
            fact.sentence(texts, spoken)
            for fact in answer.facts
            if fact.key != "fact-note" or str(fact.values["sentence"]) not in shown
        ]
    if is_refusal(answer) and shown_quotes(answer):
        return [texts("closest")]
    return [scope_line(answer.quotes, texts)] if is_scoped(answer) else []


def is_scoped(answer: Answer) -> bool:
    """Whether the passages of an answer are of the forums that its question names."""
    return bool(answer.scope and answer.scope.forums and answer.quotes and not answer.facts)


def scope_line(quotes: Iterable[Quote], texts: "Texts") -> str:
    """The forums that some passages are from."""
    sources = (quote.passage.speech.source for quote in quotes)
    return texts("scoped", forums=_forums(((s.forum, s.date) for s in sources), texts))


def is_question(answer: Answer) -> bool:
    """Whether something was asked that the speeches may answer."""
    return answer.frame not in ("nothing", "help", "settings", "others", "more")


def is_refusal(answer: Answer) -> bool:
    """Whether something was searched and not found."""
    return answer.status == "refused" and is_question(answer)


def apology(answer: Answer, contents: Contents, texts: "Texts") -> list[str]:
    """The sentences of an answer without passages; `contents` are what can be asked about."""
    if answer.status == "clarify":
        return [texts("clarify", speakers=names(answer.choices, texts))]
    match answer.frame:
        case "nothing":
            return [texts("nothing-asked")]
        case "help" | "settings":
            return [texts("how-to-ask", example=example(contents, texts))]
        case "others" | "more":
            key = "nothing-further" if answer.status == "answered" else "nothing-to-go-on"
            return [texts(key)]
    return list(_refusal(answer, contents, texts))


def _refusal(answer: Answer, contents: Contents, texts: "Texts") -> Iterator[str]:
    inside = _titles(answer.scope.forums, contents, texts) if answer.scope else ""
    if answer.scope and not inside:
        yield texts("scope-empty", text=answer.scope.text)
    elif answer.frame == "facts":
        yield texts("fact-unknown")
    elif inside:
        yield texts("refused-scope", forums=inside)
    elif answer.speakers:
        yield texts("refused-speakers", speakers=names(answer.speakers, texts))
        if answer.choices:
            yield texts("others", speakers=names(answer.choices, texts))
    elif answer.excluded:
        yield texts("refused-excluded", speakers=names(answer.excluded, texts))
    else:
        yield texts("refused")
    if answer.beyond:
        yield texts("spoken-beyond", forums=_titles(answer.beyond, contents, texts))


def _titles(forums: Collection[str], contents: Contents, texts: "Texts") -> str:
    """The titles and dates of some forums, by their names."""
    known = (forum for forum in contents.forums if forum.name in forums)
    return _forums(((forum.title, forum.date) for forum in known), texts)


def _forums(dated: Iterable[tuple[str, str | None]], texts: "Texts") -> str:
    forums = [
        texts("forum-dated", forum=title, date=date) if date else title
        for title, date in dict.fromkeys(dated)
    ]
    return _listed(forums, _FORUMS, texts)


def _listed(items: Sequence[str], most: int, texts: "Texts") -> str:
    shown = texts("list-separator").join(items[:most])
    return texts("list-more", names=shown) if len(items) > most else shown


def objection(error: QuestionError, contents: Contents, texts: "Texts") -> str:
    """Why a question is invalid, with an example of a valid one."""
    return texts(error.key, example=example(contents, texts), **error.values)


def example(contents: Contents, texts: "Texts") -> str:
    """A question that the contents answer."""
    if contents.people:
        return texts("example", speaker=spoken_name(contents.people[0].name, texts))
    return texts("example-title", title=contents.speeches[0].title if contents.speeches else "")


def headline(speech: Speech, texts: "Texts") -> str:
    """Who gave a speech, in which role; its title if it names no speaker."""
    if not speech.speaker:
        return texts("speech", title=speech.title)
    speaker = spoken_name(speech.speaker, texts)
    return texts("source-separator").join(filter(None, (speaker, speech.role)))


def place(passage: Passage, texts: "Texts") -> str:
    """The speech that a passage is from, and the passage's number in it."""
    title = texts("speech", title=passage.speech.title)
    spot = texts("place", number=passage.number, total=passage.total)
    return texts("source-separator").join((title, spot))


def topic_lines(passages: Iterable[Passage]) -> list[str]:
    """The outline of a speech: the first sentence of each passage, with its number."""
    return [f"{passage.number}. {sentence(passage.text).strip()}" for passage in passages]


def credit(source: Source, texts: "Texts") -> str:
    """The source of a speech: forum, publisher and date."""
    parts = (source.forum, source.publisher, source.date)
    return texts("source", source=texts("source-separator").join(filter(None, parts)))
