"""Names of every kind: Chinese, of two surname characters, foreign in Chinese, and in letters."""

from collections.abc import Callable

import pytest

from bot.answering.speakers.directory import SpeakerDirectory, directory_of
from bot.answering.speakers.parsed_question import ParsedQuestion
from bot.answering.speakers.speaker import Speaker
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.terms import Analyzer

WHITFIELD, FERN, JOHN, MARIA = "Ann Whitfield", "Ada Fern", "John A. Carter", "Maria Carter"
ROSE, MAY = "Rose Hill", "May Lindqvist"
LOPEZ, SOKOLOVA = "安娜·洛佩斯", "玛丽亚·索科洛娃"
BECKER, ROSSI = "彼得·贝克尔", "彼得·罗西"
OUYANG, SIMA, SHANGGUAN = "欧阳青松", "司马岚", "上官文静"
XIANGMING, GUOQIANG, HEPING, CHANGJIANG = "刘向明", "刘国强", "周和平", "赵长江"

ROLES = {
    WHITFIELD: "Mayor of Eastport",
    FERN: "Fire chief, Eastport",
    JOHN: "Professor, Eastport University",
    MARIA: "Head teacher, Quayside School",
    ROSE: "Librarian",
    MAY: "Nurse, Quayside Clinic",
    LOPEZ: "河湾市第三中学外籍教师",
    SOKOLOVA: "俄罗斯科学院研究员",
    BECKER: "德国工会顾问",
    ROSSI: "河湾大学教授",
    OUYANG: "河湾市教育局局长",
    SIMA: "河湾市第二实验小学校长",
    SHANGGUAN: "柳溪镇中心幼儿园园长",
    XIANGMING: "柳溪镇党委书记",
    GUOQIANG: "柳溪镇卫生院副院长",
    HEPING: "青石三中校长",
    CHANGJIANG: "退休物理教师、市科技馆志愿者",
}

