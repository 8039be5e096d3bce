### What the bot says in English. Tags: <b> bold, <i> italic, <s> struck through, <q> quote.

## Dates
date-time = { $date }, { $time }
when-how = Tap a day, or write it: <i>tomorrow 18:30</i> · <i>Fri 6:30pm</i> · <i>3 Dec at 7pm</i>
when-on-day = <b>{ $day }</b>: at what time? Tap, or write it, like <i>18:40</i>
when-asks = { $asks ->
    [half] In the morning or in the evening?
    [past] That is over. Is it this one?
    [gap] The clocks are put forward over that time. Is it this one?
   *[which] Which of these do you mean?
}
when-other-day = Another day
when-unread = I do not understand “{ $typed }” as a time. Write for example: tomorrow 18:30, Fri 6:30pm, 3 Dec at 7pm, next Tuesday at half past six. Or tap a day.
when-impossible = There is no such time: { $typed }. Nothing was changed. Write for example: tomorrow 18:30, or 3 Dec at 7pm.
when-over = That is over: { $typed }. Please choose a later time.
meant-sure = I understand this time. Is it right?
meant-asks = { $asks ->
    [half] In the morning or in the evening?
    [past] That is over. Do you mean this?
    [gap] The clocks are put forward over that time. Do you mean this?
   *[which] Which of these do you mean?
}
meant-other = Another time…
meant-words = No, these words are part of the text: post it now
meant-gone = This was settled already.

## Roles
role-principal = principal
role-admin = admin
role-head-teacher = head teacher
role-teacher = teacher
role-chair = committee chair
role-school-chair = school committee chair
role-committee = committee member
role-seat = school committee representative
role-short-chair = chair
role-short-seat = school rep
role-deputy = deputy head
role-confidant = confidant
role-parent = parent
role-partner = partner
role-other-words =
    school committee = seat
    school rep = seat
    parents = parent
    family = parent
    deputy principal = deputy
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
day-full = { $class_names }: with this, families there get more than { $count } messages from me on { $day }; your school wants no more than that. It goes out all the same.
album-answer = These are several pictures or files. To send them together, answer one of them with /{ $command }: all of them go along, with what you wrote.
refused-unknown-command = I do not know /{ $command }. Send /help to see what I can do.
refused-broken = Sorry, something went wrong on my side, and nothing was changed. If it happens again, tell the school this number: { $id }
refused-too-fast = That was too fast for me, and I left it out. Please wait a moment, then try again.
classes-more = { $count ->
    [one] { $count } more class
   *[other] { $count } more classes
}
rule-class-name = A class needs a name of 1 to { $limit } letters or digits, like 3B.
rule-class-linked-elsewhere = { $name } has another group. Remove me from that group first, or choose another class.
rule-child-name = A name has 1 to { $limit } letters. Please write it again.
rule-child-exists = { $name } stands on the list of this class already.
rule-request-gone = Somebody has answered this already.
rule-invite-unknown = I do not know this invitation. Ask for a new one.
rule-invite-used = This invitation has been used already. Ask for a new one.
rule-invite-revoked = This invitation was revoked. Ask for a new one.
rule-invite-expired = This invitation has expired (they last seven days). Ask for a new one.
rule-time-past = That time is over. Please choose a later one.

## Questions
ask-placeholder = Your answer
knock = I answer in private, so that this group stays quiet. Open our chat, press Start, and send it again.
who-asks =
    Somebody who writes as this group sent <b>{ $command }</b> { $text }
    Tap to show that it is you.
who-asks-button = It is me
who-gone = Somebody has tapped this already.
who-done = { $command }: carried out in your name.
cancel-nothing = There is nothing to cancel.
cancel-done = Cancelled.
message-unasked = I did not ask anything just now. Send /my to see what waits for you, or /help to see what I can do. A letter to the principal begins with /mailbox; if you were in the middle of one without your name, please begin it again.
command-cancel = drop what I have just asked you

## Forms
form-done = Done
form-skip = Skip
form-send = Send
form-change = Change
form-keep = Back
form-drop = Cancel
form-go-on = Go on
form-afresh = Start over
form-yes = Yes
form-no = No
form-yes-words = yes,y,yeah,yep,ok,okay,sure,是,要
form-no-words = no,n,nope,not,none,不,不要,否
form-all = All
form-all-of = All of { $group }
form-answer = { $name }: { $answer }
form-skipped = none
form-files = { $count ->
    [one] One file so far.
   *[other] { $count } files so far.
}
form-open = Go on in private
form-in-private = Please go on with me in private: there I ask for the rest and show you how it will look.
form-unfinished = You have something unfinished:
form-dropped = Cancelled. Nothing was sent.
form-gone = This is finished, or was cancelled.
form-older = This question is an older one. The form goes on further below.
form-no-longer = Something you chose can no longer be chosen. Please look again.
form-chosen = { $count ->
    [0] Nothing is chosen.
   *[other] { $names }
}
form-none-chosen = Nothing is chosen yet. Tap at least one.
form-not-offered = I cannot find “{ $typed }” here. Tap a button, or write what stands on it.
form-yes-or-no = Please tap a button, or write yes or no.
form-not-a-number = Please write a number from { $least } to { $most }.
form-not-a-file = Please send a photo or a document.
form-files-full = That is more than { $most } photos or files. The first { $most } are kept; this one was not taken.
form-words-on = Your words were added to the text.
form-tap = This is ready. Tap Send, Change or Cancel below it.
command-drafts = what you have begun and not finished
drafts-none = You have nothing unfinished.

## People
start-staff = Hello { $name }! I am the bot of { $school }. Send /help to see what you can do here.
start-stranger =
    Hello { $name }! I am the bot of { $school }.

    Parents: tap “I am a parent here” on the card in your class group.
    Staff: ask your school for an invitation.
start-parent = Hello { $name }! From now on I can write to you here: reminders, and what only concerns you. Your taps in the group count.
command-invite = invite a teacher, the committee, parents or others
invite-ask =
    Whom do you want to invite? Tap, or write a role and a class (or several), for example:
    teacher 3B
    head teacher 3B, 4A
    committee chair 3B
    school committee chair
    parents 3B
    principal
invite-class = <b>{ $role }</b>: for which class? Tap, or write its name (several: with commas between them).
invite-school-committee = School committee
invite-which-class = For which class? Write for example: /invite { $role } 3B
invite-unknown-role = I do not know the role in “{ $typed }”. Roles: principal, head teacher, teacher, committee chair, committee member, school committee, parents, deputy head, confidant, partner.
invite-link =
    Invitation: <b>{ $role }</b>
    { $link }

    Send this link to that one person. It works once, for seven days. /invites shows those that are open.
invite-door =
    Invitation: <b>{ $role }</b>
    { $link }

    For the classroom door or the parents' letter: whoever opens it is registered as a parent, until { $until }. Show it to parents of this class only; you see in /people who came, and can revoke it.
invite-parents = parents (for the door)
invite-share = Send it to somebody
invite-share-text = Your invitation from { $school }: { $role }
invite-revoke = Revoke
invite-revoked = Revoked: { $role }. The link makes nobody anything any more.
invite-over = This invitation was used or revoked, or has expired.
command-invites = the invitations that are still open
invites-none = No invitation is open.
invites-title = { $count ->
    [one] One invitation is open:
   *[other] { $count } invitations are open:
}
invites-line = #{ $id } { $role }, by { $by }, until { $until }{ $lasting ->
    [1] { "" } · { $uses ->
        [0] nobody has used it yet
        [one] one person has used it
       *[other] { $uses } people have used it
    }
   *[0] { "" }
}
invites-revoke = Revoke #{ $id }
invite-accepted = Welcome { $name }! You are now <b>{ $role }</b> at { $school }. Send /help to see what you can do.
invite-taken = { $name } has accepted your invitation: { $role }.
command-language = choose your language
language-which = Which language shall I speak with you?
language-set = I speak English with you now.
language-which-class = Which language shall the cards of { $name } be in?
language-set-class = The cards of { $name } are in { $language } now.

## Who is who
command-people = who is who, by class: change, remove, hand over
roster-title = <b>People</b>
roster-choose = Choose a class. Or write /people and a name.
roster-school = School
roster-of = { $count ->
    [one] <b>{ $class_name }</b> · one person
   *[other] <b>{ $class_name }</b> · { $count } people
}
roster-line = { $count ->
    [0] • { $name }
   *[other] • { $name } ({ $about })
}
roster-nobody = Nobody yet. /invite makes links to send.
roster-page = Page { $page } of { $pages }
roster-back = ← Back
roster-is = { $class_name }: { $roles }
roster-children = Answers for { $names }
roster-hand = Hand over: { $role }
roster-make = Make { $role }
roster-remove = No longer { $role }
roster-sure = Shall <b>{ $name }</b> no longer be <b>{ $role }</b>?
roster-sure-parent = Shall <b>{ $name }</b> no longer be <b>{ $role }</b>? Committee roles end with it, and { $name } no longer answers for children here. The children stay on the list, with their answers.
roster-sure-yes = Yes, remove
roster-removed = { $name } is no longer { $role }.
roster-removed-told = You are no longer { $role } at { $school }. If that is a mistake, please speak to the head teacher or the school.
roster-made = { $name } is { $role } now.
roster-made-told = You are now <b>{ $role }</b> at { $school }. Send /help to see what you can do.
roster-relieved = { $name } is { $role } now, in your place. Thank you for what you did.
roster-hand-to = To whom shall <b>{ $role }</b> go from { $name }? Tap; that person must accept.
roster-hand-nobody = There is nobody in this class yet who could become <b>{ $role }</b>. Invite somebody first.
roster-older = This is from before. Please use the card as it is now.
roster-not-found = I find no class and nobody called “{ $typed }” among those you see.
roster-found = { $count ->
    [one] One person:
   *[other] { $count } people; write more of the name to see one of them:
}
roster-found-line = • { $name }, { $class_name }: { $roles }
rule-last-admin = This is the only admin. Make somebody else one first.

## Committees
command-committee = who is in the committee; hand over what you hold
committee-none = You are in no class here. Send /committee in the group of a class.
committee-class = <b>{ $class_name }</b>
committee-line = { $role }: { $names }
committee-nobody = nobody
committee-school = <b>School committee</b>: { $taken } of { $count } seats are taken
committee-seat = { $class_name }: { $name }
committee-free = Free: { $names }
committee-hand = Hand over: { $role }
handover-to-whom = Who shall be <b>{ $role }</b> after you? Tap, or write the name. That person must accept.
handover-nobody = I know no other parent who could become { $role }.
handover-unknown = I do not know exactly one parent called “{ $name }” in this class. Please tap, or write the whole name.
handover-unreachable = { $name } has not pressed Start with me yet, so I cannot ask. Please let them do that first.
handover-offered = I have asked { $name }: { $role }. You keep it until the answer comes.
handover-asked = <b>{ $name }</b> would like to hand over to you: <b>{ $role }</b>. Do you accept?
handover-yes = I accept
handover-no = No, thank you
handover-gone = This offer is over.
handover-yours = Thank you! You are now <b>{ $role }</b>.
handover-taken = { $name } has accepted: { $role }. You have handed it over.
handover-declined = { $name } would rather not: { $role }. It stays with you.
handover-no-noted = Noted. I tell them.
rule-handover-not-held = That is held by somebody else now.

## The new year
command-newyear = the new school year: classes move up
newyear-title = <b>The new school year.</b> This is what would become of each class:
newyear-hint = Nothing has changed yet. Tap a class to change its line, or write for example: /newyear 3B = 4C
newyear-nothing = There are no classes yet.
newyear-leaves = { $name } leaves the school
newyear-leave = It leaves the school
newyear-keep = It keeps its name
newyear-ask = What is <b>{ $name }</b> called in the new year? Write the name, or tap.
newyear-noted = Noted in the table.
newyear-unknown = I cannot read “{ $line }”. Write the class and what it becomes, for example: /newyear 3B = 4C. Nothing after the = means that it leaves.
newyear-clash = <b>Two classes would be called { $names }.</b> Please change one of them.
newyear-carry-out = This is right
newyear-sure = { $leaving ->
    [0] <b>Carry this out now?</b> Each class keeps its people, children and group under the new name.
    [one] <b>Carry this out now?</b> One class leaves: its roles end and its group serves no class; everything that was recorded is kept. All others keep their people, children and group under the new name.
   *[other] <b>Carry this out now?</b> { $leaving } classes leave: their roles end and their groups serve no class; everything that was recorded is kept. All others keep their people, children and groups under the new name.
}
newyear-yes = Yes, now
newyear-back = ← Not yet
newyear-done = <b>The new school year has begun.</b>
newyear-done-toast = Done.
newyear-over = This was dealt with already. Send /newyear to look again.
newyear-told = The new school year: { $name } is { $becomes } from now on. Its people, children and group stay as they are.
newyear-told-leaves = { $name } has left the school; thank you for your work with it. Everything that was recorded is kept.
rule-newyear-changed = The classes have changed since this table was made. Send /newyear to see it anew.
rule-newyear-clash = Two classes would be called { $name }.

## Classes
command-class = who of a class is registered; in its group: link it
class-which = Which class? Tap, or write its name.
class-none = I know no class called “{ $typed }” among those you see.
class-none-yours = You are in charge of no class here. In a class group, /class and its name links it.
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
    I post what the school has to say, remind you of meetings, and count replies, so that nobody has to scroll.
welcome-sees = I cannot read along: of this group Telegram shows me only commands (such as /help), replies to my own messages, and taps on my buttons. I never see who has read what.
welcome-sees-all = As an administrator of this group I am sent what is written here. I use only commands, replies to my own messages, and taps on my buttons, and store nothing else. I never see who has read what.
welcome-closed = This class has left the school. Thank you, and all the best!
welcome-count = { $families ->
    [0] No family has registered yet.
    [one] { $families } family has registered.
   *[other] { $families } families have registered.
}
welcome-parent = I am a parent here
welcome-private = Write to me in private
parent-welcome = Welcome! You are a parent in { $name }.
parent-known = You are a parent in { $name } already.
member-back = { $count ->
    [0] Welcome back to { $class_name }. You are again: { $roles }.
   *[other] Welcome back to { $class_name }. You are again: { $roles }, and answer for { $children }.
}
report-count = <b>{ $registered } of { $total } children have somebody who answers for them ({ $percent } %)</b>
report-count-group = { $registered ->
    [one] <b>{ $registered } family is registered</b>
   *[other] <b>{ $registered } families are registered</b>
}
report-goal = Goal: { $percent } % by { $by } ({ $left })
report-goal-after = 14 days after the group was linked
report-goal-reached = Goal: { $percent } % by { $by }. Reached!
report-goal-lacking = { $children ->
    [1] { $count ->
        [one] One more child, and it is reached.
       *[other] { $count } more children, and it is reached.
    }
   *[0] { $count ->
        [one] One more family, and it is reached.
       *[other] { $count } more families, and it is reached.
    }
}
report-goal-then = Once that day is over nothing closes: I go on counting, and “Remind in the group” asks those who are missing.
report-missing = { $more ->
    [0] Not registered ({ $count }): { $names }
   *[other] Not registered ({ $count }): { $names } and { $more } more
}
report-nameless = { $more ->
    [0] Registered without a child's name ({ $count }): { $names }
   *[other] Registered without a child's name ({ $count }): { $names } and { $more } more
}
report-strangers = { $count ->
    [one] One more person is in the group whom I do not know.
   *[other] { $count } more people are in the group whom I do not know.
}
report-remind = Remind in the group
report-reminded = Posted in { $name }.
report-reminded-later = These are quiet hours: it is posted in { $name } at { $time }.
report-reminded-already = A reminder was posted today already.
report-remind-list =
    <b>{ $name }</b>: { $registered } of { $total } children have somebody registered who answers for them.
    Is yours among them? If not: tap the button, then tell me in private what your child is called. It takes a minute, and nobody misses anything.
