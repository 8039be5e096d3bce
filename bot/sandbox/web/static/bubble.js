// <chat-bubble>: one message, or an album, as one person sees it.

import { avatar, h, icon } from "/page/dom.js";
import { serviceText } from "/page/service.js";
import { clock, link, written } from "/page/text.js";
import { t } from "/page/words.js";

const FILES = ["document", "video", "audio", "voice", "video_note", "sticker"];
const KILO = 1024;

/** The name by which a message is told from others, also of those that only one person sees. */
export const nameOf = (m) => (m.ephemeral_message_id ? `w${m.ephemeral_message_id}` : `m${m.message_id}`);

export class ChatBubble extends HTMLElement {
  /** Shows messages (several are an album) to `doing.user`; `doing` is what may be done. */
  show(messages, doing) {
    const [first] = messages;
    const last = messages.at(-1);
    this.messages = messages;
    this.className = "";
    this.dataset.name = nameOf(first);
    if (first.kind === "service") return this.#service(first);
    const mine = first.sender === doing.user && !first.sender_chat;
    this.classList.add(mine ? "mine" : "theirs");
    this.classList.toggle("private", Boolean(first.alone));
    const text = messages.find((each) => each.text || each.caption);
    const body = h("div", { class: "bubble" },
      mine ? null : h("div", { class: `name n${Math.abs(first.sender_chat ? first.chat_id : first.sender) % 7}` }, first.name),
      first.alone ? h("div", { class: "alone" }, t("Only you see this")) : null,
      first.forward_origin ? h("div", { class: "forwarded" }, `↪ ${forwardedFrom(first.forward_origin)}`) : null,
      this.#answered(first, doing),
      media(messages),
      text ? h("div", { class: "text", dir: "auto" },
        written(text.text ?? text.caption, text.entities ?? text.caption_entities, doing.open, doing.type)) : null,
      h("div", { class: "meta" }, last.edit_date ? `${t("edited")} ` : null,
        h("time", { datetime: new Date(last.date * 1000).toISOString() }, clock(last.date))),
      this.#reactions(last, doing),
      this.#actions(first, doing),
    );
    this.replaceChildren(...[
      mine ? null : avatar(first.name, first.sender_chat ? first.chat_id : first.sender),
      h("div", { class: "stack" }, body, keyboard(last, doing)),
    ].filter(Boolean));
  }

  #service(m) {
    this.classList.add("service");
    this.replaceChildren(h("span", { class: "note" }, serviceText(m)));
  }

  #answered(m, doing) {
    const to = m.reply_to_message;
    if (!to) return null;
    return h("button", { type: "button", class: "answered", onclick: () => doing.jump(to.id) },
      h("strong", {}, to.name), h("span", { dir: "auto" }, m.quote?.text ?? to.text));
  }

  #reactions(m, doing) {
    const all = Object.entries(m.reactions ?? {});
    if (!all.length) return null;
    return h("div", { class: "reactions" }, all.map(([emoji, who]) => h("button", {
      type: "button", "aria-pressed": String(who.includes(doing.user)),
      onclick: () => doing.react(m, who.includes(doing.user) ? "" : emoji),
    }, `${emoji} ${who.length}`)));
  }

  #actions(m, doing) {
    if (m.alone) return null;
    const entries = doing.actions(m);
    const menu = h("details", { class: "actions" },
      h("summary", { "aria-label": `${t("Message actions")}, ${m.name} ${clock(m.date)}` }, icon("more")),
      h("div", { class: "choices" }, entries.map(([label, act]) => h("button", {
        type: "button", onclick: () => { menu.open = false; act(); },
      }, label))));
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
    });
    menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
    return menu;
  }
}

function forwardedFrom(origin) {
  const user = origin.sender_user;
  return origin.sender_user_name ?? origin.sender_chat?.title ?? [user?.first_name, user?.last_name].filter(Boolean).join(" ");
}

function media(messages) {
  const parts = messages.map(held).filter(Boolean);
  if (!parts.length) return null;
  return h("div", { class: parts.length > 1 ? "media album" : "media" }, parts);
}

function held(m) {
  if (m.photo) {
    const largest = m.photo.at(-1);
    return h("a", { class: "photo", href: address(largest), target: "_blank", rel: "noopener" },
      h("img", { src: address(largest), alt: m.caption || t("photo"), width: largest.width, height: largest.height, loading: "lazy" }));
  }
  const kind = FILES.find((each) => m[each]);
  if (kind === "sticker") return h("div", { class: "sticker" }, m.sticker.emoji);
  if (kind) return fileLine(m[kind], kind);
  if (m.contact) return h("div", { class: "file" }, icon("file"), h("span", {}, `${m.contact.first_name} ${m.contact.phone_number}`));
  if (m.location) return h("div", { class: "file" }, icon("pin"), h("span", {}, `${m.location.latitude}, ${m.location.longitude}`));
  if (m.poll) return h("div", { class: "poll" }, h("strong", {}, m.poll.question), h("ul", {}, m.poll.options.map((each) => h("li", {}, each.text))));
  return null;
}

const address = (file) => `/page/media/${encodeURIComponent(file.file_id)}`;

function fileLine(file, kind) {
  const name = file.file_name ?? `${t(kind)}${file.duration ? ` · ${file.duration} s` : ""}`;
  return h("a", { class: "file", href: address(file), download: file.file_name ?? kind },
    icon(kind === "document" ? "file" : "play"),
    h("span", {}, h("span", { class: "filename" }, name), h("small", {}, size(file.file_size ?? 0))));
}

function size(bytes) {
  if (bytes < KILO) return `${bytes} B`;
  return bytes < KILO * KILO ? `${Math.round(bytes / KILO)} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

function keyboard(m, doing) {
  const rows = m.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "keyboard" }, rows.map((row) => h("div", { class: "row" }, row.map((button) => key(m, button, doing)))));
}

function key(m, button, doing) {
  const style = `key ${button.style ?? ""}`;
  if (button.url) {
    const made = link(button.url, [button.text], doing.open);
    made.className = style;
    return made;
  }
  return h("button", { type: "button", class: style, onclick: ({ currentTarget }) => {
    if (button.copy_text) doing.copy(button.copy_text.text);
    else doing.tap(m, button, currentTarget);
  } }, button.text);
}

customElements.define("chat-bubble", ChatBubble);
