### 机器人显示给用户的全部文字。键与 en.ftl 相同。

## 关于论坛的事实

fact-date = { $forum }：{ $date }
fact-no-year = { $forum }：{ $date }，没有写年份
fact-place = { $forum }：在{ $place }举行
fact-publisher = { $forum }：来源是{ $publisher }
fact-title = { $forum }
fact-speakers = { $forum }：{ $count } 人发言：{ $speakers }
fact-titles =
    { $forum }：
    { $titles }
fact-forums = 共有这些论坛：{ $forums }
fact-note = “{ $sentence }”
fact-unknown = 论坛资料里没有找到这方面的说明。

## 回答

place = 第 { $number } 段，共 { $total } 段
source = 来源：{ $source }
source-separator = {" · "}
list-separator = 、
list-more = { $names }等
forum-dated = { $forum }（{ $date }）
scoped = 以下出自{ $forums }：
outline = 每一段的主题句（原文）：
closest = 没有找到直接的回答，最接近的是：
refused = 在这些发言里没有找到相关内容。
refused-speakers = 在{ $speakers }的发言里没有找到相关内容。
refused-excluded = 除{ $speakers }以外，没有找到谈到这一点的人。
refused-scope = 在{ $forums }里没有找到相关内容。
scope-empty = 这里没有出自“{ $text }”的发言。
spoken-beyond = 谈到这一点的有：{ $forums }。
others = 谈到这一点的有：{ $speakers }。
nothing-asked = 好的！关于这些发言，随时可以问我。
nothing-to-go-on = 请回复我的某条回答，我就接着往下说。
nothing-further = 找到的就是这些了。
how-to-ask = 用自己的话提问就行，中英文均可，只写人名和话题也可以，例如：{ $example }
clarify = 您问的是哪一位：{ $speakers }？
question-empty = 请写下您的问题，例如：{ $example }
question-long = 问题太长了，请控制在 { $longest } 个字以内。
question-slow = 这个问题查起来太久了，请问得简短一些。
example = { $speaker }有什么建议
example-title = 关于“{ $title }”，说了什么

## 聊天

start =
    您好！我用论坛发言的原话回答问题，一字不改，并注明谁说的、出自哪里。没有找到的，我会如实告诉您。

    直接把问题发给我就行，比如：{ $example }

    /speakers 查看发言人 · /help 查看用法
help-private =
    直接发问题就行，中英文均可，只写人名和话题也可以。回复我的回答，可以接着问同一个人；修改问题，回答会随之更新。

    /speakers — 有哪些人发言，可以问什么
    /speech 姓名 — 查看发言全文
    /settings — 每次显示几段、取自哪些论坛
    /language — 用哪种语言回答
    /about — 收录了哪些发言，何时更新

    想拉我进群，请在我的资料页点“添加到群组”。

    { $inline ->
        [yes] 在任何聊天的输入框里输入 @{ $bot } 和问题，可以选一段发出去。
       *[no] { "" }
    }

    { $guest ->
        [yes] 在我不在的群里 @{ $bot } 并写上问题，我会在那里回答一次。
       *[no] { "" }
    }
help-group =
    在群里这样问我：

    /ask 问题
    或者回复我的任意一条消息。

    { $works ->
        [commands] 按本群的设置，其他消息我不回答。
        [deaf] 其他消息我收不到：想让我收到 @提及，请把我设为管理员，或者关闭我的隐私模式。
        [mentions] 也可以在消息里 @{ $bot }。
        [questions] 也可以在消息里 @{ $bot }。以问号结尾的提问，有把握的我会主动回答。
       *[sure] 也可以在消息里 @{ $bot }。以问号结尾的提问，非常有把握的我才会主动回答。
    }

    /speakers — 有哪些人发言，可以问什么
    /speech 姓名 — 查看发言全文
    /about — 收录了哪些发言，何时更新
    /settings — 在本群何时回答、怎样回答（管理员）
