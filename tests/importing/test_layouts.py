"""The layouts that newspapers use, an article of each: who speaks, as what, under which title."""

from pathlib import Path

import docx
import docx.enum.style
import pytest

from bot.importing.article import Article
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines

ARTICLES = Path(__file__).parent / "articles"

Found = tuple[str | None, str | None, str, int]
"""Speaker, role, title, and how many paragraphs."""

HEARING = '"What our town needs": statements from the public hearing'
FLOODING = "Public Forum on Flooding — Selected Remarks"
LAYOUTS: dict[str, list[Found]] = {
    "english-lines.txt": [
        ("Rosa Martinez", "Resident, Lower Street", FLOODING, 1),
        ("James T. Kirkwood, Jr.", "Chief engineer, Water Board", FLOODING, 1),
        ("Yusuf al-Rahman", "Imam, Riverside Mosque", FLOODING, 1),
    ],
    "who-asks.txt": [
        ("李建华", "市长", "学校门口堵车怎么办？", 1),
        ("李建华", "市长", "公园什么时候开放夜场？", 1),
    ],
    "capitals.txt": [
        ("MARY JOHNSON", "retired nurse, Elm Street", HEARING, 2),
        ("PETER O'BRIEN", "owner of the Corner Bakery", HEARING, 1),
        ("LI WEI", "student", HEARING, 1),
    ],
    "address.txt": [
        ("郑国平", "市委书记", "在全市教育工作会议上的讲话", 7),
    ],
    "bold-questions.md": [
        ("柳春燕", "湘绣传承人", "您是怎么学上刺绣的？", 1),
        ("柳春燕", "湘绣传承人", "现在的年轻人愿意学吗？", 1),
    ],
    "callings.txt": [
        ("Maria Lopez", "fisherwoman", "The catch has halved since 2019.", 1),
        ("Tom Baker", "chair of the rowing club", "Our boats run into plastic every week.", 1),
        ("Ellen Bishop", "head of the school by the bridge", "Speaking up for the river", 1),
    ],
    "debate.txt": [
        ("Helen Park", "chief librarian", "Ms Park, do people still read?", 2),
        (
            "Tom Wilson",
            "treasurer of the Friends of the Library",
            "Ms Park, do people still read?",
            1,
        ),
        ("Helen Park", "chief librarian", "Should the library close on Sundays?", 1),
        (
            "Tom Wilson",
            "treasurer of the Friends of the Library",
            "Should the library close on Sundays?",
            1,
        ),
    ],
    "english-numbered.txt": [
        ("Margaret Hill", None, "On Courage", 1),
        ("Samuel Okoro", "Dean of Medicine", "On Patience", 1),
        ("Ludwig van Dorn", "Treasurer", "On Thrift", 1),
    ],
    "english-roles.txt": [
        ("Jane Doe", "mayor of Springfield", "Build for those who stay", 2),
        ("John O'Neill", "a carpenter and resident of Mill Lane", "Repair before you replace", 2),
        ("Maria de la Cruz", "head teacher", "Let teachers rent", 1),
    ],
    "headings.md": [
        ("黄一鸣", "江城大学研究生", "让夜归人有一盏灯", 4),
        ("马晓燕", "江城公交集团驾驶员", "共享自习室要更多", 1),
        (None, None, "谁来管宠物", 1),
    ],
    "interview.txt": [
        ("李文博", "滨海市城市管理局局长", "滨海市的垃圾分类为什么能坚持下来？", 2),
        ("李文博", "滨海市城市管理局局长", "推行过程中最难的是什么？", 1),
    ],
    "name-in-brackets.txt": [
        ("马建国", "顺风快递城南站站长", "让快递小哥歇歇脚", 2),
        ("赛力克·买买提", "美团骑手", "外卖柜要进小区", 2),
    ],
    "numbered-names.txt": [
        ("张建华", "临江村党支部书记", "座谈会发言摘编", 2),
        ("刘芳", "临江村妇女主任", "座谈会发言摘编", 1),
        ("陈刚", "驻村工作队员", "座谈会发言摘编", 1),
    ],
    "numbered.txt": [
        ("张伟", "某某科技公司董事长", "关于人才引进", 3),
        ("李娜", "市工商联副主席", "关于营商环境", 2),
        ("王强", "顺达物流总经理", "关于物流成本", 2),
    ],
    "page.html": [
        ("Alice Brown", "bus driver", "More buses, fewer cars", 2),
        ("Bob Green-Smith", "member of the cycling club", "Cycle lanes that connect", 1),
        ("Carol Jones", "general practitioner in Upper Valley", "Do not forget the villages", 1),
    ],
    "questions-and-answers.txt": [
        (None, None, "什么时候开始执行？", 1),
        (None, None, "异地就医怎么报销？", 1),
    ],
    "role-before-name.txt": [
        ("赵鹏", "市人大代表", "让村医留得住", 2),
        ("司马青", "市政协委员", "把检查设备送下乡", 1),
        ("阿依古丽·艾山", "市人大代表", "医保门槛再低一点", 1),
    ],
    "role-in-brackets.txt": [
        ("陈妮", "城南区桂花街道桂花社区党委书记", "加装电梯要算好长远账", 2),
        ("王小明", "城北区交警大队副大队长", "停车位要向空中和地下要", 2),
        ("欧阳雪", "河东街道滨江社区网格员", "让楼道里的事有人管", 2),
    ],
    "role-under-title.txt": [
        ("冯雪", "江北中学语文教师", "把课堂还给学生", 1),
        ("高远", "江北中学化学教师", "实验不能只看视频", 1),
        ("万晓龙", "江北小学体育教师", "跑起来的体育课", 1),
    ],
    "round-table.md": [
        ("林涛", "主持人", "各位好。", 1),
        ("周晓东", "云山县县长", "各位好。县域经济的优势在哪里？", 2),
        ("吴敏", "省社科院研究员", "各位好。县域经济的优势在哪里？", 1),
        ("林涛", "主持人", "那么短板呢？", 1),
        ("周晓东", "云山县县长", "那么短板呢？", 1),
        ("吴敏", "省社科院研究员", "那么短板呢？", 1),
    ],
    "transcript.txt": [
        (
            "JANE DOE",
            "Harbour Master",
            "Welcome, everybody. What should happen to the old docks?",
            2,
        ),
        ("MR. SMITH", None, "Welcome, everybody. What should happen to the old docks?", 1),
        ("MR. SMITH", None, "And the ferry?", 1),
    ],
    "turns.txt": [
        ("刘大山", "青山县白云镇党委书记", "夜校要办在农民家门口。", 2),
        ("周兰", "红星村妇联主席", "妇女最想学的是短视频和电商。", 1),
        ("何建国", "农技推广中心主任", "乡村夜校怎么办？四位代表这样建议", 1),
        ("刘大山", "青山县白云镇党委书记", "乡村夜校怎么办？四位代表这样建议", 1),
        ("钱芳", None, "乡村夜校怎么办？四位代表这样建议", 1),
    ],
    "asked-by-name.txt": [
        (
            "秦大勇",
            "全国人大代表、红旗村党总支书记",
            "请问秦代表，“小田变大田”以后，农民的地还是自己的吗？",
            1,
        ),
        ("傅莹莹", "市实验中学校长", "请问傅代表，您怎么看人工智能进课堂？", 1),
        ("柏松", "市住建局局长", "请问柏代表，老旧小区改造资金从哪里来？", 2),
    ],
    "attendees.txt": [
        ("罗永康", "清溪县县长", "把“河长”变成“河管家”", 5),
        ("唐敏", "白沙区水利局局长", "让数据跑路，让河道说话", 2),
        ("贺文涛", "柳河镇党委书记", "渔民上岸之后", 2),
        ("谭晓芸", "市民间河长协会会长", "民间河长也要有“名分”", 1),
    ],
    "bylines.txt": [
        ("Helena Fischer", None, "On walking", 2),
        ("Pieter van den Berg", "a retired engineer", "On cycling", 1),
        (None, None, "On standing still", 2),
    ],
    "compiled.txt": [
        ("李国强", "华强建材有限公司董事长", "优化审批 让企业少跑腿", 5),
        ("赵一曼", "新锐电子科技公司总经理", "把人才留在县城", 5),
        ("古丽娜尔·阿不都热依木", "天山货运公司负责人", "物流成本怎么降", 2),
    ],
    "compound-names.txt": [
        ("陈妮", "云岭县石门小学教师", "山路弯弯", 4),
        ("欧阳娜娜", "云岭县大坪中心小学副校长", "一块黑板", 3),
        ("阿依古丽·买买提", "云岭县民族中学教师，支教干部", "留下来", 3),
    ],
    "five-questions.md": [
        ("Nadia Rahman", None, "You cut the fines on your first day. Why?", 2),
        ("Nadia Rahman", None, "What about the budget?", 1),
        ("Nadia Rahman", None, "People complain that libraries are noisy.", 1),
    ],
    "guests.md": [
        ("万丽", "丰收家庭农场主理人", "三位都是大学毕业，为什么选择回乡？", 2),
        ("买买提·艾力", "沙漠甜瓜合作社理事长", "三位都是大学毕业，为什么选择回乡？", 1),
        ("方圆", "25岁，无人机飞手", "三位都是大学毕业，为什么选择回乡？", 1),
        ("方圆", "25岁，无人机飞手", "创业过程中，最难的是什么？", 1),
        ("万丽", "丰收家庭农场主理人", "创业过程中，最难的是什么？", 1),
    ],
    "minutes.txt": [
        ("J. Whitcombe", "chair", "Welcome.", 1),
        ("A. Patel", "treasurer", "The accounts balance, barely.", 2),
        ("J. Whitcombe", "chair", "Thank you.", 1),
        ("R. Olofsson", "secretary", "I have three proposals.", 1),
        ("R. Olofsson", "secretary", "What about the rats?", 1),
    ],
    "moderated.txt": [
        ("KAREN LEE", "MODERATOR", "Good evening, everyone.", 1),
        (
            "JOSE ORTIZ",
            "COUNCILMAN",
            "Good evening, everyone. The bus plan is with the council. Where does it stand?",
            2,
        ),
        ("KAREN LEE", "MODERATOR", "And the money?", 1),
        ("JOSE ORTIZ", "COUNCILMAN", "And the money?", 1),
        ("JOSE ORTIZ", "COUNCILMAN", "Why not tax parking?", 1),
        ("DONNA PRICE", "Riverside Tenants Union", "Why not tax parking?", 1),
        ("KAREN LEE", "MODERATOR", "Town Hall on Transit: Full Transcript", 1),
        ("WALT BAKER", "SHERIFF", "Town Hall on Transit: Full Transcript", 1),
    ],
    "news-page.html": [
        ("段雨晴", "东江县人民医院儿科医生", "回来，是因为这里需要我", 3),
        ("涂嘉豪", "码头咖啡创始人", "我把咖啡馆开在码头边", 2),
        ("热依拉·克里木", "电商平台技术负责人", "带着代码回村", 5),
    ],
    "quoted-titles.txt": [
        ("Siobhan Kelly", "paediatrician", '"We are not asking for the moon"', 2),
        ("Gareth Pugh", "bus driver", '"My bus is the problem"', 1),
        ("Amina Yusuf", "student, age 15", '"Count us"', 1),
    ],
    "sidebar-page.html": [
        ("Walter Lindqvist", "wheat farmer, Dry Fork", "Plant less, sleep better", 2),
        ("Rosalind Achebe", "market gardener", "The well that went dry", 3),
        ("Hank May", "rancher", "Ask the ranchers", 1),
    ],
    "titles-behind-names.txt": [
        ("付晓东", "市交通集团总经理", "市人大代表热议《政府工作报告》", 2),
        ("艾山江·买买提", "个体工商户", "市人大代表热议《政府工作报告》", 1),
        ("于洋洋", "市第一中学教师", "市人大代表热议《政府工作报告》", 1),
        ("孟祥龙", "全国劳动模范、市人大代表", "市人大代表热议《政府工作报告》", 1),
        ("鲁敏", "市人大代表、区文旅局局长", "市人大代表热议《政府工作报告》", 1),
    ],
    "traditional.txt": [
        ("許雅婷", "濱海書店店主", "在海邊開一間書店", 2),
        ("歐陽志豪", "茶山文史工作室負責人", "老屋不拆，茶香還在", 2),
        ("張簡美玲", "社區發展協會理事長", "讓阿嬤的手藝被看見", 1),
    ],
    "two-speakers.txt": [
        ("周立民、何静", "区政协委员，实验小学校长、副校长", "课后服务不能变成第二个课堂。", 2),
        ("约翰·史密斯", "国际学校外籍教师", "在我的家乡，孩子下午三点就放学了。", 1),
        ("司马光辉", "区教育局局长", "刚才几位委员谈得很好，我代表教育局回应几点。", 3),
        ("何静", None, "“双减”之后怎么办", 1),
    ],
    "voices.txt": [
        ("ELEANOR VANCE", "chair of the Coastal Partnership", "WHAT THE COAST NEEDS NOW", 5),
        ("AMIR HASSAN", "oceanographer, University of Port Ellis", "WHAT THE COAST NEEDS NOW", 1),
        ("Grace O'Leary", "(Ret.), emergency planner", "WHAT THE COAST NEEDS NOW", 1),
        ("JEAN-LUC MOREAU", "oyster farmer", "WHAT THE COAST NEEDS NOW", 1),
        ("MARTIN LUTHER KEYES JR.", "St. Anne's Church", "WHAT THE COAST NEEDS NOW", 1),
        (
            "MAI NGUYEN and TOM BRANDT",
            "sixth-form students, Ellis Academy",
            "WHAT THE COAST NEEDS NOW",
            2,
        ),
    ],
}

