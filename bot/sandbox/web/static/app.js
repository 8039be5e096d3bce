// The page: panes side by side, which of them are open stands in the address.

import { h, icon } from "/page/dom.js";
import "/page/controls.js";
import "/page/pane.js";
import { locale, t } from "/page/words.js";
import { listen, news, refresh, soon, time, town } from "/page/town.js";

const panes = document.getElementById("panes");
const MOST = 4;

function places() {
  return location.hash.slice(1).split("|").filter(Boolean).map((each) => each.split(".").map(Number));
}

function remember() {
  const all = [...panes.children].map(({ place }) => [place.user, place.chat, place.topic].join("."));
  history.replaceState(null, "", `#${all.join("|")}`);
}

function add([user, chat = 0, topic = 0]) {
  const pane = document.createElement("chat-pane");
  pane.closer = h("button", { type: "button", class: "tool closer", "aria-label": t("Close this person"), onclick: () => {
    pane.remove();
    panes.dataset.count = panes.children.length;
    remember();
  } }, icon("close"));
  panes.append(pane);
  panes.dataset.count = panes.children.length;
  pane.go(user, chat, topic);
}

/** The panes of the address, else the first person's; nobody may be in town yet. */
function begin() {
  places().filter(([user]) => town.people.some((each) => each.id === user)).forEach(add);
  if (!panes.children.length && town.people.length) add([town.people[0].id]);
}

function split() {
  if (panes.children.length >= MOST) return;
  const shown = new Set([...panes.children].map(({ place }) => place.user));
  const next = town.people.find((each) => !shown.has(each.id)) ?? town.people[0];
  if (next) add([next.id]);
}

function dark() {
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = localStorage.theme = now === "dark" ? "light" : "dark";
}

function tick() {
  const now = new Date(time() * 1000);
  const clock = document.getElementById("clock");
  clock.dateTime = now.toISOString();
  clock.textContent = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(now);
}

function tool(name, label, act) {
  return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: act }, icon(name));
}

/** The controls beside the panes; Escape closes them, and the focus is where it was. */
function controls() {
  const open = !document.querySelector("town-controls");
  if (open) document.body.append(panel);
  else panel.remove();
  steer.setAttribute("aria-expanded", String(open));
  (open ? panel.querySelector("summary") : steer).focus();
}

const panel = h("town-controls", { role: "complementary", "aria-label": t("The town's controls"), ".close": controls });
const steer = tool("sliders", t("The town's controls"), controls);
steer.setAttribute("aria-expanded", "false");
if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
document.getElementById("tools").append(
  steer,
  tool("split", t("Another person side by side"), split),
  tool("moon", t("Light or dark"), dark),
);
const lost = h("p", { id: "lost", role: "status" });
document.body.append(lost);
panes.addEventListener("moved", remember);
news.addEventListener("wanted", () => soon(0));
news.addEventListener("lost", () => { lost.textContent = t("The connection is gone; trying again."); });
news.addEventListener("connected", () => { lost.textContent = ""; });
news.addEventListener("town", () => {
  document.getElementById("bot").textContent = document.title = town.bot.name;
  tick();
  if (!panes.children.length) begin();
});
setInterval(tick, 1000);
// A town that is just starting over may not answer yet: it is asked again until it does.
refresh().catch(() => soon(1000)).finally(listen);
