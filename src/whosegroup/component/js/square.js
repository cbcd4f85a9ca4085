// @ts-check
// The end of sorting: the 2 x 2 picture of the first answers of this run, and what misled.

// Rows are what a group was, columns what it was called.
/** @param {Board} board @param {Measures} measures */
const square = ({ payload, words }, { table }) => {
  const kinds = payload.answers;
  /** @param {string} kind @param {string} answer */
  const cell = (kind, answer) =>
    el(
      "td",
      { class: kind === answer ? "wg-cell-fits" : `wg-cell-look${table[kind][answer] ? "" : " wg-cell-none"}` },
      el("span", { class: "wg-number" }, String(table[kind][answer])),
      " ",
      el("span", { class: "wg-cell-word" }, kind === answer ? words.cell_fits : words.cell_look_again),
    );
  const head = kinds.map(({ label }) => el("th", { scope: "col" }, fill(words.you_said, { answer: label })));
  const rows = kinds.map(({ id, label }) =>
    el("tr", {}, el("th", { scope: "row" }, fill(words.group_was, { kind: label })), kinds.map((kind) => cell(id, kind.id))),
  );
  const drawn = el(
    "table",
    { class: "wg-table" },
    el("caption", {}, words.table_caption),
    el("thead", {}, el("tr", {}, el("td", {}), head)),
    el("tbody", {}, rows),
  );
  return el("div", { class: "wg-scroll" }, drawn);
};

/** @param {Words} words @param {Measures} measures @param {number} total */
const remarksOn = (words, { conflation, mirror, wrong_reason, sure_and_wrong, answered }, total) =>
  [
    conflation.of ? fill(words.conflation, conflation) : "",
    mirror.of ? fill(words.mirror, mirror) : "",
    wrong_reason ? fill(words.wrong_reason, { count: wrong_reason }) : "",
    sure_and_wrong ? fill(words.sure_and_wrong, { count: sure_and_wrong }) : "",
    total > answered ? fill(words.left_out, { count: total - answered }) : "",
  ].filter(Boolean);

// What something is called, with how often it was so, most first.
/** @param {Payload} payload @param {"criteria" | "cues"} table @param {Record<string, number>} values @param {string} template */
const counted = (payload, table, values, template) =>
  Object.entries(values)
    .sort((a, b) => b[1] - a[1])
    .map(([id, count]) => {
      const { name, asks } = payload.names[table][id];
      const [before, after] = template.split("{name}").map((said) => fill(said, { asks, count }));
      return [before, named(name, `${table}.${id}`), after];
    });

// How many first answers had the right kind with the sentence that decides, the kind alone, or neither.
/** @param {Words} words @param {Measures} measures */
const threeOf = (words, { fits, wrong_reason, answered }) =>
  [
    [words.went_both, fits - wrong_reason],
    [words.went_kind, wrong_reason],
    [words.went_again, answered - fits],
  ].map(([said, count]) => fill(String(said), { count, of: answered }));

/** @param {Board} board @returns {Content[]} */
const endOfSorting = (board) => {
  const { payload, words, store } = board;
  const run = runIn(board);
  const measures = summarise(payload, store.work().attempts, run);
  const ids = idsIn(board);
  const practised = run > 1 ? words.summary_again : words.summary_first;
  const again = counted(payload, "criteria", measures.read_again, words.read_this);
  const misled = part(words.misled, ...items(counted(payload, "cues", measures.misled, words.counted)));
  const readAgain = part(words.read_again, ...(again.length ? [...items(again), readWhere(board)] : []));
  /** @param {Measures} remarked */
  const picture = (remarked) => !measures.answered ? [el("p", {}, words.none_answered)] : [
    el("p", {}, fill(payload.forms ? words.summary_test : practised, measures)),
    square(board, measures),
    items(remarksOn(words, remarked, ids.length), { class: "wg-remarks" }),
    changed(board, measures),
    misled,
    readAgain,
  ];
  const three = payload.evidence && measures.answered;
  return [
    three ? items(threeOf(words, measures), { class: "wg-went" }) : picture(measures),
    part(words.cases, caseList(board, ids)),
    three ? folded(board, picture({ ...measures, wrong_reason: 0 }), words.more_end) : null,
    keepPart(board),
    retest(board),
  ];
};
