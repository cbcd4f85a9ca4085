// @ts-check
// The frame round every exercise: what stands where, and how it begins and ends.

/** @param {WhoseGroup} root @param {Payload} payload @param {Store} store */
const mount = (root, payload, store) => {
  root.whoseGroupUnmount?.();
  const board = boardOf(root, excerptFor(payload, store), store);
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
  const bar = el("progress", { class: "wg-bar", "aria-label": words.progress_label });
  const count = el("span", { class: "wg-count" });
  const prompt = el("p", { class: "wg-prompt" }, payload.prompt);
  const stage = el("div", { class: "wg-stage" });
  const feedback = el("div", { class: "wg-feedback", tabindex: "-1" });
  const notice = el("p", { class: "wg-notice" });
  const status = el("div", { role: "status", class: "wg-status" }, feedback, notice);
  const after = el("div", { class: "wg-after" });
  const tools = el("div", { class: "wg-tools" });
  const frame = el(
    "section",
    { class: `wg wg-type-${payload.type}${payload.excerpt ? " wg-excerpt" : ""}`, lang: payload.lang, "aria-labelledby": `${prefix}-title` },
    el("p", { class: `wg-title${isHeaded(root, payload.title) ? " wg-unseen" : ""}`, id: `${prefix}-title` }, payload.title),
    prompt,
    payload.excerpt ? null : el("div", { class: "wg-progress" }, bar, count),
    stage,
    status,
    after,
    tools,
  );
  /** @type {Board} */
  const board = {
    ...readerField(prefix, words, store),
    whole: payload,
    payload,
    words,
    store,
    prefix,
    cases: casesOf(payload),
    type: typeOf(payload),
    root,
    frame,
    prompt,
    bar,
    count,
    stage,
    status,
    feedback,
    notice,
    after,
    tools,
    turn: null,
    waits: 0,
    ahead: false,
    opened: false,
    entered: undefined,
    saves: false,
    reopened: new Set(),
    keep: /** @type {any} */ (null), // these want to know the board
    again: /** @type {any} */ (null),
    back: /** @type {any} */ (null),
  };
  board.keep = keeping(board);
  board.again = startingAgain(board);
  board.back = lookingBack(board);
  furnish(board);
  return board;
};

// The buttons below the case, and the trouble that there may be with keeping the work.
/** @param {Board} board */
const furnish = (board) => {
  const { payload, words, status, tools, keep, again, back } = board;
  // A test is not begun again at will, and mixed practice never ends.
  const restartable = !payload.forms && !payload.draws && !handsIn(board);
  status.append(keep.trouble);
  if (payload.excerpt) return tools.append(codeElsewhere(board) ?? ""); // the whole has these
  sayFixed(board);
  // It stands below every exercise, and few need it at each.
  put(
    keep.fold,
    el("summary", {}, words.my_work),
    el(
      "div",
      { class: "wg-work-ways" },
      keep.saves,
      keep.loads,
      back.button,
      restartable ? [again.button, again.place] : null,
      keep.chooser,
      keep.place,
      back.place,
      el("div", { class: "wg-reader-place" }),
      keep.kept,
      keep.works,
    ),
  );
  tools.append(keep.fold);
};

// To start again is asked once, below its button.
/** @param {Board} board @returns {StartingAgain} */
const startingAgain = (board) => {
  const { words, prefix } = board;
  const id = `${prefix}-again`;
  const place = el("div", { class: "wg-again" });
  const close = () => {
    put(place);
    asks.setAttribute("aria-expanded", "false");
  };
  const yes = () => {
    close();
    restart(board);
  };
  const no = () => {
    close();
    focusOn(asks);
  };
  const asks = action(words.restart, "restart", () => {
    if (place.firstChild) return no();
    const ways = [action(words.restart_yes, "restart-yes", yes), action(words.restart_no, "restart-no", no)];
    const group = { class: "wg-keep", role: "group", "aria-labelledby": id };
    put(place, el("div", group, el("p", { id }, words.restart_ask), el("div", { class: "wg-keep-ways" }, ways)));
    asks.setAttribute("aria-expanded", "true");
    focusOn(one(place, "button"));
  }, "wg-tool");
  close();
  return {
    button: asks,
    place,
    draw() {
      asks.disabled = !begun(board);
      if (asks.disabled) close();
    },
  };
};

/** @param {Board} board */
const drawTools = (board) => {
  drawOpening(board);
  const elsewhere = one(board.tools, ".wg-code-elsewhere");
  if (elsewhere) elsewhere.hidden = begun(board);
  board.again.draw();
  board.back.draw();
  board.keep.draw();
  drawReader(board);
};

// What cannot start leaves nothing half drawn, and says so; what is stored stays as it is.
/** @param {WhoseGroup} root @param {unknown} error */
const failed = (root, error) => {
  root.whoseGroupUnmount?.();
  root.dataset.state = "failed";
  console.error(error);
};
