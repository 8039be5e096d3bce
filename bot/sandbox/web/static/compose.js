// <chat-compose>: where a person types, answers, changes, attaches, and finds the commands.

import { act, encoded } from "/page/api.js";
import { h, icon } from "/page/dom.js";
import { refusal } from "/page/refusals.js";
import { person } from "/page/town.js";
import { t } from "/page/words.js";

const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

export class ChatCompose extends HTMLElement {
  #reply = null;
  #editing = null;
  #commands = [];

  /** Gets ready for a place (`{user, chat, topic}`); `told` hears what went wrong. */
  set(place, told) {
    const moved = this.place?.user !== place.user || this.place?.chat !== place.chat || this.place?.topic !== place.topic;
    this.place = { ...place };
    this.told = told;
    const me = person(place.user);
    const way = place.chat !== place.user ? "type" : me?.blocks ? "unblock" : me?.started ? "type" : "start";
    if (!moved && this.dataset.way === way) return;
    this.dataset.way = way;
    this.#reply = this.#editing = null;
    if (way === "type") this.#form();
    else this.replaceChildren(h("button", { type: "button", class: "start", onclick: () => this.#try(() => act("start", { user: place.user })) },
      t(way === "start" ? "Start" : "Unblock and start")));
  }

  /** The command menu of this place. */
  set commands(commands) {
    this.#commands = commands;
    if (this.slash) this.slash.hidden = !commands.length;
  }

  #form() {
    this.about = h("div", { class: "about", hidden: true });
    this.menu = h("div", { class: "commands", hidden: true, role: "listbox", "aria-label": t("Commands"), id: `commands-${this.place.user}-${this.place.chat}` });
    this.field = h("textarea", {
      rows: 1, dir: "auto", placeholder: t("Write a message"), "aria-label": t("Write a message"), maxlength: 4096,
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
    });
    const files = h("input", { type: "file", multiple: true, class: "sr", tabindex: -1, "aria-label": t("Attach files"), onchange: () => this.#upload(files) });
    this.slash = h("button", { type: "button", class: "tool", "aria-label": t("Commands"), hidden: !this.#commands.length, onclick: () => {
      if (this.menu.hidden) this.#offer(this.#commands);
      else this.menu.hidden = true;
    } }, icon("slash"));
    this.form = h("form", { onsubmit: (event) => { event.preventDefault(); this.#send(); } },
      h("button", { type: "button", class: "tool", "aria-label": t("Attach files"), onclick: () => files.click() }, icon("attach")),
      files, this.slash, this.field,
      h("button", { type: "submit", class: "tool send", "aria-label": t("Send") }, icon("send")));
    this.replaceChildren(this.menu, this.about, this.form);
  }

  /** Answers a message with the next one. */
  reply(m) {
    [this.#reply, this.#editing] = [m, null];
    this.#say(`${t("Replying to")} ${m.name}`, m.text ?? m.caption ?? "");
  }

  /** Changes one's own message. */
  edit(m) {
    [this.#reply, this.#editing] = [null, m];
    this.field.value = m.text ?? m.caption ?? "";
    this.#say(t("Editing"), this.field.value);
    this.#grow();
  }

  /** Sends a text as if it were typed. */
  type(text) {
    if (this.form) this.#deliver(text);
  }

  #say(title, text) {
    if (!this.field) return;
    this.about.replaceChildren(h("span", {}, h("strong", {}, title), h("span", { dir: "auto" }, text)),
      h("button", { type: "button", class: "tool", "aria-label": t("Cancel"), onclick: () => this.#calm() }, icon("close")));
    this.about.hidden = false;
    this.field.focus();
  }

  #calm() {
    if (this.#editing) this.field.value = "";
    this.#reply = this.#editing = null;
    this.about.hidden = true;
    this.#grow();
  }

  #typed() {
    this.#grow();
    const word = this.field.value;
    const fits = /^\/\w*$/.test(word) ? this.#commands.filter((each) => `/${each.command}`.startsWith(word)) : [];
    if (fits.length) this.#offer(fits);
    else this.menu.hidden = true;
  }

  #offer(commands) {
    this.menu.replaceChildren(...commands.map((each) => h("button", {
      type: "button", role: "option", "aria-selected": "false", onclick: () => { this.menu.hidden = true; this.#deliver(`/${each.command}`); },
    }, h("span", { class: "command" }, `/${each.command}`), h("small", { dir: "auto" }, each.description))));
    this.menu.hidden = false;
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  #key(event) {
    const options = [...this.menu.children];
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape") {
      if (!this.menu.hidden) this.menu.hidden = true;
      else this.#calm();
    } else if (event.key === "ArrowUp" && !this.menu.hidden) {
      event.preventDefault();
      options.at(-1).focus();
    }
  }

  #send() {
    const text = this.field.value.trim();
    if (text) this.#deliver(text);
  }

  async #deliver(text) {
    const { user, chat } = this.place;
    const [editing, reply, where, typed] = [this.#editing, this.#reply, this.#where(), this.field.value];
    // At once: what is typed while it is on its way belongs to the next message.
    this.menu.hidden = true;
    this.#calm();
    this.field.value = "";
    this.#grow();
    const sent = await this.#try(() => (editing
      ? act("edit", { user, chat, message: editing.message_id, text })
      : act("say", { user, chat, text, ...where })));
    if (sent || this.field.value) return;
    if (editing) this.edit(editing);
    if (reply) this.reply(reply);
    this.field.value = typed;
    this.#grow();
  }

  #where() {
    const where = this.place.topic ? { topic: this.place.topic } : {};
    return this.#reply ? { ...where, reply_to: this.#reply.message_id } : where;
  }

  async #upload(input) {
    const { user, chat } = this.place;
    const files = [...input.files];
    const caption = this.field.value.trim();
    const captioned = (index) => (index === 0 && caption ? { caption } : {});
    const pictures = files.every((each) => PICTURES.includes(each.type));
    const where = this.#where();
    const sent = await this.#try(async () => {
      if (!pictures && files.length > 1) {
        const items = await Promise.all(files.map(async (each) => [each.name, await encoded(each)]));
        return act("send_album", { user, chat, items, ...captioned(0), ...where });
      }
      const album = pictures && files.length > 1 ? { album: String(Date.now()) } : {};
      for (const [index, file] of files.entries()) {
        const data = await encoded(file);
        if (pictures) await act("send_photo", { user, chat, data, ...captioned(index), ...album, ...where });
        else await act("send_document", { user, chat, data, filename: file.name, ...captioned(index), ...where });
      }
      return true;
    });
    input.value = "";
    if (sent && caption) this.field.value = "";
    if (sent) this.#calm();
  }

  async #try(doing) {
    try {
      return await doing();
    } catch (error) {
      this.told(refusal(error));
      return null;
    }
  }
}

customElements.define("chat-compose", ChatCompose);
