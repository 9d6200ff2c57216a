### Every sentence that the bot says to people. The keys are those of zh.ftl.

## Answers

place = part { $number } of { $total }
source = Source: { $source }
source-separator = {" · "}
list-separator = {", "}
list-more = { $names } and others
refused = Nobody said anything about that in these speeches.
refused-speakers = { $speakers } said nothing about that in these speeches.
others = Those who did: { $speakers }.
offer = You can ask what these people said: { $speakers }.
offer-titles = The speeches are called: { $titles }.
clarify = Whom do you mean: { $speakers }?
question-empty = Please write your question, for example: { $example }
question-long = That question is too long; please keep it under { $longest } characters.
question-slow = That question takes too long; please ask it in fewer words.
example = what did { $speaker } propose
example-title = what was said about “{ $title }”

## Chat

start =
    Hello! I answer questions about the speeches of a forum in the speakers' own words: who said it and where, nothing changed. If nobody said it, I say so.

    Just send me your question, such as: { $example }

    /speakers shows who spoke · /help shows all I can do
help-private =
    Just send your question, in English or Chinese; a name and a subject are enough. Reply to an answer to ask more about the same speaker; edit a question, and its answer changes.

    /speakers — who spoke, and what you can ask
    /speech name — a whole speech
    /settings — how many passages, from which forums
    /language — the language I answer in
    /about — which speeches, as of when

    To add me to a group, press “Add to Group” on my profile page.

    { $inline ->
        [yes] In any chat, write @{ $bot } and a question into the message field, and pick a passage.
       *[no] { "" }
    }

    { $guest ->
        [yes] Mention @{ $bot } with a question in a chat without me, and I answer there once.
       *[no] { "" }
    }
help-group =
    How to ask me here:

    /ask question
    or reply to any message of mine.

    { $works ->
        [commands] This group has set me to answer nothing else.
        [deaf] Telegram shows me nothing else: for mentions to reach me, I must be an administrator here, or my privacy mode must be off.
        [mentions] You can also mention @{ $bot } in a message.
        [questions] You can also mention @{ $bot }. A question that ends in “?” I answer by myself if I am sure.
       *[sure] You can also mention @{ $bot }. A question that ends in “?” I answer by myself if I am almost certain.
    }

    /speakers — who spoke, and what you can ask
    /speech name — a whole speech
    /about — which speeches, as of when
    /settings — when and how I answer here, for administrators
greeting =
    Hello! I answer questions about the speeches of a forum in the speakers' own words. Ask with /ask and your question, or reply to a message of mine.

    { $hears ->
        [yes] Mentioning @{ $bot } works too.
       *[no] For mentions of @{ $bot } to reach me, make me an administrator, or switch my privacy mode off in @BotFather and add me again.
    }

    Administrators: /settings
not-allowed = I may not answer in this chat. Whoever runs me can allow it; its ID is { $chat }.
not-allowed-here = I may not answer in this chat.

## Speakers and speeches

speakers =
    { $count ->
        [one] One person spoke. Press the name to see what about.
       *[other] { $count } people spoke. Press a name to see what about.
    }
speech = { $title }
speeches-more = … and { $count } more
can-ask = You can ask, for example:
no-speakers = These speeches name no speakers.
speaker-unknown = Nobody of that name spoke. /speakers shows who did.
speaker-gone = The speeches of this speaker are no longer there.
parts = parts { $first }–{ $last } of { $total }

## About the bot

about =
    forum-bot { $version }: what was said, word for word, with who said it and where. No language model; nothing is made up, nothing leaves the machine but the answers.
as-of = Speeches as read on { $moment }:
bullet = {"• "}
speeches =
    { $count ->
        [one] 1 speech
       *[other] { $count } speeches
    }
forums-more = … and { $count } more
report-to = Something wrong, or missing? Press 👎 under the answer, or write to { $contact }.
report-here = Something wrong, or missing? Press 👎 under the answer.

## Settings

