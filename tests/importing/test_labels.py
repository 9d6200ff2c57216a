"""Turns whose labels are exchanged: offices, initials, first names, honorifics, colons and dashes.

Nothing that somebody says is given to somebody else without a remark at its line.
"""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.importing.article import Article
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines

CASES = 150
MOST_TOLD = 0.02
"""The share of characters that a wrong person may get with a remark."""


@dataclass(frozen=True)
class Cast:
    """Somebody in an article, with the labels that may name them and mean nobody else."""

    full: str
    labels: dict[str, str]

    def is_meant_by(self, name: str) -> bool:
        said = name.casefold().replace(" ", "")
        known = [self.full, *self.labels.values()]
        return any(said == each.casefold().replace(" ", "") for each in known)


def english(first: str, last: str, address: str, office: str, place: str) -> Cast:
    full = f"{first} {last}"
    labels = {
        "full": full,
        "capitals": full.upper(),
        "first": first,
        "surname": last.upper(),
        "honorific": f"{address} {last}",
        "initials": f"{first[0]}{last[0]}",
        "office": office,
        "role": f"{full}, {office.lower()}",
        "brackets": f"{full} ({office})",
        "party": f"{address} {full} ({place}) (Ind)",
        "street": f"{full}, 14 {place} Street",
    }
    return Cast(full, labels)


def chinese(surname: str, given: str, title: str, office: str) -> Cast:
    full = surname + given
    labels = {
        "full": full,
        "first": given,
        "surname": surname,
        "honorific": surname + title,
        "titled": full + title,
        "office": office,
        "role": f"{office}{full}",
        "spaced": f"{office} {full}",
        "brackets": f"{full}（{office}）",
    }
    return Cast(full, labels)


ENGLISH = [
    english("Wilma", "Tarrant", "Ms.", "Harbour Master", "Cooper"),
    english("Ovid", "Pellow", "Mr.", "Town Clerk", "Chapel"),
    english("Sunniva", "Krag", "Dr.", "Director of Parks", "Mill"),
    english("Jago", "Bolitho", "Captain", "Chief Engineer", "Castle"),
]
CHINESE = [
    chinese("孟", "庆堂", "师傅", "市水务局局长"),
    chinese("陆", "知远", "律师", "镇环保站站长"),
    chinese("贺", "青萍", "老师", "社区党委书记"),
    chinese("曹", "一鸣", "委员", "渡口管理处主任"),
]
ASKERS = {
    "en": ["Audience member", "Q", "A resident", "Question from the floor", "Interviewer"],
    "zh": ["居民", "问", "观众", "记者", "现场观众"],
}
MARKS = {
    "en": ["{}: ", "**{}:** ", "{}. — ", "{}.- ", "{} — ", "[{}] ", "{}:\n", "{}  0:41\n", "{}："],
    "zh": ["{}：", "{}:", "**{}：**", "{}——", "【{}】", "{}：\n", "{} 00:41\n", "{}∶"],
}
WORDS = {
    "en": [
        "the lamps",
        "the quay",
        "a bridge",
        "the ferry",
        "in the winter",
        "we waited",
        "for years",
    ],
    "zh": ["路灯", "渡口", "桥面", "轮渡", "冬天", "一直在等", "修了三年"],
}
STARTS = {
    "en": [
        "",
        "",
        "Thanks {}. ",
        "Hi {}, ",
        "One thing is clear: ",
        "I say this: ",
        "My rule is: ",
    ],
    "zh": ["", "", "谢谢{}。", "办法是：", "我只说一句：", "有人问：", "时间：", "第一，"],
}
LISTS = {"en": "Present: {}", "zh": "参会人员：{}"}


@dataclass(frozen=True)
class Said:
    """A paragraph that somebody says, or nobody by name, with a word that it alone has."""

    text: str
    mark: str
    speaker: Cast | None


