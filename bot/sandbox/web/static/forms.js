// Pieces of the controls' forms.

import { h } from "/page/dom.js";
import { town } from "/page/town.js";

export const button = (label, onclick, more = {}) => h("button", { type: "button", ...more, onclick }, label);
/** A field under its name; the name alone is what a screen reader says, not the options too. */
export function field(label, input) {
  input.setAttribute("aria-label", label);
  return h("label", {}, h("span", {}, label), input);
}
export const choice = (name, options) => h("select", { name }, options.map(([value, label]) => h("option", { value }, label)));
/** Everybody, as options. */
export const everybody = () => town.people.map(({ id, name }) => [id, name]);
