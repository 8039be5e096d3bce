### What the bot says in English. Tags: <b> bold, <i> italic, <s> struck through, <q> quote.

## Dates
date-time = { $date }, { $time }

## Roles
role-principal = principal
role-admin = admin
role-head-teacher = head teacher
role-teacher = teacher
role-chair = committee chair
role-committee = committee member
role-parent = parent
role-partner = partner
role-in-class = { $role } of { $class_name }

## Refusals
refused-stranger = I do not know you yet. Parents: tap “I am a parent here” on the card in your class group. Staff: ask your school for an invitation.
refused-right = This is not for you to decide.
refused-right-command = Only those responsible may use /{ $command } here. Ask the head teacher if you need it.
refused-only-group = /{ $command } works in the class group. Please send it there.
refused-only-private = /{ $command } works here, in private, and not in the group.
refused-button = This button no longer works. Send /my to see what waits for you.
refused-subject-gone = This is no longer there.
refused-not-for-you = This card is for the families of another class.
refused-staff-not-parent = You work at the school, so this is not counted. If you are a parent here too, tap “I am a parent here” on the welcome card first.
refused-forwarded = A forwarded /{ $command } is not carried out. Please type it yourself.
refused-not-text = Please answer with words: I cannot use a picture, a sticker or a file here. /cancel drops the question.
refused-caption = I cannot take a picture or a file with /{ $command }. Please send it as text alone.
refused-unknown-command = I do not know /{ $command }. Send /help to see what I can do.
refused-broken = Sorry, something went wrong on my side, and nothing was changed. If it happens again, tell the school this number: { $id }
rule-class-name = A class needs a name of 1 to { $limit } letters or digits, like 3B.
rule-class-linked-elsewhere = { $name } has another group. Remove me from that group first, or choose another class.
rule-child-name = A name has 1 to { $limit } letters. Please write it again.
rule-child-exists = { $name } stands on the list of this class already.
rule-request-gone = Somebody has answered this already.
rule-invite-unknown = I do not know this invitation. Ask for a new one.
rule-invite-used = This invitation has been used already. Ask for a new one.
rule-invite-expired = This invitation has expired (they last seven days). Ask for a new one.
rule-time-past = That time is over. Please choose a later one.

## Questions
ask-placeholder = Your answer
who-asks =
    Somebody who writes as this group sent <b>{ $command }</b> { $text }
    Tap to show that it is you.
who-asks-button = It is me
who-gone = Somebody has tapped this already.
who-done = { $command }: carried out in your name.
cancel-nothing = There is nothing to cancel.
cancel-done = Cancelled.
message-unasked = I did not ask anything just now. Send /my to see what waits for you, or /help to see what I can do.
command-cancel = drop what I have just asked you

## People
start-staff = Hello { $name }! I am the bot of { $school }. Send /help to see what you can do here.
start-stranger =
    Hello { $name }! I am the bot of { $school }.

    Parents: tap “I am a parent here” on the card in your class group.
    Staff: ask your school for an invitation.
start-parent = Hello { $name }! From now on I can write to you here: reminders, and what only concerns you. Your taps in the group count.
command-invite = invite a teacher, the committee or others
invite-ask =
    Whom do you want to invite? Write a role and a class, for example:
    teacher 3B
    head teacher 3B
    committee chair 3B
    committee member 3B
    principal
invite-which-class = For which class? Write for example: { $role } 3B
invite-unknown-role = I do not know the role in “{ $typed }”. Roles: principal, head teacher, teacher, committee chair, committee member, partner.
invite-link =
    Invitation: <b>{ $role }</b>
    { $link }

    Send this link to that one person. It works once, for seven days.
invite-accepted = Welcome { $name }! You are now <b>{ $role }</b> at { $school }. Send /help to see what you can do.
invite-taken = { $name } has accepted your invitation: { $role }.
command-language = choose your language
language-which = Which language shall I speak with you?
language-set = I speak English with you now.
language-which-class = Which language shall the cards of { $name } be in?
language-set-class = The cards of { $name } are in { $language } now.

