// What the page knows of the town; all of it comes from the stand-in, again after each reload.

import { look } from "/page/api.js";

export const news = new EventTarget();
export const town = {
  people: [], chats: [], lists: {}, scenes: [], faults: [], zone: undefined, starts_over: false, bot: { id: 0, name: "", mention: "" },
  now: Date.now() / 1000, asked: performance.now(), ready: false,
};
const wanted = new Map();
let name = null;
let later = null;

export const person = (id) => town.people.find((each) => each.id === id);
export const chat = (id) => town.chats.find((each) => each.id === id);
/** The town's time now, in Unix seconds. */
export const time = () => town.now + (performance.now() - town.asked) / 1000;

/** Says whose lists are shown, by whoever shows them. */
export function watch(pane, user) {
  if (user) wanted.set(pane, user);
  else wanted.delete(pane);
}

/** Asks for the town anew. */
export async function refresh() {
  const state = await look("state", { as: [...new Set(wanted.values())].join(",") });
  Object.assign(town, state, { asked: performance.now(), ready: true });
  news.dispatchEvent(new Event("town"));
}

/** The same a little later, once for everything that happens until then. */
export function soon(wait = 120) {
  later ??= setTimeout(() => {
    later = null;
    refresh().catch(() => soon(1000));
  }, wait);
}

function tell(kind, detail) {
  news.dispatchEvent(new CustomEvent(kind, { detail }));
}

/** Listens to what happens from now on. */
export function listen() {
  const feed = new EventSource("/page/events");
  feed.addEventListener("hello", ({ data }) => {
    const told = JSON.parse(data);
    if (name !== null && name !== told.town) location.reload();
    name = told.town;
    tell("connected");
    soon(0);
  });
  feed.addEventListener("event", ({ data }) => {
    tell("happened", JSON.parse(data));
    soon();
  });
  feed.addEventListener("pins", ({ data }) => tell("pins", JSON.parse(data)));
  feed.addEventListener("town", () => soon(0));
  feed.addEventListener("error", () => tell("lost"));
}