RARE: dict[str, list[tuple[str | None, int]]] = {
    "author-note.txt": [("李春梅", 3)],
    "dashes.md": [(None, 5), (None, 3), (None, 1), (None, 1)],
    "name-and-title.txt": [("陈妮", 3), ("刘洋", 2)],
    "reported.txt": [(None, 4)],
    "role-line.md": [("Ewan MacLeod", 2), ("Morag Campbell", 1), ("Iain Stewart", 1)],
    "signed.txt": [(None, 4)],
}
"""Layouts that a person finishes in the draft: who is found, and in how many paragraphs."""


def found_in(name: str) -> Article:
    path = ARTICLES / name
    return understand(path, read_lines(path))


def remarks(name: str) -> list[str]:
    """What is said about an article, each beginning with its file's name."""
    article = found_in(name)
    return [article.remark_line(remark).removeprefix(f"{ARTICLES}/") for remark in article.remarks]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_tells_who_speaks_and_under_which_title(name: str) -> None:
    speeches = found_in(name).speeches
    found = [
        (speech.speaker, speech.role, speech.title, len(speech.paragraphs)) for speech in speeches
    ]
    assert found == LAYOUTS[name]


@pytest.mark.parametrize("name", RARE)
def test_a_rare_layout_gives_nobody_the_words_of_others(name: str) -> None:
    speeches = found_in(name).speeches
    assert [(speech.speaker, len(speech.paragraphs)) for speech in speeches] == RARE[name]
    told = {remark.number for remark in found_in(name).remarks}
    assert {speech.number for speech in speeches if not speech.role} <= told


