// @ts-check
// Mixed practice: what comes, and why a case is here; and the end, for today: when something is due again.

// Also what was answered on the pages from which it draws counts.
/** @param {Board} board */
const planOf = ({ payload, store }) => {
  const works = [store.work(), ...(payload.draws ?? []).map(store.other)];
  const attempts = works.flatMap((work) => work?.attempts ?? []);
  return schedule(payload, attempts, Date.now(), store.work().notes === true);
};

/** @param {Board} board */
const comingIn = (board) => {
  const { coming, ahead } = planOf(board);
  return coming.length || !board.ahead ? coming : ahead;
};

/** @param {Board} board */
const drawDue = (board) => {
  const { bar, count, words, cases } = board;
  const { coming, fresh, later } = planOf(board);
  const done = new Set(attemptsIn(board).map(unitOf).filter((id) => cases.has(id))).size;
  bar.max = Math.max(1, done + coming.length);
  bar.value = coming.length ? done : bar.max;
  count.textContent = fill(words.due, { due: coming.length - fresh, fresh, later: later.length });
};

// Said before the answer, so it must not give it away: of what is alike only the missed case is
// named, and that a case is half of a pair comes after.
/** @param {Board} board @param {Coming} coming */
const whyHere = ({ payload, words, cases }, { why, of = "", seen = 0 }) =>
  fill(words[`why_${why}`], { title: cases.get(of)?.title, date: dateOf(new Date(seen), payload.lang) });

// Once there is a verdict: what the case has in common with the one before which it came.
/** @param {Board} board @param {Coming} [coming] */
const likeWhat = ({ payload, words, cases }, coming) => {
  if (!coming?.of) return null;
  const name = own(payload.names.cues, coming.cue)?.name;
  return paragraph("remark", fill(words[`after_${coming.why}`], { title: cases.get(coming.of).title, name }));
};

/** @param {Board} board */
const mixedEnd = (board) => {
  const { payload, words } = board;
  const { coming, later, own: more, unmet, noted } = planOf(board);
  const next = later.length ? new Date(Math.min(...later.map(({ due: day }) => day))) : null;
  const ahead = () => {
    board.ahead = true;
    drawBoard(board);
    toTop(board);
  };
  return el(
    "div",
    { class: "wg-card wg-summary" },
    el("p", { class: "wg-summary-title", tabindex: "-1" }, words.summary_mixed),
    el("p", {}, next ? fill(words.mixed_next, { count: later.length, date: dateOf(next, payload.lang) }) : words.mixed_none),
    more ? el("p", {}, fill(words.mixed_own, { count: more })) : "",
    unmet ? el("p", {}, fill(words.mixed_unmet, { count: unmet })) : "",
    later.length && !coming.length ? action(words.mixed_ahead, "ahead", ahead, "wg-primary") : "",
    noted ? askForNoted(board) : "",
    nextStep(board),
  );
};

// Cases with a note are there only for who wants them.
/** @param {Board} board */
const askForNoted = (board) => {
  const { words, store, prefix } = board;
  const id = `${prefix}-notes`;
  const ask = el("input", {
    type: "checkbox",
    id,
    onchange: () => {
      // Whoever listens draws anew: there may be a case now, or the same end with another box in it.
      store.update([], { notes: ask.checked });
      if (board.turn) toTop(board);
      else focusOn(document.getElementById(id), null);
    },
  });
  ask.checked = store.work().notes === true;
  return el("p", { class: "wg-check" }, ask, " ", el("label", { for: id }, words.mixed_notes));
};

views.mixed = {
  ...views.whole,
  left: (board) => comingIn(board).map(({ id }) => id),
  why: (board, id) => comingIn(board).find((coming) => coming.id === id),
  whyHere,
  likeWhat,
  progress: drawDue,
  end: mixedEnd,
};
