"""Credit lines: who wrote, compiled, photographed, edited and published an article."""

import re

from bot.corpus.splitting import width
from bot.importing.punctuation import ends_sentence

_LONGEST = 120
_TASKS = (
    "来源|來源|作者|编辑|責任編輯|责编|责任编辑|美编|编审|审核|校对|校對|排版|监制|策划|统筹|供稿|供图|制图|撰文|撰稿|采写"
    "|采访|出品|记录|整理|摄影|文字|图片|视频|翻译|编译"
)
_SIGNED = "整理|摄影|攝影|文|图|文图|摄|采写|撰文|供稿|编辑|报道|通讯"
_PUBLISHERS = (
    "日报|晚报|晨报|早报|都市报|周刊|电视台|客户端|融媒体中心|新闻网|杂志"
    "|日報|晚報|時報|新聞網|週刊"
)
_CHINESE = re.compile(
    rf"记者|記者|通讯员|特约|(?:{_TASKS})\s*[:：/丨|｜]|本报讯|新华社|文/|图/|文[\s\u3000·、]*图"
    rf"|(?:^|[\s\u3000/|｜])(?:{_SIGNED})(?:[\s\u3000/、|｜]|$)|^\S+(?:{_PUBLISHERS})$"
)
_BY = (
    "(?:words |text |story |reporting |interview |written |compiled |edited |pictures? "
    "|transcribed |translated |photo(?:graph)?s? )?by"
)
_PAPERS = "News|Times|Post|Herald|Gazette|Tribune"
_ENGLISH = re.compile(
    rf"(?:{_BY}|source|reporters?|editors?|photos?|from|author)\s*:\s*\S|{_BY}\s+(?-i:[A-Z])"
    r"|.*\b(?:staff (?:writer|reporter)|correspondent|photographer)\b"
    rf"|.*\bfor the (?-i:[A-Z])\w+ (?:{_PAPERS})\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:来源|來源|source|from)\s*[:：]\s*", re.IGNORECASE)
_NOT_ONE = re.compile(r"[（(]?\s*(?:作者|发言人)\s*(?:系|为|是)")
_TOOLS = re.compile(
    r"[\s\u3000|｜]*(?:字号|字體|字体|浏览|阅读|点击|评论|打印|收藏|分享|扫一扫)(?:量|数|次数)?\s*[:：].*$"
)
_DATELINE = re.compile(
    r"本[报刊网台][^（()）\s]{0,16}讯\s*[（(]\s*((?:[^（()）]*记者|通讯员)[^（()）]*)[)）]"
)
_CLOSINGS = (
    "责任编辑|責任編輯|责编|编辑|編輯|审核|校对|编审|来源|來源|值班编委|监制|统筹"
    "|终审|复审|初审|一审|二审|三审|记者|摄影|供图|原标题|推荐阅读|相关链接|相关阅读"
    "|上一篇|下一篇|edited by|editors?|source|photos?|related"
)
_NOTICES = (
    "版权|声明|未经授权|扫码|点击|阅读原文|分享到|copyright|©|all rights reserved"
    "|share this|read more|this (?:article|interview|conversation|transcript) (?:has been|was|is) "
)
_IN_BRACKETS = re.compile(
    r"[（(【\[](?!作者|发言人).*(?:记者|通讯员|整理|摄影|供图|供稿|编辑|转载|根据录音).*[)）】\]][。.]?"
)
_CLOSING = re.compile(
    rf"[（(【\[]?\s*(?:(?:{_CLOSINGS})\s*[:：/丨|｜ \u3000].*|(?:{_NOTICES}).*)", re.IGNORECASE
)
_END = re.compile(
    r"[（(【\[]\s*(?:完|全文完|未完待续|待续|end)\s*[)）】\]]|END|###|-30-|- ?ends? ?-",
    re.IGNORECASE,
)


def is_credit(text: str) -> bool:
    """Whether a line says who made the article; running text never does."""
    if width(text) > _LONGEST or _NOT_ONE.match(text):
        return False
    if ends_sentence(text) or re.search(r"[。？?！!]", text):
        return False
    bare = text.strip("（()）[]【】 ")
    return bool(_CHINESE.search(bare) or _ENGLISH.match(bare))


def is_closing(text: str) -> bool:
    """Whether a line below an article says who edited it, or what else there is to read."""
    if _END.fullmatch(text) or (width(text) <= _LONGEST and _IN_BRACKETS.fullmatch(text)):
        return True
    return (
        width(text) <= _LONGEST
        and _CLOSING.fullmatch(text) is not None
        and not re.search("[。？?！!]", text)
    )


def publisher_in(text: str) -> str:
    """The credit line without a label that would only say what it is."""
    label = _LABEL.match(text)
    return text[label.end() :] if label and not re.search("[:：]", text[label.end() :]) else text


def without_tools(text: str) -> tuple[str, str]:
    """A credit line without what a page has beside it for its readers, and that: `字号:大 小`."""
    found = _TOOLS.search(text)
    return (text[: found.start()], found.group().strip()) if found else (text, "")


def credit_in_dateline(text: str) -> str | None:
    """`记者 凌琳` in `本报讯(记者 凌琳)5月12日,…`."""
    found = _DATELINE.match(text)
    return found[1].strip() if found else None