@pytest.mark.parametrize(
    ("name", "title", "date", "source"),
    [
        ("role-in-brackets.txt", "推进老城更新 共建幸福家园", "2023年3月8日", "江南晚报"),
        (
            "role-before-name.txt",
            "两会之声｜代表委员热议乡村医疗",
            "2024-01-18 09:30:00",
            "来源：滨江日报  作者：吴丹",
        ),
        ("headings.md", "青年说：我们需要怎样的城市", "4月12日", "江城日报记者 李想"),
        ("round-table.md", "圆桌对话：县域经济怎么走", "2023年11月2日", "财经周刊"),
        ("reported.txt", "夏粮生产现场会上的声音", "6月3日", None),
        ("english-roles.txt", "Neighbours speak up on housing", "May 12, 2023", "By Anna Writer"),
        (
            "page.html",
            "Citizens' Assembly: what they said",
            "3 March 2022",
            "By Sam Reporter, staff writer",
        ),
        ("transcript.txt", "TRANSCRIPT OF THE HARBOUR FORUM", "12 June 2024", None),
        ("attendees.txt", "守护一江碧水 共建美丽家园", "9月18日", None),
        (
            "news-page.html",
            "小城夜话：年轻人为什么回来",
            "2024-08-06 19:22",
            "来源：东江日报 作者：贺　敏",
        ),
        (
            "traditional.txt",
            "青年創業論壇：地方創生的三種可能",
            "2022/11/05 05:30",
            "記者林怡君／台北報導",
        ),
        ("moderated.txt", "Town Hall on Transit: Full Transcript", "May 12, 2022", None),
        ("dashes.md", "Proceedings of the Rural Broadband Forum", "October 21, 2021", None),
    ],
)
def test_the_head_tells_title_date_and_credit_line(
    name: str, title: str, date: str, source: str | None
) -> None:
    article = found_in(name)
    assert (article.title, article.date, article.source) == (title, date, source)


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("headings.md", "headings.md:29: no speaker found for this speech"),
        ("headings.md", "headings.md:5: the date is taken from the text: 4月12日"),
        (
            "name-and-title.txt",
            "name-and-title.txt:7: taken for the speaker of '让表格少一点': 刘洋",
        ),
        (
            "questions-and-answers.txt",
            "questions-and-answers.txt:3: no speaker found for this speech",
        ),
        (
            "interview.txt",
            "interview.txt:17: said by the host; kept in the forum's note: 谢谢您接受采访。",
        ),
        (
            "role-in-brackets.txt",
            "role-in-brackets.txt:24: below the last speech; kept in the forum's note: （责任编辑：李强）",  # noqa: E501
        ),
        (
            "page.html",
            "page.html:2: left out, as part of the page around the article: The Valley Herald",
        ),
        (
            "two-speakers.txt",
            "two-speakers.txt:14: said by the host; kept in the forum's note: 请司马光辉委员发言。",
        ),
        ("compiled.txt", "compiled.txt:20: left out, as the speech's number: 发言材料之二"),
        (
            "news-page.html",
            "news-page.html:7: left out, as part of the page around the article: 字号：大 小",
        ),
        (
            "five-questions.md",
            "five-questions.md:23: below the last speech; kept in the forum's note: Paul Green covers city …",  # noqa: E501
        ),
        ("who-asks.txt", "who-asks.txt:4: left out before what is said: 市民张女士问"),
        ("transcript.txt", "transcript.txt:11: a speaker by this label alone: MR. SMITH"),
        ("minutes.txt", "minutes.txt:5: taken for J. Whitcombe: The Chair"),
        (
            "role-under-title.txt",
            "role-under-title.txt:2: no title found for the forum; it is called 上周，三位青年教师在研讨会上谈了各自的课堂。",  # noqa: E501
        ),
    ],
)
def test_what_is_unsure_moved_or_left_out_is_told_with_its_line(name: str, remark: str) -> None:
    assert remark in remarks(name)


