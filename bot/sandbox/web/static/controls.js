// <town-controls>: what happens to the town as a whole: its clock, scenes, people, groups, faults.

import { act, direct } from "/page/api.js";
import { h, redraw } from "/page/dom.js";
import { button, choice, field } from "/page/forms.js";
import { groupTools } from "/page/groups.js";
import "/page/journal.js";
import { refusal } from "/page/refusals.js";
import { news, refresh, town } from "/page/town.js";
import { t } from "/page/words.js";

const HOUR = 3600;
// What goes wrong by one click; more of it by the control API.
const FAULTS = [
  ["Too many requests", { kind: "429", times: 10, retry_after: 3 }],
  ["No answer", { kind: "hang", times: 2 }],
  ["Cut before", { kind: "reset_before", times: 3 }],
  ["Cut after", { kind: "reset_after", times: 3 }],
];
const LANGUAGES = ["en", "zh-CN", "ar", "de", "it", ""];

export class TownControls extends HTMLElement {
  connectedCallback() {
    if (this.said) return; // It was closed, and is open again.
    this.said = h("p", { class: "said", role: "status" });
    this.scenes = h("div", { class: "scenes" });
    this.clock = h("div", {});
    this.rules = h("div", {});
    this.groups = groupTools((verb, body) => this.run(() => act(verb, body)));
    this.last = h("div", { class: "last" });
    const parts = [
      [t("Clock"), true, this.clock], [t("Scenes"), true, this.scenes], [t("People"), false, this.#newcomer()],
      [t("Groups"), false, this.groups], [t("Faults"), false, this.#faults(), this.rules],
      [t("Journal of requests"), false, document.createElement("request-journal")],
    ].map(([title, open, ...inside]) => h("details", { open }, h("summary", {}, title), ...inside));
    this.append(h("h2", {}, t("The town's controls")), this.said, ...parts, this.last);
    news.addEventListener("town", () => this.#draw());
    this.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close?.(); });
    this.#draw();
  }

  /** Does something, says what went wrong, and shows the town as it is then. */
  async run(doing, done = t("Done")) {
    this.said.textContent = "…";
    this.toggleAttribute("busy", true);
    try {
      const result = await doing();
      this.said.textContent = done;
      await refresh();
      return result;
    } catch (error) {
      this.said.textContent = refusal(error);
      return null;
    } finally {
      this.toggleAttribute("busy", false);
    }
  }

  #draw() {
    if (!town.ready) return;
    redraw(this.clock, [town.zone, town.next_alarm], () => this.#clock());
    redraw(this.scenes, town.scenes, () => this.#scenes());
    redraw(this.rules, town.faults, () => h("ul", {}, town.faults.map((rule) =>
      h("li", {}, `${rule.method} · ${rule.kind} · ${rule.hits}/${rule.times ?? "∞"}`))));
    redraw(this.last, town.starts_over, () => this.#last());
    this.groups.draw();
  }

  #clock() {
    const move = (given) => () => this.run(() => direct("advance", given));
    const alarm = town.next_alarm && new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: town.zone }).format(town.next_alarm * 1000);
    return h("div", { class: "buttons" },
      button(t("An hour on"), move({ seconds: HOUR })), button(t("Tomorrow 7:30"), move({ tomorrow: "07:30" }), { title: town.zone }),
      button(alarm ? `${t("Next alarm")}: ${alarm}` : t("Next alarm"), move({}), { disabled: !alarm }));
  }

  #scenes() {
    if (!town.scenes.length) return h("p", {}, t("This bot brings no scenes."));
    return h("ul", {}, town.scenes.map((scene) => h("li", {},
      button(scene.title, () => this.run(() => direct("play", { scene: scene.key })), { class: "scene" }), h("small", {}, scene.about))));
  }

  #newcomer() {
    const form = h("form", { onsubmit: async (event) => {
      event.preventDefault();
      const { first_name, last_name, language, note } = Object.fromEntries(new FormData(form));
      const more = language ? { language } : {};
      const came = await this.run(() => act("user", { first_name, last_name, note, ...more }), `${first_name}: ${t("Done")}`);
      if (came) form.reset();
    } }, field(t("First name"), h("input", { name: "first_name", required: true, autocomplete: "off" })),
    field(t("Last name"), h("input", { name: "last_name", autocomplete: "off" })),
    field(t("Language of the app"), choice("language", LANGUAGES.map((each) => [each, each || "–"]))),
    field(t("Who that is"), h("input", { name: "note", autocomplete: "off" })), h("button", {}, t("Add this person")));
    return form;
  }

  #faults() {
    const next = (given) => () => this.run(() => act("fault", { method: "[se]*", ...given }));
    return h("div", { class: "buttons" }, FAULTS.map(([label, given]) => button(`${t(label)} (${given.times}×)`, next(given))),
      button(t("No more faults"), () => this.run(() => act("clear_faults", {}))));
  }

  #last() {
    const over = button(t("Start this day over"), () => this.run(() => direct("start_over")), { class: "plain" });
    return h("div", { class: "buttons" }, h("a", { href: "/page/transcript", download: "transcript.txt" }, t("Save the transcript")),
      town.starts_over ? over : null);
  }
}

customElements.define("town-controls", TownControls);
