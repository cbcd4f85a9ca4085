// @ts-check
// What has changed since an earlier time; before a second test what it is, and when there is another.

// Where the time before was answered: of a test's run before, or of the test that it follows; and
// whether it was in the same form, as two sorts that were begun on two devices may be.
/** @param {Board} board @returns {{ work: Work, run: number, same: boolean } | null} */
const timeBefore = (board) => {
  const { forms = {} } = board.payload;
  const run = runIn(board);
  const work = run > 1 ? board.store.work() : earlierWork(board);
  const before = Math.max(1, run - 1);
  if (!work?.attempts.some((a) => a.run === before && !a.skipped)) return null;
  return { work, run: before, same: formOf(forms, work, before) === formOf(forms, board.store.work(), run) };
};

// The same measures the time before: of a test's run before, or of the test that it follows; of what
// is practised again those of the first time.
/** @param {Board} board @param {Measures} now @returns {Content[]} */
const changed = (board, now) => {
  const { payload, words, store } = board;
  const { forms } = payload;
  const run = runIn(board);
  if (!forms) return run > 1 ? part(words.beside, changeTable(words, words.first_time, summarise(payload, store.work().attempts), now)) : [];
  const before = timeBefore(board);
  const then = before && summarise(payload, before.work.attempts, before.run);
  if (!then?.answered) return payload.begins ? part(words.changed, el("p", {}, words.change_unknown)) : [];
  return part(
    words.changed,
    el("div", { class: "wg-scroll" }, changeTable(words, words.change_then, then, now)),
    el("p", {}, before?.same ? words.change_same : words.change_few),
  );
};

/** @param {Words} words @param {string} before @param {Measures} then @param {Measures} now */
const changeTable = (words, before, then, now) => {
  /** @param {string} name @param {(measures: Measures) => Share} share */
  const row = (name, share) =>
    el("tr", {}, el("th", { scope: "row" }, words[`change_${name}`]), [then, now].map((m) => el("td", {}, fill(words.of, share(m)))));
  const head = [before, words.this_time].map((text) => el("th", { scope: "col" }, text));
  return el(
    "table",
    { class: "wg-table wg-change" },
    el("thead", {}, el("tr", {}, el("td", {}), head)),
    el(
      "tbody",
      {},
      row("fits", ({ fits, answered }) => ({ count: fits, of: answered })),
      row("conflation", ({ conflation }) => conflation),
      row("mirror", ({ mirror }) => mirror),
    ),
  );
};

// Before a test that is not the first: what it is, and whether its cases are known already.
/** @param {Board} board @returns {string | null} */
const whatItIs = (board) => {
  const { payload, words, store } = board;
  const { forms, begins } = payload;
  const earlier = earlierWork(board);
  if (!forms || !begins) return null;
  const [work, run] = [store.work(), runIn(board)];
  const form = formOf(forms, { ...work, form: work.form ?? firstForm(payload, codeIn(board) || work.work, earlier) }, run);
  const known = earlier?.attempts.length && formOf(forms, earlier, 1) === form;
  if (run > 1) return known ? words.opening_retest_same : words.opening_retest;
  if (!earlier?.attempts.length) return null; // then it is said that the first is missing
  return known ? words.opening_same : words.opening_other;
};

// The last test can be taken once more some weeks later, with the other form.
/** @param {Board} board @returns {Content[]} */
const retest = (board) => {
  const { payload, words, store } = board;
  if (!payload.begins || runIn(board) > 1) return [];
  const at = retestAt(payload, store.work().attempts, 1);
  if (Date.now() < at) return part(words.retest, el("p", {}, fill(words.retest_later, { date: dateOf(new Date(at), payload.lang) })));
  return part(
    words.retest,
    el("p", {}, words.retest_now),
    action(words.retest_begin, "restart", () => restart(board, "retest_begun"), "wg-primary"),
  );
};
