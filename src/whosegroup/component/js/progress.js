// @ts-check
// The bar and the count above the case: how much is done, how much is left or due.

/** @param {Board} board */
const drawProgress = (board) => {
  const left = leftIn(board);
  if (board.payload.draws) drawDue(board);
  else drawDone(board, left);
  board.root.dataset.state = left.length ? "ready" : "done";
};

/** @param {Board} board @param {string[]} left */
const drawDone = (board, left) => {
  const { bar, count, words, type } = board;
  const total = idsIn(board).length;
  const done = total - (handsIn(board) ? leftOpen(board) : left).length;
  const back = type.goesOn ? 0 : left.filter((id) => attemptsAt(board, id).length).length;
  bar.max = total;
  bar.value = done;
  count.textContent = fill(words.progress, { done, total }) + (back ? ` ${fill(words.progress_back, { back })}` : "");
};

/** @param {Board} board */
const drawDue = (board) => {
  const { bar, count, words, cases } = board;
  const { coming, fresh, later } = planOf(board);
  const done = new Set(attemptsIn(board).map(unitOf).filter((id) => cases.has(id))).size;
  bar.max = Math.max(1, done + coming.length);
  bar.value = coming.length ? done : bar.max;
  count.textContent = fill(words.due, { due: coming.length - fresh, fresh, later: later.length });
};