## Classes
command-class = link this group to a class
class-ask = Which class is this? Answer with its name, for example: 3B
class-not-yours = Only the head teacher of that class, or the school, may link it.
class-linked = { $name } is linked to the group “{ $title }”.
class-confirm =
    Is this the group of <b>{ $text }</b>?
    Head teacher: tap the button. (Nothing is posted here before that.)
class-confirm-button = This is { $text }
group-hello =
    Hello! I am the bot of { $school }.
    Which class is this? The head teacher (or the school) sends here, for example: /class 3B
group-gone = I was removed from the group of { $name }: nothing can be posted there until I am added again.
group-muted = I may not write in the group of { $name } any more. What is planned waits until I may; please give me the right to send messages.
welcome-title = <b>{ $name }</b> · { $school }
welcome-what =
    I post what the school has to say, remind you of meetings, and count replies, so that nobody has to scroll. I cannot see what you read or write here, only what you tap.
welcome-count = { $families ->
    [0] No family has registered yet.
    [one] { $families } family has registered.
   *[other] { $families } families have registered.
}
welcome-parent = I am a parent here
welcome-private = Write to me in private
parent-welcome = Welcome! You are a parent in { $name }.
parent-known = You are a parent in { $name } already.

## Families
command-child = name your child
child-please = You are registered in { $class_name }. What is your child called? Send: /child and the name. Then the teacher sees a name and not only yours.
child-no-class = First tap “I am a parent here” on the card in your class group.
child-which-class = In which class is your child?
child-ask =
    What is your child in { $class_name } called? Please write the name. Several children: with commas between them.
    (Only the teachers of the class see it. /cancel if you would rather not.)
child-added = { $count ->
    [one] Thank you. { $names } is on the list of { $class_name }; one tap of yours counts for your child.
   *[other] Thank you. { $names } are on the list of { $class_name }; one tap of yours counts for all of them.
}
guardian-request = <b>{ $name }</b> would like to answer for <b>{ $child }</b> ({ $class_name }) as well. Is that right?
guardian-yes = Yes
guardian-no = No
guardian-asked = { $child } is on the list already. I have asked those who answer for { $child } and the head teacher; you will hear from me.
guardian-nobody = { $child } is on the list already, and I cannot reach anybody who could agree. Please speak to the head teacher.
guardian-waiting = I have asked already, and wait for the answer about { $child }.
guardian-accepted = Done: you answer for { $child } as well.
guardian-refused = Your request about { $child } was not agreed to. Please speak to the head teacher.
guardian-noted = Noted. I tell { $name }.

## Meetings
command-meeting = call a meeting; families say whether they come
command-move = move a meeting to another time
command-cancel_meeting = cancel a meeting
command-meetings = the meetings that are coming
meeting-ask =
    When is the meeting, and what is it called? Write date, time and title, and the place after @. For example:
    2026-12-03 18:30 Parent meeting @ Room 201
move-ask =
    To which date and time does the meeting move? For example:
    2026-12-03 19:00
meeting-example = <code>/meeting { $date } 18:30 Parent meeting @ Room 201</code>
move-example = <code>/move { $date } 19:00</code>
meeting-time-missing =
    A date and a time must come first, for example:
    { $example }
meeting-time-impossible =
    { $typed } does not exist in the calendar or on the clock. Please check it, for example:
    { $example }
meeting-time-past =
    { $when } is over already. Please write a time that is still to come, for example:
    { $example }
meeting-time-far = { $when } is more than two years away. Please check the year.
meeting-no-title =
    What is the meeting called? Write it after the time, for example:
    { $example }
move-time-only =
    Please write the new date and time and nothing else, for example:
    { $example }
    (Title and place stay as they are.)
rule-meeting-title = A meeting needs a title of 1 to { $limit } characters, with letters or digits in it.
rule-meeting-place = A place has up to { $limit } characters, with letters or digits in it.
rule-meeting-cancelled = This meeting was cancelled.
rule-meeting-over = This meeting is over.
rule-meeting-same-time = The meeting is at that time already.
meeting-group-unlinked = This group does not serve a class yet. The head teacher links it first, for example: /class 3B
meeting-no-group = None of your classes has a group yet. The head teacher adds me to it and sends there, for example: /class 3B
meeting-which-class =
    <b>{ $title }</b>
    { $when }
    For which class?