report-remind-group =
    <b>{ $name }</b>: { $registered ->
        [one] { $registered } family is registered so far.
       *[other] { $registered } families are registered so far.
    }
    Is yours among them? If not: tap the button, then tell me in private what your child is called. It takes a minute, and nobody misses anything.
report-others = { $more ->
    [0] Named by parents, not on the list ({ $count }): { $names }
   *[other] Named by parents, not on the list ({ $count }): { $names } and { $more } more
}
report-list = Class list
report-match = Who is who
report-language = Language of the cards
report-expect = Number of children
report-expect-ask = How many children are in { $name }? Please write the number. (0 if you would rather not say.)
report-expect-number = Please write a number from 0 to { $most }.
report-no-group =
    <b>{ $name }</b> has no group yet.
    Tap the button and choose the class's group: I am added to it, and it is linked to { $name } at once.
report-add = Add me to the group

## Topics
command-topic = which topic serves notices, meetings or talk
topic-ask = What is this topic of { $class_name } for?
topic-notices = Notices
topic-meetings = Meetings
topic-talk = Talk
topic-all = Everything
topic-set = { $class_name }: { $what } goes to this topic from now on.
topic-unlinked = This group does not serve a class yet. The head teacher links it first, for example: /class 3B
topic-no-forum = This group has no topics, so everything is posted in the one chat.
topic-unknown = I do not know “{ $typed }”. Write /topic and one of: notices, meetings, talk, all.

## The class's list
command-class_list = give the list of your class
class-list-which = The list of which class? Tap, or write its name.
class-list-ask =
    Please send me the list of <b>{ $name }</b>: paste the names, one on each line, or send a file (CSV or TXT, as a spreadsheet saves it).
    I show you what I have read before anything counts.
class-list-no-text = I cannot read this file. In your spreadsheet choose “Save as CSV” and send me that, or paste the names here, one on each line.
class-list-too-large = This file is too large for a class list. Please send the names alone.
class-list-not-fetched = I could not get the file from Telegram. Please send it again.
class-list-empty = I find no names in it. Please send one name on each line.
class-list-too-many = I read { $count } names, and a class has { $most } at most. Please send the list of one class.
class-list-quote = In line { $line } a quotation mark opens that does not close. Please mend that line and send the list again.
class-list-broken = { $count ->
    [one] One line is not clear to me, so nothing was taken:
    { $lines }

    Please mend it and send the whole list again.
   *[other] { $count } lines are not clear to me, so nothing was taken:
    { $lines }

    Please mend them and send the whole list again.
}
class-list-line-letters = • Line { $number } ({ $words }): no name in it
class-list-line-long = • Line { $number } ({ $words }): longer than 60 characters
class-list-line-columns = • Line { $number } ({ $words }): more than one name or column. Put one name on a line, or a first line that says which column has the name.
class-list-read = { $count ->
    [one] <b>{ $name }</b>: I have read one name.
   *[other] <b>{ $name }</b>: I have read { $count } names.
}
class-list-first = { $names }
class-list-more = { $count } more
class-list-new = New ({ $count }): { $names }
class-list-known = Known already ({ $count }): { $names }
class-list-off = On the list so far, and not in this one ({ $count }): { $names }
class-list-twice = { $count ->
    [one] One name came twice and is taken once. If these are two children, tell them apart, like Clara B:
   *[other] { $count } names came twice and are taken once. If these are two children, tell them apart, like Clara B:
}
class-list-twice-line = • { $name } (lines { $first } and { $again })
class-list-sure = Nothing counts yet. Is this right?
class-list-right = This is right
class-list-whole = This is the whole list
class-list-add = Add these to the list
class-list-drop = Cancel
class-list-gone = This was dealt with already. Send /class_list to begin again.
class-list-taken = Done.
class-list-done = { $count ->
    [one] One child is on the list of <b>{ $name }</b>. A parent who names that child is matched at once. /class shows who is registered.
   *[other] { $count } children are on the list of <b>{ $name }</b>. A parent who names one of them is matched at once. /class shows who is registered.
}
class-list-dropped = Cancelled. Nothing has changed.
match-none = { $class_name }: every child that parents have named is on the list.
match-title = <b>{ $class_name }</b>: these were named by parents and are not on the list. Tap one to say who it is.
match-whose = { $count ->
    [0] Who on the list is <b>{ $name }</b>?
   *[other] Who on the list is <b>{ $name }</b> ({ $parents })?
}
match-put-on = Put on the list as it is
match-done = { $before } is { $name } on the list.
match-put = { $name } is on the list now.
match-told = In the class list <b>{ $before }</b> is called <b>{ $name }</b>. From now on I use that name; all your answers stay.
rule-match-gone = That was settled already, or one of the two has a parent by now.

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
guardian-request-refused = <b>{ $name }</b> asked to answer for <b>{ $child }</b> ({ $class_name }) as well, and the family said no. You have the last word: shall { $name } answer for { $child }?
guardian-refused-first = Your request about { $child } was not agreed to. I have asked the head teacher, who has the last word; you will hear from me.
guardian-noted = Noted. I tell { $name }.

## Meetings
command-meeting = call a meeting; families say whether they come
command-move = move a meeting to another time
command-cancel_meeting = cancel a meeting
command-meetings = the meetings that are coming
meeting-ask =
    When is the meeting, and what is it called? Write date, time and title, and the place after @. For example:
    Fri 18:30 Parent meeting @ Room 201
move-ask =
    To which date and time does the meeting move? For example:
    next Tuesday 19:00
meeting-no-pictures = The card of a meeting has no pictures or files: what you sent stays where it is. To send it to the class, answer it with /announce.
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
meeting-which-moves = Which meeting shall move?
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
meeting-families = { $count ->
    [one] 1 family
   *[other] { $count } families
}
meeting-members = { $count ->
    [one] 1 member
   *[other] { $count } members
}
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
meeting-moved-suits = Does it still suit you? Please tap. Until then your answer stays as it was.
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
meeting-move-form-title = New time
meeting-move-form-when = When does it begin instead?
meeting-move-form-when-short = Begins
meeting-move-form-ready = Who comes or may come is told, and asked again. It will be:
meeting-move-form-sent = <b>Moved.</b>
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
meeting-answer-by = Please answer by { $when }.
meeting-answers-due = Answers were due by { $when }. You can still answer.
meeting-waits = You are still on the waiting list. As soon as a place is free it is yours, and I tell you.
meeting-told-later = It is late, so my message reaches them on { $when }.
meeting-still = The time has changed since you answered. Does it still suit you?
meeting-list-unsure = <i>of these not confirmed since it was moved ({ $count })</i> { $names }
meeting-due-title = Answers to “{ $title }” were due by { $when }. Then it was:
meeting-due-counts = Coming: <b>{ $yes }</b> · Maybe: { $maybe } · Not coming: { $no } · No answer: { $missing }
meeting-due-open = Who has not answered still can. /meetings shows you who that is.
meetings-passed = { $count ->
    [one] { $name } no longer looks after this meeting. From now on it is yours:
   *[other] { $name } no longer looks after these { $count } meetings. From now on they are yours:
}

## A meeting in one’s calendar
calendar-add = Add to calendar
calendar-sent = I have sent it to you in private.
calendar-file =
    <b>{ $title }</b>
    { $when }
    Open the file to put this into your calendar. If anything changes, I send you a new one.
calendar-again = Open the file: it puts your calendar right.
calendar-off = Open the file: it crosses this out in your calendar.

## Who comes
list-head =
    <b>Who comes: { $title }</b>
    { $when }
list-yes = <b>Coming: { $count }</b>{ $heads ->
    [0] { "" }
    [one] { " · " }one person
   *[other] { " · " }{ $heads } people
}
list-maybe = <b>Maybe: { $count }</b>
list-waiting = <b>Waiting for a place: { $count }</b>
list-class = { $class_name }: { $names }
list-nameless = { $names }
list-print = As a file to print
list-file = who comes.txt
list-file-note = “{ $title }”: who comes, to print and to tick at the door.

## Calling a meeting
meeting-kind-parent = Parent meeting
meeting-kind-parent-also = parents meeting,parents' meeting,parents’ evening,parents' evening
meeting-kind-committee = Committee meeting
meeting-kind-committee-also = committee
meeting-kind-lecture = Lecture
meeting-kind-lecture-also = talk
meeting-kind-salon = Salon
meeting-kind-salon-also = parent salon
meeting-kind-open_day = Open day
meeting-kind-open_day-also = open house
meeting-kind-activity = Activity
meeting-kind-activity-also = class activity
meeting-kind-title = { $kind }: { $title }
meeting-from-until = { $start } – { $end }
meeting-link = Link: { $link }
meeting-of-school = School committee
meeting-question-member = Will you come? Each member of the committee answers for themself.
meeting-question-heads = Will you come? One tap answers for your family; then I ask you in private how many you are.
meeting-goes-out = It is quiet time: the card of “{ $title }” goes out on { $when }.
meeting-members-only = This meeting is for the members of the committee.
meeting-members-told = { $told ->
    [one] I have written to one member of the school committee.
   *[other] I have written to { $told } members of the school committee.
}{ $left ->
    [0] { "" }
   *[other] {" "}I cannot write to { $names }: please tell them yourself.
}
meeting-mine-waiting = You are on the <b>waiting list</b>. I write to you when a place is free.
meeting-list-waiting = <b>Waiting for a place ({ $count })</b> { $names }
meeting-end-unread = I do not understand “{ $typed }” as a time after { $when }. Tap a button, or write it like 20:00.
rule-meeting-end = A meeting ends after it begins, and within two days. Please change the end.
rule-meeting-answer-by = Families must be able to answer before it begins: choose a time from now until the start.
rule-meeting-about = Please say it in up to { $limit } characters.
meeting-invited-families = All parents
meeting-invited-committee = Class committee
meeting-invited-seats = School committee
meeting-before = { $days ->
    [0] { $hours ->
        [0] No reminder
        [one] 1 hour before
       *[other] { $hours } hours before
    }
    [one] 1 day before
   *[other] { $days } days before
}
meeting-form-title = New meeting
meeting-form-kind = What is it?
meeting-form-kind-short = Kind
meeting-form-invited = Who is invited?
meeting-form-invited-short = Invited
meeting-form-classes = Which classes is it for? Tap them, then Done. Or write them: 3A, 3B
meeting-form-classes-short = Classes
meeting-form-title-ask = What is it called? Please write the title.
meeting-form-title-ask-short = Title
meeting-form-when = When does it begin?
meeting-form-when-short = Begins
meeting-form-place = Where is it? Write the place, or send a link.
meeting-form-place-short = Place
meeting-form-more = Is that all? You can also set an end, an agenda, places, a time to answer by, and reminders.
meeting-form-more-short = More
meeting-form-more-yes = Add more
meeting-form-more-no = That is all
meeting-form-ends = When does it end? Tap, or write it, like 20:15
meeting-form-ends-short = Ends
meeting-form-about = What is it about? Write an agenda, or a few words.
meeting-form-about-short = Agenda
meeting-form-capacity = How many places are there? When all are taken, families go on a waiting list that moves up by itself.
meeting-form-capacity-short = Places
meeting-form-heads = Shall I ask each family how many of them come? Then places are counted by heads.
meeting-form-heads-short = Ask how many
meeting-form-due = By when shall families answer? A day before I ask those who have not.
meeting-form-due-short = Answer by
meeting-form-reminders = When shall I remind those who come? Tap, then Done.
meeting-form-reminders-usual = If you skip this: { $usual }.
meeting-form-reminders-short = Reminders
meeting-form-ready =
    <b>{ $class_names }</b> · <b>{ $when }</b>
    Reminders: { $reminders }
    It will look like this:
meeting-form-sent = <b>Sent.</b>

## Places at a meeting
more-told = Told by phone
meeting-heads = { $names } ({ $heads })
meeting-by-phone = { $name } (by phone)
meeting-told-ask = Who told you by phone or on paper whether they come to “{ $title }”? Tap a name.
meeting-told-what = <b>{ $name }</b>, “{ $title }”: what did the family say?
meeting-told-noted = Noted for { $name }: { $reply }
meeting-told-waits = All places are taken: { $name } is number { $number } on the waiting list.
meeting-told-already = { $name } has answered already.
meeting-told-name = What is the child called? Please write the name.
more-places = Places
places-taken = { $taken } of { $capacity } places taken (one per family)
places-taken-heads = { $taken } of { $capacity } places taken (one per person)
places-waiting = { $count ->
    [one] 1 family is on the waiting list
   *[other] { $count } families are on the waiting list
}
places-heads = { $count ->
    [one] <b>1 person</b> comes in all
   *[other] <b>{ $count } people</b> come in all
}
places-how-many = How many of you?
places-more = More…
places-ask =
    <b>{ $title }</b>, { $when }
    How many of you come?
places-ask-number = How many of you come to “{ $title }”? Please write a number.
places-noted-ask = Noted: coming. How many are you? Please tell me in our private chat.
places-noted = { $count ->
    [one] Noted: one of you comes.
   *[other] Noted: { $count } of you come.
}
places-waits = { $count ->
    [one] Noted for one. You are number { $number } on the waiting list.
   *[other] Noted for { $count }. You are number { $number } on the waiting list.
}
places-full = All places are taken. You are number { $number } on the waiting list. { $reachable ->
    [0] Press Start in my private chat, so that I can tell you when one is free.
   *[other] I write to you when one is free.
}
rule-places-too-few = { $left ->
    [0] There is no more room, so nothing was changed.
    [one] There is only one place left for you, so nothing was changed.
   *[other] There are only { $left } places left for you, so nothing was changed.
}
places-moved-up = <b>A place is free, and it is yours.</b> You are coming.
places-give-back = Does it no longer suit you? Tap “Not coming”, and the next family moves up.
places-unreached = { $count ->
    [one] “{ $title }”: one family moved up from the waiting list, and I cannot write to them. Please tell them yourself{ $named ->
        [0] .
       *[other] : { $names }
    }
   *[other] “{ $title }”: { $count } families moved up from the waiting list, and I cannot write to them. Please tell them yourself{ $named ->
        [0] .
       *[other] : { $names }
    }
}
places-set-ask = How many places does “{ $title }” have? { $heads ->
    [0] Each family takes one.
   *[other] Each person takes one.
} { $capacity ->
    [0] So far there is no limit.
   *[other] So far { $taken } of { $capacity } are taken.
}{ $waiting ->
    [0] { "" }
    [one] {" "}One family is waiting.
   *[other] {" "}{ $waiting } families are waiting.
} Tap, or write a number; 0 means no limit. Nobody loses the place they have.
places-no-limit = No limit
places-set = { $capacity ->
    [0] “{ $title }” has no limit now.
    [one] “{ $title }” has one place now.
   *[other] “{ $title }” has { $capacity } places now.
}{ $moved ->
    [0] { "" }
    [one] {" "}One moved up from the waiting list and is told.
   *[other] {" "}{ $moved } moved up from the waiting list and are told.
}

## Around a meeting
more-title = What would you like to do for “{ $title }” ({ $when })?
more-after =
    “{ $title }” is over. What comes now?
    First mark who came; then those who came can be asked what they thought of it.
more-agenda = Agenda
more-speaker = Speaker
more-link = Live link
more-questions = Questions
more-code = Door code
more-came = Who came
more-minutes = Write minutes
more-decision = Add a decision
more-task = Give a task
more-feedback = Ask for feedback
meeting-else = More…

command-came = mark who came to a meeting
command-here = I am at the meeting: send the code from the door
attendance-none = No meeting that you look after has begun lately.
attendance-early = The meeting begins on { $when }. From half an hour before, you can do this.
attendance-names = Children’s names are shown to the teachers of the class only. Parents can still send the door code.
attendance-unknown = I found nobody called “{ $name }” on the list of “{ $title }”, or several. Please use the buttons.
attendance-head =
    <b>{ $title }</b> · { $when }
    Came: <b>{ $came }</b> of { $asked }
