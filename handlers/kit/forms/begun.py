"""Forms that people have begun: the one that is awake, and those that are gone on with later."""

from __future__ import annotations

from copy import deepcopy

from handlers.kit import unwritten
from handlers.kit.card import Button, Text, card
from handlers.kit.forms.filling import Filling, new_data
from handlers.kit.forms.form import Act, Answers, Do, Form
from handlers.kit.roles import may
from handlers.kit.texts import lines
from handlers.kit.turn import Turn
from storage import drafts

# A message each.
LISTED = 10


async def begin(
    turn: Turn, form: Form, answers: Answers | None = None, *, afresh: bool = False
) -> None:
    """Asks for what a form needs, in private.

    Args:
        turn: of the command that begins it, in private or in a group.
        form: what is to be filled in.
        answers: what the command said already. Without any, a form of that name which was left
            unfinished is offered first.
        afresh: whether nothing is offered.
    """
    if not answers and not afresh and await _offered(turn, form):
        return
    data = new_data(answers or {})
    draft = await drafts.begin_form(
        turn.session, form.name, turn.person_id, turn.actor.user_id, data, turn.now
    )
    await _close_question(turn)
    filling = Filling(turn, form, draft, deepcopy(data), anew=True)
    await filling.advance()
    if not turn.actor.reachable:
        link = Button(turn.texts.plain("form-open"), url=turn.school.link(f"form_{draft.id}"))
        turn.say_here(card(turn.texts("form-in-private"), [link]), key=f"form:{draft.id}")


async def _offered(turn: Turn, form: Form) -> bool:
    """Whether a form of that name is unfinished: the latest is offered, or just shown again."""
    left = await drafts.forms_of(turn.session, turn.person_id)
    latest = next((each for each in left if each.name == form.name), None)
    if latest is None:
        return False
    filling = Filling(turn, form, latest, deepcopy(latest.data))
    if latest.data["said"]:
        text = lines(turn.texts("form-unfinished"), await _so_far(filling))
        turn.show(card(text, [filling.act(Act.GO_ON, style="primary"), filling.act(Act.AFRESH)]))
    else:
        await go_on(filling)
    return True


async def _close_question(turn: Turn) -> None:
    """A question that is open in private is no longer the one that is answered."""
    unwritten.leave(turn)
    asked = await drafts.find_question(turn.session, turn.person_id, turn.actor.user_id)
    if asked is not None:
        await drafts.close(turn.session, asked.id)


async def _so_far(filling: Filling) -> Text:
    """What a form is, and how far it has got."""
    texts = filling.turn.texts
    told = [
        texts("form-answer", name=texts(f"{step.asks}-short"), answer=await filling.told(step))
        for step in filling.steps
        if filling.answers.get(step.key) is not None
    ]
    return lines(texts(f"{filling.form.name}-form-title").styled("bold"), *told)


async def unfinished(turn: Turn) -> None:
    """Lists what a person has begun and not ended, each with its buttons."""
    forms = turn.registry.forms
    person_id = turn.actor.person_id
    left = await drafts.forms_of(turn.session, person_id) if person_id else []
    known = [each for each in left if each.name in forms]
    if not known:
        turn.say("drafts-none")
    for each in known[:LISTED]:
        filling = Filling(turn, forms[each.name], each, each.data)
        rows = [filling.act(Act.GO_ON), filling.act(Act.DROP)]
        turn.show(card(await _so_far(filling), rows))


async def opened(turn: Turn, draft_id: int) -> Filling:
    """The actor's unfinished form of that number; refuses all others."""
    draft = await drafts.find_form(turn.session, draft_id, turn.actor.person_id or 0)
    form = turn.registry.forms.get(draft.name) if draft else None
    if draft is None or form is None:
        turn.refuse("form-gone")
    return Filling(turn, form, draft, deepcopy(draft.data))


async def press(turn: Turn) -> None:
    """A button of a form was tapped: of the present question, or of an older one."""
    filling, press = await opened(turn, turn.press.draft_id), turn.press
    if isinstance(press, Do) and press.act == Act.DROP:
        await filling.drop()  # also by who may do nothing else any more
        return
    _check_right(filling)
    if filling.draft.asleep:
        await _close_question(turn)
    match press:
        case Do(act=Act.GO_ON):
            await go_on(filling)
        case Do(act=Act.AFRESH):
            await filling.drop()
            await begin(turn, filling.form, afresh=True)
        case _ if press.turn != filling.data["turn"]:
            turn.refuse("form-older")
        case _:
            await filling.press(press)


def _check_right(filling: Filling) -> None:
    """At every step, not only at the first: rights end."""
    if not may(filling.turn.actor, filling.form.can, None):
        filling.turn.refuse("refused-right")


async def go_on(filling: Filling) -> None:
    """Shows the form again, at the end of the chat, as far as it has got."""
    _check_right(filling)
    filling.anew = True
    await _close_question(filling.turn)
    await filling.advance()


async def awake(turn: Turn) -> Filling | None:
    """The form that takes what is written in this private chat."""
    person_id = turn.actor.person_id
    if person_id is None or not turn.place.private:
        return None
    draft = await drafts.awake(turn.session, person_id, turn.place.chat_id)
    return await opened(turn, draft.id) if draft else None


async def write(filling: Filling) -> None:
    """What was written goes into the form."""
    _check_right(filling)
    await filling.write(filling.turn.message)


async def leave(turn: Turn) -> None:
    """Something else begins: forms keep what they have, and take nothing that is written."""
    if turn.actor.person_id is not None and turn.place.private:
        await drafts.sleep(turn.session, turn.actor.person_id, turn.place.chat_id)
