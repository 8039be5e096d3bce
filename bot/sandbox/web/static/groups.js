// The controls of groups: made, upgraded, who is in them as what, and what the bot may do there.

import { h, redraw } from "/page/dom.js";
import { button, choice, everybody, field } from "/page/forms.js";
import { nameOfPerson } from "/page/people.js";
import { chat, town } from "/page/town.js";
import { t } from "/page/words.js";

const RIGHTS = ["can_delete_messages", "can_pin_messages", "can_manage_topics", "can_invite_users", "can_restrict_members"];
const KINDS = [["supergroup", "Supergroup"], ["basic", "Basic group"], ["forum", "Forum with topics"]];

/** An element with `draw()`; `run(verb, body)` acts. */
export function groupTools(run) {
  const made = h("div", {});
  const which = h("div", {});
  const inside = h("div", {});
  const tools = h("div", {}, made, which, inside);
  let chosen = 0;
  let whom = 0;
  const now = () => chat(chosen);
  const choose = (event) => { chosen = Number(event.target.value); tools.draw(); };
  tools.draw = () => {
    const groups = town.chats.filter((each) => each.members && !each.migrated_to);
    if (!now() || now().migrated_to) chosen = groups.at(-1)?.id ?? 0;
    if (!town.people.some(({ id }) => id === whom)) whom = town.people[0]?.id ?? 0;
    redraw(made, everybody(), () => maker(run, (id) => { chosen = id; }));
    redraw(which, [groups.map(({ id, title }) => [id, title]), chosen], () => (groups.length ? field(t("Group"), picked(groups.map(({ id, title, type }) => [id, `${title} · ${type}`]), chosen, choose)) : h("p", {}, t("There is no group yet."))));
    redraw(inside, [now(), town.people, whom], () => (now() ? h("div", {},
      people(now(), run, whom, (event) => { whom = Number(event.target.value); tools.draw(); }), bot(now(), run), itself(now(), run)) : h("div", {})));
  };
  return tools;
}

function picked(options, value, onchange) {
  return h("select", { onchange }, options.map(([id, label]) => h("option", { value: id, ".selected": id === value }, label)));
}

function maker(run, choose) {
  const form = h("form", { onsubmit: async (event) => {
    event.preventDefault();
    const { title, kind, creator, bot: joins } = Object.fromEntries(new FormData(form));
    const group = await run("group", { title, creator: Number(creator), supergroup: kind !== "basic", forum: kind === "forum", bot: Boolean(joins) });
    if (group) { choose(group.id); form.reset(); }
  } }, field(t("Name of a new group"), h("input", { name: "title", required: true, autocomplete: "off" })),
  field(t("Kind"), choice("kind", KINDS.map(([value, label]) => [value, t(label)]))), field(t("Made by"), choice("creator", everybody())),
  h("label", { class: "tick" }, h("input", { type: "checkbox", name: "bot", checked: true }), h("span", {}, t("With the bot in it"))),
  h("button", {}, t("Make the group")));
  return form;
}

function people(group, run, whom, onchange) {
  const member = group.members.find(({ id }) => id === whom);
  const standing = member ? (member.anonymous ? "anonymous admin" : member.status) : "not here";
  const me = town.people.find(({ id }) => id === whom);
  const on = (label, verb, more = {}, disabled = false) => button(t(label), () => run(verb, { chat: group.id, user: whom, ...more }), { disabled });
  return h("fieldset", {}, h("legend", {}, t("People of the group")), field(t("Person"), picked(everybody(), whom, onchange)),
    h("small", {}, `${nameOfPerson(whom)}: ${t(standing)}`), h("div", { class: "buttons" },
      on("Let in", "join", {}, Boolean(member)), on("Leave", "leave", {}, !member), on("Remove", "kick", {}, !member || member.status === "creator"),
      on("Make admin", "promote", {}, !member), on("Make anonymous admin", "promote", { anonymous: true }, !member),
      on("No admin any more", "demote", {}, member?.status !== "administrator"),
      button(t(me?.blocks ? "Unblock the bot" : "Block the bot"), () => run(me?.blocks ? "unblock" : "block", { user: whom }))));
}

function bot(group, run) {
  const member = group.members.find(({ id }) => id === town.bot.id);
  const admin = member?.status === "administrator";
  const on = (label, verb, disabled, more = {}) => button(t(label), () => run(verb, { chat: group.id, ...more }), { disabled });
  const right = (name) => h("label", { class: "tick" }, h("input", { type: "checkbox", checked: member?.rights[name],
    onchange: ({ target }) => run("set_bot_rights", { chat: group.id, rights: { [name]: target.checked } }) }), h("span", {}, t(name)));
  return h("fieldset", {}, h("legend", {}, t("The bot in the group")), h("small", {}, t(member?.status ?? "not here")), h("div", { class: "buttons" },
    on("Add the bot", "add_bot", Boolean(member)), on("Kick the bot", "remove_bot", !member), on("Make admin", "set_bot_rights", !member || admin),
    on("No admin any more", "demote_bot", !admin), on("Let it write no more", "mute_bot", !member || admin), on("Let it write again", "demote_bot", member?.status !== "restricted")),
  admin ? h("div", {}, RIGHTS.map(right)) : null);
}

function itself(group, run) {
  const topic = h("form", { onsubmit: (event) => {
    event.preventDefault();
    run("open_topic", { chat: group.id, name: new FormData(topic).get("name") });
  } }, field(t("Name of a new topic"), h("input", { name: "name", required: true, autocomplete: "off" })), h("button", {}, t("Open the topic")));
  if (group.forum) return topic;
  return group.type === "group" ? h("div", { class: "buttons" }, button(t("Make it a supergroup"), () => run("migrate", { chat: group.id }))) : h("div", {});
}
