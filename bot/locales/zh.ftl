### 机器人对人说的每一句话。键与 en.ftl 一一对应。

## 回答

place = 第 { $number } 段，共 { $total } 段
source = 来源：{ $source }
source-separator = {" · "}
list-separator = 、
list-more = { $names }等
refused = 这些发言里没有人谈到这个。
refused-speakers = 在这些发言里，{ $speakers }没有谈到这个。
others = 谈到的有：{ $speakers }。
offer = 可以问这些人说了什么：{ $speakers }。
offer-titles = 发言的题目有：{ $titles }。
clarify = 您问的是哪一位：{ $speakers }？
question-empty = 请写下问题，例如：{ $example }
question-long = 问题太长了，请控制在 { $longest } 个字以内。
question-slow = 这个问题太费时间了，请用更少的字来问。
example = { $speaker }有什么建议
example-title = 关于“{ $title }”，说了什么

## 聊天

start =
    您好！我从论坛发言里找原话来回答问题：谁说的、在哪里说的，一字不改。没有人说过，我会照实说。

    直接把问题发给我，比如：{ $example }

    /speakers 看有哪些人发言 · /help 看我能做什么
help-private =
    直接发问题就可以，中文、英文都行，可以只写人名和话题。回复我的回答，就是接着问同一个人；修改问题，回答也跟着改。

    /speakers — 有哪些人发言，可以问什么
    /speech 姓名 — 看发言全文
    /settings — 每次几段、取自哪些论坛
    /language — 用哪种语言回答
    /about — 收录了哪些发言，截至何时

    拉我进群：在我的资料页点“添加到群组”。

    { $inline ->
        [yes] 在任何聊天的输入框里写 @{ $bot } 和问题，可以挑一段发出去。
       *[no] { "" }
    }

    { $guest ->
        [yes] 在没有我的群里提到 @{ $bot } 并写上问题，我会在那里回答一次。
       *[no] { "" }
    }
help-group =
    在群里这样问我：

    /ask 问题
    或者回复我的任何一条消息。

    { $works ->
        [commands] 按本群的设置，别的消息我不回答。
        [deaf] 别的消息 Telegram 不给我看：要让我收到提及，请设我为管理员，或者关闭我的隐私模式。
        [mentions] 也可以在消息里提到 @{ $bot }。
        [questions] 也可以提到 @{ $bot }。以问号结尾的问题，有把握的我会主动回答。
       *[sure] 也可以提到 @{ $bot }。以问号结尾的问题，十拿九稳的我会主动回答。
    }

    /speakers — 有哪些人发言，可以问什么
    /speech 姓名 — 看发言全文
    /about — 收录了哪些发言，截至何时
    /settings — 我在本群何时回答、怎样回答（管理员）
greeting =
    大家好！我从论坛发言里找原话来回答问题。用 /ask 加上问题来问我，或者回复我的消息。

    { $hears ->
        [yes] 提到 @{ $bot } 也可以。
       *[no] 要让我收到对 @{ $bot } 的提及，请设我为管理员，或者在 @BotFather 关闭隐私模式后重新拉我进群。
    }

    管理员：/settings
not-allowed = 我不能在这里回答问题。请联系本机器人的维护者开放，聊天 ID：{ $chat }
not-allowed-here = 我不能在这里回答问题。

## 发言人和发言

speakers = 共有 { $count } 人发言。点姓名，看他们谈了什么。
speech = 《{ $title }》
speeches-more = ……另有 { $count } 篇
can-ask = 可以这样问：
no-speakers = 这些发言没有署名。
speaker-unknown = 发言的人里没有这个名字。用 /speakers 看有哪些人发言。
speaker-gone = 这位发言人的发言已经不在了。
parts = 第 { $first }–{ $last } 段，共 { $total } 段

## 关于机器人

about =
    forum-bot { $version }：发言的原话，谁说的、在哪里说的。不用语言模型，不编造；除了回答，没有数据离开本机。
as-of = 收录的发言，截至 { $moment }：
bullet = {"• "}
speeches = { $count } 篇发言
forums-more = ……另有 { $count } 个论坛
report-to = 有错误或者遗漏？请点回答下面的 👎，或者联系 { $contact }。
report-here = 有错误或者遗漏？请点回答下面的 👎。

## 设置