@pytest.mark.parametrize(
    ("name", "aliases"),
    [("two-speakers.txt", ("周立民", "何静")), ("voices.txt", ("MAI NGUYEN", "TOM BRANDT"))],
)
def test_two_who_speak_together_are_found_by_either_name(
    name: str, aliases: tuple[str, ...]
) -> None:
    together = [speech.aliases for speech in found_in(name).speeches if len(speech.aliases) > 1]
    assert together == [aliases]


def understood(tmp_path: Path, text: str, name: str = "a.txt") -> Article:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return understand(path, read_lines(path))


@pytest.mark.parametrize(
    "between",
    ["\n", "\n\n", "\n- 2 -\n", "\f", "\n第2页\n\n"],
    ids=["line", "blank", "number", "feed", "page"],
)
def test_a_page_break_in_a_paragraph_leaves_it_whole(tmp_path: Path, between: str) -> None:
    text = (
        "座谈会\n\n刘晖（社区书记）：我们社区有四十七栋没有电梯的楼，老人上下楼很不方便，希望尽快"
    )
    article = understood(tmp_path, f"{text}{between}把加装电梯的事定下来。\n\n钱也要公开。\n")
    assert [len(speech.paragraphs) for speech in article.speeches] == [2]
    assert article.speeches[0].paragraphs[0].endswith("希望尽快把加装电梯的事定下来。")
    assert any("joined to the paragraph before" in remark.message for remark in article.remarks)


