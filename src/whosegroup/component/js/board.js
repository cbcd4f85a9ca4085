// @ts-check
// The frame round every exercise: what stands where, and how it begins and ends.

/** @param {WhoseGroup} root @param {Payload} payload @param {Store} store */
const mount = (root, payload, store) => {
  root.whoseGroupUnmount?.();
  const view = viewOf(payload);
  const board = boardOf(root, view.shown?.(payload, store) ?? payload, store);
  const { frame } = board;
  frame.addEventListener("keydown", (event) => keydown(board, event));
  takeTapsOnce(frame);
  frame.addEventListener("click", (event) => showMeaning(board, event));
  const show = takeUp(board);
  drawBoard(board);
  root.append(frame);
  show();
  const unlisten = store.listen(() => refresh(board)); // at last: what cannot be drawn must hear of nothing

  const unpaper = openOnPaper(board);
  const leave = () => drawAround(board);
  addEventListener("pagehide", leave);
  const unmount = () => {
    leave();
    removeEventListener("pagehide", leave);
    unlisten();
    unpaper();
    frame.remove();
    delete root.dataset.state;
    delete root.dataset.paper;
    delete root.whoseGroupUnmount;
  };
  root.whoseGroupUnmount = unmount;
  return unmount;
};

// On a page of the book the heading above an exercise often is its title.
/** @param {Element} root @param {string} title */
const isHeaded = (root, title) => {
  const heading = root.closest("section")?.querySelector(":scope > :is(h1, h2, h3)");
  return heading?.firstChild?.textContent?.trim() === title;
};

/** @param {WhoseGroup} root @param {Payload} payload @param {Store} store @returns {Board} */
const boardOf = (root, payload, store) => {
  const { words } = payload;
  const prefix = `wg-${(mounted += 1)}`;
  const prompt = el("p", { class: "wg-prompt" }, payload.prompt);
  const stage = el("div", { class: "wg-stage" });
  const feedback = el("div", { class: "wg-feedback", tabindex: "-1" });
  const notice = el("p", { class: "wg-notice" });
  const trouble = el("p", { class: "wg-notice wg-trouble" });
  const status = el("div", { role: "status", class: "wg-status" }, feedback, notice, trouble);
  const after = el("div", { class: "wg-after" });
  const tools = el("div", { class: "wg-tools" });
  const frame = el(
    "section",
    { class: `wg wg-type-${payload.type}${payload.excerpt ? " wg-excerpt" : ""}`, lang: payload.lang, "aria-labelledby": `${prefix}-title` },
    el("p", { class: `wg-title${isHeaded(root, payload.title) ? " wg-unseen" : ""}`, id: `${prefix}-title` }, payload.title),
    prompt,
    stage,
    status,
    after,
    tools,
  );
  /** @type {Omit<Board, keyof Furniture>} */
  const bare = {
    whole: payload,
    payload,
    words,
    store,
    prefix,
    cases: casesOf(payload),
    type: typeOf(payload),
    view: viewOf(payload),
    root,
    frame,
    prompt,
    stage,
    status,
    feedback,
    notice,
    trouble,
    after,
    tools,
    turn: null,
    waits: 0,
    ahead: false,
    opened: false,
    entered: undefined,
    saves: false,
    reopened: new Set(),
  };
  const board = /** @type {Board} */ (bare);
  board.view.furnish(board);
  return board;
};

/** @param {Board} board */
const drawTools = (board) => {
  const { root, stage, view } = board;
  sayTrouble(board);
  // Paper holds the answers once the end is in front, and till then the cases alone.
  root.dataset.paper = one(stage, ".wg-case-list") ? "answers" : "cases";
  view.draw(board);
};

// What cannot start leaves nothing half drawn, and says so; what is stored stays as it is.
/** @param {WhoseGroup} root @param {unknown} error */
const failed = (root, error) => {
  root.whoseGroupUnmount?.();
  root.dataset.state = "failed";
  console.error(error);
};