class Layout:
    """A conversation whose labels all have a form that chance chooses."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.script = chance.choice(["en", "zh"])
        cast = ENGLISH if self.script == "en" else CHINESE
        self.cast = chance.sample(cast, chance.randint(2, 4))
        self.mark = chance.choice(MARKS[self.script])
        kinds = [kind for kind in self.cast[0].labels if kind != "initials"]
        self.kinds = [chance.choice(kinds) for _ in self.cast]
        if chance.random() < 0.5:
            self.kinds = [self.kinds[0]] * len(self.cast)
        self.lists = chance.random() < 0.4
        if self.lists and self.script == "en" and chance.random() < 0.5:
            self.kinds = ["initials"] * len(self.cast)
        self.said: list[Said] = []
        self.text = self._text()

    def _text(self) -> str:
        title = "The evening at the quay" if self.script == "en" else "渡口夜谈会"
        lines = [title, ""]
        if self.lists:
            between = ", " if self.script == "en" else "、"
            people = [self._listed(each) for each in self.cast]
            lines += [LISTS[self.script].format(between.join(people)), ""]
        turns = self.chance.randint(5, 12)
        for number in range(turns):
            at = number if number < len(self.cast) else self.chance.randrange(len(self.cast))
            is_asked = number > 1 and self.chance.random() < 0.15
            lines += [self._turn(number, None if is_asked else at), ""]
        return "\n".join(lines)

    def _listed(self, one: Cast) -> str:
        initials = one.labels.get("initials")
        return f"{one.full} ({initials})" if initials and "initials" in self.kinds else one.full

    def _turn(self, number: int, at: int | None) -> str:
        label = self.chance.choice(ASKERS[self.script])
        if at is not None:
            one = self.cast[at]
            is_full = not self.lists and number < len(self.cast) and self.chance.random() < 0.3
            label = one.full if is_full else one.labels[self.kinds[at]]
        paragraphs = []
        for part in range(self.chance.choice([1, 1, 1, 2, 3])):
            text = self._sentence(f"x{number}y{part}z", first=part == 0)
            speaker = None if at is None else self.cast[at]
            self.said.append(Said(text, f"x{number}y{part}z", speaker))
            paragraphs.append(text)
        return self.mark.format(label) + "\n\n".join(paragraphs)

    def _sentence(self, word: str, *, first: bool) -> str:
        start = self.chance.choice(STARTS[self.script])
        start = start.format(self.chance.choice(self.cast).labels["first"])
        words = self.chance.choices(WORDS[self.script], k=6)
        if self.script == "en":
            text = f"{start}{' '.join(words)} {word}."
            return text[0].upper() + text[1:]
        return f"{start}{'，'.join(words)}{word}。"


def wrong(layout: Layout, article: Article) -> list[tuple[Said, str, bool]]:
    """What was given to somebody else: what, to whom, and whether a remark is at its line."""
    told = {remark.number for remark in article.remarks}
    lines = layout.text.split("\n")
    found = []
    for said in layout.said:
        for speech in article.speeches:
            if speech.speaker and any(said.mark in text for text in speech.paragraphs):
                is_right = said.speaker is not None and said.speaker.is_meant_by(speech.speaker)
                is_asker = said.speaker is None and any(
                    speech.speaker.casefold() == each.casefold() for each in ASKERS[layout.script]
                )
                number = next(at for at, line in enumerate(lines, 1) if said.mark in line)
                if not is_right and not is_asker:
                    found.append((said, speech.speaker, bool(told & {number, number - 1})))
    return found


@pytest.mark.parametrize("block", range(8))
def test_exchanged_labels_give_no_words_to_somebody_else(tmp_path: Path, block: int) -> None:
    silent, doubted, whole = [], 0, 0
    for seed in range(block * CASES, (block + 1) * CASES):
        layout = Layout(random.Random(seed))
        path = tmp_path / "a.md"
        path.write_text(layout.text, encoding="utf-8")
        mistakes = wrong(layout, understand(path, read_lines(path)))
        silent += [(seed, said.text, name) for said, name, is_told in mistakes if not is_told]
        doubted += sum(len(said.text) for said, _, is_told in mistakes if is_told)
        whole += sum(len(said.text) for said in layout.said)
    assert silent == []
    assert doubted <= MOST_TOLD * whole, (doubted, whole)


LINES = {
    "en": ["{n}\n{r}\n\n", "{n}, {r}\n\n", "**{n}**, {r}\n\n", "## {n}\n\n", "{n} ({r})\n\n"],
    "zh": ["{n}（{r}）\n\n", "{r}　{n}\n\n", "○{r}　{n}\n\n", "## {n}\n\n", "【{n}】\n\n"],
}
PEOPLE = {
    "en": [
        ("Wilma Tarrant", "harbour master"),
        ("Ovid Pellow", "Town clerk, Brindle Cove"),
        ("Sunniva Krag", "baker"),
        ("Jago Bolitho", "Skipper of the Annie"),
    ],
    "zh": [
        ("孟庆堂", "市水务局局长"),
        ("卓玛央金", "江岚三中教师"),
        ("巴特尔", "牧民"),
        ("曹一鸣", "渡口管理处主任"),
    ],
}
UNNAMED = {
    "en": ["A net-maker who gave no name", "Ferry captain", "Night nurse"],
    "zh": ["出租车司机", "一位不愿具名的居民", "村里的老支书"],
}


def digest(chance: random.Random) -> tuple[str, list[tuple[str, int, set[str]]]]:
    """Names over texts, and each paragraph's own word, the line of its label, and who said it."""
    script = chance.choice(["en", "zh"])
    form = chance.choice(LINES[script])
    lines = ["The evening at the quay" if script == "en" else "渡口夜谈会发言摘登", ""]
    said = []
    for number, (name, role) in enumerate(chance.sample(PEOPLE[script], chance.randint(2, 4))):
        known, label = {name, role}, form.format(n=name, r=role)
        if number and chance.random() < 0.2:
            known = {chance.choice(UNNAMED[script])}
            start = next((each for each in ("## ", "○", "**", "【") if form.startswith(each)), "")
            end = {"**": "**", "【": "】"}.get(start, "")
            label = f"{start}{next(iter(known))}{end}\n\n"
        at = len("\n".join(lines).split("\n")) + 1
        texts = []
        for part in range(chance.randint(1, 3)):
            words = (" " if script == "en" else "，").join(chance.choices(WORDS[script], k=4))
            texts.append(f"{words[0].upper()}{words[1:]} x{number}y{part}z. " * 2)
            said.append((f"x{number}y{part}z", at, known))
        lines += [label + "\n\n".join(texts), ""]
    return "\n".join(lines), said


