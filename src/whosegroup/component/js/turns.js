// @ts-check
// From one case to the next: what is in front, and what stays there when the work changes.

const AFTER_PAINT_MS = 100; // from an answer to what stands round its verdict

/** @param {Board} board @param {string} id @returns {Turn} */
const turnAt = (board, id) => {
  const kase = board.cases.get(id);
  const given = attemptsAt(board, id);
  const back = given.length > 0;
  const why = board.view.why?.(board, id);
  return /** @type {Turn} */ ({ kase, back, why, note: Boolean(kase.note) && !back, ...board.type.begin(kase, given) });
};

/** @param {Board} board */
const drawCase = (board) => {
  const { turn, stage, type, words } = board;
  if (turn?.note) put(stage, noteCard(board, turn));
  else if (turn) {
    type.draw(board, turn);
    if (turn.step === "verdict") return;
    board.drawn = turn;
    // After all that answers it, so that keys come to it last.
    (one(stage, ".wg-asks-below") ?? stage).append(action(words.skip, "skip", () => skip(board), "wg-link wg-skip"));
  }
};

/** @param {Board} board */
const drawTurn = (board) => {
  drawCase(board);
  drawTools(board);
  keepTurn(board);
};

// How far one is, the tools, and what is kept aside can wait until a verdict has been painted; trouble
// with keeping the work is said with it.
/** @param {Board} board */
const drawAroundSoon = (board) => {
  clearTimeout(board.waits);
  board.waits = setTimeout(() => drawAround(board), AFTER_PAINT_MS);
  if (board.store.trouble() || board.trouble.textContent) drawAround(board);
};

// Whoever leaves the page before that leaves nothing undone.
/** @param {Board} board */
const drawAround = (board) => {
  if (!board.waits) return;
  clearTimeout(board.waits);
  board.waits = 0;
  drawProgress(board);
  drawTools(board);
  keepTurn(board);
};

// What was in front: a whole exercise, or one of its excerpts, which bear the name of the whole.
/** @param {Payload} payload */
const frontOf = ({ digest, excerpt, cases }) => (excerpt ? `${digest} ${cases[0].id}` : digest);

// What the reader has begun at the case in front, or the verdict that is being read, is kept aside: a
// reload or the Back button brings it back.
/** @param {Board} board */
const keepTurn = ({ payload, turn, type, store, ahead }) => {
  const key = storageKey(payload);
  if (!turn || turn.note || (turn.step !== "verdict" && type.untouched(turn))) return passing.set(key, null);
  const { kase, given, ...fields } = turn;
  const work = store.work();
  passing.set(key, { work: begunAs(work), run: runOf(work), payload: frontOf(payload), ahead, id: kase.id, at: given?.[0].at, fields: { ...fields, reply: undefined } });
};

// Before there is an answer a work is not kept, and each page makes another.
/** @param {Work} work */
const begunAs = ({ work, attempts }) => (attempts.length ? work : "");

// Takes up what was in progress, if it is still what comes: returns how to show it.
/** @param {Board} board */
const takeUp = (board) => {
  const { payload, store, cases } = board;
  const kept = passing.get(storageKey(payload));
  const work = store.work();
  if (!kept || kept.work !== begunAs(work) || kept.run !== runOf(work) || kept.payload !== frontOf(payload)) return () => {};
  const kase = cases.get(kept.id);
  board.ahead = kept.ahead;
  board.opened = true;
  board.entered = kase?.part;
  return () => {
    if (kept.at === undefined) {
      if (board.turn?.kase !== kase) return;
      Object.assign(board.turn ?? {}, kept.fields);
      return drawTurn(board);
    }
    const given = givenAt(board, kase, kept.run).find(([{ at }]) => at === kept.at);
    if (!given) return;
    board.turn = { ...kept.fields, kase, given };
    showVerdict(board, /** @type {Turn} */ (board.turn), false);
  };
};

/** @param {Board} board */
const drawProgress = (board) => {
  const left = leftIn(board);
  board.view.progress?.(board, left);
  board.root.dataset.state = left.length ? "ready" : "done";
};

/** @param {Board} board */
const drawBoard = (board) => {
  const { stage, store, cases, view } = board;
  const [next] = leftIn(board);
  const before = view.before?.(board, cases.get(next));
  face(board, before ? undefined : cases.get(next));
  clearVerdict(board);
  drawProgress(board);
  if (next === undefined || before) board.turn = null;
  else if (board.turn?.kase.id !== next) board.turn = turnAt(board, next);
  if (before) put(stage, before.card());
  else if (next === undefined) {
    board.summed = drawnFrom(board);
    put(stage, view.end(board));
  }
  drawTurn(board);
  notify(board, store.notice());
};

// A new case, or the end, is read from its first line.
/** @param {Board} board */
const toTop = ({ stage }) => focusOn(one(stage, ".wg-case-title, .wg-summary-title"), stage, "start");

/** @param {Board} board */
const advance = (board) => {
  board.turn = null;
  board.view.close?.(board);
  drawBoard(board);
  toTop(board);
};

// What is saved is answered: whoever listens must not take the case out of the reader's hand. What there is
// to draw is drawn once, when all is known that is said.
/** @param {Board} board @param {Attempt[]} attempts */
const save = (board, attempts) => {
  const { turn, store, payload, type } = board;
  const given = platform?.timed(store.work().attempts, attempts) ?? attempts;
  if (turn) Object.assign(turn, { step: "verdict", note: false, given });
  platform?.answered(
    payload.exercise,
    given.map((attempt) => {
      const kase = board.cases.get(unitOf(attempt));
      return { attempt, verdict: kase && type.replyTo(payload, kase, attempt, given)?.verdict };
    }),
  );
  board.saves = true;
  store.update(given, board.view.begins?.(board));
  board.saves = false;
};

/** @param {Board} board */
const readOn = (board) => {
  if (board.turn) board.turn.note = false;
  drawTurn(board);
  toTop(board);
};

/** @param {Board} board */
const skip = (board) => {
  const id = board.turn?.kase.id;
  board.reopened.delete(id);
  save(board, [attemptAt(board, id, { skipped: true })]);
  advance(board);
};

// What the end of an exercise is drawn from.
/** @param {Board} board */
const drawnFrom = (board) => {
  const { work, attempts } = board.store.work();
  return [work, attempts.length, runIn(board), earlierWork(board)?.attempts.length].join();
};

// Somebody else (another tab, the kernel) changed the work: a case in hand stays in hand.
/** @param {Board} board */
const inHand = (board) => {
  const { turn, payload, stage, type, view } = board;
  const [next] = leftIn(board);
  const before = view.before?.(board, board.cases.get(next));
  if (before) return one(stage, before.look) !== null;
  if (turn) return next === turn.kase.id || !(turn.note || type.untouched(turn));
  // Whoever writes the code and then presses the button must find it where it was.
  return !payload.draws && next === undefined && board.summed === drawnFrom(board);
};

/** @param {Board} board */
const refresh = (board) => {
  if (!board.saves) {
    if (!inHand(board)) return drawBoard(board);
    drawProgress(board);
    drawTools(board);
  }
  notify(board, board.store.notice());
};