meeting-set = Posted in { $class_name }.
meeting-draft-gone = This was done already. Please send the command again if you need it.
meeting-none-yours = There is no coming meeting here that you could move or cancel.
meeting-choice = { $title } · { $when }
meeting-which-to-move = Which meeting moves to <b>{ $when }</b>?
meeting-which-to-cancel = Which meeting shall be cancelled?

meeting-title = <b>{ $title }</b>
meeting-title-class = <b>{ $title }</b> · { $class_name }
meeting-when = <b>{ $when }</b>
meeting-moved-from = (moved from <s>{ $when }</s>)
meeting-place = Place: { $place }
meeting-by = Called by { $author }
meeting-question = Will you come? One tap answers for your family.
meeting-ended = This meeting is over.
meeting-off = <b>Cancelled</b>
meeting-off-class = { $class_name }: this meeting does not take place.
meeting-struck = <s>{ $what }</s>
meeting-counts = Coming: { $yes } · Maybe: { $maybe } · Not coming: { $no }
meeting-yes = Coming
meeting-no = Not coming
meeting-maybe = Maybe
meeting-label = { $label } · { $count }
meeting-noted-yes = Noted: coming.
meeting-noted-no = Noted: not coming.
meeting-noted-maybe = Noted: maybe.
meeting-mine-yes = Your answer: <b>coming</b>
meeting-mine-no = Your answer: <b>not coming</b>
meeting-mine-maybe = Your answer: <b>maybe</b>

meeting-reminder = <b>Reminder</b>
meeting-reminder-change = Has something changed? Then tap here.
meeting-news = <b>Please note</b>
meeting-moved-title = <b>New time</b>
meeting-moved-suits = Does it still suit you? Your answer stays unless you tap.
meeting-missed = The reminder of “{ $title }” that was planned for { $when } was not sent: I was not running then, and now it is too late for it.

meeting-manage = Manage
meeting-move = Move
meeting-cancel = Cancel meeting
meeting-list-yes = <b>Coming ({ $count })</b> { $names }
meeting-list-maybe = <b>Maybe ({ $count })</b> { $names }
meeting-list-no = <b>Not coming ({ $count })</b> { $names }
meeting-list-missing = <b>No answer yet ({ $count })</b> { $names }
meeting-more = { $count } more
meeting-unknown = { $count ->
    [one] … and one more in the group unknown to me
   *[other] … and { $count } more in the group unknown to me
}
meeting-move-ask = To which date and time does “{ $title }” move? Write for example: 2026-12-03 19:00
meeting-moved =
    “{ $title }” is now on { $when }. { $told ->
        [0] There was nobody to tell in private.
        [one] I have told one person who comes or may come.
       *[other] I have told { $told } people who come or may come.
    }{ $families ->
        [0] { "" }
        [one] { " " }One family cannot be reached in private, so it stands in the group as well.
       *[other] { " " }{ $families } families cannot be reached in private, so it stands in the group as well.
    }
meeting-moved-by = { $name } has moved your meeting “{ $title }” to { $when }.
meeting-cancel-sure =
    Cancel “{ $title }” ({ $when })?
    Everybody who comes or may come will be told. This cannot be undone.
meeting-cancel-yes = Yes, cancel it
meeting-cancelled =
    “{ $title }” ({ $when }) is cancelled. { $told ->
        [0] There was nobody to tell in private.
        [one] I have told one person who was to come.
       *[other] I have told { $told } people who were to come.
    }{ $families ->
        [0] { "" }
        [one] { " " }One family cannot be reached in private, so it stands in the group as well.
       *[other] { " " }{ $families } families cannot be reached in private, so it stands in the group as well.
    }
