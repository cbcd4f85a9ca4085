// @ts-check
// The end of mixed practice, for today: when something is due again, and what to do until then.

/** @param {Board} board @returns {Content[]} */
const mixedEnd = (board) => {
  const { payload, words } = board;
  const { due, later, unmet, noted } = planOf(board);
  const next = later.length ? new Date(Math.min(...later.map(({ due: day }) => day))) : null;
  const ahead = () => {
    board.ahead = true;
    drawBoard(board);
    toTop(board);
  };
  return [
    el("p", {}, next ? fill(words.mixed_next, { count: later.length, date: dateOf(next, payload.lang) }) : words.mixed_none),
    unmet ? el("p", {}, fill(words.mixed_unmet, { count: unmet })) : "",
    later.length && !due.length ? action(words.mixed_ahead, "ahead", ahead, "wg-primary") : "",
    noted ? askForNoted(board) : "",
  ];
};

// Cases with a note are there only for who wants them.
/** @param {Board} board */
const askForNoted = (board) => {
  const { words, store, prefix } = board;
  const id = `${prefix}-notes`;
  const ask = el("input", {
    type: "checkbox",
    id,
    onchange: () => {
      // Whoever listens draws anew: there may be a case now, or the same end with another box in it.
      store.update([], { notes: ask.checked });
      if (board.turn) toTop(board);
      else focusOn(document.getElementById(id), null);
    },
  });
  ask.checked = store.work().notes === true;
  return el("p", { class: "wg-check" }, ask, " ", el("label", { for: id }, words.mixed_notes));
};
