// @ts-check
// The sentences of a case, and the marks that they wear.

// What is marked in a sentence, with the stop behind it; or else all of it.
/** @param {Line} line */
const passageOf = (line) => (typeof line === "string" ? line : line.parts[1] + (/^[.!?。]/.exec(line.parts[2])?.[0] ?? ""));

// What is quoted within a quotation has the inner marks (words.quotes: two outer ones, two inner ones).
/** @param {Words} words @param {string} frame @param {string} text */
const quoted = ({ quotes = "" }, frame, text) => {
  const [open, close, ...inner] = quotes;
  return fill(frame, { text: inner.length ? text.split(open).join(inner[0]).split(close).join(inner[1]) : text });
};

/** @param {Words} words @param {Line} line */
const quotedIn = (words, line) =>
  quoted(words, typeof line !== "string" && line.within ? words.quoted_within : words.quoted, passageOf(line));

/** @param {MarkedLine} line @param {string} look */
const labelOf = ({ label, term }, look) => named(el("span", { class: `wg-label wg-${look}` }, label), term);

// One sentence of a case; `label` tells which mark it wears ("decides", "agrees", "surface").
/** @param {Line} line @param {string | null} label @param {Content[]} [more] @returns {Content[]} */
const sentence = (line, label, more = []) => {
  if (!label || typeof line === "string") return [textOf(line), ...more];
  return [
    line.parts[0],
    el("mark", { class: `wg-mark wg-${label}` }, line.parts[1]),
    line.parts[2],
    " ",
    labelOf(line, label),
    ...more,
  ];
};

// Which label a line wears when its case is looked at as a whole: what only looks telling has none.
/** @param {Line} line */
const plainLabel = (line) => (typeof line === "string" || line.role === "surface" ? null : line.role);

/** @param {Line[]} lines @param {(line: any, number: number) => HTMLElement} drawn */
const list = (lines, drawn) =>
  el("ol", { class: "wg-lines", role: "list" }, lines.map((line, index) => el("li", {}, drawn(line, index + 1))));

/** @param {Line} line @param {number} number */
const readable = (line, number) => el("span", { class: "wg-line", "data-passage": number }, sentence(line, plainLabel(line)));

/** @param {Line} line @param {number} number */
const unmarked = (line, number) => el("span", { class: "wg-line", "data-passage": number }, textOf(line));

/** @param {string} line */
const plainLine = (line) => el("span", { class: "wg-line" }, line);

// A sentence that can be tapped, and what it looks like when it was.
/** @param {boolean} tapped */
const lineClass = (tapped) => `wg-line${tapped ? " wg-tapped" : ""}`;

/** @param {Line} line @param {number} number @param {boolean} tapped @param {(event: MouseEvent) => void} onclick */
const passageButton = (line, number, tapped, onclick) =>
  button(textOf(line), { class: lineClass(tapped), "data-passage": number, "aria-pressed": String(tapped), onclick });

/** @param {Board} board */
const yourLabel = ({ words }) => [" ", el("span", { class: "wg-label wg-yours" }, words.yours)];
