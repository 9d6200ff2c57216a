"""`记者:…`, `问:…`, `Q: …` and `答:…`, `A: …`: the turns of an interview without their names."""

import re

from bot.importing.clues.lead import Kind, Lead

_HOST = re.compile(
    r"(?:[\w·]{0,12}记者|记者|主持人|主持|问|提问|提问者|采访者|网友|观众|编辑|記者|問"
    r"|[\w·]{1,16}(?<![学访疑慰顾审质请])(?:问|提问|追问)"
    r"|questions?|q|interviewer|reporter|host|moderator|journalist|the chair"
    r"|audience(?: member)?|a (?:member|resident))"
    r"\s*+(?:#?\s*+[\d一二三四五六七八九十]{1,2}|[（(][^（()）]{1,20}[)）])?\s*+[:：]\s*"
    r"|(?:主持人|记者|moderator|host|interviewer)[\s,，(（]{0,2}[\w·.'’ -]{2,30}?[)）]?\s*+[:：]"
    r"\s*",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"(?:答|回答|受访者|受访人|嘉宾|答复|回应|answers?|a|interviewee|guest|response)"
    r"\s*+#?\s*+[\d一二三四五六七八九十]{0,2}\s*+[:：]\s*",
    re.IGNORECASE,
)


def turn_of_interview_at(text: str) -> Lead | None:
    """A question or an answer that its label shows to be one."""
    for kind, label in ((Kind.QUESTION, _HOST), (Kind.ANSWER, _GUEST)):
        found = label.match(text)
        if found and found.end() < len(text):
            return Lead(kind, None, found.end(), sure=True)
    return None