def test_lines_that_were_wrapped_become_paragraphs_again(tmp_path: Path) -> None:
    text = """The harbour forum

Jane Doe, harbour master
The docks must stay open to small boats. They bring in most of our
visitors, and the fishermen depend on them for what they earn in
summer.
We have asked the council for a new crane three times in as many
years.
"""
    (speech,) = understood(tmp_path, text).speeches
    assert [paragraph[-8:] for paragraph in speech.paragraphs] == [" summer.", "y years."]


@pytest.mark.parametrize("punctuation", ["（）：", "():"], ids=["full-width", "half-width"])
def test_punctuation_of_both_widths_tells_the_same(tmp_path: Path, punctuation: str) -> None:
    left, right, colon = tuple(punctuation)
    role, other = f"{left}街道书记{right}{colon}", f"{left}社区主任{right}{colon}"
    text = f"座谈会\n刘晖{role}要修路。还要修桥。\n陈　妮{other}要种树。\n"
    found = [(s.speaker, s.role) for s in understood(tmp_path, text).speeches]
    assert found == [("刘晖", "街道书记"), ("陈妮", "社区主任")]


def test_a_heading_that_is_like_a_name_is_none(tmp_path: Path) -> None:
    text = "座谈会\n\n高峰\n\n加装电梯\n刘晖（社区书记）\n楼里没有电梯。\n\n平安\n\n楼道要装灯。\n"
    article = understood(tmp_path, text)
    assert [speech.speaker for speech in article.speeches] == ["刘晖"]
    told = {article.remark_line(remark) for remark in article.remarks}
    assert f"{article.path}:9: a short line, kept as a paragraph of the speech: 平安" in told


