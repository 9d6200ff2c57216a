### Every sentence that the bot says to people. The keys are those of zh.ftl.

## Answers

place = part { $number } of { $total }
source = Source: { $source }
source-separator = {" · "}
list-separator = {", "}
list-more = { $names } and others
refused = Nobody said anything about that in these speeches.
refused-speakers = { $speakers } said nothing about that in these speeches.
others = Who did: { $speakers }.
offer = You can ask what these people said: { $speakers }.
offer-titles = The speeches are called: { $titles }.
clarify = Whom do you mean: { $speakers }?
question-empty = Please write your question, for example: { $example }
question-long = That question is too long; please keep it under { $longest } characters.
example = what did { $speaker } propose
example-title = what was said about “{ $title }”

## Chat

start =
    Hello! I answer questions about the speeches of a forum in the speakers' own words: who said it and where, nothing changed. If nobody said it, I say so.

    Just send me your question, such as: { $example }

    /speakers shows who spoke · /help shows how to ask
help-private =
    Just send your question, in English or Chinese; a name and a subject are enough.

    /ask question — ask
    /speakers — who spoke
    /help — how to ask

    To add me to a group, press “Add to Group” on my profile page.
help-group =
    How to ask me in a group:

    /ask question
    or reply to any message of mine.
    { $mentions ->
        [yes] You can also mention @{ $bot } in a message.
       *[no] If I am an administrator, you can also mention @{ $bot } in a message.
    }

    /speakers — who spoke
speakers = Who spoke:
speakers-more = … and { $count } more
speech = { $title }
no-speakers = These speeches name no speakers.
text-only = Please write your question as text.
unknown-command = There is no such command. Just send your question, or see /help.
button-previous = ◀ Before
button-next = { $count } more ▶
button-copy = 📋 Copy the source
button-helped = 👍 Helpful
button-unhelpful = 👎 Not what I meant
button-everybody = Ask everybody instead
meant = Taken to be about { $speakers }, as before:
voted-helped = Thank you.
voted-unhelpful = Thank you. Other words, or a name, may find it.
answer-gone = This answer is too old to go on with. Please ask again.
passages-gone = These passages are no longer in the speeches. Please ask again.
inline-ask = How to ask me
inline-nobody = Nobody spoke about that
answer = Answer
failed = Something went wrong and the question could not be answered. Please ask again.

## Commands and profile

command-ask = Ask who said what
command-speakers = Who spoke
command-help = How to ask
command-start = Start
description = I answer questions about the speeches of a forum in the speakers' own words: who said it and where, nothing changed. If nobody said it, I say so.
short-description = Answers from a forum's speeches, word for word.
