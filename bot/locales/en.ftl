### Every text the bot shows to people. The keys are the same as in zh.ftl.

## Facts about a forum

fact-date = { $forum }: { $date }
fact-no-year = { $forum }: { $date }. The year is not given.
fact-place = { $forum }: held in { $place }
fact-publisher = { $forum }: published by { $publisher }
fact-title = { $forum }
fact-speakers =
    { $count ->
        [one] { $forum }: one speaker, { $speakers }
       *[other] { $forum }: { $count } speakers: { $speakers }
    }
fact-titles =
    { $forum }:
    { $titles }
fact-forums = The forums: { $forums }
fact-note = “{ $sentence }”
fact-unknown = I found nothing about that in the forum's details.

## Answers

place = part { $number } of { $total }
source = Source: { $source }
source-separator = {" · "}
list-separator = {", "}
list-more = { $names } and others
forum-dated = { $forum } ({ $date })
scoped = In { $forums }:
outline = The topic sentence of each part, word for word:
closest = I found no direct answer. The closest passage:
refused = I found nothing about that in these speeches.
refused-speakers = I found nothing about that in what { $speakers } said.
refused-excluded = Apart from { $speakers }, I found nobody who spoke about that.
refused-scope = I found nothing about that in { $forums }.
scope-empty = I have no speeches from “{ $text }”.
spoken-beyond = It came up in: { $forums }.
others = Others who spoke about it: { $speakers }.
nothing-asked = All right! Ask me anything about the speeches.
nothing-to-go-on = Reply to one of my answers, and I'll continue from there.
nothing-further = That's all I found.
how-to-ask = Ask in your own words, in English or Chinese; a name and a topic are enough, for example: { $example }
clarify = Who do you mean: { $speakers }?
question-empty = Please type your question, for example: { $example }
question-long = That question is too long; please keep it under { $longest } characters.
question-slow = That question takes too long to answer; please ask it in fewer words.
example = what did { $speaker } propose
example-title = what was said about “{ $title }”

## Chat

start =
    Hello! I answer questions about a forum's speeches in the speakers' own words, and tell you who said it and where. If I find nothing, I say so.

    Just send me a question, such as: { $example }

    /speakers — who spoke · /help — what I can do
help-private =
    Just send your question, in English or Chinese; a name and a topic are enough. Reply to an answer to ask more about the same speaker. Edit a question, and I'll update the answer.

    /speakers — who spoke, and what you can ask
    /speech name — a whole speech
    /settings — how many passages, from which forums
    /language — the language I answer in
    /about — which speeches, and when last updated

    To add me to a group, press “Add to Group” on my profile page.

    { $inline ->
        [yes] In any chat, type @{ $bot } and a question into the message field, and pick a passage.
       *[no] { "" }
    }

    { $guest ->
        [yes] Mention @{ $bot } with a question in a chat that I'm not in, and I answer there once.
       *[no] { "" }
    }
help-group =
    How to ask me here:

    /ask question
    or reply to any of my messages.

    { $works ->
        [commands] In this group I answer nothing else.
        [deaf] Telegram shows me nothing else: for mentions to reach me, I must be an administrator here, or my privacy mode must be off.
        [mentions] You can also mention @{ $bot } in a message.
        [questions] You can also mention @{ $bot }. I also answer questions ending in “?” if I'm sure of the answer.
       *[sure] You can also mention @{ $bot }. I also answer questions ending in “?” if I'm almost certain of the answer.
    }

    /speakers — who spoke, and what you can ask
    /speech name — a whole speech
    /about — which speeches, and when last updated
    /settings — when and how I answer here, for administrators
greeting =
    Hello! I answer questions about a forum's speeches in the speakers' own words. Ask with /ask and your question, or reply to one of my messages.

    { $hears ->
        [yes] Mentioning @{ $bot } works too.
       *[no] For mentions of @{ $bot } to reach me, make me an administrator, or switch my privacy mode off in @BotFather and add me again.
    }

    Administrators: /settings
not-allowed = I'm not set up for this chat. Ask my operator to allow chat ID { $chat }.
not-allowed-here = I'm not set up for this chat.

## Speakers and speeches

speakers =
    { $count ->
        [one] One person spoke. Tap the name to see what about.
       *[other] { $count } people spoke. Tap a name to see what about.
    }
speech = { $title }
speeches-more = … and { $count } more
can-ask = You can ask, for example:
no-speakers = These speeches don't say who gave them.
speaker-unknown = Nobody by that name spoke. /speakers shows who did.
speaker-gone = This speaker's speeches have been removed.
parts = parts { $first }–{ $last } of { $total }

## About the bot

about =
    forum-bot { $version } quotes speeches word for word and says who said it and where. It uses no language model and makes nothing up, and only its answers leave this machine.
as-of = Speeches, last updated { $moment }:
bullet = {"• "}
speeches =
    { $count ->
        [one] 1 speech
       *[other] { $count } speeches
    }