@pytest.mark.parametrize(
    "label",
    ["参会人员", "参加座谈会的有：", "本期嘉宾：", "Present:"],
    ids=["zh", "colon", "guests", "en"],
)
def test_who_is_listed_opens_no_speech_and_has_the_role_of_the_list(
    tmp_path: Path, label: str
) -> None:
    text = f"座谈会\n\n{label}\n刘晖，书记\n陈妮，28岁，烘焙师\n\n陈妮：路要修。桥也要修。\n"
    article = understood(tmp_path, text)
    assert [(speech.speaker, speech.role) for speech in article.speeches] == [("陈妮", "烘焙师")]
    assert {"刘晖，书记", "陈妮，28岁，烘焙师"} <= set(article.note)


def test_a_label_that_is_like_no_name_never_leaves_its_words_to_who_spoke_before(
    tmp_path: Path,
) -> None:
    text = "座谈会\n\n刘晖（书记）：路要修。\n\n买买提艾力江（站长）：桥也要修。\n\n"
    text += "西头（三队）：树要种。\n"
    article = understood(tmp_path, text)
    found = [(speech.speaker, speech.role) for speech in article.speeches]
    assert found == [("刘晖", "书记"), ("买买提艾力江", "站长"), (None, None)]
    told = {article.remark_line(remark) for remark in article.remarks}
    assert f"{article.path}:7: who says this is not known: 西头（三队）" in told


def test_a_word_parted_at_a_line_s_end_is_whole_where_it_stands_so_elsewhere(
    tmp_path: Path,
) -> None:
    text = """The information forum

Jane Doe, town clerk
The council gives information when it is asked, and the infor-
mation is right in most of the cases that I know, in the well-
known office of ours, which stands open to everybody each day
of the week but one, and where the kettle is always on.
"""
    article = understood(tmp_path, text)
    assert "and the information is right" in article.speeches[0].paragraphs[0]
    told = {article.remark_line(remark) for remark in article.remarks}
    message = "parted at a line's end, kept with its hyphen: well-known"
    assert f"{article.path}:6: {message}" in told


def test_names_of_people_who_say_nothing_stay_in_the_note(tmp_path: Path) -> None:
    text = "座谈会\n\n参会人员\n刘晖（书记）\n陈妮（主任）\n\n赵敏（村民）：路要修。\n"
    article = understood(tmp_path, text)
    assert [speech.speaker for speech in article.speeches] == ["赵敏"]
    assert {"刘晖（书记）", "陈妮（主任）"} <= set(article.note)


def test_an_article_in_which_nobody_is_named_is_one_speech_and_told_of(tmp_path: Path) -> None:
    article = understood(tmp_path, "关于修路\n\n路要修。\n\n桥也要修。\n")
    (speech,) = article.speeches
    assert (speech.speaker, speech.paragraphs) == (None, ("路要修。", "桥也要修。"))
    assert "no speaker found for this speech" in [remark.message for remark in article.remarks]


