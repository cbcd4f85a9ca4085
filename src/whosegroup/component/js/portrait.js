// @ts-check
// The end of a test in parts: one picture in which what a group is called, and what is made of it, stand
// apart, then and now. There is no sum.

// What counts for which face; whatever cannot be counted is left out.
/** @type {[string, (keyof Portrait)[]][]} */
const FACES = [
  ["label", ["conflation", "mirror", "withheld", "overclaimed", "label"]],
  ["use", ["errors", "decisions", "use"]],
  ["guard", ["guard"]],
  ["unknown", ["unknown"]],
];

// So many of so many, in signs that need no colour, and in words.
/** @param {Words} words @param {Share | undefined} share @param {boolean} signed */
const counting = (words, share, signed) => {
  if (!share?.of) return words.none;
  const { count, of } = share;
  if (!signed) return fill(words.of, share);
  const signs = "\u25a0".repeat(count) + "\u25a1".repeat(of - count);
  return [fill(words.of, share), " ", el("span", { class: "wg-signs", "aria-hidden": "true" }, signs)];
};

/** @param {Board} board @param {Portrait | null} then @param {Portrait} now */
const portrait = ({ words }, then, now) => {
  const times = then ? [then, now] : [now];
  const heads = (then ? [words.then, words.this_time] : [words.this_time]).map((text) => el("th", { scope: "col" }, text));
  /** @param {[string, (keyof Portrait)[]]} face */
  const group = ([about, names]) => {
    const rows = names
      .filter((name) => times.some((time) => time[name].of))
      .map((name) =>
        el(
          "tr",
          { "data-measure": name },
          el("th", { scope: "row" }, words[`row_${name}`]),
          times.map((time) => el("td", {}, counting(words, time[name], name !== "unknown"))),
        ),
      );
    if (!rows.length) return null;
    const head = el("tr", {}, el("th", { scope: "rowgroup", colspan: times.length + 1, class: "wg-face" }, words[`face_${about}`]));
    return el("tbody", { "data-face": about }, head, rows);
  };
  const drawn = el("table", { class: "wg-table wg-portrait" }, el("thead", {}, el("tr", {}, el("td", {}), heads)), FACES.map(group));
  return el("div", { class: "wg-scroll" }, drawn);
};

/** @param {Board} board @returns {Content[]} */
const endOfParts = (board) => {
  const { whole, words, store } = board;
  const run = runIn(board);
  const now = labelAndUse(whole, store.work().attempts, run);
  const before = timeBefore(board);
  const then = before && labelAndUse(whole, before.work.attempts, before.run);
  return [
    el("p", {}, words.summary_test),
    el("p", {}, words.fewer),
    portrait(board, then, now),
    items(
      [
        then ? words[before?.same ? "change_same" : "change_few"] : whole.begins ? words.change_unknown : "",
      ].filter(Boolean),
      { class: "wg-remarks" },
    ),
    (whole.parts ?? []).map(({ id, title }) => part(title, caseList(board, idsOfPart(board, id)))),
    readWhere(board),
    keepPart(board),
    retest(board),
  ];
};
