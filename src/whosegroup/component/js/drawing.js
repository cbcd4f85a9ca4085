// Small pieces of a page. Text only ever becomes text.

// el("button", { class: "x", onclick }, "text", node, null)
const el = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
};

const button = (label, properties, ...more) =>
  el("button", { type: "button", class: "wg-button", ...properties }, label, ...more);

const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const focusOn = (node, scrollTo = node, block = "nearest") => {
  node?.focus({ preventScroll: true });
  scrollTo?.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
};

const textOf = (line) => (typeof line === "string" ? line : line.parts.join(""));

// One sentence of a case; `label` tells which mark it wears ("decides", "agrees", "surface").
const sentence = (line, label, more = []) => {
  if (!label) return [textOf(line), ...more];
  return [
    line.parts[0],
    el("mark", { class: `wg-mark wg-${label}` }, line.parts[1]),
    line.parts[2],
    " ",
    el("span", { class: `wg-label wg-${label}` }, line.label),
    ...more,
  ];
};

// Which label a line wears when its case is looked at as a whole: what only looks telling has none.
const plainLabel = (line) => (typeof line === "string" || line.role === "surface" ? null : line.role);

const list = (lines, draw) =>
  el("ol", { class: "wg-lines", role: "list" }, lines.map((line, index) => el("li", {}, draw(line, index + 1))));

const readable = (line, number, more) =>
  el("span", { class: "wg-line", "data-passage": number }, sentence(line, plainLabel(line), more));

const pageLink = (page) => {
  // Practice pages and chapters lie beside each other, one folder below the book's root.
  const [path, place] = page.split("#");
  return `../${path}.html${place ? `#${place}` : ""}`;
};
