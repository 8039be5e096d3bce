// <chat-pane>: one person's app: who I am, my chats, and the chat that is open.

import { act, direct, look } from "/page/api.js";
import { nameOf } from "/page/bubble.js";
import "/page/compose.js";
import { avatar, focusables, focusIn, h, icon, redraw } from "/page/dom.js";
import { chats, people, picker, subtitle } from "/page/people.js";
import { refusal } from "/page/refusals.js";
import { day } from "/page/text.js";
import { chat, news, person, soon, town, watch } from "/page/town.js";
import { t } from "/page/words.js";

const NEAR = 120; // pixels from the end within which the newest message is followed
const TOAST = 3500;
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

export class ChatPane extends HTMLElement {
  place = { user: 0, chat: 0, topic: 0 };
  #messages = new Map();
  #meanwhile = null;
  #pinned = [];
  #signatures = new Map();
  #heard = new AbortController();

  connectedCallback() {
    this.#frame();
    const on = (kind, act) => news.addEventListener(kind, act, { signal: this.#heard.signal });
    on("town", () => this.#lists());
    on("happened", ({ detail }) => this.#happened(detail));
    on("pins", ({ detail }) => { if (detail.chat === this.place.chat) { this.#pinned = detail.pinned; this.#head(); this.#draw(); } });
    on("connected", () => this.#load());
    this.#lists();
  }

  disconnectedCallback() {
    watch(this, 0);
    this.#heard.abort();
  }

  /** Shows a person, and a chat of theirs (0 for none yet). */
  go(user, chatId = 0, topic = 0) {
    const other = user !== this.place.user;
    this.place = { user, chat: chatId, topic };
    watch(this, user);
    this.#messages.clear();
    this.#signatures.clear();
    this.log.replaceChildren();
    this.toggleAttribute("open", Boolean(chatId));
    this.dispatchEvent(new Event("moved", { bubbles: true }));
    if (other) news.dispatchEvent(new Event("wanted"));
    this.#lists();
    this.#load();
  }

  #frame() {
    this.setAttribute("role", "group");
    this.folk = h("nav", { class: "people", "aria-label": t("People") });
    this.who = h("div", { class: "whoami" });
    this.list = h("nav", { class: "chats", "aria-label": t("Chats") });
    this.bar = h("header", { class: "bar" });
    this.pins = h("div", { class: "pinbar", hidden: true });
    this.log = h("ol", { class: "log" });
    this.scroll = h("div", { class: "scroll", tabindex: 0, role: "log", "aria-label": t("Messages") }, this.log);
    this.compose = document.createElement("chat-compose");
    this.toast = h("div", { class: "toast", role: "status" });
    this.talk = h("section", { class: "talk", "aria-label": t("Messages") }, this.bar, this.pins, this.scroll, this.toast, this.compose);
    this.append(this.folk, h("div", { class: "side" }, this.who, this.list), this.talk);
  }

  #lists() {
    if (!town.ready || !this.folk) return;
    const { user } = this.place;
    const me = person(user);
    this.dir = RIGHT_TO_LEFT.includes(me?.language.split("-")[0]) ? "rtl" : "ltr";
    this.setAttribute("aria-label", me?.name ?? "");
    const choose = (id) => this.go(id, 0, 0);
    redraw(this.folk, [user, town.people], () => people(user, choose));
    redraw(this.who, [user, town.people], () => picker(user, choose), this.closer);
    const open = (id, topic) => this.go(user, id, topic);
    redraw(this.list, [this.place, town.lists[user], town.chats], () => chats(user, open, this.place));
    this.#head();
    this.compose.set(this.place, (text) => this.say(text));
  }

  #head() {
    const { user, chat: id, topic } = this.place;
    const shown = chat(id);
    const signature = JSON.stringify([this.place, shown]);
    if (this.bar.signature === signature) return this.#pinbar();
    this.bar.signature = signature;
    this.talk.toggleAttribute("empty", !shown);
    if (!shown) {
      this.bar.replaceChildren(h("p", { class: "choose" }, t("Choose a chat")));
      this.pins.hidden = true;
      return undefined;
    }
    const inTopic = shown.forum ? shown.topics.find((each) => each.id === topic) : null;
    if (!this.bar.querySelector(".back")) {
      this.bar.replaceChildren(h("button", { type: "button", class: "tool back", "aria-label": t("Back to the chats"), onclick: () => this.go(this.place.user) }, icon("back")));
    }
    const [back] = this.bar.children;
    this.bar.replaceChildren(back, avatar(shown.title, shown.id), h("div", { class: "who" },
      h("h2", { class: "title", dir: "auto" }, inTopic ? `${shown.title} · ${inTopic.name}` : shown.title),
      h("small", {}, h("bdi", {}, subtitle(shown, user)))));
    return this.#pinbar();
  }

  #pinbar() {
    const standing = this.#pinned.map((id) => this.#messages.get(`m${id}`)).filter((m) => m && this.#here(m));
    const top = standing.at(-1);
    this.pins.hidden = !top;
    const signature = JSON.stringify(top ?? null);
    if (!top || this.pins.signature === signature) return;
    this.pins.signature = signature;
    this.pins.replaceChildren(h("button", { type: "button", onclick: () => this.#jump(top.message_id) }, icon("pin"),
      h("span", {}, h("strong", {}, t("Pinned message")), h("span", { dir: "auto" }, (top.text ?? top.caption ?? t(top.media)).split("\n")[0]))));
  }

  async #load() {
    const { user, chat: id } = this.place;
    if (!id) return;
    // What happens while the answer is on its way may be newer than it.
    const meanwhile = this.#meanwhile = [];
    const shown = await look("chat", { user, chat: id }).catch(() => null);
    if (!shown || this.place.user !== user || this.place.chat !== id) return;
    this.#messages = new Map(shown.messages.map((each) => [nameOf(each), each]));
    meanwhile.forEach((event) => this.#keep(event));
    if (this.#meanwhile === meanwhile) this.#meanwhile = null;
    this.#pinned = shown.pinned;
    this.compose.commands = shown.commands;
    this.#draw(true);
    this.#head();
    this.#read();
  }

  #here(m) {
    const forum = chat(this.place.chat)?.forum;
    return (!forum || m.topic === this.place.topic) && (!m.alone || m.alone === this.place.user);
  }

  /** Takes in what became of a message; whether that is to be seen. */
  #keep(event) {
    const name = event.ephemeral ? `w${event.ephemeral}` : `m${event.message_id}`;
    if (event.message) this.#messages.set(name, event.message);
    else if (event.deleted) this.#messages.delete(name);
    return Boolean(event.message ?? event.deleted);
  }

  #happened(event) {
    if (event.chat_id !== this.place.chat) return;
    if (event.kind === "toast" || event.kind === "alert" || event.kind === "tap") return;
    this.#meanwhile?.push(event);
    if (!this.#keep(event)) return;
    this.#draw();
    this.#read();
    const m = event.message;
    if (m?.force_reply && event.kind === "message" && (this.place.chat === this.place.user || m.reply_to_message)) this.compose.reply(m);
  }

  #read() {
    if (document.hidden || !this.place.chat) return;
    direct("read", this.place).then(() => soon(), () => {});
  }

  #draw(jump = false) {
    const near = jump || this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
    const items = [];
    let date = "";
    for (const group of grouped([...this.#messages.values()].filter((m) => this.#here(m)))) {
      const on = day(group[0].date);
      if (on !== date) items.push(this.#day(on));
      date = on;
      items.push(this.#item(group));
    }
    this.log.replaceChildren(...items.length ? items : [h("li", { class: "nothing" }, t("Nothing here yet"))]);
    if (near) this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  #day(text) {
    return h("li", { class: "day" }, h("span", { class: "note" }, text));
  }

  #item(group) {
    const key = nameOf(group[0]);
    const signature = JSON.stringify([group, this.#pinned.includes(group[0].message_id)]);
    const known = this.#signatures.get(key);
    if (known?.signature === signature) return known.item;
    const item = known?.item ?? h("li", {}, document.createElement("chat-bubble"));
    const at = focusIn(item);
    item.firstChild.show(group, this.#doing());
    if (at >= 0) focusables(item)[at]?.focus();
    this.#signatures.set(key, { signature, item });
    return item;
  }

  #doing() {
    return {
      user: this.place.user,
      open: (url) => this.#open(url),
      type: (text) => this.compose.type(text),
      jump: (id) => this.#jump(id),
      copy: (text) => { navigator.clipboard?.writeText(text).catch(() => {}); this.say(`${t("Copied")}: ${text}`); },
      tap: (m, button, pressed) => this.#tap(m, button, pressed),
      react: (m, emoji) => this.#act("react", { ...this.#at(m), emoji }),
      actions: (m) => this.#choices(m),
    };
  }

  #at(m) {
    return { user: this.place.user, chat: this.place.chat, message: m.message_id };
  }

  #choices(m) {
    const { user } = this.place;
    const standing = chat(this.place.chat)?.members?.find((each) => each.id === user)?.status;
    const admin = standing === "creator" || standing === "administrator" || this.place.chat === user;
    const pinned = this.#pinned.includes(m.message_id);
    return [
      [t("Reply"), () => this.compose.reply(m)],
      ["👍", () => this.#act("react", { ...this.#at(m), emoji: "👍" })],
      ["❤", () => this.#act("react", { ...this.#at(m), emoji: "❤" })],
      m.sender === user && !m.forward_origin ? [t("Edit"), () => this.compose.edit(m)] : null,
      admin ? [t(pinned ? "Unpin" : "Pin"), () => this.#act(pinned ? "unpin" : "pin", this.#at(m))] : null,
      m.sender === user || admin ? [t("Delete"), () => this.#act("delete", this.#at(m))] : null,
    ].filter(Boolean);
  }

  async #act(verb, body) {
    try {
      return await act(verb, body);
    } catch (error) {
      this.say(refusal(error));
      return null;
    }
  }

  async #tap(m, button, pressed) {
    pressed.setAttribute("aria-busy", "true");
    const place = m.ephemeral_message_id ? { ephemeral: m.ephemeral_message_id } : {};
    const told = await this.#act("tap", { ...this.#at(m), ...place, label: button.text, data: button.callback_data, wait: 15 });
    pressed.removeAttribute("aria-busy");
    if (!told) return;
    if (told.url) this.#open(told.url);
    else if (told.answer?.show_alert) this.#alert(told.answer.text);
    else if (told.answer?.text) this.say(told.answer.text);
  }

  async #open(url) {
    const { user } = this.place;
    if (!/t\.me\//.test(url)) return;
    if (/[?&]startgroup=/.test(url)) return this.#into(url);
    if (/[?&]start=/.test(url)) {
      if (await this.#act("follow", { user, url })) this.go(user, user);
    } else if (url.endsWith(town.bot.mention.slice(1))) this.go(user, user);
    else this.say(url);
  }

  async #into(url) {
    const { user } = this.place;
    const mine = (town.lists[user] ?? []).map((line) => chat(line.chat)).filter((each) => each?.members);
    const dialog = h("dialog", { "aria-label": t("Which group shall the bot join?"), onclose: () => dialog.remove() },
      h("p", {}, t("Which group shall the bot join?")), mine.map((each) => h("button", { type: "button", onclick: async () => {
        dialog.close();
        if (await this.#act("follow", { user, url, into: each.id })) this.go(user, each.id);
      } }, each.title)), h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("Cancel")));
    this.append(dialog);
    dialog.showModal();
  }

  #alert(text) {
    const dialog = h("dialog", { class: "alert", "aria-label": town.bot.name, onclose: () => dialog.remove() },
      h("p", { dir: "auto" }, text), h("button", { type: "button", onclick: () => dialog.close() }, t("OK")));
    this.append(dialog);
    dialog.showModal();
  }

  #jump(id) {
    const bubble = this.log.querySelector(`[data-name="m${id}"]`);
    bubble?.scrollIntoView({ block: "center", behavior: "smooth" });
    bubble?.classList.add("found");
    setTimeout(() => bubble?.classList.remove("found"), 1500);
  }

  /** Says something for a moment, as the bot's answer to a press. */
  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.hush);
    this.hush = setTimeout(() => this.toast.classList.remove("shown"), TOAST);
  }
}

/** Messages of one album together. */
function grouped(messages) {
  const groups = [];
  for (const m of messages) {
    const before = groups.at(-1);
    if (m.media_group_id && before?.[0].media_group_id === m.media_group_id) before.push(m);
    else groups.push([m]);
  }
  return groups;
}

customElements.define("chat-pane", ChatPane);