Named = Callable[[str], dict[str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def named(analyzer: Analyzer) -> Named:
    """The speakers whom a question names, by the words that name them."""
    normal = Normaliser(simplifier()).normal
    speakers = [
        Speaker(name, normal(name).text, frozenset(), (normal(role).text,))
        for name, role in ROLES.items()
    ]
    directory = directory_of(speakers, analyzer._segmenter)
    return lambda question: read(directory, analyzer, question)


def read(
    directory: SpeakerDirectory, analyzer: Analyzer, question: str
) -> dict[str, tuple[str, ...]]:
    normal = Normaliser(simplifier()).normal(question)
    terms = tuple(analyzer.terms_of(question, normal))
    found = directory.named_in(ParsedQuestion(question, normal, terms, analyzer.edges(normal)))
    return {question[each.start : each.end]: each.speakers for each in found}


CHINESE = [
    ("[刘书记]怎么说", XIANGMING),
    ("[刘院长]谈看病", GUOQIANG),
    ("[老刘]和村里人", XIANGMING, GUOQIANG),
    ("[小刘]说的路灯", XIANGMING, GUOQIANG),
    ("[刘总]怎么看", XIANGMING, GUOQIANG),
    ("[刘阿姨]说的食堂", XIANGMING, GUOQIANG),
    ("[姓刘的那位]讲了什么", XIANGMING, GUOQIANG),
    ("[姓刘的那位书记]讲了什么", XIANGMING),
    ("[那位姓刘的]讲了什么", XIANGMING, GUOQIANG),
    ("[刘向明书记]的建议", XIANGMING),
    ("[书记刘向明]的建议", XIANGMING),
    ("[刘向明副局长]的建议", XIANGMING),
    ("[这位刘向明同志]的意见", XIANGMING),
    ("[刘向明]的路灯建议", XIANGMING),
    ("[Secretary 刘向明] on lamps", XIANGMING),
    ("[向明书记]谈路灯", XIANGMING),
    ("[和平校长]谈作业", HEPING),
    ("[和平老师]谈作业", HEPING),
    ("[长江老师]的心愿", CHANGJIANG),
    ("[欧阳局长]谈校车", OUYANG),
    ("[歐陽局長]談校車", OUYANG),
    ("[欧阳老师]谈校车", OUYANG),
    ("[老欧阳]谈校车", OUYANG),
    ("[小欧阳]谈校车", OUYANG),
    ("[欧阳清松]谈校车", OUYANG),
    ("[青松局长]谈校车", OUYANG),
    ("[司马校长]谈校车", SIMA),
    ("[司马岚老师]谈校车", SIMA),
    ("[上官园长]谈校车", SHANGGUAN),
    ("[文静园长]谈校车", SHANGGUAN),
    ("[洛佩斯]怎么说", LOPEZ),
    ("[安娜老师]的社团", LOPEZ),
    ("[索科洛娃女士]的糖", SOKOLOVA),
    ("[玛丽亚•索科洛娃]的糖", SOKOLOVA),
    ("[玛丽亚索科洛娃]的糖", SOKOLOVA),
    ("[玛利亚]说的糖", SOKOLOVA),
    ("[索科罗娃老师]说的糖", SOKOLOVA),
    ("[彼得]怎么看考试", BECKER, ROSSI),
    ("[彼得教授]怎么看考试", ROSSI),
    ("[Becker先生]对考试的看法", BECKER),
]

ENGLISH = [
    ("[Liu Xiangming’s] lamps", XIANGMING),
    ("what did [Secretary Liu] say", XIANGMING),
    ("[Party Secretary Liu Xiangming] on lamps", XIANGMING),
    ("what did [Comrade Liu] say", XIANGMING, GUOQIANG),
    ("what did [Liu Shuji] say", XIANGMING),
    ("[liu shuji] on lamps", XIANGMING),
    ("[Director Ouyang's] buses", OUYANG),
    ("what about [Ouyang Qingsong]", OUYANG),
    ("[Principal Sima] on buses", SIMA),
    ("what did [Whitfield] say about roads", WHITFIELD),
    ("[Whitfield's] roads", WHITFIELD),
    ("what did [whitfield] say", WHITFIELD),
    ("[Ms. Whitfield’s] roads", WHITFIELD),
    ("[Mayor Whitfield] on roads", WHITFIELD),
    ("does [Ann] like roads", WHITFIELD),
    ("[ann whitfield] on roads", WHITFIELD),
    ("[Mr Carter] on schools", JOHN, MARIA),
    ("[Carter] on schools", JOHN, MARIA),
    ("[Professor Carter] on schools", JOHN),
    ("[J. Carter] on schools", JOHN),
    ("[John Carter] on schools", JOHN),
    ("[M. Carter] on schools", MARIA),
    ("what did [Rose] say", ROSE),
    ("what did [May] say", MAY),
    ("[Ms May] on care", MAY),
    ("did [Becker] mention exams", BECKER),
    ("[Peter Becker] on exams", BECKER),
    ("did [Lopez] mention clubs", LOPEZ),
    ("does [Maria] like sweets", MARIA, SOKOLOVA),
    ("[Maria Sokolova] on sweets", SOKOLOVA),
    ("[Prof. Rossi] on prices", ROSSI),
]


@pytest.mark.parametrize("marked", CHINESE + ENGLISH)
def test_a_name_is_found_with_all_that_belongs_to_it_and_nothing_else(
    named: Named, marked: tuple[str, ...]
) -> None:
    question, *speakers = marked
    words = question.partition("[")[2].partition("]")[0]
    found = named(question.replace("[", "").replace("]", ""))
    assert {text: set(those) for text, those in found.items()} == {words: set(speakers)}


@pytest.mark.parametrize(
    ("question", "words", "speakers"),
    [
        ("what did the mayor say", "mayor", {WHITFIELD}),
        ("the mayor of Eastport on roads", "mayor of Eastport", {WHITFIELD}),
        ("the fire chief on hoses", "fire chief", {FERN}),
        ("the Eastport fire chief", "Eastport fire chief", {FERN}),
        ("the librarian's proposal", "librarian's", {ROSE}),
        ("what did the professor say", "professor", {JOHN, ROSSI}),
        ("the teacher from Hewan", "teacher from Hewan", {LOPEZ}),
        ("what did the German adviser say", "German adviser", {BECKER}),
        ("what did the retired teacher say", "retired teacher", {CHANGJIANG}),
        ("what did the principal in Hewan say", "principal in Hewan", {SIMA}),
        ("the party secretary of Liuxi town", "party secretary of Liuxi town", {XIANGMING}),
        ("the Liuxi town secretary", "Liuxi town secretary", {XIANGMING}),
        ("the secretary of 柳溪 on lamps", "secretary of 柳溪", {XIANGMING}),
        ("河湾三中的老师怎么说", "河湾三中的老师", {LOPEZ}),
        ("二小的校长怎么说", "二小的校长", {SIMA}),
        ("实验二小校长谈作业", "实验二小校长", {SIMA}),
        ("青石的校长谈作业", "青石的校长", {HEPING}),
        ("青石第三中学校长谈作业", "青石第三中学校长", {HEPING}),
        ("教育局局长谈校车", "教育局局长", {OUYANG}),
        ("那位校长怎么说", "那位校长", {SIMA, HEPING}),
        ("那位外籍教师怎么说", "那位外籍教师", {LOPEZ}),
        ("那位德国专家怎么说", "那位德国专家", {BECKER}),
        ("局长怎么说", "局长", {OUYANG}),
        ("工会顾问怎么说", "工会顾问", {BECKER}),
        ("科技馆的志愿者", "科技馆的志愿者", {CHANGJIANG}),
        ("那位管学校的局长怎么说", "局长", {OUYANG}),
        ("the director of the education bureau", "director of the education bureau", {OUYANG}),
    ],
)
def test_an_office_names_its_holder(
    named: Named, question: str, words: str, speakers: set[str]
) -> None:
    assert {text: set(those) for text, those in named(question).items()} == {words: speakers}


@pytest.mark.parametrize(
    "question",
    [
        *("刘市长怎么说", "欧阳书记怎么说", "Secretary Whitfield on roads", "Mayor Liu on lamps"),
        *("和平时期的经济", "长江流域的水", "国强民富怎么做到", "刘总额是多少", "小刘庄的路"),
        *(
            "小康社会",
            "老师们怎么看",
            "校长负责制",
            "校长怎么说",
            "书记员的工资",
            "王和平老师怎么看",
        ),
        *(
            "玛丽亚·凯莉的歌",
            "希尔顿酒店",
            "洛佩斯坎的海",
            "欧阳修的文章",
            "东方明珠",
            "张青松怎么说",
        ),
        *("May I ask about roads", "what happened in May", "will prices rise", "May 12"),
        *("the roads near the hill", "fern plants", "Rose prices", "What Will Rose Prices Do"),
        *("did you hear Bob Whitfield", "Bob Whitfield on roads", "did Ann Boleyn speak"),
        *("K. Carter on schools", "a carter and his horse", "Boris Becker on tennis"),
        *("did Anna Karenina die", "is Moscow far", "a market in Russia", "who sells beakers"),
        *("Liu Hui on roads", "he said no", "He Said No", "chen heping on roads", "a long way"),
        *("the mayor of Boston", "the police chief on crime", "the school counsellor said"),
        *("the chief reason for it", "a mayor should resign", "the principal in Paris said"),
        *("teachers in Hewan", "which professor said it", "the doctor said"),
    ],
)
def test_a_word_that_is_like_a_name_is_none(named: Named, question: str) -> None:
    assert named(question) == {}


def test_two_titles_in_a_row_belong_to_the_names_beside_them(named: Named) -> None:
    found = named("what did the mayor, Ann Whitfield, and Prof. Dr. Carter say to 刘向明书记同志")
    assert list(found) == ["mayor", "Ann Whitfield", "Prof. Dr. Carter", "刘向明书记同志"]
