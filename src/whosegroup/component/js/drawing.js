// @ts-check
// Small pieces of a page. Text only ever becomes text.

// el("button", { class: "x", onclick }, "text", node, null)
/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Record<string, any>} [properties] @param {Content[]} children */
const el = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  put(node, children);
  return node;
};

// Puts this into a place, instead of what was there.
/** @param {Element} place @param {Content[]} content */
const put = (place, ...content) => {
  const nodes = /** @type {any[]} */ (content).flat(Infinity);
  place.replaceChildren(...nodes.filter((child) => child !== null && child !== undefined));
};

/** @param {Content} label @param {Record<string, any>} properties @param {Content[]} more */
const button = (label, properties, ...more) =>
  el("button", { type: "button", class: "wg-button", ...properties }, label, ...more);

// A button that does something by name; `look` is a class beside that of all buttons.
/** @param {string} label @param {string} name @param {() => void} onclick @param {string} [look] */
const action = (label, name, onclick, look = "") =>
  button(label, { class: `wg-button ${look}`.trim(), "data-action": name, onclick });

/** @param {ParentNode} place @param {string} selector @returns {HTMLElement | null} */
const one = (place, selector) => place.querySelector(selector);

/** @param {ParentNode} place @param {string} selector @returns {HTMLElement[]} */
const all = (place, selector) => [...place.querySelectorAll(selector)].map((node) => /** @type {HTMLElement} */ (node));

/** @param {string} text @param {Record<string, any>} values */
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

let mounted = 0; // how many exercises and ways through the course: each has ids of its own

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// What a printer gets, and what is taken back after it; returns how to leave it at that.
/** @param {() => void} show @param {() => void} hide */
const aroundPrint = (show, hide) => {
  const print = matchMedia("print");
  const turn = () => (print.matches ? show() : hide());
  addEventListener("beforeprint", show);
  addEventListener("afterprint", hide);
  print.addEventListener("change", turn);
  return () => {
    removeEventListener("beforeprint", show);
    removeEventListener("afterprint", hide);
    print.removeEventListener("change", turn);
  };
};

/** @param {HTMLElement | null} [node] @param {Element | null} [scrollTo] @param {ScrollLogicalPosition} [block] */
const focusOn = (node, scrollTo = node, block = "nearest") => {
  node?.focus({ preventScroll: true });
  scrollTo?.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
};

/** @param {MouseEvent} [event] */
const byPointer = (event) => Number(event?.detail) > 0;

/** @param {Date} day @param {string} lang */
const dateOf = (day, lang) => day.toLocaleDateString(lang, { year: "numeric", month: "long", day: "numeric" });

// Where on its page an exercise stands: no heading has an underscore in its name.
/** @param {string} exercise */
const anchorOf = (exercise) => `exercise_${exercise}`;

// Where a page of the book is found from this one; nothing where that is not known.
/** @param {Board} board @param {string} page @returns {string | undefined} */
const pageLink = ({ root }, page) => JSON.parse(root.dataset.pages ?? "{}")[page];