meeting-cancelled-by = { $name } has cancelled your meeting “{ $title }” ({ $when }).
meetings-none = No meeting is planned in your classes.
meetings-coming = { $count ->
    [one] One meeting is coming:
   *[other] { $count } meetings are coming:
}
meetings-more = { $count ->
    [one] And one more, later.
   *[other] And { $count } more, later.
}

## Notices
command-announce = tell the families of a class something
command-announcements = what is planned, and who has confirmed
announce-ask =
    What shall I announce? Please write the text.
    To have it posted later, begin with date and time, like: 2026-12-03 07:45
announce-ask-planned = What shall I announce on { $when }? Please write the text.
notice-which-class = Which class is this for?
notice-draft-gone = This was posted already, or is too old. Send /announcements to see what is planned and running.
notice-no-class-here = This group does not belong to a class yet. The head teacher sends here, for example: /class 3B
notice-no-class = None of your classes has a group yet. Add me to the group, and send there for example: /class 3B
notice-no-group = { $class_name } has no group any more, so nothing can be posted there.
notice-not-a-time = There is no such time: { $typed }. Write it like 2026-12-03 07:45. Nothing was posted.
notice-too-long = { $over ->
    [one] That is { $over } character too long for one message, so nothing was posted. Please shorten it, or send it as two notices.
   *[other] That is { $over } characters too long for one message, so nothing was posted. Please shorten it, or send it as two notices.
}
notice-empty = There is no text in it, so the notice stays as it was. To take it back, tap “Withdraw” on its card here (/announcements shows it).
notice-edit-unknown = I did not post anything from that message, so changing it has no effect. Please send /announce again.
notice-title = <b>{ $class_names }</b> · { $author }
notice-corrected-at = <i>Corrected: { $when }</i>
notice-count = { $families ->
    [0] <i>Please tap “Got it” when you have read this.</i>
    [one] <i>{ $families } family has confirmed.</i>
   *[other] <i>{ $families } families have confirmed.</i>
}
notice-got-it = Got it
notice-is-withdrawn = <b>Withdrawn.</b> This no longer counts.
notice-was-withdrawn = This notice was withdrawn: there is nothing to confirm.
notice-noted = Noted. Thank you!
notice-noted-for = Noted for { $names }. Thank you!
notice-reminder = Reminder: “{ $head }” – not every family has confirmed yet. If you have not, please tap “Got it”.
notice-nudge =
    Please confirm that you have read this: <b>{ $class_names }</b>

    { $text }
notice-author-title = <b>{ $class_names }</b>: “{ $head }”
notice-author-count = Confirmed: <b>{ $confirmed } of { $families }</b>
notice-author-told = Of these, by phone or on paper: { $names }{ $more ->
    [0] { "" }
   *[other] {" "}and { $more } more
}
notice-author-missing = <b>Missing ({ $count }):</b> { $names }{ $more ->
    [0] { "" }
   *[other] {" "}and { $more } more
}
notice-author-unknown = …and { $count } more in the group unknown to me
notice-author-all = Everybody I know has confirmed.
notice-parent = { $name } (parent)
notice-nudge-button = { $left ->
    [one] Nudge those missing (last time)
   *[other] Nudge those missing
}
notice-told-button = Told by phone or on paper
notice-correct-button = Correct
notice-withdraw-button = Withdraw
notice-nudged = { $reached ->
    [0] I cannot write to anybody of them in private.
    [one] I have written to { $reached } person in private.
   *[other] I have written to { $reached } people in private.
} { $unreached ->
    [0] That is all who were missing.
    [one] { $unreached } more cannot be reached so: a reminder in the group names nobody.
   *[other] { $unreached } more cannot be reached so: a reminder in the group names nobody.
}
notice-told-ask = “{ $head }” – who has told you by phone or on paper? Tap the name.
notice-told-so-far = So far: { $names }{ $more ->
    [0] { "" }
   *[other] {" "}and { $more } more
}
notice-told-other = Another child…
notice-told-name = “{ $head }” – what is the child called? Several children: with commas between them.
notice-told-noted = Noted as told by phone or on paper: { $names }
notice-told-already = { $name } has confirmed already.
notice-correct-ask = “{ $head }” – what should it say instead? Please write the whole text. (/cancel leaves it as it is.)
notice-correct-done = Corrected: the card shows the new text.
notice-withdraw-ask = Withdraw “{ $head }”? It is struck through in the group and cannot be confirmed any more. (If not, do nothing.)
notice-withdraw-yes = Yes, withdraw it
notice-withdraw-done = Withdrawn.
notice-planned = <b>Planned for { $when }</b> · { $class_names }
notice-posted = <b>Posted</b> · { $class_names }
notice-cancelled = <b>Cancelled, was not posted</b> · { $class_names }
notice-change-button = Change
notice-cancel-button = Cancel it
notice-cancel-done = Cancelled: it will not be posted.
notice-change-ask =
    “{ $head }” – what should be different?
    Write the new text, or a new date and time like 2026-12-03 07:45, or both. (/cancel leaves it as it is.)
