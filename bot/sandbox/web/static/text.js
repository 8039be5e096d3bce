// Formatted text: Telegram's entities as elements. Offsets are UTF-16 units, as JavaScript's are.

import { h } from "/page/dom.js";
import { locale, t } from "/page/words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const FOLDED = 3; // lines of a folded quote

/** The nodes of a text; `open` gets links, `type` commands that were tapped. */
export function written(text, entities = [], open, type) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, 0, text.length, sorted, { open, type });
}

function between(text, start, stop, entities, doing) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (entity.offset < at || entity.offset >= stop) continue;
    const end = Math.min(entity.offset + entity.length, stop);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((each) => each.offset < end);
    nodes.push(marked(entity, text.slice(entity.offset, end), between(text, entity.offset, end, inner, doing), doing));
    at = end;
  }
  if (at < stop) nodes.push(text.slice(at, stop));
  return nodes;
}

function marked(entity, plain, inside, { open, type }) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, inside);
  const make = {
    pre: () => h("pre", { tabindex: 0 }, h("code", {}, inside)),
    spoiler: () => spoiler(inside),
    blockquote: () => h("blockquote", { dir: "auto" }, inside),
    expandable_blockquote: () => folded(inside, plain),
    text_link: () => link(entity.url, inside, open),
    url: () => link(/^\w+:/.test(plain) ? plain : `https://${plain}`, inside, open),
    email: () => h("a", { href: `mailto:${plain}` }, inside),
    bot_command: () => h("button", { type: "button", class: "link", onclick: () => type(plain) }, inside),
    date_time: () => moment(entity),
  }[entity.type];
  return make ? make() : h("span", { class: "entity" }, inside);
}

function spoiler(inside) {
  const hidden = h("span", { class: "hidden", "aria-hidden": "true" }, inside);
  const button = h("span", {
    class: "spoiler", role: "button", tabindex: 0, "aria-expanded": "false", "aria-label": t("Hidden text"),
  }, hidden);
  const show = () => {
    button.replaceWith(h("span", { class: "shown" }, inside));
  };
  button.addEventListener("click", show);
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); }
  });
  return button;
}

function folded(inside, plain) {
  const quote = h("blockquote", { class: "folded", dir: "auto" }, h("div", { class: "inside" }, inside));
  if (plain.split("\n").length <= FOLDED && plain.length < 160) return quote;
  quote.classList.add("closed");
  const toggle = h("button", { type: "button", class: "fold", "aria-expanded": "false" }, t("Show all"));
  toggle.addEventListener("click", () => {
    const closed = quote.classList.toggle("closed");
    toggle.setAttribute("aria-expanded", String(!closed));
    toggle.textContent = t(closed ? "Show all" : "Show less");
  });
  quote.append(toggle);
  return quote;
}

export function link(url, inside, open) {
  const own = /^(https?:\/\/)?t\.me\//.test(url);
  const safe = /^(https?|tg|mailto|tel):/i.test(url);
  return h("a", {
    href: safe ? url : undefined, target: "_blank", rel: "noopener noreferrer",
    onclick: (event) => { if (own) { event.preventDefault(); open(url); } },
  }, inside);
}

function moment({ unix_time: at, date_time_format: format = "" }) {
  const date = new Date(at * 1000);
  return h("time", { datetime: date.toISOString(), title: date.toLocaleString(locale) }, shown(date, format));
}

function shown(date, format) {
  if (format === "r") return relative(date);
  const style = {};
  if (format.includes("w")) style.weekday = "long";
  if (/[dD]/.test(format)) {
    Object.assign(style, { day: "numeric", month: format.includes("D") ? "long" : "numeric", year: "numeric" });
  }
  if (/[tT]/.test(format)) Object.assign(style, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) style.second = "2-digit";
  if (!Object.keys(style).length) Object.assign(style, { dateStyle: "medium", timeStyle: "short" });
  return new Intl.DateTimeFormat(locale, style).format(date);
}

function relative(date) {
  const seconds = (date - Date.now()) / 1000;
  const [unit, length] = [["day", 86400], ["hour", 3600], ["minute", 60]].find(([, each]) => Math.abs(seconds) >= each) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/** Hours and minutes of a Unix time. */
export function clock(at) {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at * 1000);
}

/** A day, as it stands between the messages of two days. */
export function day(at) {
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(at * 1000);
}
