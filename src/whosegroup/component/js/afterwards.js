// @ts-check
// What comes after a test stands behind a line and a button until the test is done: its buttons say what the
// test must not. Where nobody knows whether it is, as without storage or in a notebook, the button is there.
{
  /** @param {Board} board */
  const waits = (board) => {
    const { payload, store } = board;
    if (!payload.after || board.opened || begun(board)) return false;
    const first = store.other(payload.after.exercise)?.attempts.filter(({ run }) => run === 1) ?? [];
    return new Set(first.map(unitOf)).size < payload.after.of;
  };

  /** @param {Board} board */
  const show = (board) => {
    board.opened = true;
    drawBoard(board);
    toTop(board);
  };

  /** @param {Board} board */
  const afterwardsCard = (board) =>
    el(
      "div",
      { class: "wg-card wg-opening wg-afterwards" },
      el("p", {}, board.words.after_test, " "),
      action(board.words.after_show, "show-anyway", () => show(board)),
    );

  const { before, furnish } = views.whole;
  Object.assign(views.whole, {
    /** @param {Board} board @param {Case} [kase] */
    before(board, kase) {
      return waits(board) ? { look: ".wg-afterwards", card: () => afterwardsCard(board) } : before?.(board, kase);
    },
    /** @param {Board} board */
    furnish(board) {
      furnish(board);
      // The test may be finished above, on the same page.
      addEventListener(KEPT, () => {
        if (one(board.stage, ".wg-afterwards") && !waits(board)) drawBoard(board);
      });
    },
  });
}
