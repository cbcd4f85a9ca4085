// The end of an exercise: what the first answers say, and what to read again.

const drawSummary = (board) => {
  const { payload, words } = board;
  if (payload.feedback === "none") return handIn(board);
  const content = payload.draws ? mixedSummary(board) : payload.type === "sort" ? sortSummary(board) : otherSummary(board);
  return el(
    "div",
    { class: "wg-card wg-summary" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, payload.draws ? words.summary_mixed : words.summary),
    content,
  );
};

const part = (title, ...content) =>
  content.flat().length ? [el("p", { class: "wg-part" }, title), ...content] : [];

const items = (texts, properties = {}) => (texts.length ? [el("ul", properties, texts.map((text) => el("li", {}, text)))] : []);

const readWhere = ({ payload, words, store }) => {
  const { text, page } = payload.read;
  return el("p", {}, words.read_where, " ", store.where === "page" ? el("a", { href: pageLink(page) }, text) : text);
};

// Where nothing is said of what fits: how much is answered, and how the work gets to the teacher.
const handIn = (board) => {
  const { words, cases } = board;
  const left = board.leftOpen();
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
          button(words.back, { "data-action": "back", onclick: () => board.reopen(left) }),
        )
      : null,
    el("p", {}, words.hand_in),
    el("p", {}, words.hand_in_code),
    el("div", { class: "wg-reader-place" }),
    button(words.save, { class: "wg-button wg-primary", "data-action": "save", onclick: board.saveFile }),
    el("div", { class: "wg-keep-place" }),
  );
};

// The 2 x 2 picture: rows what a group was, columns what it was called.
const square = ({ payload, words }, measures, caption) => {
  const { answers } = payload;
  const cell = (kind, answer) =>
    el(
      "td",
      { class: kind === answer ? "wg-cell-fits" : `wg-cell-look${measures.table[kind][answer] ? "" : " wg-cell-none"}` },
      el("span", { class: "wg-number" }, String(measures.table[kind][answer])),
      " ",
      el("span", { class: "wg-cell-word" }, kind === answer ? words.cell_fits : words.cell_look_again),
    );
  const head = answers.map(({ label }) => el("th", { scope: "col" }, fill(words.you_said, { answer: label })));
  const rows = answers.map(({ id, label }) =>
    el("tr", {}, el("th", { scope: "row" }, fill(words.group_was, { kind: label })), answers.map((answer) => cell(id, answer.id))),
  );
  const table = el(
    "table",
    { class: "wg-table" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, el("td", {}), head)),
    el("tbody", {}, rows),
  );
  return el("div", { class: "wg-scroll" }, table);
};

const remarksOn = (words, measures, total) =>
  [
    measures.conflation.of ? fill(words.conflation, measures.conflation) : null,
    measures.mirror.of ? fill(words.mirror, measures.mirror) : null,
    measures.wrong_reason ? fill(words.wrong_reason, { count: measures.wrong_reason }) : null,
    measures.sure_and_wrong ? fill(words.sure_and_wrong, { count: measures.sure_and_wrong }) : null,
    total > measures.answered ? fill(words.left_out, { count: total - measures.answered }) : null,
  ].filter(Boolean);

const sortSummary = (board) => {
  const { payload, words, store, cases } = board;
  const work = store.work();
  const run = board.run();
  // Of a test each run is looked at by itself; of practice the very first answers count.
  const counted = payload.forms ? run : 1;
  const measures = summarise(payload, work.attempts, counted);
  const first = firstAnswers(payload, work.attempts, counted);
  const ids = listOf(payload, work, run);
  const label = Object.fromEntries(payload.answers.map((answer) => [answer.id, answer.label]));
  const counts = (values, template, names) =>
    Object.entries(values)
      .sort((a, b) => b[1] - a[1])
      .map(([id, count]) => fill(template, { ...names[id], count }));
  const misled = counts(measures.misled, words.counted, payload.names.cues);
  const again = counts(measures.read_again, words.read_this, payload.names.criteria);
  const resultOf = (kase) => {
    const answer = first.get(kase.id);
    if (!answer) return "skipped";
    return reactionTo(kase, answer).reason ? "wrong_reason" : verdictOn(kase, answer);
  };
  const result = (kase) => {
    const name = resultOf(kase);
    const said = fill(words[`result_${name}`], { title: board.numbered(kase), kind: label[kase.kind] });
    const properties = { class: `wg-result wg-result-${name}` };
    return payload.feedback === "end"
      ? el("li", properties, el("details", {}, el("summary", {}, said), review(board, kase, first.get(kase.id))))
      : el("li", properties, said);
  };
  return [
    el("p", {}, fill(payload.forms ? words.summary_test : words.summary_first, measures)),
    run > 1 && !payload.forms ? el("p", {}, fill(words.summary_again, fittedThisTime(board))) : "",
    square(board, measures, words.table_caption),
    ...items(remarksOn(words, measures, ids.length), { class: "wg-remarks" }),
    ...change(board, measures),
    ...part(words.misled, ...items(misled)),
    ...part(words.read_again, ...(again.length ? [...items(again), readWhere(board)] : [])),
    ...part(words.cases, el("ul", { class: "wg-case-list" }, ids.map((id) => result(cases.get(id))))),
    ...keepPart(board),
    ...retest(board),
  ];
};