settings = 当前聊天的设置
colon = ：
set-answers-to = 何时回答
set-language = 语言
set-passages = 每次几段
set-quiet = 没人谈到时
set-forums = 论坛
set-deaf = ⚠ 在这里，Telegram 只给我看命令和对我的回复。要收到更多，请设我为管理员，或者在 @BotFather 关闭隐私模式后重新拉我进群。
answers-to =
    { $value ->
        [commands] 命令和对我的回复
        [mentions] 还有提到我的消息
        [questions] 还有以问号结尾、有把握的问题
       *[sure] 还有以问号结尾、十拿九稳的问题
    }
in-language =
    { $value ->
        [zh] 中文
        [en] English
       *[other] 与问题相同
    }
passages-shown = { $value }
refuses =
    { $value ->
        [True] 只加个表情 🤷
       *[other] 发消息说明
    }
all-forums = 全部
button-back = ◀ 返回
button-done = 完成
only-administrators = 只有本群的管理员可以更改设置。
panel-gone = 这个面板已过期，请重新发送 /settings。

## 给管理机器人的人

status-uptime = 已运行 { $time }
span =
    { $days ->
        [0] { $hours } 小时 { $minutes } 分
       *[other] { $days } 天 { $hours } 小时
    }
status-corpus = 论坛 { $forums } 个 · 文件 { $speeches } 份 · 共 { $passages } 段
status-read = 语料读取于 { $moment }
status-stale = 语料读取于 { $moment }；现在的语料有错误，发送 /reload 可查看
status-votes =
    { $unhelpful ->
        [0] 评价：👍 { $helped } · 👎 0
       *[other] 评价：👍 { $helped } · 👎 { $unhelpful }；👎 最多的回答，第一段是：
    }
status-errors =
    { $count ->
        [0] 启动以来没有错误
       *[other] 启动以来有 { $count } 个错误，最近的是：
    }
refreshed = 语料已重新读取：文件 { $speeches } 份，共 { $passages } 段。
mended = 语料已恢复正常并重新读取：文件 { $speeches } 份，共 { $passages } 段。
unchanged = 内容没有变化。
added = 新增 { $count } 份：
changed = 修改 { $count } 份：
removed = 删除 { $count } 份：
refresh-failed = 语料有错误，仍用原来的回答：
refresh-impossible = 语料无法读取，仍用原来的回答：{ $reason }
problems-more = ……另有 { $count } 处
gaps = 问过而没有找到、或被评为不对题的，次数多的在前，共 { $count } 个问题：
gaps-passages = 被评为不对题的回答，按第一段列出：
gaps-none = 到目前为止，没有找不到答案的问题。
gaps-not-kept = 没有保存问题。要保存找不到答案的问题，请设置 KEEP_QUESTIONS=true 后重启。

## 按钮和提示

too-many-questions = 刚才的问题太多了，请过一分钟再问。
text-only = 请用文字提问。
unknown-command = 没有这个命令。直接发问题，或者用 /help 看用法。
button-previous = ◀ 前面的
button-next = 还有 { $count } 段 ▶
button-copy = 📋 出处
button-helped = 👍 有用
button-unhelpful = 👎 不对题
button-speech = 📖 全文
button-speech-of = 📖 { $speech }全文
button-only = 只看{ $speaker }
button-speakers = ◀ 所有发言人
button-everybody = 看所有人的
meant = 接着上文，理解为在问{ $speakers }：
voted-helped = 谢谢您的反馈。
voted-unhelpful = 谢谢您的反馈。换个说法或加上姓名，也许能找到。
answer-gone = 这条回答已失效，请重新提问。
passages-gone = 这些段落已不在发言中，请重新提问。
inline-ask = 怎样提问
inline-nobody = 没有人谈到这个
inline-too-many = 太多了，请过一分钟再试
answer = 回答
failed = 出了点问题，请再试一次。

## 命令和资料页

command-ask = 提问：谁说了什么
command-speakers = 有哪些人发言，可以问什么
command-speech = 看发言全文：/speech 加姓名
command-about = 收录了哪些发言，截至何时
command-help = 我能做什么
command-settings = 何时回答、怎样回答
command-language = 用哪种语言回答
command-start = 开始
command-status = 运行状况
command-reload = 重新读取语料
command-gaps = 问过而没有找到的
description = 我用论坛发言的原话回答问题：谁说的、在哪里说的，一字不改。没有人说过，我会照实说。
short-description = 用论坛发言的原话回答问题。
