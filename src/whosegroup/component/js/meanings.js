// @ts-check
// What a criterion means, why something only looks telling, or what a source says: where its name stands.

/** @param {Payload} payload @param {string} term @returns {Named} */
const termOf = ({ names }, term) => {
  const [table, id] = term.split(".");
  return /** @type {Named} */ (own(/** @type {any} */ (names)[table], id));
};

// A name that opens its meaning.
/** @param {Content} name @param {string} term */
const named = (name, term) =>
  el("button", { type: "button", class: "wg-term", "data-term": term, "aria-expanded": "false" }, name);

// From its entry a reader can go on to all others.
/** @param {Board} board @param {string} term @param {string} said */
const toGlossary = (board, term, said) => {
  const page = board.payload.glossary && pageLink(board, board.payload.glossary);
  return page ? el("a", { class: "wg-glossary", href: `${page}#${term.replace(".", "-")}` }, said) : null;
};

// Where more is found: the page of a source, or the entry in a list.
/** @param {Board} board @param {string} term */
const toMore = (board, term) => {
  const { words } = board;
  const { href, page } = termOf(board.payload, term);
  if (href) return el("a", { href, rel: "noopener", target: "_blank" }, words.source_page);
  if (!page) return toGlossary(board, term, words.glossary);
  const list = pageLink(board, page);
  return list ? el("a", { href: list }, words.source_list) : null;
};

// Where a browser has popovers it shows and closes this one by itself, as the button names it; elsewhere
// it opens where it stands.
/** @param {Board} board @param {MouseEvent} event */
const showMeaning = (board, { target }) => {
  const opener = /** @type {any} */ (/** @type {Element} */ (target).closest("button[data-term]"));
  if (!opener || opener.popoverTargetElement) return;
  let note = opener.nextElementSibling;
  if (!note?.matches(".wg-meaning")) {
    const { term } = opener.dataset;
    const { name, meaning } = termOf(board.payload, term);
    note = el("span", { class: "wg-meaning", hidden: true }, el("strong", {}, name), " ", meaning, " ", toMore(board, term));
    if ("popoverTargetElement" in opener) return letPop(board, opener, note);
    opener.after(note);
  }
  note.hidden = !note.hidden;
  opener.setAttribute("aria-expanded", String(!note.hidden));
};

// Below its name, or above it at the foot of the screen.
/** @param {HTMLElement} opener @param {HTMLElement} note */
const placeAt = (opener, note) => {
  const { left, top, bottom } = opener.getBoundingClientRect();
  const most = document.documentElement.clientWidth - note.offsetWidth - 8;
  note.style.left = `${scrollX + Math.max(8, Math.min(left, most))}px`; // its height follows from it
  const below = bottom + 4 + note.offsetHeight <= innerHeight || top < note.offsetHeight + 4;
  note.style.top = `${scrollY + (below ? bottom + 4 : top - 4 - note.offsetHeight)}px`;
};

// It stands apart from the verdict while it is open, which would be read out again with it; and it closes
// when the focus goes on, which it would hide.
/** @param {Board} board @param {any} opener @param {any} note */
const letPop = ({ frame }, opener, note) => {
  note.hidden = false;
  note.setAttribute("popover", "");
  opener.removeAttribute("aria-expanded"); // the browser says it
  frame.append(note);
  opener.popoverTargetElement = note;
  /** @param {FocusEvent} event */
  const leave = ({ target }) => {
    if (target === opener || note.contains(target)) return;
    opener.click();
  };
  // At once, as it opens and closes: the next key or click may come before what is told after it.
  note.addEventListener("beforetoggle", (/** @type {any} */ { newState }) => {
    if (newState === "open") return document.addEventListener("focusin", leave);
    document.removeEventListener("focusin", leave);
    if (note.contains(document.activeElement)) focusOn(opener);
  });
  note.addEventListener("toggle", (/** @type {any} */ { newState }) => {
    if (newState === "closed") {
      opener.popoverTargetElement = null;
      opener.setAttribute("aria-expanded", "false");
      return note.remove();
    }
    placeAt(opener, note);
  });
};