attendance-how = Tap who came; a second tap takes it back.
attendance-nobody = Nobody is on the list yet.
attendance-all = All who said Coming ({ $count })
attendance-all-marked = { $count ->
    [one] One is marked as present.
   *[other] { $count } are marked as present.
}
attendance-marked = { $name } came.
attendance-unmarked = { $name } did not come.
attendance-back = « Back
attendance-on = On »
attendance-code-button = Door code
attendance-code =
    Door code of “{ $title }”: <code>{ $code }</code>
    Write it on the board. Whoever sends it to me in private is marked as present.
    It counts from { $opens } until { $closes }.
here-ask = Which four digits stand at the door?
here-not-a-code = The code has four digits. Please look at the door again.
here-wrong = This is not the code of a meeting that is on now in your class. Please look at the door again.
here-too-often = That were too many wrong codes. Please tell the teacher that you are here, or try again in an hour.
here-not-asked = You are not on the list of “{ $title }”. Please tell who has called it.
here-noted = Welcome to “{ $title }”! Marked as present: { $names }

feedback-early = Feedback can be asked for once the meeting is over.
feedback-nobody = Nobody who came can be written to yet. First mark who came.
feedback-sent =
    I have asked { $count ->
        [one] one person
       *[other] { $count } people
    } who came to “{ $title }”. The results come on { $when }, if { $enough } or more have answered.
feedback-close = Close and show results
feedback-waits = <b>How was “{ $title }”?</b> ({ $when }) Three taps; nobody can tell whose they are.
feedback-open = Say what I think
feedback-head = How was <b>{ $title }</b> ({ $when })?
feedback-how = Three taps: your points (5 is best), one thing that was good (+), and one that should change (→).
feedback-honest = Anonymous: that you answered is noted, and what you answered is stored apart from it, without name or time. The results are shown at the end, from { $enough } answers on.
feedback-plus = + { $what }
feedback-arrow = → { $what }
feedback-good-topic = Topic
feedback-good-talk = Talk
feedback-good-exchange = Exchange
feedback-good-prepared = Well prepared
feedback-good-length = Length
feedback-good-nothing = Nothing much
feedback-change-shorter = Shorter
feedback-change-time = Another time
feedback-change-more-exchange = More exchange
feedback-change-topics = Other topics
feedback-change-room = Room and sound
feedback-change-nothing = Keep it as it is
feedback-words = In my own words
feedback-left = Noted. Still to tap: { $left }
feedback-left-again = Noted. If you had tapped something before, it is gone: half an answer is kept in memory only. Still to tap: { $left }
feedback-left-points = your points
feedback-left-good = what was good
feedback-left-change = what should change
feedback-typed = Please answer with a number from 1 to 5, or with the words on one of the buttons.
feedback-thanks = Thank you! Your answer is stored without your name.
feedback-words-ask = What was good at “{ $title }”, and what should change? Please write it in one message. No name is stored with it, but your way of writing may show who you are.
feedback-words-noted = Thank you! It is stored without your name.
feedback-results =
    <b>What those who came thought of “{ $title }”</b>
    { $answers } of { $asked } answered
feedback-is-interrupted = Your round of feedback on “{ $title }” was <b>interrupted</b>: a backup was restored while it was open, and backups never hold open anonymous answers. Nothing of it is counted.
feedback-again = Ask again
feedback-too-few = Fewer than { $enough } people have answered, so nothing is shown: one could tell who said what. The answers are deleted.
feedback-average = On average <b>{ $average }</b> of 5 points
feedback-points = { $points }: { $count }
feedback-ranking-good = <b>What was good</b>
feedback-ranking-change = <b>What should change</b>
feedback-count = { $what }: { $count }
feedback-written = <b>In their own words</b>, in no order
feedback-quote = <q>{ $words }</q>
feedback-more = … and { $count } more
rule-feedback-sent = Those who came were asked already.
rule-feedback-closed = This round of feedback is closed.
rule-feedback-not-asked = This question went to those who came to the meeting.
rule-feedback-taken = You have answered already. As nobody knows which answer is yours, it cannot be changed.
rule-feedback-wrote = You have written already. As nobody knows which words are yours, they cannot be changed.
rule-feedback-words = Please write up to { $limit } characters.

command-minutes = write the minutes of a meeting
minutes-title = <b>Minutes: { $title }</b> · { $class_names } · { $when }
minutes-corrected = <i>corrected</i>
minutes-decided = <b>Decided</b>
minutes-point = • { $text }
minutes-vote = • { $text } { $result } ({ $figures })
minutes-to-do = <b>To do</b>
minutes-task = • { $text } ({ $who }, by { $when })
minutes-none = No meeting that you look after has begun lately, so there is nothing to write minutes of.
minutes-album-partly = I only saw the one picture or file that you answered, not the rest of the album. You can add the others: tap Change, then Photos and files.
minutes-decision-ask = What was decided at “{ $title }”? Write each decision on a line of its own.
minutes-decision-suggested = Was it about one of these suggestions of families? Then tap it first, and they are told.
minutes-decision-noted = { $count ->
    [one] The decision is recorded in the minutes of “{ $title }”.
   *[other] { $count } decisions are recorded in the minutes of “{ $title }”.
}
minutes-form-title = Minutes
minutes-form-meeting = Of which meeting?
minutes-form-meeting-short = Meeting
minutes-form-text = What was talked about? Please write the minutes.
minutes-form-text-short = Text
minutes-form-files = Photos or files for the minutes? Send them one after another, then tap Done.
minutes-form-files-short = Photos and files
minutes-form-ready = These minutes go to the group, and in private to { $count ->
    [one] one person who was invited
   *[other] { $count } people who were invited
}:
minutes-form-again = The minutes are out already. They will change everywhere to this, with the word “corrected”:
minutes-form-sent = <b>Sent.</b>
rule-minutes-long = Minutes have up to { $limit } characters. Please send longer ones as a file.
rule-decision-text = A decision has up to { $limit } characters, with letters or digits in it.

command-tasks = what you have to do after a meeting
task-line = <b>{ $text }</b> · by { $when }{ $late }
task-late = { " " }· overdue
task-number = { $number }. { $task }
task-given =
    You have a new task: <b>{ $text }</b>
    By { $when }{ $late }
task-reminder =
    <b>Reminder:</b> { $text }
    By { $when }{ $late }
task-done = Done
task-noted = Done: { $text }
task-done-before = This was done already: { $text }
task-done-by = { $name } has done: { $text }
tasks-yours = { $count ->
    [0] You have nothing to do.
    [one] You have one task. Tap Done, or write <code>/tasks 1</code>.
   *[other] You have { $count } tasks. Tap Done, or write <code>/tasks</code> and the number of what is done.
}
tasks-no-such = There is no task “{ $typed }” on your list. Write /tasks to see it.
task-form-title = New task
task-form-meeting = From which meeting?
task-form-meeting-short = Meeting
task-form-text = What is to be done?
task-form-text-short = Task
task-form-who = Who does it?
task-form-who-short = Who
task-form-due = By when?
task-form-due-short = By
task-form-ready = To be done by <b>{ $when }</b>; a day ahead I recall it:
task-form-preview =
    <b>{ $text }</b>
    { $who }
task-form-sent = <b>Given.</b>
rule-task-text = A task has up to { $limit } characters, with letters or digits in it.

command-agenda = what the committee talks about next
agenda-title =
    <b>Agenda: { $title }</b> · { $class_names }
    { $when }
agenda-item = { $number }. { $text } ({ $who })
agenda-empty = Nothing is on it yet.
agenda-add = Add something
agenda-open-tasks = <b>Still to be done ({ $count })</b>
agenda-task-done = Done: { $text }
agenda-take-off = Take off { $number }
agenda-none = No committee meeting is planned in your classes.
agenda-ask = What do you want to talk about at “{ $title }”? Write each item on a line of its own.
agenda-not-yours = Only who added it can take it off, or who has called the meeting.
agenda-taken-off = Taken off: { $text }
agenda-card = <b>Agenda</b>
agenda-card-item = { $number }. { $text }
agenda-card-tasks = { $count ->
    [one] One task from before is open: /agenda
   *[other] { $count } tasks from before are open: /agenda
}
rule-agenda-text = An item has up to { $limit } characters, with letters or digits in it.
rule-agenda-full = { $limit } items are on the agenda: it is full.

lecture-card-speaker = Speaker: <b>{ $name }</b>
lecture-card-about = Speaker: <b>{ $name }</b>, { $about }
lecture-card-live = Shown live: who says Coming gets the link in private, 15 minutes before.
lecture-ask-button = Ask the speaker
lecture-watch = Watch live
lecture-live =
    <b>{ $title }</b> is shown live.
    It begins on { $when }.
lecture-other-kind = Only a lecture or a salon has a speaker, questions to ask beforehand, and a live link.
lecture-speaker-ask = Who speaks at “{ $title }”? Write the name and, after a comma, a few words about them. For example: Dr. Li Wei, doctor for children
lecture-speaker-noted = { $name } stands on the card of “{ $title }” now.
lecture-link-ask = Where is “{ $title }” shown live? Send the link. I keep it until 15 minutes before, and then give it only to those who come.
lecture-link-noted = Noted. Who comes to “{ $title }” gets the link in private on { $when }.
lecture-link-told = { $count ->
    [0] Noted. Who says Coming from now on gets the link at once.
    [one] I have sent the link to the one person who comes. Who says Coming from now on gets it at once.
   *[other] I have sent the link to the { $count } people who come. Who says Coming from now on gets it at once.
}
lecture-questions = <b>Questions for “{ $title }”</b> ({ $count })
lecture-question = { $number }. { $text }
lecture-question-by = { $number }. { $text } ({ $who })
lecture-more = … and { $count } more
lecture-question-ask = What do you want to ask at “{ $title }”? Please write your question.
lecture-question-how =
    <q>{ $text }</q>
    How shall it go out?
lecture-unnamed = Without my name
lecture-named = With my name
lecture-question-noted = Your question is on the list.
rule-lecture-speaker = A name has up to { $limit } characters, with letters in it.
rule-lecture-about = Please say it in up to { $limit } characters.
rule-lecture-link = That is no link. It begins with https://
rule-lecture-question = A question has up to { $limit } characters, with letters or digits in it.
rule-lecture-questions-full = So many questions are on the list that it is full.

## Notices
command-announce = tell the families of a class something
command-announcements = what is planned, and who has confirmed
announce-ask =
    What shall I announce? Please write the text.
    To have it posted later, begin with the time, like: tomorrow 07:45. What stands before the text with a colon counts, too: urgent, signed (families sign it), fyi (nobody confirms it), pinned.
announce-ask-planned = { $planned ->
    [1] What shall I announce on { $when }? Please write the text.
   *[0] What shall I announce? Please write the text.
}
notice-which-class = Which class is this for?
notice-form-title = New notice
notice-form-classes = Which classes is it for? Tap them, then Done. Or write them: 3A, 3B
notice-form-classes-short = Classes
notice-form-text = What shall I announce? Please write the text, or send a photo or file with the text under it.
notice-form-text-short = Text
notice-form-files = Shall photos or files go with it? Send up to ten, then tap Done.
notice-form-files-short = Photos and files
notice-form-confirm = How shall families confirm it?
notice-form-confirm-short = Confirm
notice-confirm-none = Not at all
notice-confirm-tap = “Got it”
notice-confirm-signed = Signed: yes or no
notice-form-weight = Shall it stand out? What is urgent also goes out in quiet hours. A pinned one stays on top for a week.
notice-form-weight-short = Stands out
notice-weight-usual = As usual
notice-weight-urgent = Urgent
notice-weight-pinned = Pinned
notice-weight-both = Urgent and pinned
notice-form-full = The families of a class already have as many messages from me that day as your school wants. What shall I do?
notice-form-full-short = Full day
notice-form-when = When shall it be posted?
notice-form-when-short = When
notice-form-now = Now
notice-form-ready = <b>{ $class_names }</b> · { $planned ->
    [0] to be posted <b>now</b>
   *[other] planned for <b>{ $when }</b>
}. It will look like this:
notice-form-quiet = Those are quiet hours: it goes out when they are over. (Mark it as urgent to have it posted at once.)
notice-form-sent = <b>Sent.</b>
notice-urgent-words = urgent,emergency
notice-signed-words = signed
notice-unasked-words = fyi
notice-pinned-words = pinned
notice-album-partly = I only saw the one picture or file that you answered, not the rest of the album. Send the album to me in private, answer it there with /announce, and all of it goes along.
notice-full-not = There is room
notice-full-anyway = Post anyway
notice-full-later = { $tomorrow ->
    [0] { $day }
   *[other] Tomorrow
} { $time }
notice-full-never = Do not post it
notice-full-dropped = It is not posted.
notice-full = { $class_names }: families there already have { $count } messages from me on { $day }, as many as your school wants. What shall I do with your notice?
notice-draft-gone = This was posted already, or is too old. Send /announcements to see what is planned and running.
notice-no-class-here = This group does not belong to a class yet. The head teacher sends here, for example: /class 3B
notice-no-class = None of your classes has a group yet. Add me to the group, and send there for example: /class 3B
notice-no-group = { $class_name } has no group any more, so nothing can be posted there.
notice-not-a-time = There is no such time: { $typed }. Write it like: tomorrow 07:45. Nothing was posted.
notice-too-long = { $over ->
    [one] That is { $over } character too long, so nothing was posted. Please shorten it, or send it as two notices.
   *[other] That is { $over } characters too long, so nothing was posted. Please shorten it, or send it as two notices.
}
notice-empty = There is no text in it, so the notice stays as it was. To take it back, tap “Withdraw” on its card here (/announcements shows it).
notice-edit-unknown = I did not post anything from that message, so changing it has no effect. Please send /announce again.
notice-title = { $urgent ->
    [0] { "" }
   *[other] <b>Urgent</b> · { "" }
}<b>{ $class_names }</b> · { $author }
notice-corrected-at = <i>Corrected: { $when }</i>
notice-corrected-as = <i>Corrected: { $when } · { $what }</i>
notice-differs-replaced = { $was } → { $now }{ $more ->
    [0] { "" }
   *[other] {" "}(and more)
}
notice-differs-added = new: “{ $now }”{ $more ->
    [0] { "" }
   *[other] {" "}(and more)
}
notice-differs-removed = left out: “{ $was }”{ $more ->
    [0] { "" }
   *[other] {" "}(and more)
}
notice-differs-files = other photos or files
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
notice-author-classes-more = …and { $count ->
    [one] one more class, where fewer are missing
   *[other] { $count } more classes, where fewer are missing
 }
