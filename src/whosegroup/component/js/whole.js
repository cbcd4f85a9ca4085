// @ts-check
// A whole exercise: the bar above the case, what stands below it, and how the exercise begins again.

/** @param {Board} board */
const furnishWhole = (board) => {
  const { payload, words, prefix, stage, tools } = board;
  const bar = el("progress", { class: "wg-bar", "aria-label": words.progress_label });
  const count = el("span", { class: "wg-count" });
  stage.before(el("div", { class: "wg-progress" }, bar, count));
  Object.assign(board, { bar, count, ...readerField(prefix, words) });
  const keep = keeping(board);
  const again = startingAgain(board);
  const back = lookingBack(board);
  Object.assign(board, { keep, again, back });
  hearReader(board);
  // A test is not begun again at will, and mixed practice never ends.
  const restartable = !payload.forms && !payload.draws && !handsIn(board);
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
      el("p", { class: "wg-keys" }, words.keys),
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

/** @param {Board} board @param {string[]} ids */
const reopen = (board, ids) => {
  board.reopened = new Set(ids);
  advance(board);
};

/** @param {Board} board @param {string} [name] */
const restart = (board, name = "restarted") => {
  board.turn = null;
  board.opened = false;
  board.entered = undefined;
  board.store.update([], { run: runIn(board) + 1 });
  drawBoard(board);
  notify(board, { name });
  toTop(board);
};

views.whole = {
  furnish: furnishWhole,
  draw(board) {
    drawOpening(board);
    board.again.draw();
    board.back.draw();
    board.keep.draw();
    drawReader(board);
  },
  progress: drawDone,
  before: cardBefore,
  end: drawSummary,
  close: ({ keep }) => keep.close(),
};
