// @ts-check
// The end of sorting: the 2 x 2 picture of first answers, what misled, and each case once more.

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

/** @param {Board} board @returns {Content[]} */
const endOfSorting = (board) => {
  const { payload, words, store, cases } = board;
  const { attempts } = store.work();
  const run = runIn(board);
  // Of a test each run is looked at by itself; of practice the very first answers count.
  const looked = payload.forms ? run : 1;
  const measures = summarise(payload, attempts, looked);
  const first = firstAnswers(payload, attempts, looked);
  const ids = idsIn(board);
  const again = counted(payload, "criteria", measures.read_again, words.read_this);
  return [
    el("p", {}, fill(payload.forms ? words.summary_test : words.summary_first, measures)),
    run > 1 && !payload.forms ? el("p", {}, fill(words.summary_again, fittedThisTime(board))) : "",
    square(board, measures),
    items(remarksOn(words, measures, ids.length), { class: "wg-remarks" }),
    changed(board, measures),
    part(words.misled, ...items(counted(payload, "cues", measures.misled, words.counted))),
    part(words.read_again, ...(again.length ? [...items(again), readWhere(board)] : [])),
    part(words.cases, el("ul", { class: "wg-case-list" }, ids.map((id) => result(board, cases.get(id), first.get(id))))),
    keepPart(board),
    retest(board),
  ];
};

// One case in the list at the end; of a test all that is said of it can be opened.
/** @param {Board} board @param {SortCase} kase @param {Attempt} [given] */
const result = (board, kase, given) => {
  const { payload, words, type } = board;
  const reply = given && type.replyTo(payload, kase, given, []);
  const name = reply?.reason ? "wrong_reason" : reply?.verdict ?? "skipped";
  const kind = payload.answers.find(({ id }) => id === kase.kind)?.label;
  const said = fill(words[`result_${name}`], { title: numbered(board, kase), kind });
  return el(
    "li",
    { class: `wg-result wg-result-${name}` },
    payload.feedback === "end" || payload.excerpt ? el("details", {}, el("summary", {}, said), review(board, kase, given, reply)) : said,
  );
};

// A case of a test, looked at when all is answered: its marks, and why.
/** @param {Board} board @param {SortCase} kase @param {Attempt} [given] @param {Partial<Reply>} [reply] */
const review = (board, kase, given, reply) => {
  const { words, payload } = board;
  const label = payload.answers.find((answer) => answer.id === given?.answer)?.label;
  const said = reply ?? kase.reactions[kase.replies[kase.kind].reactions[0]];
  return [
    el("div", { class: "wg-text", "data-genre": kase.genre }, list(kase.lines, readable)),
    el(
      "div",
      { class: "wg-review", "data-verdict": reply?.verdict },
      reply ? paragraph("yours", fill(words.chosen, { answer: label })) : null,
      glance(board, kase, said, Boolean(reply)),
    ),
  ];
};

// How many cases fitted when they were first met in the run that has just ended.
/** @param {Board} board */
const fittedThisTime = (board) => {
  const { payload, cases, type } = board;
  const met = new Map();
  for (const a of attemptsIn(board)) if (!a.skipped && cases.has(unitOf(a)) && !met.has(a.vignette)) met.set(a.vignette, a);
  const fits = [...met].filter(([id, a]) => type.replyTo(payload, cases.get(id), a, [])?.verdict === "fits").length;
  return { fits, answered: met.size };
};
