// @ts-check
// The bar and the count above the case: how much is done, how much is left.

/** @param {Board} board @param {string[]} left */
const drawDone = (board, left) => {
  const { bar, count, words, payload, type, cases } = board;
  const ids = idsIn(board);
  const answered = ids.filter((id) => attemptsAt(board, id).some((a) => type.closes(payload, cases.get(id), a)));
  const open = handsIn(board) ? leftOpen(board) : left;
  const back = answered.filter((id) => left.includes(id)).length;
  const skipped = skippedIn(board, left).length;
  bar.max = ids.length;
  bar.value = ids.length - open.length;
  const said = [words.progress, back ? words.progress_back : "", skipped ? words.progress_skipped : ""].filter(Boolean);
  count.textContent = said.map((each) => fill(each, { done: answered.length, total: ids.length, back, skipped })).join(words.between);
};
