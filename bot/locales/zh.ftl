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
example = { $speaker }有什么建议
example-title = 关于“{ $title }”，说了什么

## 聊天

start =
    您好！我从论坛发言里找原话来回答问题：谁说的、在哪里说的，一字不改。没有人说过，我会照实说。

    直接把问题发给我，比如：{ $example }

    /speakers 看有哪些人发言 · /help 看用法
help-private =
    直接发问题就可以，中文、英文都行，可以只写人名和话题。

    /ask 问题 — 提问
    /speakers — 有哪些人发言
    /help — 用法

    拉我进群：在我的资料页点“添加到群组”。
help-group =
    在群里这样问我：

    /ask 问题
    或者回复我的任何一条消息。
    { $mentions ->
        [yes] 也可以在消息里提到 @{ $bot }。
       *[no] 如果我是管理员，也可以在消息里提到 @{ $bot }。
    }

    /speakers — 有哪些人发言
speakers = 这些人发了言：
speakers-more = ……另有 { $count } 篇
speech = 《{ $title }》
no-speakers = 这些发言没有署名。
text-only = 请用文字提问。
unknown-command = 没有这个命令。直接发问题，或者用 /help 看用法。
button-previous = ◀ 上一页
button-next = 还有 { $count } 段 ▶
button-copy = 📋 复制出处
button-helped = 👍 有用
button-unhelpful = 👎 答非所问
button-everybody = 改问所有人
meant = 接着上文，理解为在问{ $speakers }：
voted-helped = 谢谢您的反馈。
voted-unhelpful = 谢谢您的反馈。换个说法或加上姓名，也许能找到。
answer-gone = 这条回答太久了，请重新提问。
passages-gone = 这些段落已不在发言中，请重新提问。
inline-ask = 怎样提问
inline-nobody = 没有人谈到这个
answer = 回答
failed = 出了点问题，这个问题没能回答。请再问一次。

## 命令和资料页

command-ask = 提问：谁说了什么
command-speakers = 有哪些人发言
command-help = 用法
command-start = 开始
description = 我用论坛发言的原话回答问题：谁说的、在哪里说的，一字不改。没有人说过，我会照实说。
short-description = 用论坛发言的原话回答问题。
