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