@pytest.mark.parametrize("block", range(2))
def test_names_over_texts_give_no_words_to_somebody_else(tmp_path: Path, block: int) -> None:
    silent, doubted, whole = [], 0, 0
    for seed in range(block * CASES, (block + 1) * CASES):
        text, said = digest(random.Random(seed))
        path = tmp_path / "a.md"
        path.write_text(text, encoding="utf-8")
        article = understand(path, read_lines(path))
        told = {remark.number for remark in article.remarks}
        whole += len(said)
        for word, at, known in said:
            here = [each for each in article.speeches if word in "".join(each.paragraphs)]
            name = here[0].speaker if here else None
            if name and not any(each in name for each in known):
                number = next(no for no, line in enumerate(text.split("\n"), 1) if word in line)
                doubted += 1
                silent += [] if told & set(range(at, number + 1)) else [(seed, word, name)]
    assert silent == []
    assert doubted <= MOST_TOLD * whole, (doubted, whole)


def test_a_number_in_brackets_before_each_label_counts_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "record.txt"
    file.write_text(
        "Harbour Committee\n\n"
        "[12] CHAIR (Nell Harrow): We begin with the lamps on the quay.\n\n"
        "[13] TOM SAYER: They have been out since the spring, and nobody has come.\n\n"
        "[13a] CHAIR: That is noted, and will be asked.\n\n"
        "[14] TOM SAYER: The stairs are dark, too.\n"
    )
    speakers = [speech.speaker for speech in understand(file, read_lines(file)).speeches]
    assert "TOM SAYER" in speakers
    assert "Nell Harrow" in speakers


def test_a_masthead_with_fields_in_a_row_is_nobodys_turn(tmp_path: Path) -> None:
    file = tmp_path / "digest.md"
    file.write_text(
        "# In their own words\n\n**The Quay Post** | June 3, 2024 | *Compiled by A. Reed*\n\n"
        "**Nell Harrow, harbour master:** The lamps have been out since the spring.\n\n"
        "**Tom Sayer, ferryman:** The stairs are dark, too, and people fall.\n"
    )
    speakers = [speech.speaker for speech in understand(file, read_lines(file)).speeches]
    assert speakers == ["Nell Harrow", "Tom Sayer"]


def test_names_in_brackets_before_cues_and_before_wide_spaces_are_labels(tmp_path: Path) -> None:
    subtitles = tmp_path / "film.srt"
    subtitles.write_text(
        "1\n00:00:01,000 --> 00:00:03,000\n【旁白】码头上的灯坏了。\n\n"
        "2\n00:00:03,500 --> 00:00:05,000\n【孙海山】是我修的，修了三次。\n\n"
        "3\n00:00:06,000 --> 00:00:08,000\n【旁白】后来没有人再修。\n"
    )
    found = understand(subtitles, read_lines(subtitles)).speeches
    assert [(speech.speaker, len(speech.paragraphs)) for speech in found] == [
        ("旁白", 2),
        ("孙海山", 1),
    ]
    page = tmp_path / "talk.txt"
    page.write_text(
        "码头夜话\n\n孙海山（渡工）　灯坏了三年，没有人来修。\n\n老会计　修灯的钱早就拨下来了。\n\n"
        "孙海山（渡工）　那钱到哪里去了？\n"
    )
    found = understand(page, read_lines(page)).speeches
    assert {speech.speaker for speech in found} >= {"孙海山"}
    assert all("修灯的钱" not in "".join(s.paragraphs) for s in found if s.speaker == "孙海山")


