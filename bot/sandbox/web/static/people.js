// The lists of a pane: who I am, and my chats with what is unread.

import { avatar, h } from "/page/dom.js";
import { clock } from "/page/text.js";
import { chat, person, town } from "/page/town.js";
import { t } from "/page/words.js";

/** Everybody, to become somebody else; wide panes only. */
export function people(user, choose) {
  return h("ul", {}, town.people.map((each) => h("li", {}, h("button", {
    type: "button", class: "person", "data-id": each.id, "aria-current": each.id === user ? "true" : undefined, onclick: () => choose(each.id),
  }, avatar(each.name, each.id), h("span", { class: "who" }, h("span", { class: "title" }, each.name),
    h("small", {}, each.note || each.language))))));
}

/** The same as one field, where there is no room. */
export function picker(user, choose) {
  return h("select", { "aria-label": t("Who I am"), onchange: (event) => choose(Number(event.target.value)) },
    town.people.map((each) => h("option", { value: each.id, ".selected": each.id === user },
      each.note ? `${each.name} · ${each.note}` : each.name)));
}

/** A person's chats; topics of a forum stand below it. */
export function chats(user, open, at) {
  const lines = town.lists[user] ?? [];
  return h("ul", {}, lines.map((line) => entry(line, open, at)));
}

function entry(line, open, at) {
  const shown = chat(line.chat);
  if (!shown) return null;
  const topics = shown.forum ? shown.topics : [];
  const total = Object.values(line.unread).reduce((sum, each) => sum + each, 0);
  const here = at.chat === shown.id;
  return h("li", {}, h("button", {
    type: "button", class: "chat", "data-id": shown.id, "aria-current": here && !shown.forum ? "true" : undefined,
    onclick: () => open(shown.id, 0),
  }, avatar(shown.title, shown.id), h("span", { class: "who" },
    h("span", { class: "line" }, h("span", { class: "title", dir: "auto" }, shown.title), line.last ? h("small", {}, clock(line.last.at)) : null),
    h("span", { class: "line" }, h("small", { class: "last", dir: "auto" }, lastWords(line.last)), shown.forum && here ? null : badge(total)))),
  topics.length ? h("ul", { class: "topics" }, topics.map((topic) => h("li", {}, h("button", {
    type: "button", class: "topic", "aria-current": here && at.topic === topic.id ? "true" : undefined,
    onclick: () => open(shown.id, topic.id),
  }, h("span", { class: "title", dir: "auto" }, `# ${topic.name}`), badge(line.unread[topic.id] ?? 0))))) : null);
}

function lastWords(last) {
  if (!last) return "";
  const words = last.media === last.text ? t(last.media) : last.text.replaceAll("\n", " ");
  return last.from ? `${last.from.split(" ")[0]}: ${words}` : words;
}

function badge(count) {
  if (!count) return null;
  return h("span", { class: "badge" }, count > 99 ? "99+" : String(count), h("span", { class: "sr" }, ` ${t("unread")}`));
}

/** What stands under a chat's title. */
export function subtitle(shown, user) {
  if (shown.type === "private") return `${town.bot.mention} · ${t("bot")}`;
  const count = shown.members.length;
  const admin = shown.members.find((each) => each.id === user && each.status !== "member");
  return `${count} ${t("members")}${admin ? ` · ${admin.anonymous ? "anonymous admin" : admin.status}` : ""}`;
}

export const nameOfPerson = (id) => person(id)?.name ?? "";