// A case of a test, looked at when all is answered: its marks, and why.
const review = (board, kase, given) => {
  const { words, payload } = board;
  const label = payload.answers.find((answer) => answer.id === given?.answer)?.label;
  const said = given ? reactionTo(kase, given).say : kase.reactions[kase.replies[kase.kind].reactions[0]].say.slice(1);
  return [
    list(kase.lines, readable),
    el(
      "div",
      { class: "wg-review", "data-verdict": given && verdictOn(kase, given) },
      given ? board.paragraph("yours", fill(words.chosen, { answer: label })) : null,
      said.map(board.say),
    ),
  ];
};

// How many cases fitted when they were first met in the run that has just ended.
const fittedThisTime = ({ store, cases, run }) => {
  const met = new Map();
  for (const a of store.work().attempts)
    if (a.run === run() && !a.skipped && cases.has(a.vignette) && !met.has(a.vignette)) met.set(a.vignette, a);
  const fits = [...met].filter(([id, a]) => verdictOn(cases.get(id), a) === "fits").length;
  return { fits, answered: met.size };
};

// Beside a second test or a retest: the same measures the time before.
const change = (board, now) => {
  const { payload, words, store } = board;
  if (!payload.forms) return [];
  const run = board.run();
  const earlier = board.earlier();
  const [work, before] = run > 1 ? [store.work(), run - 1] : [earlier, 1];
  if (!work) return payload.begins ? part(words.changed, el("p", {}, words.change_unknown)) : [];
  const then = summarise(payload, work.attempts, before);
  if (!then.answered) return payload.begins ? part(words.changed, el("p", {}, words.change_unknown)) : [];
  // Two sorts on two devices may have begun with the same form.
  const same = formOf(payload, work, before) === formOf(payload, store.work(), run);
  const row = (name, one, other) =>
    el("tr", {}, el("th", { scope: "row" }, words[`change_${name}`]), [one, other].map((m) => el("td", {}, fill(words.of, m))));
  const fits = (measures) => ({ count: measures.fits, of: measures.answered });
  const table = el(
    "table",
    { class: "wg-table wg-change" },
    el("thead", {}, el("tr", {}, el("td", {}), [words.change_then, words.change_now].map((text) => el("th", { scope: "col" }, text)))),
    el(
      "tbody",
      {},
      row("fits", fits(then), fits(now)),
      row("conflation", then.conflation, now.conflation),
      row("mirror", then.mirror, now.mirror),
    ),
  );
  return part(words.changed, el("div", { class: "wg-scroll" }, table), el("p", {}, same ? words.change_same : words.change_few));
};

// The last test can be taken once more after four weeks, with the other form.
const retest = (board) => {
  const { payload, words, store } = board;
  if (!payload.begins || board.run() > 1) return [];
  const last = Math.max(...store.work().attempts.filter((a) => a.run === board.run()).map((a) => Date.parse(a.at)));
  const day = new Date(last + RETEST_DAYS * DAY_MS);
  if (Date.now() >= day.getTime())
    return part(
      words.retest,
      el("p", {}, words.retest_now),
      button(words.retest_begin, { class: "wg-button wg-primary", "data-action": "restart", onclick: () => board.restart("retest_begun") }),
    );
  return part(words.retest, el("p", {}, fill(words.retest_later, { date: dateOf(day, payload.lang) })));
};

const dateOf = (day, lang) => day.toLocaleDateString(lang, { year: "numeric", month: "long", day: "numeric" });

const mixedSummary = (board) => {
  const { payload, words, store } = board;
  const { due, later, unmet, noted } = board.plan();
  const next = later.length ? new Date(Math.min(...later.map((card) => card.due))) : null;
  const ahead = () => {
    board.ahead = true;
    board.draw();
    board.toTop();
  };
  const ask = el("input", {
    type: "checkbox",
    id: `${board.prefix}-notes`,
    onchange: () => {
      // Whoever listens draws anew: there may be a case now, or the same end with another box in it.
      store.update([], { notes: ask.checked });
      if (board.turn) board.toTop();
      else focusOn(document.getElementById(ask.id), null);
    },
  });
  ask.checked = store.work().notes === true;
  return [
    el("p", {}, next ? fill(words.mixed_next, { count: later.length, date: dateOf(next, payload.lang) }) : words.mixed_none),
    unmet ? el("p", {}, fill(words.mixed_unmet, { count: unmet })) : "",
    later.length && !due.length ? button(words.mixed_ahead, { class: "wg-button wg-primary", "data-action": "ahead", onclick: ahead }) : "",
    noted ? el("p", { class: "wg-check" }, ask, " ", el("label", { for: `${board.prefix}-notes` }, words.mixed_notes)) : "",
  ];
};

const otherSummary = (board) => {
  const { payload, words, store } = board;
  const counts = outcomes(payload, store.work().attempts);
  const units = payload.type === "decide" ? [] : payload.cases;
  const lines = Object.entries(counts.verdicts)
    .filter(([, count]) => count)
    .map(([verdict, count]) => fill(words[`count_${verdict}`], { count, of: counts.answered }));
  if (counts.wrong_reason) lines.push(fill(words.count_reason, { count: counts.wrong_reason }));
  if (payload.type === "decide") lines.push(fill(words.count_use, { count: counts.use, of: counts.answered }));
  return [
    ...(counts.answered ? items(lines, { class: "wg-remarks" }) : [el("p", {}, words.none_answered)]),
    ...part(
      words.cases,
      ...(units.length
        ? [
            el(
              "ul",
              { class: "wg-case-list" },
              units.map((kase, index) => {
                const name = counts.first[kase.id] ?? "skipped";
                const title = kase.title ?? textOf(kase.lines[0]);
                return el("li", { class: `wg-result wg-result-${name}` }, fill(words.numbered, { number: index + 1, title }));
              }),
            ),
          ]
        : []),
    ),
    readWhere(board),
  ];
};