notice-author-unasked = Nobody is asked to confirm it.
notice-author-all = Everybody I know has confirmed.
notice-parent = { $name } (parent)
notice-nudge-button = { $left ->
    [one] Nudge those missing (last)
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
notice-planned = { $held ->
    [0] <b>Planned for { $when }</b> · { $class_names }
   *[other] <b>Goes out at { $time }</b> · { $class_names }
    Quiet hours last until { $when }. If it cannot wait, tap “Post now”.
}
notice-now-button = Post now
notice-now-late = It was posted already: { $when }
notice-now-done = It is posted.
notice-files-button = Photos and files…
notice-files-form-title = Photos and files
notice-files-ask = Send the photos or files that it should have instead, up to ten, then tap Done. “Skip” leaves it without any.
notice-files-ask-short = Photos and files
notice-files-ready = “{ $head }” – it will look like this:
notice-files-form-sent = <b>Changed.</b>
notice-posted = <b>Posted</b> · { $class_names }
notice-cancelled = <b>Cancelled, was not posted</b> · { $class_names }
notice-change-button = Change
notice-cancel-button = Cancel it
notice-cancel-done = Cancelled: it will not be posted.
notice-change-ask =
    “{ $head }” – what should be different?
    Write the new text, or a new time like Fri 07:45, or both. (/cancel leaves it as it is.)
notice-later-form-title = New time of the notice
notice-later-form-ready = <b>{ $when }</b> is when it will be posted:
notice-later-form-sent = <b>Changed.</b>
notice-change-done = Changed. It will be posted on { $when }.
notices-none = Nothing is planned, and nothing was announced in the last 14 days. /announce tells a class something.
notices-planned = { $count ->
    [0] Nothing is planned.
    [one] <b>One notice is planned:</b>
   *[other] <b>{ $count } notices are planned:</b>
}
notices-planned-line = <b>{ $number }.</b> { $class_names } · { $when }: “{ $head }”
notices-running = { $count ->
    [0] Nothing was announced in the last 14 days.
    [one] <b>Announced in the last 14 days:</b>
   *[other] <b>Announced in the last 14 days ({ $count }):</b>
}
notices-running-line = <b>{ $number }.</b> { $class_names } · { $when }: “{ $head }”{ $confirmed ->
    [0] { "" }
   *[other] {" "}· { $confirmed } confirmed
}
notices-show = { $number } See
notices-change = { $number } Change
notices-cancel = { $number } Cancel
notices-withdraw = { $number } Withdraw
notices-newer = ‹ Back
notices-older = More ›
notice-missed = <b>Not posted:</b> this was planned for { $when } in { $class_names }, but I was not running then. If it still matters, please send it with /announce:
notice-right-lost = <b>Not posted:</b> this was planned by { $author } for { $when } in { $class_names }, and { $author } may no longer announce there. If it still matters, please send it with /announce:
notice-group-lost = <b>Not posted:</b> this was planned by { $author } for { $when }, and { $class_names } has no group any more:
rule-notice-withdrawn = This notice was withdrawn.
rule-notice-posted = This notice is posted already: its time cannot be changed any more.
rule-notice-unposted = This notice is not posted yet.
rule-notice-nudged-out = They have been nudged twice; a third time would only annoy. A call may help.

slip-sign = Sign
slip-count = { $signed ->
    [0] Please tap “Sign”: I ask you in private, for each child.
    [one] Signed for <b>one child</b>. Please tap “Sign”: I ask you in private, for each child.
   *[other] Signed for <b>{ $signed } children</b>. Please tap “Sign”: I ask you in private, for each child.
}
slip-in-private = The slip is in our private chat.
slip-below = The slip is below.
slip-name-first = Before you sign “{ $head }”, I need your child’s name. Once it is on the list, tap:
slip-title = <b>Consent slip</b> · { $class_names }
slip-about = { $child }: “{ $head }”
slip-line = { $child }: <b>{ $said }</b>
slip-said-yes = Yes
slip-said-no = No
slip-said-conflict = two different answers
slip-said-nothing = not signed yet
slip-said-counts = counts
slip-said-before = earlier
slip-said-void = for an earlier text
slip-comment = Comment: { $comment }
slip-by = Signed by { $name } · { $when }
slip-form-title = Consent slip
slip-form-notice = Which one would you like to sign?
slip-form-notice-short = Notice
slip-form-child = For which child? Each has a slip of its own.
slip-form-child-short = Child
slip-form-answer = Do you agree?
slip-form-answer-short = Answer
slip-form-comment = Is there something the teacher should know? Write it, or skip this.
slip-form-comment-short = Comment
slip-form-ready = <b>Please look once more.</b> It counts once you tap Send. Only the teachers see it.
slip-form-sent = <b>Signed. Thank you!</b> If you change your mind, tap “Sign” once more.
slip-next = “{ $head }”: still to be signed for { $names }.
slip-nudge = <b>{ $class_names }</b>: please sign this for your child.
slip-again = “{ $head }” has been corrected since it was signed for { $names }. Please read it again, and sign what it says now.

    { $text }
slip-reminder = Reminder: “{ $head }” – not every family has signed yet. If you have not, please tap “Sign”.
slip-differs = “{ $head }”: for { $child } there are now two different answers, from two guardians. The head teacher is asked which one counts. You can still change yours.
slip-agree = “{ $head }”: the answers for { $child } agree now: <b>{ $said }</b>.
slip-settled = “{ $head }”: for { $child } the head teacher has decided which answer counts: <b>{ $said }</b>. If that is not right, please speak to { $school }.
slip-conflict = <b>{ $child }</b> ({ $class_name }): the guardians answer “{ $head }” differently.

    { $words }

    Please speak to them, and tap what counts. Until then the slip is shown as not agreed.
slip-word = { $name }: <b>{ $said }</b> · { $when }
slip-on-paper = On paper
slip-counts = { $said } counts
slip-settle-noted = Noted: { $said } counts for { $child }. I tell the guardians.
slip-paper-button = Signed on paper
slip-paper-who = “{ $head }” – who has handed in a slip on paper? Tap the name.
slip-paper-ask = “{ $head }” – what does the slip of <b>{ $child }</b> say?
slip-paper-noted = Noted from paper: { $child }, { $said }.
slip-author-count = Signed: <b>{ $signed } of { $children }</b>
slip-author-class = <b>{ $class_name }</b>: { $yes } yes, { $no } no{ $differing ->
    [0] {""}
   *[other] , { $differing } not agreed
}, { $missing } missing of { $families }{ $told ->
    [0] {""}
   *[other] {" "}({ $told } on paper)
}
slip-author-yes = <b>Yes ({ $count }):</b> { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
slip-author-no = <b>No ({ $count }):</b> { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
slip-author-conflict = <b>Guardians differ ({ $count }):</b> { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
slip-author-comment = { $child }: <i>{ $comment }</i>
slip-author-comments-more = { $count ->
    [one] … and one more comment, in the export
   *[other] … and { $count } more comments, in the export
}
slip-export-button = Export
slip-export-done = “{ $head }” – all slips as a table. It holds what families told you in private.
slip-file = slips-{ $day }
slip-column-child = Child
slip-column-class = Class
slip-column-guardian = Guardian
slip-column-answer = Answer
slip-column-comment = Comment
slip-column-time = Time
slip-column-how = How
slip-column-counts = Counts
slip-how-signed = signed here
slip-how-paper = on paper
slip-how-settled = head teacher
rule-slip-comment = Please write up to { $limit } characters.
rule-slip-agreed = The answers for { $child } agree now: there is nothing to decide.
rule-slip-on-file = The slip of { $child } is signed already.

question-button = Question
question-ask = “{ $head }” – what would you like to know? Only the author reads who asks.
question-passed = I have passed on your question about “{ $head }”. You will hear from me here.
question-nobody = I have noted your question about “{ $head }”, but can reach nobody at the moment who could answer. Please ask in another way if it is urgent.
question-thanks = thanks,thank you,thank you very much,many thanks,thx,ok,okay,got it,noted,great,done,received
question-asked = <b>{ $name }</b> asks about “{ $head }”:

    <q>{ $text }</q>
question-reply-button = Answer
question-waiting = { $count ->
    [one] <b>One question</b> waits for an answer
   *[other] <b>{ $count } questions</b> wait for an answer
}
question-waiting-button = Questions ({ $count })
question-none = No question waits.
question-gone = This question is answered already, or is not yours to answer.
question-form-title = Answer to a question
question-form-which = Which question?
question-form-which-short = Question
question-form-answer = What do you answer?
question-form-answer-short = Answer
question-form-to = Who shall read it?
question-form-to-short = For
question-to-everybody = For everybody
question-to-asker = Only who asked
question-ready-everybody = This will stand under the notice for everybody. Nobody sees who asked.
question-ready-asker = This goes in private to who asked, and to nobody else.
question-form-sent = <b>Answered.</b>
question-pair = <b>Q:</b> { $question }
    <b>A:</b> { $answer }
question-pairs = { $count ->
    [one] <b>One question answered</b>
   *[other] <b>{ $count } questions answered</b>
}
question-older = … and { $count } older
question-answered = { $name } answers your question about “{ $head }”:

    { $pair }
question-answered-all = Your question about “{ $head }” is answered under the notice, for everybody and without your name:

    { $pair }
rule-question-text = Please ask in up to { $limit } characters.
rule-answer-text = Please answer in up to { $limit } characters.
rule-question-enough = You have asked { $limit } questions today. Please call the school, or ask on tomorrow.
rule-question-answered = This question is answered already.

guardians-changed = “{ $title }” ({ $when }): for { $child } the answer is now <b>{ $now }</b>. Before, you had said: { $was }. Another guardian has changed it; both of you are told. A tap changes it again.
guardians-changed-own = “{ $title }” ({ $when }): for { $child } the answer is now <b>{ $now }</b>, as you said. Before, another guardian had said: { $was }. Both of you are told.
guardians-said-yes = coming
guardians-said-no = not coming
guardians-said-maybe = maybe
guardians-said-waiting = on the waiting list

passed-notices = { $name } no longer looks after { $count ->
    [one] this notice. It is
   *[other] these notices. They are
} yours now:
passed-line = { $number }. { $what }
passed-more = … and { $count } more
passed-ask = All of it stands. What shall not, you can cancel here.
passed-keep = Keep all
passed-drop = Cancel { $number }
passed-kept = Noted: all of it stays.
notice-author-class = <b>{ $class_name }</b>: { $confirmed } of { $families } confirmed, { $missing } missing{ $told ->
    [0] {""}
   *[other] {" "}({ $told } told you)
}
notice-nudge-class = { $left ->
    [1] Nudge { $class_name } (last time)
   *[other] Nudge { $class_name }
}
notice-nudged-later = It is late: at { $at } I write to { $reached ->
    [one] one person
   *[other] { $reached } people
} in private.{ $unreached ->
    [0] {""}
   *[other] {" "}{ $unreached } more cannot be reached so: a reminder in the group names nobody.
}

## Surveys
command-survey = ask parents something
command-surveys = surveys that you look after
survey-no-class = There is no class with a group in which you can ask something.
survey-title =
    { $invited ->
        [0] 📋 <b>{ $title }</b>
       *[other] 📋 <b>{ $title }</b> (to all who came to { $meeting })
    }
    <b>{ $class_names }</b> · { $author }
survey-is-withdrawn = This survey was taken back.
survey-is-interrupted = <b>Interrupted.</b> A backup was restored while this survey was open, and backups never hold open anonymous answers. It is closed, and nothing of it is counted; who asked can ask again.
survey-asks = { $count ->
    [one] One question
   *[other] { $count } questions
}, about { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
survey-count = { $option }: <b>{ $count }</b> { $bar }
survey-unit = <i>{ $unit ->
    [child] One answer for each child; whichever parent answers last counts.
    [person] Each parent answers for themselves.
   *[family] { $anonymous ->
        [0] One answer for each family; the last one counts.
       *[other] One answer for each family; it cannot be changed.
    }
}</i>
survey-named = <i>{ $live ->
    [0] With names: whoever asked can see who answered what. The group sees only how many have answered.
   *[other] With names: whoever asked can see who answered what. The group sees only the numbers.
}</i>
survey-anonymous = <i>Anonymous: I note that you took part, and apart from that what you answered, without name or time. { $staff ->
    [0] Results come when it is closed, and only if { $enough } or more have answered.
   *[other] Results come when it is closed, only if { $enough } or more have answered, and only to the principal.
}</i>
survey-by-class = <i>Results may be shown by class, where { $enough } or more have answered.</i>
survey-own-words = <i>Your way of writing may show who you are.</i>
survey-is-closed = Closed on { $when }.
survey-until = Open until <b>{ $when }</b>.
survey-moved = <i>Changed on { $when }; it was to close on { $was }.</i>
survey-reopened = <i>Opened again on { $when }; it was closed on { $was }.</i>
survey-answered = { $unit ->
    [child] { $count ->
        [0] Nobody has answered yet.
        [one] Answered for one child so far.
       *[other] Answered for { $count } children.
    }
    [person] { $count ->
        [0] Nobody has answered yet.
        [one] One person has answered.
       *[other] { $count } people have answered.
    }
   *[family] { $count ->
        [0] Nobody has answered yet.
        [one] One family has answered.
       *[other] { $count } families have answered.
    }
}
survey-answer = { $minutes ->
    [one] Answer (1 minute)
   *[other] Answer ({ $minutes } minutes)
}
survey-toggle = Tap all that apply; tap one again to take it out.
survey-toggle-last = One has to stay. Tap another one first.
survey-noted-several = Noted: { $answer }. Tap one again to take it out.
survey-noted = Noted: { $answer }. Tap another one to change it.
survey-noted-secret = Thank you! Your answer is stored without your name.
survey-tap-again = Tap “{ $answer }” again to send it. It cannot be changed afterwards.
survey-not-there = This survey is for those who came to the meeting.

survey-below = The survey is below.
survey-in-private = I ask you in our private chat.
survey-how = To answer, open the private chat with me and press <b>Start</b>. I ask one question after another there.
survey-place = { $title } · { $number } of { $count }
survey-hint-one = Please tap one.
survey-hint-several = { $least ->
    [one] Please tap all that fit (up to { $most }), then Done.
   *[other] Please tap { $least } to { $most }, then Done.
}
survey-hint-scale = Please tap 1 to 5.
survey-hint-number = { $bounded ->
    [0] Please write a number.
   *[other] Please send a number from { $least } to { $most }.
}
survey-hint-text = Please write it in one message.
survey-optional = <i>You may skip this one.</i>
survey-so-far = Your answer: { $answer }
survey-back = ‹ Back
survey-skip = Skip
survey-done = Done
survey-enough = No more than { $most }. Tap one again to take it back.
survey-first = Please answer first.
survey-review = <b>{ $title }</b>: is this right? Tap a number to change an answer.
survey-said = <b>{ $number }.</b> { $question } — { $answer }
survey-skipped = –
survey-review-named = <i>Nothing is sent yet. After that you can still change it until the survey closes.</i>
survey-review-secret = <i>Nothing is sent yet. After that it cannot be changed, as nobody knows which answer is yours.</i>
survey-send = Send
survey-on = Go on
survey-resumed = <b>{ $title }</b>: { $count ->
    [one] you have answered one question
   *[other] you have answered { $count } questions
} and not sent it yet.
survey-thanks = ✓ Thank you! Your answers to “{ $title }” are in. You can change them until { $when }.
survey-thanks-secret = ✓ Thank you! Your answers to “{ $title }” are in, without your name.
survey-again = Change my answers

survey-form-title = New survey
survey-form-sent = <b>Sent.</b>
survey-form-whom = Whom do you want to ask?
survey-form-whom-short = Whom
survey-whom-classes = Families of classes
survey-whom-came = Who came: { $title } ({ $when })
survey-form-classes = Which classes is it for? Tap them, then Done. Or write them: 3A, 3B
survey-form-classes-short = Classes
survey-form-staff = Is it about people who work at the school? Then it is anonymous, and the results come to you alone.
survey-form-staff-short = About
survey-staff-no = No
survey-staff-yes = Yes, about staff
survey-form-name = What is it called?
survey-form-name-short = Title
survey-form-about = Anything to say above the questions?
survey-form-about-short = Words above
survey-form-questions = Which questions?
survey-form-questions-short = Questions
survey-form-mode = With names, or anonymous? If it is anonymous, nobody can find out who answered what, not even you.
survey-form-mode-short = Names
survey-mode-named = With names
survey-mode-anonymous = Anonymous
survey-form-unit = Who counts once?
survey-form-unit-short = Counts once
survey-each-child = Each child
survey-each-family = Each family
survey-each-person = Each parent
survey-form-live = Shall the group see the numbers while it is open?
survey-form-live-short = Numbers
survey-form-by-class = Would you like results by class, too? The card will say so. They are shown only where ten or more answered.
survey-form-by-class-short = By class
survey-form-opens = When shall it open?
survey-form-opens-short = Opens
survey-form-now = Now
survey-form-closes = Until when may people answer?
survey-form-closes-short = Closes
survey-form-ready = <b>{ $class_names }</b>{ $came ->
    [0] { "" }
   *[other] { " " }(to each who came, in private)
} · { $planned ->
    [0] opens <b>now</b>
   *[other] opens <b>{ $when }</b>
}
survey-form-quiet = Those are quiet hours: it opens when they are over.
survey-form-looks = It will look like this:
survey-questions-how =
    Tap a kind of question. Or write them all in one message, a line each:
    <code>? Which evening suits? | Mon | Wed | Fri</code>
    <code>+ Which clubs? (at most 2) | Chess | Choir | Judo</code>
    <code>* Rate the canteen 1-5</code>
    <code># How many will come? (0-6)</code>
    <code>> Anything else? (optional)</code>
    <code>[Fri] > Why Friday?</code> is asked only after that answer.
survey-questions-told = { $count ->
    [one] one question
   *[other] { $count } questions
}
survey-add-one = + One of several
survey-add-several = + Several of several
survey-add-scale = + Scale 1–5
survey-add-number = + Number
survey-add-text = + In own words
survey-write-one = Please write the question, and below it each choice on a line of its own.
survey-write-several = Please write the question, and below it each choice on a line of its own. Parents may tap several.
survey-write-scale = Please write the question. Parents tap 1 to 5: say what these mean.
survey-write-number = Please write the question. Parents answer with a number.
survey-write-text = Please write the question. Parents answer in their own words.
survey-kind-one = one of several
survey-kind-several = several
survey-kind-scale = 1–5
survey-kind-number = number
survey-kind-text = own words
survey-line = <b>{ $number }.</b> { $question } <i>({ $kind }{ $required ->
    [0] , optional
   *[other] { "" }
}{ $after })</i>
survey-only-after = , only after { $question }: { $answer }
survey-taps = { $count ->
    [one] It costs a parent one tap.
   *[other] It costs a parent about { $count } taps.
}
survey-many-taps = ⚠️ That is a lot. With more than ten, many begin and few send it.
survey-to-list = ‹ Back
survey-set-optional = Optional
survey-set-after = Only after …
survey-set-least = At least …
survey-set-most = At most …
survey-set-away = Take it off
survey-which-after = After which answer is it asked?
survey-which-least = How many must be chosen at least?
survey-which-most = How many may be chosen at most?
survey-answered-so = { $question }: { $answer }
survey-always = Always

survey-author-title = 📋 <b>{ $title }</b> ({ $class_names })
survey-author-count = { $unit ->
    [child] <b>{ $answered } of { $asked }</b> children have an answer.
    [person] <b>{ $answered } of { $asked }</b> people have answered.
   *[family] <b>{ $answered } of { $asked }</b> families have answered.
}
survey-planned = Opens on <b>{ $when }</b>, closes on { $closes }.
survey-open-now = Open now
survey-cancel = Do not open
survey-results = Results
survey-reopen = Open again
survey-close = Close now
survey-move = Other closing time
survey-remind = Remind
survey-missing = Who is missing
survey-withdraw = Take back
survey-missing-none = Everybody I know has answered.
survey-missing-names = <b>{ $title }</b>: { $count } missing: { $names }
survey-close-ask = Close “{ $title }” now? { $anonymous ->
    [0] You can open it again.
   *[other] An anonymous survey cannot be opened again.
}
survey-close-yes = Yes, close it
survey-closed-now = Closed.
survey-told-closed = “{ $title }” was closed early. Thank you to all who answered.
survey-move-form-title = Other closing time
survey-move-form-sent = <b>Changed.</b>
survey-move-form-closes = Until when may people answer?
survey-move-form-closes-short = Closes
survey-move-form-ready = Everybody is told:
survey-told-moved = “{ $title }” is now open until { $when }.
survey-told-reopened = “{ $title }” is open again, until { $when }.
survey-opened-now = It is open.
survey-withdraw-ask = { $planned ->
    [0] Take “{ $title }” back? It stays struck through in the group, and nobody sees what was answered.
   *[other] Drop “{ $title }”? Nobody has seen it yet.
}
survey-withdraw-yes = Yes, take it back
survey-withdrawn-now = Taken back.
survey-reminder = { $anonymous ->
    [0] <b>{ $class_names }</b>: “{ $title }” waits for your answer until { $when }.
   *[other] <b>{ $class_names }</b>: “{ $title }” is open until { $when }. If you have not answered yet: every answer helps. (It is anonymous, so this goes to everybody.)
}
survey-reminder-question = <b>{ $question }</b>
survey-reminder-over = “{ $title }” is closed since { $when }.
survey-reminded = { $held ->
    [0] { $reached ->
        [0] Nobody of those can be written to.
        [one] I write to one person.
       *[other] I write to { $reached } people.
    }
   *[other] { $reached ->
        [0] Nobody of those can be written to.
        [one] I write to one person at { $at }, after the quiet hours.
       *[other] I write to { $reached } people at { $at }, after the quiet hours.
    }
}{ $left ->
    [0] { "" }
    [one] { " " }One more has not pressed Start.
   *[other] { " " }{ $left } more have not pressed Start.
}
survey-missed = <b>Not opened:</b> “{ $title }” was planned for { $when }, but it could not be opened in time. If it still matters, please ask again with /survey.
survey-right-lost = <b>Not opened:</b> “{ $title }” was planned for { $when }, and its author may no longer ask there.
survey-group-lost = <b>Not opened:</b> “{ $title }” was planned for { $when }, and its class has no group any more.
guardians-changed-survey = { $own ->
    [0] The other guardian of { $child } has answered “{ $title }” differently now. The last answer counts: theirs.
   *[other] The other guardian of { $child } had answered “{ $title }” differently. The last answer counts: yours. I have told them.
}
passed-surveys = { $name } no longer looks after { $count ->
    [one] this survey. It is
   *[other] these surveys. They are
} yours now:
surveys-none = There is no survey yet. /survey asks parents something.
surveys-title = { $count ->
    [one] <b>One survey</b>
   *[other] <b>{ $count } surveys</b>
}. Tap a number to open one.
surveys-line = <b>{ $number }.</b> { $title } ({ $class_names }) · { $state ->
    [planned] opens { $when }
    [closed] closed { $when }
    [withdrawn] taken back
   *[open] open until { $when }
}{ $answered ->
    [0] { "" }
   *[other] { " " }· { $answered } answered
}
rule-survey-withdrawn = This survey was taken back.
rule-survey-closed = This survey is closed. Your answer came too late and was not counted.
rule-secret-lost = This is interrupted: the server has lost the key that it is sealed with, and nothing counts any more. Who began it will be told.
rule-secret-no-key = Nothing secret can be opened just now, because the bot cannot write its key on the server. Please ask whoever runs it to look into its log.
rule-survey-taken = You (or your family) have answered already. As nobody knows which answer is yours, it cannot be changed.
rule-survey-close = It must close after it opens.
rule-survey-not-open = It is not open.
rule-survey-not-closed = It is still open.
rule-survey-opened = It is open already.
rule-survey-closed-for-good = It is closed for good: who has seen the results would see what one more answer changes.
rule-survey-reminded = { $limit ->
    [one] Everybody was reminded once. That is enough.
   *[other] Everybody was reminded { $limit } times. That is enough.
}
rule-survey-option = That is not on offer.
rule-survey-several = Please choose { $least } to { $most }.
rule-survey-number = Please send a number from { $least } to { $most }.
rule-survey-words = Please write up to { $limit } characters.
rule-survey-missing = One question is still open.
rule-survey-empty = You have answered nothing yet.
rule-survey-title = A title has 1 to { $limit } characters.
rule-survey-about = Please say it in up to { $limit } characters.
rule-survey-question = A question has 1 to { $limit } characters.
rule-survey-options = Such a question has 2 to { $most } choices, each on a line of its own.
rule-survey-option-name = A choice has 1 to { $limit } characters.
rule-survey-options-alike = “{ $option }” is there twice.
rule-survey-bounds = Those numbers do not go together.
rule-survey-no-questions = There is no question in it yet.
rule-survey-questions = A survey has { $most } questions at most.
rule-survey-after = A question can only depend on one before it.
rule-survey-after-what = No question before it has the answer “{ $answer }”.
rule-survey-line = I cannot read “{ $line }” as a question. A line begins with ? (one), + (several), * (1–5), # (number) or > (own words).
rule-survey-child-anonymous = An anonymous survey cannot count children: two equal answers would show a brother and a sister.
rule-survey-staff-named = A survey about people who work here is anonymous.
rule-survey-live = Only one question with names can show its numbers while it is open.

## What a survey begins with
survey-form-begin = What does the survey begin with? A template, or one of your earlier surveys, can still be changed.
survey-form-begin-short = Begins with
survey-begin-blank = An empty one
survey-begin-again = Again: { $title } ({ $day })
survey-template-school = Our school: how are we doing?
survey-template-school-glad = My child likes going to school. (1 = no, 5 = yes, very much)
survey-template-school-safe = My child feels safe here. (1 = no, 5 = yes, very much)
survey-template-school-informed = The school tells us what we need to know. (1 = no, 5 = yes, always)
survey-template-school-heard = When we have a worry, somebody listens. (1 = no, 5 = yes, always)
survey-template-school-rooms = Rooms, yard and toilets are in good order. (1 = no, 5 = yes, very)
survey-template-school-keep = What should stay just as it is?
survey-template-school-change = What should we change first?
survey-template-teaching = Teaching: what helps your child?
survey-template-teaching-understands = My child understands what is taught. (1 = no, 5 = yes, nearly always)
survey-template-teaching-encouraged = My child is encouraged to try. (1 = no, 5 = yes, very much)
survey-template-teaching-fair = My child is treated fairly and with respect. (1 = no, 5 = yes, always)
survey-template-teaching-homework = My child can manage the homework alone. (1 = no, 5 = yes, nearly always)
survey-template-teaching-progress = I know how my child is getting on. (1 = no, 5 = yes, very well)
survey-template-teaching-helps = What helps your child most in lessons? Please name nobody.
survey-template-teaching-wish = What would you like to be different? Please name nobody.
survey-template-openday = After the open day
survey-template-openday-liked = How did you like the open day? (1 = not at all, 5 = very much)
survey-template-openday-answers = Your questions were answered. (1 = no, 5 = yes, all of them)
survey-template-openday-useful = What was most useful to you?
survey-template-openday-useful-rooms = seeing the classrooms
survey-template-openday-useful-teachers = talking with teachers
survey-template-openday-useful-work = the children’s work
survey-template-openday-useful-tour = the tour
survey-template-openday-heard = How did you hear of it?
survey-template-openday-heard-letter = a letter from school
survey-template-openday-heard-group = a parents’ group
survey-template-openday-heard-friends = friends or neighbours
survey-template-openday-heard-paper = newspaper or internet
survey-template-openday-missing = What did you miss?
survey-template-lecture = After the lecture
survey-template-lecture-useful = It helps me in everyday life with my child. (1 = no, 5 = yes, very much)
survey-template-lecture-clear = It was easy to follow. (1 = no, 5 = yes, very)
survey-template-lecture-length = How was the length?
survey-template-lecture-length-short = too short
survey-template-lecture-length-right = just right
survey-template-lecture-length-long = too long
survey-template-lecture-again = Would you come to another one?
survey-template-lecture-again-yes = yes
survey-template-lecture-again-perhaps = perhaps
survey-template-lecture-again-no = no
survey-template-lecture-next = What would you like to hear about next?
survey-template-canteen = The canteen
survey-template-canteen-often = How often does your child eat in the canteen?
survey-template-canteen-often-daily = nearly every day
survey-template-canteen-often-some = on some days
survey-template-canteen-often-never = never
survey-template-canteen-taste = My child likes the food. (1 = no, 5 = yes, very much)
survey-template-canteen-calm = There is time to eat in peace. (1 = no, 5 = yes, always)
survey-template-canteen-more = What would you like more of?
survey-template-canteen-more-greens = fruit and vegetables
survey-template-canteen-more-warm = warm meals
survey-template-canteen-more-meatless = meals without meat
survey-template-canteen-more-sugar = less sugar
survey-template-canteen-why = What would have to be different for your child to eat there?
survey-template-canteen-else = Anything else?
survey-template-transport = The way to school
survey-template-transport-how = How does your child mostly come to school?
survey-template-transport-how-foot = on foot
survey-template-transport-how-bicycle = by bicycle or scooter
survey-template-transport-how-schoolbus = by school bus
survey-template-transport-how-public = by bus or train
survey-template-transport-how-car = by car
survey-template-transport-minutes = How many minutes does it take?
survey-template-transport-safe = How safe is the way? (1 = dangerous, 5 = safe)
survey-template-transport-car = What would have to change for your child to come without the car?
survey-template-transport-where = Is there a dangerous place? Which one?
survey-template-date = Which day suits you?
survey-template-date-which = Tap every day on which you could come.
survey-template-date-which-none = none of these

## What came of a survey
survey-result-title = 📊 <b>{ $title }</b> ({ $class_names })
survey-result-rate = { $unit ->
    [child] { $answered } of { $asked } children have an answer
    [person] { $answered } of { $asked } people answered
   *[family] { $answered } of { $asked } families answered
}
survey-result-mode = { $mode ->
    [anonymous] anonymous
   *[named] with names
}
survey-result-open = still open
survey-result-closed = closed on { $day }
survey-result-withheld = { $why ->
    [open] It is still open. Results of an anonymous survey come when it is closed, and not before.
    [too-few] Fewer than { $enough } have answered. Nothing of it is shown, so that nobody can tell who said what.
    [interrupted] It was interrupted: a backup was restored while it was open, and backups never hold open anonymous answers. Nothing of it is counted. Tap the button to ask again: it goes on with the same questions.
   *[withdrawn] It was taken back.
}
survey-result-question = <b>{ $number }. { $question }</b> ({ $count ->
    [0] { $kind ->
        [text] nobody wrote anything
       *[choice] nobody answered
    }
    [one] { $kind ->
        [text] one wrote something
       *[choice] one answer
    }
   *[other] { $kind ->
        [text] { $count } wrote something
       *[choice] { $count } answers
    }
})
survey-result-mean = { $kind ->
    [number] average { $mean }{ $was } · half of them up to { $median } · from { $least } to { $most }
   *[scale] average { $mean } of 5{ $was }
}
percent = { $percent } %
survey-result-was = { " " }(before: { $was })
survey-result-was-mean = before: { $was }
survey-result-line = { $option }: { $said }{ $was }
survey-result-said = { $count } · { $percent } %
survey-result-note = { $kind ->
    [text] { $count ->
        [0] nobody wrote anything
        [one] one wrote something; whoever asked reads it
       *[other] { $count } wrote something; whoever asked reads it
    }
    [several] { $count ->
        [one] one answer · several possible
       *[other] { $count } answers · several possible
    }
   *[choice] { $count ->
        [one] one answer
       *[other] { $count } answers
    }
}
survey-result-average = average
survey-result-median = half of them up to
survey-result-span = from – to
survey-result-before = before: { $title }, { $day } ({ $count ->
    [one] one answer
   *[other] { $count } answers
})
survey-result-written = <b>Written to question { $number }</b>
survey-result-quote = “{ $words }”
survey-result-more = { $count ->
    [one] … and one more: it is in the file.
   *[other] … and { $count } more: they are in the file.
}
survey-result-shares = <b>Answered, by class</b>
survey-result-share = { $name }: { $answered } of { $asked }
survey-result-cuts = <b>Results by class</b> (only where { $enough } or more answered, and as many are left)
survey-result-no-cuts = <i>No results by class: they are shown only where { $enough } or more of a class answered, and as many are left.</i>
survey-result-cut-of = Question { $number }
survey-result-cut = { $name }: { $said }
survey-result-cut-mean = average { $mean } ({ $count ->
    [one] one answer
   *[other] { $count } answers
})
survey-result-grade = grade { $grade }
survey-result-was-published = ✓ The group was shown the numbers ({ $when }).
survey-result-picture = Picture
survey-result-xlsx = Excel file
survey-result-csv = CSV
survey-result-publish = Publish to the group
survey-result-coming = The picture comes in a moment.
survey-result-file = results
survey-result-caption = 📊 <b>{ $title }</b>
survey-result-missing = I have no letters for these, and left them out of the picture: { $signs }
survey-result-staff = This survey is about people who work here. Its results stay with the principal.
survey-result-out-already = The group has these results already.
survey-result-not-yet = There is nothing to publish yet.
survey-result-going = On its way to the group: numbers only, nothing that somebody wrote.
survey-result-out = { $held ->
    [0] { $count ->
        [0] Published. There is no group or person left to show it to.
       *[other] Published: the numbers go out now. What people wrote stays with you.
    }
   *[other] Published: the numbers go out when the quiet hours are over, { $when }. What people wrote stays with you.
}
survey-result-thanks = Thank you to everybody who answered.
survey-export-coming = The file comes in a moment.
survey-export-file = survey { $day }
survey-export-done = All answers to <b>{ $title }</b>. { $anonymous ->
    [0] They have names in them: please share them with nobody who need not know.
   *[other] They are shuffled, and what somebody wrote stands apart from what they tapped.
}
survey-export-counts = Counts
survey-export-answers = Answers
survey-export-words = In own words
survey-export-shares = Classes
survey-column-number = No.
survey-column-question = Question
survey-column-answers = Answered
survey-column-answer = Answer
survey-column-count = How often
survey-column-percent = Percent
survey-column-before = Before
survey-column-class = Class
survey-column-child = Child or family
survey-column-person = Person
survey-column-words = What was written
survey-column-asked = Asked

## What is mine
command-my = what waits for my answer
command-help = what I can do here
my-nothing = Nothing waits for you. All is done, thank you!
my-waiting = { $count ->
    [one] One thing waits for your answer:
   *[other] { $count } things wait for your answer:
}
my-said = <i>✓ { $said }</i>
my-line = { $number }. { $title }
my-back = ← Back to the list
help-title = <b>{ $school }</b>: what you can do here
help-group = In the class group:
help-go-meetings = Meetings
help-go-tasks = Tasks
help-go-committee = Committee
help-typing = Instead of tapping a button, you can answer its message with the words on it.
help-line = { $command } – { $what }

## What is stored
command-mydata = everything that is stored about me
command-forgetme = erase what is stored about me
compose-broke = Sorry, that did not work. Nothing was changed. Please ask for it again.
mydata-file =
    Everything that the school’s bot has stored about you, as a file to read, to keep or to take elsewhere.
    It is a JSON file: any text editor opens it, and programs can read it. The names of its fields are in English.
    Other people are not named in it. Anonymous feedback is not in it either: nobody can tell which is yours.
    /forgetme erases it.
forgetme-asks = <b>Shall I forget you?</b>
forgetme-only-chat = • Erased: your name and this chat. I know nothing else of you.
forgetme-erased = • Erased: your name, what you are here, your questions, drafts and requests, and where answers to your hidden letters go.
forgetme-children = { $count ->
    [one] • Erased with you: { $names }, since nobody else answers for this child.
   *[other] • Erased with you: { $names }, since nobody else answers for them.
}
forgetme-shared = { $count ->
    [one] • { $names } stays: somebody else answers for this child too.
   *[other] • { $names } stay: somebody else answers for them too.
}
forgetme-listed = { $count ->
    [one] • { $names } stays on the class list that the school keeps: the name alone.
   *[other] • { $names } stay on the class list that the school keeps: the names alone.
}
forgetme-answers = • Answers to what is still open are taken out. Of what is over, only the count stays, so that old results do not change; nobody can tell that you were in it.
forgetme-leads = • Notices and meetings of yours go to the head teacher or the school, without your name.
forgetme-elsewhere = I cannot take back what I have written to other people already, what others wrote about you, and what is in the school’s older backups.
forgetme-final = This cannot be undone. You stay in your groups, and a tap on a card there begins anew.
forgetme-button = Yes, forget me
forgetme-keep-button = No, keep everything
forgetme-older = This question is an old one. Send /forgetme again.
forgetme-kept = Everything stays as it was.
forgetme-done = I have forgotten you.
forgetme-farewell = I have forgotten you. This is my last message, and I keep no copy of it.
forgetme-counted = { $count ->
    [one] • Kept: one answer to something that is over, as a number without your name, so that the result stays right.
   *[other] • Kept: { $count } answers to what is over, as numbers without your name, so that the results stay right.
}
forgetme-passed = { $count ->
    [one] • One notice or meeting of yours is in the school’s hands now: families still count on it.
   *[other] • { $count } notices and meetings of yours are in the school’s hands now: families still count on them.
}
forgetme-at-telegram = • What stands in this chat is kept by Telegram. You can delete the chat yourself.
rule-forget-last-admin = You are the only admin here: without you nobody could run the bot. Make somebody else admin first (/people), then send /forgetme again.
rule-forget-last-principal = You are the only principal here. Make somebody else principal first (/people), then send /forgetme again.

command-paper = print a notice, for families without Telegram
notice-paper-which = Which notice shall I put on paper?
notice-paper-none = I find no such notice of yours. /announcements shows what is running.
notice-paper-button = Print a page
notice-paper-coming = Your page is being made: it comes as a file in a moment.
notice-paper-file = notice
notice-paper-caption = <b>{ $class_names } on paper</b>: an A4 page to print, for families without Telegram.
notice-paper-missing = These signs cannot be printed and were left out: { $signs }
notice-paper-files = { $count ->
    [one] One file came with this notice. Please ask for it at the school.
   *[other] { $count } files came with this notice. Please ask for them at the school.
}
notice-paper-qr = Get such news on your phone
notice-paper-qr-text = Scan this with your phone’s camera. It opens the school’s bot in Telegram: press Start, and it tells you how to go on. It is free.
notice-paper-slip-title = Reply for { $class_names }
notice-paper-slip-back = Please sign and give back to the teacher
notice-paper-slip-child = Name of the child
notice-paper-slip-yes = Yes
notice-paper-slip-no = No
notice-paper-slip-comment = Comment
notice-paper-slip-day = Date
notice-paper-slip-signature = Signature

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
delivery-why = { $reason ->
    [lost] Telegram's answer was lost
    [later] Telegram could not be reached
    [late] too late
    [gone] I am no longer there
    [stopped] I was stopped while sending
    [restored] it waited when a backup was made that has been restored
   *[refused] Telegram refuses it: { $words }
}
rule-delivery-settled = This was dealt with already.
rule-delivery-chat-gone = I am no longer in that chat, or was blocked there. Nothing can be sent until that changes.

## Mailbox
command-mailbox = write to the principal
command-inbox = the letters that are open
command-block = no more letters by a writer
command-unblock = letters by a blocked writer again
command-letters = how many letters came, and how they were answered
command-replies = answers to letters that I write often
command-admin_chat = letters to the principal are read in this group
mailbox-here =
    <b>Shall letters to the principal be read in “{ $title }”?</b>
    Everybody in this group will see them, and who wrote, unless a letter is hidden. Only an admin can confirm this.
mailbox-here-yes = Yes, read letters here
mailbox-is-here = Letters come here from now on.
mailbox-class-group = This is a class's group. Letters are read in a private group of those who answer them.
mailbox-lost = I can no longer write in the group where letters are read. Letters are kept. Please add me there again, or name another group with /admin_chat.
mailbox-moved = The group where letters are read has moved (it became a supergroup). Letters come there as before; those that are open come once more.
letter-mode-ask = <b>A letter to the principal.</b> Who may know that it is from you?
letter-under = Write to the principal
letter-mode-name = With my name
letter-mode-hidden = Hidden
letter-mode-drop = Drop it, no answer
letter-mode-name-means = <b>With my name:</b> those who answer letters for the principal see who you are, and your classes.
letter-mode-hidden-means = <b>Hidden:</b> they do not see who you are. The server keeps your address encrypted, so that answers reach you, and deletes it when the letter is closed. Who runs the server and has its key could open it until then.
letter-mode-drop-means = <b>Drop:</b> your text is kept, and no address: nobody can answer, and I cannot find it for you again. You get a number. For one day a pseudonym counts how many you send.
letter-mode-shows = <i>Telegram, a voice or a file name may show who wrote.</i>
letter-mode-name-chosen = <b>A letter with your name.</b>
letter-title-hidden = Hidden letter to the principal
letter-title-drop = Letter to the principal, without an answer
letter-no-key = Hidden letters cannot be taken or answered at the moment: the school's server lacks its key.
letter-write-now = Now write your letter: text, photos, files or voice messages, as many as you like. They become one letter. Nothing is kept before you send it.
letter-write-on = Write more, or send it.
letter-hand-in = Send
letter-leave = Cancel
letter-left = Nothing was sent, and nothing is kept.
letter-forgotten = What you had written was kept nowhere but in memory, and is gone by now. Please begin again: /mailbox
letter-hidden-sent = <b>Letter { $number } is in the box.</b> Answers come to this chat. What stands here only you and Telegram see; you may delete it.
letter-drop-receipt = <b>Letter { $number } is in the box.</b> This number is your only receipt: no address was kept, and there will be no answer. You may delete this chat's messages.
letter-drop-toast = Letter { $number } is in the box. Nobody can answer it.
letter-drop-no-answer = This letter was dropped without an address. It cannot be answered.
letter-writer-hidden = Hidden
letter-writer-drop = Hidden, no address
letter-how-drop = <i>Nobody can be answered. All that you say here stays here.</i>
letter-safety-number = <b>If somebody is in danger now, call { $number }.</b> Nobody may be reading this at the moment; the admins are told at once.
rule-letter-blocked = You cannot send letters at the moment. Please talk to the school office.
letter-about-question = Question
letter-about-suggestion = Suggestion
letter-about-complaint = Complaint
letter-about-praise = Praise
letter-about-safety = Safety of a child
letter-form-title = Letter to the principal
letter-form-about = What is your letter about?
letter-form-about-short = About
letter-form-text = What would you like to say? Write it, or send a photo, file or voice message; you can add more in the next step.
letter-form-text-short = Text
letter-form-files = Shall photos, files or a voice message go with it? Send up to ten, then tap Done.
letter-form-files-short = Photos and files
letter-form-sent = <b>Your letter has been received.</b>
letter-safety = <b>If somebody is in danger now, call the emergency number.</b> Nobody may be reading this at the moment; the admins are told at once.
letter-preview = <b>{ $about }</b>
letter-rings = <b>A letter about a child's safety has come.</b> Please read it in the group for letters, or name one with /admin_chat.
letter-rings-number = <b>A letter about a child's safety has come.</b> Please read it in the group for letters, or name one with /admin_chat. The emergency number is { $number }.
letter-waits = A letter to the principal waits, and no group reads letters yet. Add me to a private group, and send /admin_chat there.
letter-own = <b>Your letter { $number }</b> · { $about }
letter-own-new = Received. Nobody has opened it yet.
letter-own-seen = Seen. Somebody looks after it.
letter-own-answered = Answered. The answer is in this chat.
letter-own-closed = Closed. Was it dealt with well?
letter-news-seen = <b>Letter { $number }</b> was seen: somebody looks after it.
letter-news-closed = <b>Letter { $number } is closed.</b> Was it dealt with well?
letter-good = Yes, thank you
letter-bad = No, open it again
letter-rated = Thank you.
letter-reopened = Your letter is open again.
letter-about-help = Help for my family
letter-topic = { $number } · { $about } · { $whose }
letter-concerns = About { $name }, who does not get this letter.
letter-concerns-ask = Is it about somebody who works at the school? Tap their name, if you like: they never get this letter, and it goes only to the others who answer letters, in private.
letter-concerns-nobody-else = Nobody else answers letters, so nobody could read this one. Please write without the name, or talk to the school authority.
letter-help-means = <b>Help for your family goes to the school's confidant, in private, and to nobody else.</b> Others see only a number: how many such letters there were.
letter-help-nobody = <b>The school has not named a confidant yet, so nobody reads this letter for now.</b> It is kept, and goes to the confidant alone once there is one. If it cannot wait, please choose another kind, or talk to somebody at the school.
letter-waits-confidant = A letter that asks for help for a family waits, and the school has named no confidant to read it. Please invite one: /invite confidant
letter-asked = Asked back; the writer has not replied yet. An answer is still owed.
letter-ask-back = Ask back
letter-forward = Pass on
letter-handed = <b>This letter to the principal was passed on to you.</b> Tap Answer, or reply to this message: I show your answer to you before it goes out.
letter-to-deputy = Deputy head
letter-to-head-teacher = Head teacher { $class_name }
letter-to-committee = Committee { $class_name }
letter-to-school-committee = School committee
letter-forward-asks = To pass on: { $to }. The writer is asked first.
letter-forward-yes = Passed on: { $to }
letter-forward-no = Not passed on: { $to }. The writer did not agree.
letter-forward-ask = <b>Letter { $number }:</b> pass it on to whom? Its writer is told where it goes; the committee gets it only if they say yes.
letter-forward-which-head-teacher = A head teacher…
letter-forward-which-committee = A class's committee…
letter-forward-class-head-teacher = The head teacher of which class?
letter-forward-class-committee = The committee of which class?
letter-forward-help = Help for a family stays with the confidant, and is not passed on.
letter-forward-drop = This letter was dropped without an address: its writer cannot be asked, so it does not go to parents.
letter-forward-nobody = Nobody there can get it: nobody holds that office and has opened this bot, or the letter is about them.
letter-forward-toast = Letter { $number } was passed on: { $to }
letter-forward-asked = The writer of letter { $number } is asked first: { $to }
letter-passed-on = <b>Your letter { $number } was passed on: { $to }.</b> An answer comes to this chat as before.
letter-forwarded = Letter { $number } was passed on: { $to }
letter-agree = <b>May your letter { $number } be passed on: { $to }?</b> These are parents. Nothing goes there without your yes.
letter-agree-name = They would see what you wrote, and your name.
letter-agree-hidden = They would see what you wrote. You stay hidden.
letter-agreed-already = You have said so already.
letter-agreed = Thank you. It is passed on.
letter-not-agreed = It is not passed on.
letter-refused = The writer of letter { $number } did not agree: it was not passed on to { $to }.
letter-asked-back = <b>Question:</b> { $words }
letter-went-out = <b>Sent to the writer of letter { $number }:</b>
letter-check-question = <b>This question goes to the writer of letter { $number }:</b>
letter-question = <b>A question about your letter { $number }</b>
letter-question-reply = <i>Reply to this message. An answer to your letter is still to come.</i>
letter-question-ask = What do you want to know of the writer of letter { $number }? Write it here. I show it to you before it goes out.
letter-question-how = Write your question about letter { $number } now, here. I show it to you before it goes out.
letter-own-asked = You were asked something; your reply is awaited.
letter-own-passed-on = Passed on: { $to }
letter-answered-by = <b>{ $name } answered letter { $number } in private:</b>
letter-change-unread = ⚠️ Your change of an answer to letter { $number } stands here only: its writer got the earlier words, and their address was deleted since.
letter-not-arrived = ⚠️ What was sent last to the writer of letter { $number } did not arrive: they have blocked the bot, deleted their account or the message.
rule-letter-forwarded = It was passed on there already, or its writer is being asked.
letter-rated-good = The writer was content.
letter-rated-bad = The writer was not content.
letter-add = Add to this letter
letter-add-ask = What would you like to add to letter { $number }? Write it, or send a photo, file or voice message.
letter-added-own = Added to letter { $number }.
letter-added = <b>Added to letter { $number }</b>
letter-head =
    <b>Letter { $number }: { $about }</b>
    { $writer } · { $class_names } · { $when }
letter-nobody = Somebody who has left
letter-status-new = new
letter-status-seen = seen
letter-status-answered = answered
letter-status-closed = closed
letter-files = Attached: { $files }
letter-file-photo = photo
letter-file-document = document
letter-file-voice = voice message
letter-file-video = video
letter-file-audio = audio
letter-file = { $what }{ $known ->
    [0] { "" }
   *[other] { " " }({ $size })
}
letter-taken = { $name } looks after it.
letter-answered = <b>Answer:</b> { $words }
letter-how = <i>Reply to this message to answer, or tap Answer and write. I show it to you before it goes out. All else that you say here stays here.</i>
letter-take = Take
letter-took = You look after letter { $number }.
letter-answer = Answer
letter-answer-how = Write your answer to letter { $number } now, here, or reply to its message. I show it once more before it goes out.
letter-anonymous = This was not taken as an answer: you wrote as the group, and I cannot see who you are. Please turn off “Remain anonymous” in your admin rights here, and reply once more.
letter-close = Close
letter-block = Block the writer
letter-unblock = Unblock the writer
letter-blocked = The writer is blocked.
letter-block-ask = Which letter's writer is it about? Write the letter's number, like 12.
letter-no-number = There is no letter with this number. Write it like 12; it stands at the top of the letter.
letter-is-blocked = Whoever wrote letter { $number } can send no more letters. You do not learn who it is. Take it back: /unblock { $number }
letter-is-blocked-named = Whoever wrote letter { $number } can send no more letters, with or without a name. Take it back: /unblock { $number }
letter-is-unblocked = Whoever wrote letter { $number } can send letters again.
letter-drop-no-block = This letter was dropped without an address. Its writer cannot be blocked.
letter-no-block = The writer of this letter is no longer known here, and cannot be blocked.
letter-is-closed = Letter { $number } is closed.
letter-check = <b>This goes to the writer of letter { $number }:</b>
letter-send = Send
letter-drop = Do not send
letter-dropped = It was not sent.
letter-is-sent = Sent to the writer of letter { $number }.
letter-no-draft = This answer was sent or dropped already.
letter-writer-gone = The writer of this letter is no longer known here. It cannot be answered.
letter-reply = <b>Answer to your letter { $number }</b>
letter-not-here = Letters are answered in the group where they are read.
letter-none = No letter is open.
letter-open = <b>Open letters: { $count }</b>
letter-line = { $number }. { $about } · { $status } · { $when }
command-holidays = holidays and school breaks
letter-status-work = in work
letter-own-work = In work. Somebody has taken it on.
letter-age =
    { $light ->
        [unseen] ⚠️ Nobody has looked at it for { $hours } working hours
        [late] ⚠️ Late: waits for { $hours } working hours
        [red] 🔴 Much too late: waits for { $hours } working hours
       *[fresh] { $hours ->
            [one] Waits for { $hours } working hour
           *[other] Waits for { $hours } working hours
        }
    }
letter-answer-ask = Please write your answer to letter { $number }, or send a photo, file or voice message. I show it to you before it goes out.
letter-choose = Answer letter { $number }: reply to its message, or take one of these. I show it to you before it goes out.
letter-gap-name = name
letter-gap-number = number
letter-gap-about = about
letter-gap-date = date
letter-gap-school = school
letter-gap-me = me
letter-gap-name-is = { $gap } – who wrote; a hidden writer is “parent”
letter-gap-number-is = { $gap } – the letter's number
letter-gap-about-is = { $gap } – what kind of letter it is
letter-gap-date-is = { $gap } – the day it came
letter-gap-school-is = { $gap } – the school's name
letter-gap-me-is = { $gap } – your name
letter-gap-nobody = parent
letter-replies-title =
    { $count ->
        [0] <b>No canned answers yet.</b> Keep here what you write often.
       *[other] <b>Canned answers: { $count }</b>
    }
letter-replies-how = They stand under “Answer”; or answer a letter with the name alone. Tap one to read it. Adding one of the same name replaces it.
letter-replies-add = Add
letter-reply-ask =
    Send its name on the first line, and the words below it. I fill these in:

    { $gaps }
letter-reply-unread =
    I need two things: a name on the first line, and the words below it. I fill these in:

    { $gaps }
letter-reply-gap =
    I do not know what to put in the place of “{ $name }”. I know these:

    { $gaps }
letter-reply-remove = ✕ Remove
letter-reply-removed = It is offered no more.
letter-reply-gone = This answer has been removed.
letter-open-one = { $number }: { $about }
letter-figures-none = No letter has come in the last twelve months.
letter-figures-title =
    { $count ->
        [one] <b>{ $count } letter in the last twelve months</b>
       *[other] <b>{ $count } letters in the last twelve months</b>
    }
letter-figures-caption =
    { $count ->
        [one] { $count } letter to the principal
       *[other] { $count } letters to the principal
    }
letter-figures-came = { $count } came: { $kinds }
letter-figures-median = First answer after { $hours } working hours (median)
letter-figures-kept = Within the promise: { $kept } of { $due } ({ $share })
letter-figures-good = Content: { $good } of { $rated } ({ $share })
letter-figures-how = <i>Months are those in which letters came. Promised is an answer within { $days } working days; a letter that was closed without one counts when it was closed, and one without an address not at all. Whose letters they were is nowhere in these numbers.</i>
letter-figures-picture = Picture
letter-figures-file = letters
letter-figures-kinds = Letters by kind
letter-figures-months = Letters by month
letter-figures-soon = How they were answered
letter-figures-hours = working hours (median)
letter-figures-promise = within the promise
letter-figures-content = content
letter-page-back = ‹ Earlier ones
letter-page-on = More ›
letter-more =
    { $count ->
        [one] … and { $count } more: /inbox
       *[other] … and { $count } more: /inbox
    }
letter-overdue =
    { $count ->
        [one] <b>{ $count } letter waits too long</b>
       *[other] <b>{ $count } letters wait too long</b>
    }
letter-week = <b>Letters of the last seven days:</b> { $came } came, { $answered } got their first answer, { $closed } were closed.
letter-week-open =
    { $count ->
        [0] No letter is open.
        [one] { $count } letter is open; { $late } wait too long. The oldest waits for { $hours } working hours.
       *[other] { $count } letters are open; { $late } wait too long. The oldest waits for { $hours } working hours.
    }
letter-week-more = /inbox shows the open ones.
holidays-title =
    { $count ->
        [0] <b>No holidays are entered.</b>
       *[other] <b>Holidays and school breaks</b>
    }
holidays-line = • { $name }: { $first } – { $last }
holidays-day = • { $name }: { $day }
holidays-why = <i>On these days nobody has to answer letters, and their clock stands still.</i>
holidays-add = Add
holidays-remove = ✕ { $name }
holidays-removed = These days are working days again.
holidays-example = <code>{ $first } { $last } School break</code>
holidays-ask =
    Which days are off? Write the first and the last day, and a name:
    { $example }
holidays-unread =
    I could not read that. Please write the first and the last day, and a name:
    { $example }
holidays-unnamed = Holiday
rule-holiday-name = A name has 1 to { $limit } characters, with letters or digits in it.
rule-holiday-days = The last day comes after the first, and a break has up to { $limit } days.
rule-holiday-many = Up to { $limit } holidays can be entered. Please remove one first.
rule-letter-many = You have sent { $limit } letters today. Please write again tomorrow, or add to one that you have sent: /my
rule-letter-long = A letter has up to { $limit } characters. Please send the rest as a second message.
rule-letter-reply-name = A name has up to { $limit } characters, and a letter or digit among them.
rule-letter-reply-words = A canned answer has up to { $limit } characters.
rule-letter-reply-many = There are { $limit } canned answers already. Please remove one first: /replies
rule-letter-empty = Please write something, or send a photo, file or voice message.
rule-letter-closed = This letter is closed already.
rule-letter-open = This letter is not closed.

## Profile
bot-description =
    I am the class bot of { $school }. I bring notices and dates, remind you, and count replies: one tap answers.
    Parents: first tap “I am a parent here” in your class group, then press Start here.
bot-short-description = The class bot of { $school }: notices, meetings, and replies with one tap.

## Votes
command-vote = have the committee decide
vote-no-place = There is no committee in which you can call a vote.
vote-title =
    🗳 <b>{ $title }</b>
    <b>{ $whose }</b> · { $author }
vote-school = School committee
vote-yes = Yes
vote-no = No
vote-abstain = Abstain
vote-manage = ⋯
vote-cast = Cast my ballot
vote-how-approval = Tap <b>every</b> option that is fine with you, then <b>Cast my ballot</b>. The option that suits most wins.
vote-how-ranked = Tap the options <b>in your order</b>, the best one first, then <b>Cast my ballot</b>. You need not tap them all. Who is last drops out, round by round.
vote-how-election = { $places ->
    [one] Tap the person you choose.
   *[other] <b>{ $places }</b> are elected. Tap up to { $places } persons, then <b>Cast my ballot</b>.
}
vote-for-seat = Whoever is elected gets the class’s seat in the school committee at once.
vote-first-election = Tap whom you choose first.
vote-at-most = You can choose { $most } at most. Tap one again to take it back.
vote-candidate-gone = This person can no longer be elected.
vote-nobody-any-more = (no longer here)
vote-alike = { $name } ({ $number })
vote-gone = { $names }: could no longer be elected when it closed.
vote-vacant = { $count ->
    [one] One place stays empty.
   *[other] { $count } places stay empty.
}
vote-has-seat = { $name } has the class’s seat in the school committee now.
vote-first-ranked = Tap the options in your order first.
vote-first-approval = Tap what is fine with you first.
vote-chosen-so-far = { $count ->
    [0] Nothing chosen.
   *[other] Chosen: { $options }. Then tap “Cast my ballot”.
}
vote-noted-several = Noted: { $option }. You can change it until the close.
vote-seats = { $eligible ->
    [committee] Who votes: the class committee
    [seats] Who votes: the school committee, one seat a class
    [list] Who votes: those who were named
   *[families] Who votes: every family once
}{ $seats ->
    [0] .
    [one] {""}, <b>one seat</b>.
   *[other] {""}, <b>{ $seats } seats</b>.
}
vote-quorum = { $seats ->
    [0] Quorum: { $percent } % of the seats.
   *[other] Quorum: { $percent } % of the seats, that is { $needed } of { $seats }.
}
vote-majority = { $majority ->
    [simple] Majority: the most votes.
    [absolute] Majority: more than half of { $of ->
        [seats] all seats
       *[cast] the votes cast
    }.
   *[two_thirds] Majority: two thirds of { $of ->
        [seats] all seats
       *[cast] the votes cast
    }.
}
vote-chair-decides = In a tie the chair decides.
vote-open = <i>Open ballots: everybody here sees who voted what. Until the close you can change yours.</i>
vote-sealed = <i>Sealed: I note that you voted, and apart from that count what was voted. It cannot be changed. Nobody can look it up afterwards; someone watching the server’s disk while the vote is open could; a unanimous result shows everyone. Results come at the close.</i>
vote-until = Open until <b>{ $when }</b>, or until all have voted.
vote-extended = <i>Extended on { $when }; it was to close on { $was }.</i>
vote-closed-on = <i>Closed on { $when }.</i>
vote-is-withdrawn = This vote was taken back.
vote-is-interrupted = <b>Interrupted.</b> A backup was restored while this vote was open, and backups never hold open sealed ballots. Nothing is decided; it can be called again.
vote-again = Call it again
vote-voted = Voted: <b>{ $voted }</b> of { $seats }.
vote-names = { $option }: { $names }
vote-count = { $option }: <b>{ $count }</b>
vote-round = Round { $number }: { $counts }
vote-noted = Noted: { $option }. Tap another one to change it.
vote-noted-sealed = Your vote is in the urn.
vote-tap-again = Tap again to cast { $option }. It cannot be changed afterwards.
vote-not-yours = { $eligible ->
    [families] Your family was not among those who could vote when this vote opened.
   *[committee] Only those who have a seat can vote here.
}
vote-is-over = This vote is closed. { $result }
vote-no-quorum = ⚪️ <b>No quorum:</b> { $voted } of { $seats } voted, { $needed } were needed.
vote-tie = ⚖️ <b>Tie:</b> { $options }
vote-rejected = { $named ->
    [0] ❌ <b>Rejected</b>
   *[other] ❌ <b>Rejected:</b> nothing had the majority.
}
vote-decided = ✅ <b>Decided: yes</b>
vote-chosen = { $elected ->
    [0] ✅ <b>Decided:</b> { $options }
   *[other] ✅ <b>Elected:</b> { $options }
}
vote-by-chair = It was a tie; the chair decided.
vote-chair-says = Chair: { $option }
vote-chair-only = Only the chair decides a tie.
vote-chair-noted = Decided: { $option }.
vote-waits = 🗳 <b>{ $title }</b>: you can vote until { $when }.
vote-open-here = Vote
vote-in-private = In our private chat.
vote-close = Close now
vote-close-ask = Close “{ $title }” now? It is not opened again.
vote-close-yes = Yes, close it
vote-closed-now = Closed.
vote-withdraw = Take back
vote-withdraw-ask = Take “{ $title }” back? What was voted is shown to nobody.
vote-withdraw-yes = Yes, take it back
vote-withdrawn-now = Taken back.
vote-extend = Extend
vote-author-only = Only who called this vote can extend it.
vote-extend-form-title = Extend the vote
vote-extend-form-sent = Extended.
vote-extend-form-closes = Until when?
vote-extend-form-closes-short = Closes
vote-extend-form-ready = Everybody is told:
vote-told-extended = “{ $title }” stays open until { $when }.
vote-form-title = New vote
vote-form-sent = <b>Sent.</b>
vote-form-place = Which committee decides?
vote-form-place-short = Where
vote-form-name = What is to be decided?
vote-form-name-short = Question
vote-form-kind =
    How is it voted?

    <i>Next time in one message, if you like:</i>
    /vote Buy a projector?
    /vote Where to? | Zoo | Farm
    /vote Which games? (several) | Chess | Go | Ludo
    Persons are elected by /elect.
vote-form-kind-short = How
vote-kind-yes_no = Yes or no
vote-kind-one = One of several
vote-kind-approval = All that are fine
vote-kind-ranked = In order of preference
vote-form-options = Between what? Write it in one message: Museum | Zoo | Farm.
vote-form-options-short = Options
vote-form-whom = Who votes?
vote-form-whom-short = Who votes
vote-whom-committee = The class committee
vote-whom-seats = One seat a class
vote-whom-families = Every family of the class
vote-whom-list = A list of people
vote-form-persons = Who? Tap them, then Done.
vote-form-persons-short = List
vote-form-ballot = Open ballots, or sealed ones? Sealed, nobody can look up who voted what.
vote-form-ballot-short = Ballots
vote-ballot-sealed = Sealed
vote-ballot-open = Open
vote-kind-election = Election of persons
vote-form-elects = An election it is: it goes on below.
vote-form-opens = When does it open? Who may vote is counted then.
vote-form-opens-short = Opens
vote-form-now = Now
vote-form-closes = Until when?
vote-form-closes-short = Closes
vote-form-meeting = Does it belong to a meeting? Then what comes of it stands in its minutes.
vote-form-meeting-short = Meeting
vote-form-no-meeting = No meeting
vote-form-ready = It opens { $planned ->
    [0] <b>now</b>
   *[other] on <b>{ $when }</b>
}, { $private ->
    [0] in the group
   *[other] in private, with each who votes
}.
vote-form-unreached = { $names } never pressed Start: I can only write to them once they do; then <b>/my</b> shows it.
vote-change-form-title = Planned vote
vote-change-form-sent = <b>Changed.</b>
vote-plan-opens = Opens on <b>{ $when }</b>.
vote-plan-closes = Closes on <b>{ $when }</b>.
vote-plan-options = Options: { $options }
vote-plan-whom = { $eligible ->
    [committee] Who votes: the class committee, as it is when the vote opens
    [seats] Who votes: the school committee as it is when the vote opens, one seat a class
    [list] Who votes: { $count ->
        [0] of those who were named, nobody is in the class any more
       *[other] { $names }
    }
   *[families] Who votes: every family of the class when the vote opens, once each
}
vote-plan-ballot = { $ballot ->
    [open] Ballots: open
   *[sealed] Ballots: sealed
}
vote-plan-open = Open now
vote-plan-change = Change
vote-plan-cancel = Cancel
vote-plan-cancelled = Cancelled: it does not open.
vote-plan-opened = It has opened, and has a card of its own.
vote-held-late = <b>It has not opened:</b> I was not running when its time came, or it would have closed by now. Open it, change its times, or cancel it.
vote-held-key = <b>It has not opened:</b> I cannot write the key on the server that its ballots are sealed with. Ask whoever runs me to look into the log, and then open it, change its times, or cancel it.
vote-held-group = <b>It has not opened:</b> the class has no group with me in it.
vote-held-nobody = <b>It has not opened:</b> { $eligible ->
    [committee] the class committee has no members any more, so there is nobody who could vote. Once it has some (<b>/committee</b> shows it), open it, or change who votes.
    [seats] nobody holds a seat in the school committee any more. Once somebody does (<b>/committee</b> shows it), open it.
    [list] nobody of those who were named is in the class any more. Change who votes, or cancel it.
   *[families] there is no family in the class that could vote.
}
passed-votes = { $name } no longer looks after { $count ->
    [one] this vote. It is
   *[other] these votes. They are
} yours now:
command-votes = votes that I look after, planned and open
votes-none = No vote is planned or open. /vote has the committee decide something.
votes-title = { $count ->
    [one] <b>One vote</b>
   *[other] <b>{ $count } votes</b>
} planned or open. Tap a number to see one.
votes-line = <b>{ $number }.</b> { $title } ({ $whose }) · { $state ->
    [planned] opens { $when }
    [held] has not opened, planned for { $when }
   *[open] open until { $when }
}
rule-vote-title = Please ask in a line of up to { $limit } characters.
rule-vote-option = An option has 1 to { $limit } characters.
rule-vote-options = Please give two options at least, and { $most } at most.
rule-vote-twice = One option is there twice.
rule-vote-close = It cannot close before it opens.
rule-vote-past = That time is over. Please choose a later one.
rule-vote-open = Too late: it has opened.
rule-vote-nobody = There is nobody who could vote.
rule-vote-withdrawn = This vote was taken back.
rule-vote-closed = Too late: this vote is closed.
rule-vote-not-later = That is not later than it closes now.
rule-vote-taken = You have voted. A sealed vote cannot be changed.
rule-vote-no-tie = There is no tie to decide.

## Elections
command-elect = have somebody elected
election-seat-title = Representative of { $class_name } in the school committee
election-places = { $places ->
    [one] One person is elected
   *[other] { $places } persons are elected
}, by { $eligible ->
    [committee] the class committee.
    [seats] the school committee.
    [list] those who were named.
   *[families] every family of the class, one vote each.
}
election-standing = { $count ->
    [0] Nobody stands yet.
   *[other] Standing: <b>{ $names }</b>
}
election-silent = No answer yet: { $names }
election-declined = Declined: { $names }
election-until = Candidates say so until <b>{ $when }</b>.
election-opens = Voting opens on <b>{ $when }</b>,
election-closes = and closes on <b>{ $when }</b>.
election-opened = Voting has opened; it has a card of its own.
election-taken-back = This election was taken back.
election-stand = I stand
election-stand-not = I do not stand
election-accept = Yes, I stand
election-decline = No
election-withdraw = I no longer stand
election-asked = { $says ->
    [yes] <b>You stand for election.</b> Until candidates are settled you can withdraw.
    [no] You do not stand.
   *[nothing] <b>{ $author } proposes you.</b> Do you stand for election? Everybody who votes sees who stands, and nobody who was asked and does not, but whoever called the election.
}
election-said = { $says ->
    [yes] <b>You stand for election.</b>
   *[no] You do not stand.
}
election-noted-yes = Noted: you stand for election.
election-known-yes = You stand already.
election-noted-no = Noted: you do not stand.
election-put-off = Put off, ask others
election-open-now = Open it all the same
election-opened-now = Voting is open.
election-author-only = Only who called this election can put it off.
election-take-back-ask = Take “{ $title }” back? It does not take place then.
election-held-few = <b>It does not open:</b> { $stand ->
    [0] nobody stands.
    [one] only one person stands, and { $places } are to be elected.
   *[other] only { $stand } stand, and { $places } are to be elected.
} Put it off and ask others, open it all the same, or take it back.
election-held-late = <b>It has not opened:</b> I was not running when its time came, or it would have closed by now. Open it, put it off, or take it back.
election-held-nobody = <b>It does not open:</b> there is nobody who could vote.
election-held-key = <b>It does not open:</b> I cannot write the key on the server that its ballots are sealed with. Ask whoever runs me to look into the log, and then open it, put it off, or take it back.
election-held-group = <b>It does not open:</b> the class has no group with me in it.
election-right-lost = “{ $title }” did not open and was taken back: whoever called it may not do so any more.
election-yours = 🗳 You were elected: the seat of { $class_name } in the school committee is yours now.
election-seat-passed = 🗳 { $name } was elected, and has the seat of { $class_name } in the school committee now. Thank you for having held it.
election-form-title = New election
election-form-sent = <b>Candidates are being asked.</b> Below is the card that looks after the election.
election-form-place = Where is somebody elected?
election-form-place-short = Where
election-form-what = Who is elected?
election-form-what-short = Who
election-form-what-seat = Seat in school committee
election-form-what-other = Somebody else
election-form-name = What is to be elected? (Treasurer, say.)
election-form-name-short = What
election-form-places = How many?
election-form-places-short = How many
election-form-how = How do candidates come forward?
election-form-how-short = Candidates
election-form-how-1 = Whoever wants stands
election-form-how-0 = Only those I name
election-form-persons = Whom shall I ask to stand? Tap them, then Done. Those who never pressed Start are missing here.
election-form-persons-short = Asked
election-form-more = A card in the group asks everybody. Whom shall I ask in private as well?
election-form-more-short = Asked in private
election-form-opens = When does voting open?
election-form-opens-short = Opens
election-form-until = Until when can candidates say that they stand?
election-form-until-short = Candidates until
election-form-until-open = Until voting opens
election-form-ready = { $group ->
    [1] When you tap Send, this goes to the group{ $count ->
        [0] .
        [one] {""}, and I ask one person in private.
       *[other] {""}, and I ask { $count } persons in private.
    }
   *[other] When you tap Send, I ask { $count ->
        [one] one person in private:
       *[other] { $count } persons in private:
    }
} Voting opens by itself, with those who stand.
election-off-form-title = Put the election off
election-off-form-sent = Put off.
election-off-form-more = Whom shall I ask as well?
election-off-form-more-short = Asked as well
election-off-form-ready = Everybody is told:
election-told-off = “{ $title }”: voting opens on { $when } and closes on { $until }. Until it opens, candidates can still come forward.
rule-election-past = That is over. Please give a time to come.
rule-election-until = Candidates have until voting opens, at the latest.
rule-election-late = Too late: the candidates are settled.
rule-election-not-asked = Only who can be elected here can stand.
rule-election-full = There is room for { $most } on the ballot, and as many stand.
rule-election-open = Too late: voting has opened.

## Decisions
command-decisions = what was decided, with the outcome of votes
decisions-title = Decisions · { $committee }
decisions-every = all my committees
decisions-words = Looked for: { $words }
decisions-none = { $words ->
    [0] Nothing has been decided yet. What votes decide, and what meetings record, is kept here.
   *[other] Nothing that was decided has these words.
}
decisions-where = { $when } · { $whose }{ $held ->
    [0] {""}
   *[other] {" · "}{ $meeting }
}
decisions-newer = ◀ Newer
decisions-older = Older ▶
decisions-search = 🔍 Search
decisions-all = Show all
decisions-committees = Another committee
decisions-file = PDF
decisions-ask = Which words shall I look for?
decisions-whose = Of which committee?
decisions-coming = The minutes are on their way.
decisions-caption = { $count ->
    [0] Nothing was decided
    [one] One decision
   *[other] { $count } decisions
} · { $committee }
decisions-file-name = Decisions

# The rules of a committee
rules-form-title = Rules for votes
rules-form-sent = <b>Saved.</b> Votes that open from now on go by it.
rules-form-ready = This will stand on the card of every vote:
rules-form-committee = Whose rules?
rules-form-committee-short = Committee
rules-form-quorum = How many seats must vote, so that the vote counts?
rules-form-quorum-short = Quorum
rules-form-majority = What does a decision take?
rules-form-majority-short = Majority
rules-form-of = Of what?
rules-form-of-short = Of
rules-form-tie = And if there is a tie?
rules-form-tie-short = Tie
rules-title = <b>{ $committee }</b>
committee-rules = rules
rules-button = Rules for votes
rules-quorum = { $percent ->
    [0] No quorum
    [100] All seats
   *[other] { $percent } %
}
rules-majority-simple = The most votes
rules-majority-absolute = More than half
rules-majority-two_thirds = Two thirds
rules-of-cast = Of the votes cast
rules-of-seats = Of all seats
rules-tie-stands = It stays a tie
rules-tie-chair = The chair decides

## School affairs

command-affairs = what the school decides and does: plans, menus, decisions, news
command-publish = put something into the school’s register
affairs-title = <b>School affairs</b>
affairs-words = Looked for: { $words }
affairs-term = { $half ->
    [1] First term
   *[other] Second term
} { $years }
affairs-line = { $number }. <b>{ $title }</b>
    { $category } · { $when }
affairs-how = Tap a number to read it.
affairs-none = { $all ->
    [1] Nothing has been published yet. What the school decides and does will stand here.
   *[other] There is nothing like that.
}
affairs-newer = ◀ Newer
affairs-older = Older ▶
affairs-search = 🔍 Search
affairs-all = Show all
affairs-category = By category
affairs-terms = By term
affairs-every-term = Every term
affairs-heading = School affairs
affairs-page-search = Search
affairs-page-photo = Photo
affairs-page-files = Documents and photos are read in Telegram:
affairs-page-open = open it there
affairs-page-trouble = The page cannot be read just now. Please try again in a minute.
affairs-page = Read in the browser
affairs-ask = Which words shall I look for?
affairs-choose-category = Which category?
affairs-choose-term = Which term?
affair-category-work-plan = Work plan
affair-category-minutes = Minutes
affair-category-decision = Decisions
affair-category-menu = Menus
affair-category-budget = Budget
affair-category-news = News
affair-category-report = Reports
affair-category-answer = Answers to letters
affair-where = { $category } · { $when }{ $of ->
    [0] {""}
   *[other] {" · "}{ $whose }
}
affair-card = 🏫 New in the school’s register
affair-read = Read
affair-has-newer = There is a newer version.
affair-is-replaced = <i>This is an earlier version.</i>
affair-is-withdrawn = This was taken out of the register.
affair-versions = Earlier versions:
affair-version = Version of { $day }
affair-newest = The newest version
affair-gone = That is not in the register any more.
affair-new-version = New version
affair-withdraw = Withdraw
affair-withdraw-ask = Shall I take “{ $title }” out of the register? { $before ->
    [0] It will be struck through where its card stands.
   *[other] The version before it will stand again.
}
affair-withdraw-yes = Yes, withdraw
affair-withdraw-done = It is withdrawn.
affair-missed = “{ $title }” stands in the register. I was not running when its card was to go to the groups, so they have not seen it.
affair-right-lost = “{ $title }” stands in the register. Its card did not go to the groups, since you may not publish any more.
affair-form-title = For the register
affair-form-sent = <b>Published.</b> Everybody at the school can read it now with /affairs.
affair-form-ready = Everybody at the school will be able to read this. { $groups ->
    [0] No group gets a card.
   *[other] A short card goes to { $class_names }.
}
affair-form-later = The groups get it on { $when }.
affair-form-category = Where does it belong?
affair-form-category-short = Category
affair-form-name = What is it called?
affair-form-name-short = Title
affair-form-text = What does it say?
affair-form-text-short = Text
affair-form-files = Photos or documents? Up to ten, one after another or as an album.
affair-form-files-short = Files
affair-form-groups = Which groups get a short card with a “Read” button?
affair-form-groups-short = Groups
affair-form-pin = Shall the card be pinned for a week?
affair-form-pin-short = Pinned
affair-form-full = These groups have as many messages from me that day as the school wants. What shall I do?
affair-form-full-short = Full day
rule-affair-title = A title needs a letter or digit, and at most { $limit } characters.
rule-affair-text = The text needs words, and at most { $limit } characters.
rule-affair-replaced = There is a newer version of it already, or it changes by itself.
rule-affair-withdrawn = It was withdrawn already.

## Suggestions

command-suggestions = what families suggest, and how many support it
suggestion-publish = Let families support it
suggestion-for-whom = Who shall read what letter { $number } suggests? Its writer is asked first, and is not named.
suggestion-for-school = The whole school
suggestion-school = the whole school
suggestion-asked = The writer is asked.
suggestion-consent = May your suggestion in letter { $number } be shown to the families of { $where }, so that they can support it? It would be read word for word as it stands here, without your name:
suggestion-yes = Yes, publish it
suggestion-no = No
suggestion-not-out = It is not published.
suggestion-is-out = Thank you. It is published without your name, and I tell you what comes of it.
suggestion-title = 💡 A suggestion
suggestion-count = { $families ->
    [one] One family supports it
   *[other] { $families } families support it
}; with { $needed } it goes to the committee.
suggestion-me-too = Me too
suggestion-noted = Your family supports it.
suggestion-outcome = The committee has decided: <b>{ $outcome }</b>
suggestion-by-vote = The committee has voted: { $outcome }
suggestion-waits = It is for the committee’s next meeting.
suggestion-on-agenda = It is on the agenda of “{ $title }”, { $when }.
suggestion-decision-ask = What was decided about “{ $head }”? The families who support it will be told, and it will stand in the minutes.
suggestion-decided = Noted in the minutes. { $count ->
    [0] Nobody who supports it can be written to; the group’s card says it.
    [one] One person who supports it is told.
   *[other] { $count } people who support it are told.
}
suggestion-news = The committee has decided about a suggestion that you support or made:
suggestions-title = <b>Suggestions</b> that families can support
suggestions-none = There is no suggestion to support just now. Make one with /mailbox.
suggestion-line = { $number }. { $head }
suggestions-rule = A suggestion goes on the committee’s agenda once { $percent } % of the families support it, { $least } at least.
agenda-families = families of a suggestion
agenda-vote = Vote on { $number }
agenda-decide = Decided on { $number }
suggestion-question = Shall this suggestion of families be taken up: “{ $head }”?
suggestion-withdraw = Withdraw it
suggestion-taken-back = You have withdrawn your suggestion. It is read no more.
suggestion-withdrawn = It was withdrawn by whoever made it.
rule-suggestion-withdrawn = This suggestion was withdrawn by whoever made it.
rule-suggestion-voted = The committee is voting on it already.
rule-suggestion-vote = Only the committee that the suggestion is for can answer it by a vote. Please change where, and who votes.
rule-suggestion-text = Only a suggestion in words can be published, of up to { $limit } characters.
rule-suggestion-out = That suggestion is published already.
rule-suggestion-percent = Please give a whole number from 1 to 100, for example: /suggestions 25
rule-suggestion-decided = That is decided already.
