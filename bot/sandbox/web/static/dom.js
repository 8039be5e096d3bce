// Elements in few words.

/** An element: attributes, `on…` listeners, properties by `.name`, children that may be empty. */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) element[name.slice(1)] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((each) => each !== null && each !== undefined && each !== ""));
  return element;
}

/** A picture of lines, for buttons; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-3-6z M11 14l9-10",
  attach: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.500 8.500a1.700 1.700 0 0 1-2.500-2.500L15 7",
  slash: "M5 4h14v16H5z M14 8l-4 8",
  more: "M5 12h.01 M12 12h.01 M19 12h.01",
  close: "M6 6l12 12 M18 6L6 18",
  split: "M4 5h16v14H4z M12 5v14",
  moon: "M20 14A8.500 8.500 0 1 1 10 4a7 7 0 0 0 10 10z",
  sliders: "M4 7h10 M18 7h2 M16 5v4 M4 17h2 M10 17h10 M8 15v4",
  file: "M7 3h7l4 4v14H7z M14 3v4h4",
  pin: "M9 4h6l-1 6 3 4H7l3-4z M12 14v6",
  reply: "M10 6l-6 6 6 6 M4 12h9a7 7 0 0 1 7 7",
  play: "M8 5l11 7-11 7z",
};

/** Initials on a colour of one's own. */
export function avatar(name, id) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [...words[0]][0] + [...words.at(-1)][0] : [...name].slice(0, 1).join("");
  return h("span", { class: `avatar a${Math.abs(id) % 7}`, "aria-hidden": "true" }, letters);
}

/** What within something can have the focus, and which of it has. */
export const focusables = (within) => [...within.querySelectorAll("button, a, summary, select, [tabindex]")];
export const focusIn = (within) => focusables(within).indexOf(document.activeElement);

/** Draws a list anew where it shows something else now; the focus stays where it was. */
export function redraw(within, shows, draw, ...more) {
  const signature = JSON.stringify(shows);
  if (within.signature === signature) return;
  within.signature = signature;
  const at = focusIn(within);
  const scrolled = within.scrollTop;
  within.replaceChildren(...[draw(), ...more].flat().filter(Boolean));
  within.scrollTop = scrolled;
  if (at >= 0) focusables(within)[at]?.focus();
}
