// <request-journal>: what the bot asked the Bot API lately, and what it was answered.

import { h, redraw } from "/page/dom.js";
import { chat, news } from "/page/town.js";
import { locale, t } from "/page/words.js";

const LAST = 300;
const SHOWN = 40;
const EVERY = 1500; // milliseconds

class RequestJournal extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = h("ol", { class: "requests" });
    this.append(this.list);
    this.closest("details").addEventListener("toggle", () => this.look());
    news.addEventListener("happened", () => this.look());
    setInterval(() => this.look(), EVERY);
  }

  /** Asks anew, where somebody sees it; polls that only wait are left out. */
  async look() {
    if (!this.checkVisibility() || document.hidden || this.looking) return;
    this.looking = true;
    try {
      const { result } = await (await fetch(`/control/journal?last=${LAST}`)).json();
      const entries = result.filter(({ method }) => method !== "getUpdates").slice(-SHOWN).reverse();
      const open = new Set([...this.list.querySelectorAll("[open]")].map(({ dataset }) => dataset.key));
      redraw(this.list, entries, () => entries.map((entry) => line(entry, open)));
    } catch { /* the feed says that the connection is gone */ } finally {
      this.looking = false;
    }
  }
}

function line(entry, open) {
  const key = `${entry.at} ${entry.method} ${JSON.stringify(entry.params).length}`;
  const failed = entry.fault || (entry.status ?? 0) >= 400;
  const at = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(entry.at));
  const where = chat(Number(entry.params.chat_id))?.title ?? "";
  const became = entry.fault ? `${entry.fault} ⚡` : (entry.status ?? "…");
  return h("li", {}, h("details", { "data-key": key, open: open.has(key) },
    h("summary", { class: failed ? "failed" : "" }, h("time", {}, at), h("b", {}, entry.method), h("span", { class: "where" }, where), h("span", {}, String(became))),
    h("pre", { tabindex: 0, "aria-label": t("Request and answer") }, `${JSON.stringify(entry.params, null, 1)}\n→ ${JSON.stringify(entry.answer, null, 1)}`)));
}

customElements.define("request-journal", RequestJournal);