settings = Settings of this chat
colon = {": "}
set-answers-to = When I answer
set-language = Language
set-passages = Passages in an answer
set-quiet = When nobody said it
set-forums = Forums
set-deaf = ⚠ Telegram shows me only commands and replies here. For more, make me an administrator, or switch my privacy mode off in @BotFather and add me again.
answers-to =
    { $value ->
        [commands] commands and replies to me
        [mentions] also when I am mentioned
        [questions] also questions with “?”, if sure
       *[sure] also questions with “?”, if very sure
    }
in-language =
    { $value ->
        [zh] 中文
        [en] English
       *[other] that of the question
    }
passages-shown = { $value }
refuses =
    { $value ->
        [True] only a reaction 🤷
       *[other] a message that says so
    }
all-forums = all
button-back = ◀ Back
button-done = Done
only-administrators = Only administrators of this group can change its settings.
panel-gone = This panel is too old. Please send /settings again.

## For those who look after the bot

status-uptime = Running for { $time }
span =
    { $days ->
        [0] { $hours } h { $minutes } min
       *[other] { $days } d { $hours } h
    }
status-corpus = Forums: { $forums } · documents: { $speeches } · passages: { $passages }
status-read = Corpus read on { $moment }
status-stale = Corpus read on { $moment }; as it is now it has faults, which /reload tells
status-votes =
    { $unhelpful ->
        [0] Votes: 👍 { $helped } · 👎 0
       *[other] Votes: 👍 { $helped } · 👎 { $unhelpful }; most 👎 for answers that begin with:
    }
status-errors =
    { $count ->
        [0] No errors since the start
        [one] 1 error since the start:
       *[other] { $count } errors since the start, the last ones:
    }
refreshed = The corpus was read anew. Documents: { $speeches } · passages: { $passages }
mended = The corpus is in order again and was read anew. Documents: { $speeches } · passages: { $passages }
unchanged = Nothing in it has changed.
added = Added ({ $count }):
changed = Changed ({ $count }):
removed = Removed ({ $count }):
refresh-failed = The corpus has faults, so the former one goes on answering:
refresh-impossible = The corpus cannot be read, so the former one goes on answering: { $reason }
problems-more = … and { $count } more
gaps = Asked and not found, or voted unhelpful, the most frequent first. Different questions: { $count }
gaps-passages = Answers that did not help, by the passage they begin with:
gaps-none = No question has gone without an answer so far.
gaps-not-kept = Questions are not kept. To keep those that find nothing, set KEEP_QUESTIONS=true and restart me.

## Buttons and notices

too-many-questions = That was a lot of questions at once. Please wait a minute, then ask again.
text-only = Please write your question as text.
unknown-command = There is no such command. Just send your question, or see /help.
button-previous = ◀ Previous
button-next = { $count } more ▶
button-copy = 📋 Source
button-helped = 👍 Helpful
button-unhelpful = 👎 Not it
button-speech = 📖 Whole speech
button-speech-of = 📖 { $speech }
button-only = Only { $speaker }
button-speakers = ◀ All speakers
button-everybody = Ask everybody instead
meant = About { $speakers }, as before:
voted-helped = Thank you.
voted-unhelpful = Thank you. Asking in other words, or with a name, may help.
answer-gone = I no longer have what this answer needs. Please ask again.
passages-gone = These passages are no longer in the speeches. Please ask again.
inline-ask = How to ask me
inline-nobody = Nobody spoke about that
inline-too-many = Too much at once; wait a minute
answer = Answer
failed = Something went wrong. Please try again.

## Commands and profile

command-ask = Ask who said what
command-speakers = Who spoke, and what you can ask
command-speech = A whole speech: /speech and a name
command-about = Which speeches, as of when
command-help = All I can do here
command-settings = When and how I answer
command-language = The language I answer in
command-start = Start
command-status = How I am doing
command-reload = Read the corpus anew
command-gaps = What was asked and not found
description = I answer questions about the speeches of a forum in the speakers' own words: who said it and where, nothing changed. If nobody said it, I say so.
short-description = Answers from a forum's speeches, word for word.
