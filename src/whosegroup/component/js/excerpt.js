// @ts-check
// Some cases of an exercise alone: a small try in a chapter, the first question on the first page.

// Of a test whose first question stands alone, the form that this reader gets; all else as it is.
/** @param {Payload} payload @param {Store} store @returns {Payload} */
const excerptFor = (payload, store) => {
  const { forms, excerpt } = payload;
  if (!excerpt || !forms) return payload;
  const work = store.work();
  const form = work.form ?? String(firstForm(payload, work.reader || work.work));
  return { ...payload, forms: { [form]: forms[form] } };
};

// A test that is begun by its first question has its form from then on.
/** @param {Board} board @returns {Partial<Work>} */
const formBegun = ({ payload, store }) =>
  payload.excerpt && payload.forms && !store.work().form ? { form: Object.keys(payload.forms)[0] } : {};

// What was answered stays in front, with what was said; of a test, the way to the rest of it.
/** @param {Board} board */
const excerptEnd = (board) => {
  const { payload, words } = board;
  const { goes_on: onwards } = payload.excerpt ?? {};
  const said = payload.feedback === "each";
  return el(
    "div",
    { class: "wg-card wg-summary" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, said ? words.excerpt_kept : words.excerpt_first),
    said ? caseList(board, idsIn(board)) : null,
    onwards ? el("p", {}, el("a", { class: "wg-button wg-primary", href: pageLink(board, onwards.page) }, fill(words.excerpt_go_on, onwards))) : null,
  );
};