def test_the_reporter_of_a_credit_line_is_not_the_one_who_answers(tmp_path: Path) -> None:
    file = tmp_path / "interview.md"
    file.write_text(
        "# The last ferryman\n\nBy Anna Reed, June 3, 2024\n\n"
        "He talked with Anna Reed on the quay before his last crossing.\n\n"
        "*How did it begin?*\n\nWith a rope. It came loose, and I tied it again.\n\n"
        "*And how does it end?*\n\nThe same way, I should think, with the same rope.\n"
    )
    speakers = {speech.speaker for speech in understand(file, read_lines(file)).speeches}
    assert "Anna Reed" not in speakers


FORMS: dict[str, list[tuple[str, str, str | None]]] = {
    "a title and a full stop": [
        ("Mrs. Oake. ", "The lamps are dark.", "Mrs. Oake"),
        ("The Clerk. ", "It is noted.", "The Clerk"),
        ("Mrs. Oake. ", "They were since March.", "Mrs. Oake"),
        ("The Clerk. ", "So they were.", "The Clerk"),
    ],
    "Q and a wide space": [
        ("MS. FERN:  ", "We mend them.", "MS. FERN"),
        ("Q    ", "When do you begin?", None),
        ("MS. FERN:  ", "In May.", "MS. FERN"),
        ("Q    ", "Of what year?", None),
    ],
    "a bar": [
        ("小嵐｜", "船來了嗎？", "小嵐"),
        ("阿哲｜", "來了，我吐了三次。", "阿哲"),
        ("小嵐｜", "那信呢？我來唸：", "小嵐"),
        ("阿哲｜", "都在我家。", "阿哲"),
    ],
    "nicknames": [
        ("kwame: ", "The draft is wrong.", "kwame"),
        ("<yuki> ", "I have a test.", "yuki"),
        ("lars: ", "It is right.", "lars"),
        ("kwame: ", "Let us see.", "kwame"),
        ("<yuki> ", "It fails.", "yuki"),
        ("lars: ", "Then it is wrong.", "lars"),
    ],
    "arrows of captions": [
        (">> MAYOR BELL: ", "The roll, please.", "MAYOR BELL"),
        ("", ">> Here, and dry.", None),
        (">> MAYOR BELL: ", "Thank you.", "MAYOR BELL"),
        (">> CLERK: ", "It is noted.", "CLERK"),
    ],
    "an office inside a name": [
        ("許部長文彬：", "部裡有三百位護理師。", "許文彬"),
        ("林委員宜蓁：", "部長早。", "林宜蓁"),
        ("許部長文彬：", "委員早。", "許文彬"),
    ],
    "a field": [
        ("发言人：曲文澜\n\n", "我讲村医。", "曲文澜"),
        ("", "村医老了，也少了。", "曲文澜"),
    ],
    "a signature": [
        ("", "各位家长，学校要搬家。", "闻静舟"),
        ("", "新校舍大家都看见了。", "闻静舟"),
        ("云埠镇中心小学校长　闻静舟\n\n2024年6月28日", "", None),
    ],
    "what minutes record": [
        ("OAKE: ", "I move that they be mended.", "OAKE"),
        ("FERN: ", "I second it.", "FERN"),
        ("(Laughter.)", "", "FERN"),
        ("[Whereupon, a recess was taken.]", "", None),
        ("The motion was put and carried.", "", None),
        ("OAKE: ", "We go on.", "OAKE"),
        ("Sitting suspended from 6 p.m. to 7 p.m.", "", None),
        ("FERN: ", "With the quay.", "FERN"),
    ],
}
"""A text's paragraphs: what is before the words, the words, and who says them."""


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_mark_begins_what_somebody_says(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.txt"
    turns = ["".join(turn[:2]) for turn in FORMS[form]]
    path.write_text("\n\n".join(["The lamps of the quay", *turns]), encoding="utf-8")
    speeches = understand(path, read_lines(path)).speeches
    spoken = {paragraph: each.speaker for each in speeches for paragraph in each.paragraphs}
    for before, words, speaker in FORMS[form]:
        assert spoken.get(words or before) == speaker


def test_a_name_and_an_age_are_a_heading_of_who_speaks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "# Rooms\n\n## Abena Frost, 34\n\nWe heat one.\n\n## Roland Pyke, 71\n\nI do not.\n"
    path.write_text(text, encoding="utf-8")
    speeches = understand(path, read_lines(path)).speeches
    assert [(each.speaker, each.role) for each in speeches] == [
        ("Abena Frost", "34"),
        ("Roland Pyke", "71"),
    ]
