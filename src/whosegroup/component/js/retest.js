// @ts-check
// Beside a second test: what has changed since the first, and when it can be taken once more.

// The same measures the time before: of this test's run before, or of the test that it follows.
/** @param {Board} board @param {Measures} now @returns {Content[]} */
const changed = (board, now) => {
  const { payload, words, store } = board;
  const { forms } = payload;
  if (!forms) return [];
  const run = runIn(board);
  const work = run > 1 ? store.work() : earlierWork(board);
  const before = Math.max(1, run - 1);
  const then = work && summarise(payload, work.attempts, before);
  if (!work || !then?.answered) return payload.begins ? part(words.changed, el("p", {}, words.change_unknown)) : [];
  // Two sorts on two devices may have begun with the same form.
  const same = formOf(forms, work, before) === formOf(forms, store.work(), run);
  return part(
    words.changed,
    el("div", { class: "wg-scroll" }, changeTable(words, then, now)),
    el("p", {}, same ? words.change_same : words.change_few),
  );
};

/** @param {Words} words @param {Measures} then @param {Measures} now */
const changeTable = (words, then, now) => {
  /** @param {string} name @param {(measures: Measures) => Share} share */
  const row = (name, share) =>
    el("tr", {}, el("th", { scope: "row" }, words[`change_${name}`]), [then, now].map((m) => el("td", {}, fill(words.of, share(m)))));
  const head = [words.change_then, words.change_now].map((text) => el("th", { scope: "col" }, text));
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
