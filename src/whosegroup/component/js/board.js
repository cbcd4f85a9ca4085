// @ts-check
// The frame round every exercise: what stands where, and how it begins and ends.

let mounted = 0;

/** @param {WhoseGroup} root @param {Payload} payload @param {Store} store */
const mount = (root, payload, store) => {
  root.whoseGroupUnmount?.();
  const board = boardOf(root, excerptFor(payload, store), store);
  const { frame } = board;
  frame.addEventListener("keydown", (event) => keydown(board, event));
  frame.addEventListener("click", (event) => showMeaning(board, event));
  drawBoard(board);
  root.append(frame);
  const unlisten = store.listen(() => refresh(board)); // at last: what cannot be drawn must hear of nothing

  const unmount = () => {
    unlisten();
    frame.remove();
    delete root.dataset.state;
    delete root.whoseGroupUnmount;
  };
  root.whoseGroupUnmount = unmount;
  return unmount;
};

/** @param {WhoseGroup} root @param {Payload} payload @param {Store} store @returns {Board} */
const boardOf = (root, payload, store) => {
  const { words } = payload;
  const prefix = `wg-${(mounted += 1)}`;
  const bar = el("progress", { class: "wg-bar", "aria-label": words.progress_label });
  const count = el("span", { class: "wg-count" });
  const stage = el("div", { class: "wg-stage" });
  const feedback = el("div", { class: "wg-feedback" });
  const notice = el("p", { class: "wg-notice" });
  const status = el("div", { role: "status", class: "wg-status" }, feedback, notice);
  const after = el("div", { class: "wg-after" });
  const tools = el("div", { class: "wg-tools" });
  const restarts = action(words.restart, "restart", () => restart(board), "wg-tool");
  const frame = el(
    "section",
    { class: `wg wg-type-${payload.type}${payload.excerpt ? " wg-excerpt" : ""}`, lang: payload.lang, "aria-labelledby": `${prefix}-title` },
    el("p", { class: "wg-title", id: `${prefix}-title` }, payload.title),
    el("p", { class: "wg-prompt" }, payload.prompt),
    payload.excerpt ? null : el("div", { class: "wg-progress" }, bar, count),
    stage,
    status,
    after,
    tools,
  );
  /** @type {Board} */
  const board = {
    ...readerField(prefix, words, store),
    payload,
    words,
    store,
    prefix,
    cases: casesOf(payload),
    type: typeOf(payload),
    root,
    frame,
    bar,
    count,
    stage,
    status,
    feedback,
    notice,
    after,
    tools,
    restarts,
    turn: null,
    ahead: false,
    opened: false,
    reopened: new Set(),
    keep: /** @type {any} */ (null), // it wants to know the board
  };
  board.keep = keeping(board);
  furnish(board);
  return board;
};

// The buttons below the case, and the trouble that there may be with keeping the work.
/** @param {Board} board */
const furnish = (board) => {
  const { payload, status, tools, keep, restarts } = board;
  // A test is not begun again at will, and mixed practice never ends.
  const restartable = !payload.forms && !payload.draws && !handsIn(board);
  status.append(keep.trouble);
  if (payload.excerpt) return; // the whole has these
  tools.append(
    keep.saves,
    keep.loads,
    ...(restartable ? [restarts] : []),
    keep.chooser,
    keep.place,
    el("div", { class: "wg-reader-place" }),
    keep.kept,
    keep.works,
  );
};

/** @param {Board} board */
const drawTools = (board) => {
  board.restarts.disabled = !begun(board);
  board.keep.draw();
  drawReader(board);
};