greeting =
    大家好！我用论坛发言的原话回答问题。用 /ask 加上问题来问我，或者回复我的消息。

    { $hears ->
        [yes] 在消息里 @{ $bot } 也可以。
       *[no] 想用 @{ $bot } 来问我，请把我设为管理员，或者在 @BotFather 关闭隐私模式后重新拉我进群。
    }

    管理员：/settings
not-allowed = 这个聊天尚未开通。请把聊天 ID 发给维护者：{ $chat }
not-allowed-here = 这个聊天尚未开通。

## 发言人和发言

speakers = 共有 { $count } 人发言。点姓名，查看谈了什么。
speech = 《{ $title }》
speeches-more = ……另有 { $count } 篇
can-ask = 可以这样问：
no-speakers = 这些发言没有署名。
speaker-unknown = 没有找到这位发言人。用 /speakers 查看有哪些人发言。
speaker-gone = 这位发言人的发言已被移除。
parts = 第 { $first }–{ $last } 段，共 { $total } 段

## 关于机器人

about =
    forum-bot { $version }：只引用发言原话，并注明谁说的、出自哪里。不用语言模型，绝不编造；除回答以外，数据不离开本机。
as-of = 数据更新于 { $moment }：
bullet = {"• "}
speeches = { $count } 篇发言
forums-more = ……另有 { $count } 个论坛
report-to = 有错误或遗漏？请点回答下面的 👎，或联系 { $contact }。
report-here = 有错误或遗漏？请点回答下面的 👎。

## 设置

settings = 本聊天的设置
colon = ：
set-answers-to = 何时回答
set-language = 语言
set-passages = 每次显示段数
set-quiet = 没有找到时
set-forums = 论坛
set-deaf = ⚠ 在这里我只收得到命令和对我的回复。想让我收到更多消息，请把我设为管理员，或者在 @BotFather 关闭隐私模式后重新拉我进群。
answers-to =
    { $value ->
        [commands] 仅命令和回复
        [mentions] 加上 @提及
        [questions] 再加有把握的提问
       *[sure] 再加非常有把握的提问
    }
in-language =
    { $value ->
        [zh] 中文
        [en] English
       *[other] 跟随提问语言
    }
language-set =
    { $value ->
        [None] 好的，今后跟随提问的语言回答。
       *[other] 好的，今后用中文回答。
    }
passages-shown = { $value }
refuses =
    { $value ->
        [True] 只回应 🤷
       *[other] 发消息说明
    }
all-forums = 全部
button-back = ◀ 返回
button-done = 完成
only-administrators = 只有本群管理员可以更改设置。
panel-gone = 这个面板已过期，请重新发送 /settings。

## 维护者

status-uptime = 已运行 { $time }
span =
    { $days ->
        [0] { $hours } 小时 { $minutes } 分
       *[other] { $days } 天 { $hours } 小时
    }
status-corpus = 论坛 { $forums } 个 · 文件 { $speeches } 份 · 共 { $passages } 段
status-read = 语料更新于 { $moment }
status-stale = 语料更新于 { $moment }；目前文件有错误，发送 /reload 查看
status-votes =
    { $unhelpful ->
        [0] 评价：👍 { $helped } · 👎 0
       *[other] 评价：👍 { $helped } · 👎 { $unhelpful }；👎 最多的回答，开头一段是：
    }
status-errors =
    { $count ->
        [0] 启动以来没有错误
       *[other] 启动以来有 { $count } 个错误，最近的是：
    }