forums-more = … and { $count } more
report-to = Something wrong or missing? Tap 👎 under the answer, or write to { $contact }.
report-here = Something wrong or missing? Tap 👎 under the answer.

## Settings

settings = Settings for this chat
colon = {": "}
set-answers-to = Answer when
set-language = Language
set-passages = Passages per answer
set-quiet = If nothing is found
set-forums = Forums
set-deaf = ⚠ Here Telegram shows me only commands and replies. For more, make me an administrator, or switch my privacy mode off in @BotFather and add me again.
answers-to =
    { $value ->
        [commands] Commands and replies only
        [mentions] + mentions
        [questions] + questions I'm sure of
       *[sure] + questions I'm almost certain of
    }
in-language =
    { $value ->
        [zh] 中文
        [en] English
       *[other] Same as the question
    }
language-set =
    { $value ->
        [None] I'll answer each question in its own language from now on.
       *[other] I'll answer in English from now on.
    }
passages-shown = { $value }
refuses =
    { $value ->
        [True] React with 🤷 only
       *[other] Say so in a message
    }
all-forums = All
button-back = ◀ Back
button-done = Done
only-administrators = Only this group's administrators can change its settings.
panel-gone = This panel has expired. Please send /settings again.

## For maintainers

status-uptime = Running for { $time }
span =
    { $days ->
        [0] { $hours } h { $minutes } min
       *[other] { $days } d { $hours } h
    }
status-corpus = Forums: { $forums } · documents: { $speeches } · passages: { $passages }
status-read = Corpus loaded { $moment }
status-stale = Corpus loaded { $moment }; its files now have errors (see /reload)
status-votes =
    { $unhelpful ->
        [0] Votes: 👍 { $helped } · 👎 0
       *[other] Votes: 👍 { $helped } · 👎 { $unhelpful }; most 👎 on answers that begin with:
    }
status-errors =
    { $count ->
        [0] No errors since startup
        [one] 1 error since startup:
       *[other] { $count } errors since startup, the latest:
    }
refreshed = Corpus reloaded. Documents: { $speeches } · passages: { $passages }
mended = Corpus fixed and reloaded. Documents: { $speeches } · passages: { $passages }
unchanged = Nothing has changed.
added = Added ({ $count }):
changed = Changed ({ $count }):
removed = Removed ({ $count }):
refresh-failed = The corpus has errors, so I'm still using the previous version:
refresh-impossible = The corpus can't be read, so I'm still using the previous version: { $reason }
problem-at = { $path }:{ $line }: { $problem }
problem =
    { $kind ->
        [missing] no { $about }; add a line '{ $about }: …' to the front matter
       *[other] { $message }
    }
problems-more = … and { $count } more
gaps =
    { $count ->
        [one] 1 question without an answer, or voted not helpful:
       *[other] { $count } questions without an answer, or voted not helpful, most frequent first:
    }
gaps-passages = Answers voted not helpful, by their first passage:
gaps-none = Every question so far has an answer.
gaps-not-kept = I don't keep questions. To keep unanswered ones, set KEEP_QUESTIONS=true and restart me.

## Buttons and notices

too-many-questions = Too many requests; please wait a minute.
text-only = Please send your question as text.
unknown-command = I don't know that command. Just send your question, or see /help.
button-previous = ◀ Previous
button-next = { $count } more ▶
button-copy = 📋 Source
button-helped = 👍 Helpful
button-unhelpful = 👎 Not helpful
button-speech = 📖 Whole speech
button-speech-of = 📖 { $speech }
button-only = Only { $speaker }
button-speakers = ◀ All speakers
button-everybody = Ask everyone
button-everywhere = All forums
button-who-spoke = Who spoke
meant = Still about { $speakers }:
voted-helped = Thank you.
voted-unhelpful = Thank you. Try other words, or add a speaker's name.
answer-gone = This answer has expired. Please ask again.
passages-gone = These passages have been removed from the speeches. Please ask again.
inline-ask = How to ask me
inline-nobody = I found nothing about that
inline-search-down = I cannot look it up right now
inline-too-many = Too many requests; wait a minute
answer = Answer
failed = Something went wrong. Please try again.
search-down = I cannot look it up right now. I will try again by myself for some minutes.
search-stays-down = I cannot look it up right now. Please ask again later.

## Commands and profile

command-ask = Ask who said what
command-speakers = Who spoke, and what you can ask
command-speech = A whole speech: /speech and a name
command-about = Which speeches, and when last updated
command-help = What I can do here
command-settings = When and how I answer
command-language = The language I answer in
command-start = Start
command-status = How the bot is doing
command-reload = Reload the corpus
command-gaps = Questions without an answer
description = I answer questions about a forum's speeches in the speakers' own words, and tell you who said it and where. If I find nothing, I say so.
short-description = Answers from a forum's speeches, word for word.
