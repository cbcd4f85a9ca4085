// @ts-check
// The end of an exercise: what the first answers say, and what to read again.

/** @param {Board} board */
const drawSummary = (board) => {
  const { payload, words } = board;
  if (handsIn(board)) return handIn(board);
  return el(
    "div",
    { class: "wg-card wg-summary" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, words.summary),
    endOf(board)(board),
    payload.feedback === "each" ? skippedAgain(board) : null,
    nextStep(board),
  );
};

// A test in parts ends with its picture, and sorting with how kinds were taken for each other.
/** @param {Board} board */
const endOf = ({ type, whole }) => type.end ?? (whole.parts ? endOfParts : type.sorts ? endOfSorting : countedEnd);

// In practice what was skipped can still be answered.
/** @param {Board} board */
const skippedAgain = (board) => {
  const left = leftOpen(board);
  return left.length ? action(fill(board.words.skipped_again, { count: left.length }), "back", () => reopen(board, left)) : null;
};

// What comes next in the book. Only its own pages know, by a script that may come later (marks.js).
/** @param {Board} board */
const nextStep = ({ payload }) => {
  const place = el("div");
  const say = () => {
    /** @type {{ text: string, href: string }[]} */
    const steps = Reflect.get(window, "whoseGroupSteps")?.(payload.exercise) ?? [];
    put(place, steps.map(({ text, href }) => el("p", { class: "wg-step" }, el("a", { href }, text))));
  };
  addEventListener("whose-group-way", say, { once: true });
  say();
  return place;
};

/** @param {string} title @param {Content[]} content @returns {Content[]} */
const part = (title, ...content) =>
  content.flat().length ? [el("p", { class: "wg-part" }, title), ...content] : [];

/** @param {Content[]} texts @param {Record<string, any>} [properties] @returns {Content[]} */
const items = (texts, properties = {}) =>
  texts.length ? [el("ul", properties, texts.map((text) => el("li", {}, text)))] : [];

/** @param {Board} board */
const readWhere = (board) => {
  const { text, page } = board.payload.read;
  const to = pageLink(board, page);
  return el("p", {}, board.words.read_where, " ", to ? el("a", { href: to }, text) : text);
};

// Where nothing is said of what fits: how much is answered, and how the work gets to the teacher.
/** @param {Board} board */
const handIn = (board) => {
  const { words, cases, keep } = board;
  const left = leftOpen(board);
  return el(
    "div",
    { class: "wg-card wg-summary wg-hand-in" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, words.through),
    el("p", {}, fill(words.through_answered, { answered: cases.size - left.length, total: cases.size })),
    left.length
      ? el(
          "div",
          { class: "wg-left-open" },
          el("p", {}, fill(words.through_open, { open: left.length })),
          action(words.back, "back", () => reopen(board, left)),
        )
      : null,
    el("p", {}, words.hand_in),
    el("p", {}, words.hand_in_code),
    el("div", { class: "wg-reader-place" }),
    action(words.save, "save", keep.save, "wg-primary"),
    el("div", { class: "wg-keep-place" }),
    part(words.cases, caseList(board, idsIn(board))),
    nextStep(board),
  );
};

// First replies of this run by verdict and, where it is not the first, those of the first beside them.
/** @param {Board} board @returns {Content} */
const countsOf = (board) => {
  const run = runIn(board);
  if (run === 1) return countsIn(board, 1);
  const times = [run, 1].map((time) => el("div", {}, part(timeOf(board, time), ...countsIn(board, time))));
  return el("div", { class: "wg-times" }, times);
};

// With a line for use errors where a type has words for them.
/** @param {Board} board @param {number} run @returns {Content[]} */
const countsIn = ({ payload, words, store }, run) => {
  const counts = outcomes(payload, store.work().attempts, run);
  const of = counts.answered;
  if (!of) return [el("p", {}, words.none_answered)];
  const lines = Object.entries(counts.verdicts)
    .filter(([, count]) => count)
    .map(([verdict, count]) => fill(words[`count_${verdict}`], { count, of }));
  if (counts.wrong_reason) lines.push(fill(words.count_reason, { count: counts.wrong_reason }));
  if (words.count_use) lines.push(fill(words.count_use, { count: counts.use, of }));
  return items(lines, { class: "wg-remarks" });
};

// The end of an exercise that is no sorting: how much fitted, and what.
/** @param {Board} board @returns {Content[]} */
const countedEnd = (board) => [
  countsOf(board),
  part(board.words.cases, caseList(board, idsIn(board))),
  readWhere(board),
];