def test_traditional_characters_are_read_as_simplified_ones(tmp_path: Path) -> None:
    text = "座談會\n劉曉輝（街道書記）：道路要修。橋也要修。\n陳美玲（里長）：樹要種。\n"
    found = [(s.speaker, s.role) for s in understood(tmp_path, text).speeches]
    assert found == [("劉曉輝", "街道書記"), ("陳美玲", "里長")]


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_each_line_in_the_style_of_names_begins_what_somebody_says(
    tmp_path: Path, kind: str
) -> None:
    said = {
        "韩小满": "渡口的路灯坏了三年，我们社区报修了五次。",
        "最早来渡口的那位老人要说两句": "路灯的钱可以先由社区垫上，年底再结算。",
        "邓大川": "票价不能再涨了，老人过河看病一个月要跑四趟。",
    }
    path = tmp_path / f"a.{kind}"
    if kind == "html":
        turns = (f"<p class='who'>{name}</p><p>{words}</p>" for name, words in said.items())
        path.write_text(f"<h1>渡口夜谈</h1>{''.join(turns)}", encoding="utf-8")
    else:
        document = docx.Document()
        document.add_heading("渡口夜谈", 0)
        document.styles.add_style("Who", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        for name, words in said.items():
            document.add_paragraph(name, style="Who")
            document.add_paragraph(words)
        document.save(str(path))
    article = understand(path, read_lines(path))
    found = [(speech.speaker, *speech.paragraphs) for speech in article.speeches]
    first, second, third = said.values()
    assert found == [("韩小满", first), (None, second), ("邓大川", third)]


def test_the_numbers_of_a_court_s_lines_are_left_out_and_no_words(tmp_path: Path) -> None:
    said = [
        "     MS. KESTREL:  Would you read aloud the entry that you made",
        "     for the third of April?",
        "     THE WITNESS:  It says that gates two and four were shut at",
        "     six, by telephone from the office.",
        "     MS. KESTREL:  Who was it that you told?",
        "     THE WITNESS:  The man on the desk.",
    ]
    lines = [f"{at:2} {line}" for at, line in enumerate(said, 1)]
    article = understood(tmp_path, "\n".join(["IN THE MATTER OF THE WEIR", "", *lines]))
    words = " ".join(" ".join(speech.paragraphs) for speech in article.speeches)
    assert "It says that gates two and four were shut at six, by telephone" in words
    assert "left out, the numbers before the lines" in [each.message for each in article.remarks]


def test_lines_of_several_widths_with_gaps_between_paragraphs_become_paragraphs(
    tmp_path: Path,
) -> None:
    wide = "路灯坏了三年，轮渡的票价也涨了两次，大家都说"
    narrow = "要修，钱由谁出还没有谈妥，社区的人都"
    body = "\n\n".join([f"{wide}\n{wide}\n都要修。", f"{narrow}\n{narrow}\n说可以先垫。"] * 6)
    article = understood(
        tmp_path, f"渡口会议纪要\n\n刘晖（书记）：{wide}\n{wide}\n都要修。\n\n{body}\n"
    )
    (speech,) = article.speeches
    assert {paragraph[-4:] for paragraph in speech.paragraphs} == {"都要修。", "以先垫。"}
    assert len(speech.paragraphs) == 13


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Jane Doe: Why?\n\nA: Because it is dark, as before.\n\nJane Doe: I see.\n",
            ("A", "Because it is dark, as before."),
        ),
        (
            "Jane Doe: Good evening to you all.\n\n>> And who are you?\n\nJane Doe: I am Jane.\n",
            (None, ">> And who are you?"),
        ),
        (
            "\n\n".join(
                f"[01/05/2024, 10:0{at}:01] {name}: Yes."
                for at, name in enumerate(["Ada Fern", "Bo Oake", "Ada Fern", "Bo Oake"])
            ),
            ("Bo Oake", "Yes."),
        ),
    ],
    ids=["answer", "arrows", "log"],
)
def test_what_a_label_begins_is_neither_lost_nor_somebody_else_s(
    tmp_path: Path, text: str, said: tuple[str | None, str]
) -> None:
    speeches = understood(tmp_path, f"The evening at the quay\n\n{text}").speeches
    assert said in [(each.speaker, words) for each in speeches for words in each.paragraphs]


def test_a_heading_below_the_last_words_is_kept(tmp_path: Path) -> None:
    said = "**Ann Poe:** Is it dark?\n\n**Bo Lee:** It is.\n\n**Ann Poe:** Since when?"
    text = f"# Quay\n\n{said}\n\n## Closing words\n\n2024-05-01\n"
    article = understood(tmp_path, text, "a.md")
    kept = [*article.note, *(speech.title for speech in article.speeches)]
    assert "Closing words" in " ".join(kept)


def test_a_number_that_begins_a_title_is_no_line_s(tmp_path: Path) -> None:
    article = understood(tmp_path, "12 Angry Women\n\nJane Doe: We were all in one room.\n")
    assert article.title == "12 Angry Women"
