// How the page asks the stand-in: looking by GET, acting by POST; nothing else leaves it.

async function answered(response) {
  const { ok, result, error } = await response.json();
  if (!ok) throw new Error(error);
  return result;
}

/** Looks: `/page/<what>`. */
export async function look(what, query = {}) {
  return answered(await fetch(`/page/${what}?${new URLSearchParams(query)}`));
}

async function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Acts as a person: a verb of the control API. */
export const act = (verb, body) => post(`/control/${verb}`, body);

/** Acts on the page's own things: what was read, the clock, scenes. */
export const direct = (verb, body = {}) => post(`/page/${verb}`, body);

/** A file's bytes in base64, as the control API wants them. */
export async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(""));
}