notice-change-done = Changed. It will be posted on { $when }.
notices-none = Nothing is planned, and nothing was announced in the last 14 days. /announce tells a class something.
notices-running = Announced in the last 14 days. Tap one to see who has confirmed:
notice-missed = <b>Not posted:</b> this was planned for { $when } in { $class_names }, but I was not running then. If it still matters, please send it with /announce:
notice-right-lost = <b>Not posted:</b> this was planned by { $author } for { $when } in { $class_names }, and { $author } may no longer announce there. If it still matters, please send it with /announce:
notice-group-lost = <b>Not posted:</b> this was planned by { $author } for { $when }, and { $class_names } has no group any more:
rule-notice-withdrawn = This notice was withdrawn.
rule-notice-posted = This notice is posted already: its time cannot be changed any more.
rule-notice-unposted = This notice is not posted yet.
rule-notice-nudged-out = They have been nudged twice; a third time would only annoy. A call may help.

## What is mine
command-my = what waits for my answer
command-help = what I can do here
my-nothing = Nothing waits for you.
my-waiting = { $count ->
    [one] One thing waits for your answer:
   *[other] { $count } things wait for your answer:
}
help-title = <b>{ $school }</b>: what you can do here
help-group = In the class group:
help-line = { $command } – { $what }

## Delivery
trouble-title = { $count ->
    [one] <b>One message could not be delivered for certain</b>
   *[other] <b>{ $count } messages could not be delivered for certain</b>
}
trouble-line = { $count } × { $state ->
    [doubt] may or may not have arrived ({ $reason })
   *[dead] not delivered ({ $reason })
}
alarm-parked = Something planned failed three times and is not tried again: { $kind }. The log says why.
trouble-see = /delivery shows which, and lets you send them again or forget them.
command-delivery = what could not be delivered
delivery-nothing = As far as I know, everything has arrived.
delivery-title = <b>Not delivered for certain</b>
delivery-line = <b>#{ $id }</b> { $kind } to { $to }, { $when }: { $state ->
    [doubt] may have arrived ({ $reason })
   *[dead] not delivered ({ $reason })
}
delivery-more = There is more; these are the newest.
delivery-hint = <i>What may have arrived comes twice if you send it again.</i>
delivery-again = #{ $id } Send again
delivery-forget = #{ $id } Forget
delivery-again-done = It goes out again.
delivery-forgotten = Forgotten.
delivery-kind-say = message
delivery-kind-notices = notice
delivery-kind-meetings = meeting
delivery-kind-classes = welcome card
delivery-kind-other = message
delivery-why-lost = Telegram's answer was lost
delivery-why-late = too late
delivery-why-gone = I am no longer there
delivery-why-stopped = I was stopped while sending
delivery-why-restored = it waited when a backup was made that has been restored
rule-delivery-settled = This was dealt with already.
rule-delivery-chat-gone = I am no longer in that chat, or was blocked there. Nothing can be sent until that changes.

## Profile
bot-description =
    I am the class bot of { $school }. I bring notices and dates, remind you, and count replies: one tap answers.
    Parents: first tap “I am a parent here” in your class group, then press Start here.
bot-short-description = The class bot of { $school }: notices, meetings, and replies with one tap.