refreshed = 语料已更新。文件 { $speeches } 份，共 { $passages } 段。
mended = 语料已恢复正常并更新。文件 { $speeches } 份，共 { $passages } 段。
unchanged = 内容没有变化。
added = 新增 { $count } 份：
changed = 修改 { $count } 份：
removed = 删除 { $count } 份：
refresh-failed = 语料有错误，暂时沿用上一版：
refresh-impossible = 语料无法读取，暂时沿用上一版：{ $reason }
problem-at = { $path } 第 { $line } 行：{ $problem }
problem =
    { $kind ->
        [unreadable] 无法读取（{ $about }）
        [not-utf-8] 字节 { $about } 不是 UTF-8，请把文件另存为 UTF-8 编码
        [no-front-matter] 缺少文件头，请在开头依次写三行：---、title: …、---
        [not-flat] 文件头格式有误，每行应为“键: 值”；值里有“: ”或“ #”时请加引号
        [empty-body] 没有正文，请在文件头下面写正文
        [missing] 缺少 { $about }，请在文件头里加一行“{ $about }: …”
        [unknown] 没有“{ $about }”这个键，请检查拼写或删除
        [again] “{ $about }”重复出现，请只保留一个
        [nested] “{ $about }”的值不能嵌套，请写成一段文字或一个列表
        [not-a-list] “{ $about }”应为列表，请写成“{ $about }: [甲, 乙]”
        [not-a-text] “{ $about }”应为一段文字，不能是列表
        [wide-colon] “{ $about }”后面是全角冒号，请写成“{ $about }: …”，冒号后空一格
        [merge-conflict] 有未解决的合并冲突，请只保留一个版本，并删除 <<<<<<<、======= 和 >>>>>>> 这几行
        [copy] 是 { $about } 的副本，请比较后删除这一份
        [duplicate] 与 { $about } 重复，请删除其中一份
        [no-note] 文件不存在，请给这个论坛添加一份，至少写上 title
        [no-speech] 这个论坛里没有发言，请添加一篇（.md 文件）
        [name-not-utf-8] 文件名或文件夹名不是 UTF-8，请重命名
        [no-folder] 文件夹不存在，请检查 CORPUS 的设置
        [one-forum] 这是单个论坛，CORPUS 应设为它的上级文件夹
        [no-forum] 文件夹里没有论坛，请添加一个含 forum.md 的文件夹
       *[other] { $message }
    }
problems-more = ……另有 { $count } 处
gaps = 没有找到答案、或被评为没帮助的问题，共 { $count } 个，次数多的在前：
gaps-passages = 被评为没帮助的回答，按开头一段列出：
gaps-none = 目前还没有找不到答案的问题。
gaps-not-kept = 目前不保存问题。要保存找不到答案的问题，请设置 KEEP_QUESTIONS=true 后重启。

## 按钮和提示

too-many-questions = 操作太频繁，请稍后再试。
text-only = 请用文字提问。
unknown-command = 没有这个命令。直接发问题，或用 /help 查看用法。
button-previous = ◀ 上一页
button-next = 更多（{ $count }）▶
button-copy = 📋 来源
button-helped = 👍 有帮助
button-unhelpful = 👎 没帮助
button-speech = 📖 全文
button-speech-of = 📖 { $speech }全文
button-only = 只看{ $speaker }
button-speakers = ◀ 所有发言人
button-everybody = 看所有人
button-everywhere = 看所有论坛
button-who-spoke = 有哪些人发言
meant = 接着问{ $speakers }：
voted-helped = 谢谢反馈。
voted-unhelpful = 谢谢反馈。换个说法或加上姓名，也许能找到。
answer-gone = 这条回答已失效，请重新提问。
passages-gone = 这些段落已不在发言中，请重新提问。
inline-ask = 怎样提问
inline-nobody = 没有找到相关内容
inline-search-down = 现在查不了，请稍后再试
inline-too-many = 操作太频繁，请稍后再试
answer = 回答
failed = 出了点问题，请再试一次。
search-down = 现在查不了。我会在几分钟内自己再查。
search-stays-down = 现在查不了，请过一会儿再问。

## 命令和资料页

command-ask = 提问：谁说了什么
command-speakers = 有哪些人发言，可以问什么
command-speech = 查看发言全文：/speech 加姓名
command-about = 收录了哪些发言，何时更新
command-help = 查看用法
command-settings = 何时回答、怎样回答
command-language = 用哪种语言回答
command-start = 开始
command-status = 运行状况
command-reload = 重新载入语料
command-gaps = 没有找到答案的问题
description = 我用论坛发言的原话回答问题，一字不改，并注明谁说的、出自哪里。没有找到的，我会如实告诉您。
short-description = 用论坛发言的原话回答问题。
