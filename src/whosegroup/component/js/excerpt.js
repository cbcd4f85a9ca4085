// @ts-check
// Some cases of an exercise alone: a small try in a chapter, the first question on the first page.

// Of a test whose first question stands alone, the form that this reader gets; all else as it is.
/** @param {Payload} payload @param {Store} store @returns {Payload} */
const excerptFor = (payload, store) => {
  const { forms } = payload;
  if (!forms) return payload;
  const work = store.work();
  const form = work.form ?? String(firstForm(payload, work.reader || work.work));
  return { ...payload, forms: { [form]: forms[form] } };
};

// A test that is begun by its first question has its form from then on.
/** @param {Board} board @returns {Partial<Work>} */
const formBegun = ({ payload, store }) =>
  payload.forms && !store.work().form ? { form: Object.keys(payload.forms)[0] } : {};

// Where the whole stands on its page.
/** @param {Board} board @param {string} page */
const wholeLink = (board, page) => {
  const to = pageLink(board, page);
  return to && `${to}#${anchorOf(board.payload.exercise)}`;
};

// Who has a code begins on the page of the whole, where it is asked for before it chooses the form.
/** @param {Board} board */
const codeElsewhere = (board) => {
  const { payload, words } = board;
  const onwards = payload.forms && payload.excerpt?.goes_on;
  const to = onwards && wholeLink(board, onwards.page);
  return to ? el("p", { class: "wg-code-elsewhere" }, words.excerpt_code, " ", el("a", { href: to }, words.excerpt_code_begin)) : null;
};

// What was answered stays in front, with what was said; of a test, how far it is, and the way to the rest.
/** @param {Board} board */
const excerptEnd = (board) => {
  const { payload, words, store, frame } = board;
  const { goes_on: onwards, of = 0 } = payload.excerpt ?? {};
  const said = payload.feedback === "each";
  const first = store.work().attempts.filter((a) => a.run === 1);
  const count = new Set(first.filter((a) => !a.skipped).map(unitOf)).size;
  const done = !said && of > 0 && new Set(first.map(unitOf)).size >= of;
  const far = done ? words.excerpt_done : of && count > 1 ? fill(words.excerpt_begun, { count, of }) : words.excerpt_first;
  const kept = !said ? far : store.trouble() ? words.excerpt_lost : words.excerpt_kept;
  // Who comes back is led on at the top of the page, and who has just answered, here.
  const led = !done && !frame.isConnected && one(document, "whose-group-course");
  const leads = done ? words.excerpt_picture : onwards && fill(words.excerpt_go_on, onwards);
  return el(
    "div",
    { class: "wg-card wg-summary" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, kept),
    said ? caseList(board, idsIn(board)) : null,
    onwards && !led ? el("p", {}, el("a", { class: "wg-button wg-primary", href: wholeLink(board, onwards.page) }, leads)) : null,
  );
};

views.excerpt = {
  shown: excerptFor,
  // Before the question: one answer, and the form is chosen.
  furnish: (board) => board.stage.before(codeElsewhere(board) ?? ""),
  draw(board) {
    const { frame } = board;
    const elsewhere = one(frame, ".wg-code-elsewhere");
    if (elsewhere) elsewhere.hidden = begun(board);
  },
  begins: formBegun,
  end: excerptEnd,
};
