// @ts-check
// Where the reader stands: what this run holds so far, and what is left of it.

/** @param {Board} board @returns {number} */
const runIn = ({ store }) => runOf(store.work());

/** @param {Board} board */
const attemptsIn = ({ store }) => {
  const work = store.work();
  const run = runOf(work);
  return work.attempts.filter((attempt) => attempt.run === run);
};

/** @param {Board} board */
const begun = (board) => attemptsIn(board).length > 0;

/** @param {Board} board @param {string} id */
const attemptsAt = (board, id) => attemptsIn(board).filter((a) => unitOf(a) === id && !a.skipped);

// What was given at a case in a run, by moments: what was given at one moment is one answer.
/** @param {Board} board @param {any} kase @param {number} run @returns {Attempt[][]} */
const givenAt = ({ store, type }, kase, run) => {
  const ids = type.unitsOf?.(kase) ?? [kase.id];
  /** @type {Map<string, Attempt[]>} */
  const moments = new Map();
  for (const a of store.work().attempts)
    if (a.run === run && !a.skipped && ids.includes(unitOf(a))) moments.set(a.at, [...(moments.get(a.at) ?? []), a]);
  return [...moments.values()];
};

/** @param {Board} board */
const earlierWork = ({ payload, store }) => (payload.begins ? store.other(payload.begins) : null);

/** @param {Board} board @param {string} id @param {Partial<Attempt>} more @param {string} [at] @returns {Attempt} */
const attemptAt = (board, id, more, at = new Date().toISOString()) => {
  const { payload, cases, type } = board;
  const home = cases.get(id)?.home;
  return { at, run: runIn(board), payload: payload.digest, [type.about]: id, ...(home ? { exercise: home } : {}), ...more };
};

/** @param {Board} board @returns {string[]} */
const leftIn = (board) => {
  const { payload, store, reopened, view } = board;
  return view.left?.(board) ?? queueOf(payload, store.work(), runIn(board), reopened);
};

/** @param {Board} board */
const idsIn = (board) => listOf(board.payload, board.store.work(), runIn(board));

/** @param {Board} board */
const leftOpen = (board) => idsIn(board).filter((id) => !attemptsAt(board, id).length);

// What was gone past, and is not in front once more.
/** @param {Board} board @param {string[]} left */
const skippedIn = (board, left) => leftOpen(board).filter((id) => !left.includes(id));

// Where nothing is said of what fits, answers are handed in, once.
/** @param {Board} board */
const handsIn = ({ payload }) => payload.feedback === "none";
