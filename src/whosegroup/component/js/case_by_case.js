// @ts-check
// Looking back: each case with what the reader answered and what was said to it, in the words of its
// verdict. A case is drawn only when it is opened.

// A test tells nothing before its end, and where answers are handed in a teacher tells.
/** @param {Board} board */
const tells = (board) => {
  const { feedback } = board.payload;
  return feedback === "each" || (feedback === "end" && !leftIn(board).length);
};

// What was answered at a case in a run, each answer as the turn that it was.
/** @param {Board} facingAny @param {any} kase @param {number} run @returns {Turn[]} */
const turnsAt = (facingAny, kase, run) => {
  const board = boardAt(facingAny, kase);
  return givenAt(board, kase, run)
    .map((given) => ({
      kase,
      step: "verdict",
      back: false,
      note: false,
      given,
      reply: tells(board) ? repliedTo(board, kase, given) : undefined,
      ...board.type.was(kase, given),
    }))
    .filter(({ reply }) => reply || !tells(board));
};

// The runs that are looked at: the one in front and, of what is practised again, the first.
/** @param {Board} board */
const runsIn = (board) => (board.payload.forms ? [runIn(board)] : [...new Set([runIn(board), 1])]);

const WORST = ["look-again", "wrong_reason", "defensible", "fits"];

// How a case went at first; of a case of several steps the step that went worst tells.
/** @param {Board} board @param {any} kase @param {Turn[]} turns */
const wentOf = ({ type }, kase, turns) => {
  /** @type {Map<string, string>} */
  const first = new Map();
  for (const { given = [], reply } of turns) {
    const about = type.countsFor?.(kase, given[0]) ?? kase.id;
    if (!first.has(about)) first.set(about, reply?.reason ? "wrong_reason" : reply?.verdict ?? (reply ? "unknown" : "given"));
  }
  const went = [...first.values()];
  return WORST.find((worst) => went.includes(worst)) ?? went[0] ?? "skipped";
};

/** @param {Board} board @param {any} kase */
const nameOf = (board, kase) => {
  const { words, payload } = board;
  if (kase.title || payload.graded) return numbered(board, kase);
  return fill(words.numbered, { number: idsIn(board).indexOf(kase.id) + 1, title: textOf(kase.lines[0]) });
};

// One case: how it went, and all of it when it is opened.
/** @param {Board} facingAny @param {string} id @param {number[]} runs */
const lookedAt = (facingAny, id, runs) => {
  const kase = facingAny.cases.get(id);
  const board = boardAt(facingAny, kase);
  const { payload, words } = board;
  const shown = runs.map((run) => ({ run, turns: turnsAt(board, kase, run) }));
  const { turns } = shown.find((each) => each.turns.length) ?? shown[0];
  const went = wentOf(board, kase, turns);
  const kind = payload.answers.find((answer) => answer.id === kase.kind)?.label;
  const inside = el("div");
  const onclick = () => {
    if (!inside.firstChild) put(inside, lookedThrough(board, kase, shown));
  };
  // A test is answered once, and words of "at once" would promise a second try.
  const said = (payload.feedback === "end" && tells(board) && words[`result_${went}_once`]) || words[`result_${went}`];
  const answer = payload.answers.find((each) => each.id === turns[0]?.given?.[0]?.answer)?.label;
  const about = kase.face && tells(board) ? ` ${words[`about_${kase.face}`]}` : "";
  return el("li", { class: `wg-result wg-result-${went}` }, el("details", {}, el("summary", { onclick }, fill(said, { title: nameOf(board, kase), kind, answer }), about), inside));
};

/** @param {Board} board @param {any} kase @param {{ run: number, turns: Turn[] }[]} shown @returns {Content[]} */
const lookedThrough = (board, kase, shown) => {
  const { words, type } = board;
  const met = shown.filter(({ turns }) => turns.length);
  const last = lastOf(met[0]?.turns ?? []) ?? { kase, step: "verdict", back: false, note: false, reply: {} };
  const left = tells(board) ? type.unanswered?.(board, kase) : null;
  return [
    kase.note ? el("p", { class: "wg-case-note" }, kase.note) : "",
    el("div", { class: "wg-text", "data-genre": kase.genre }, type.text(board, last)),
    met.map(({ run, turns }) => [
      shown.length > 1 ? el("p", { class: "wg-part" }, timeOf(board, run)) : "",
      turns.map((turn) =>
        el(
          "div",
          { class: "wg-review", "data-verdict": turn.reply?.verdict, "data-reason": turn.reply?.reason, "data-looks-again": turn.reply && type.looksAgain?.(turn) },
          type.answered(board, turn),
          turn.reply ? type.said(board, turn) : null,
        ),
      ),
    ]),
    met.length ? "" : el("div", { class: "wg-review" }, yours(words.not_answered), left),
  ];
};

/** @param {Board} board @param {number} run */
const timeOf = ({ words }, run) => (run === 1 ? words.first_time : words.this_time);

/** @param {Board} board @param {string[]} ids */
const caseList = (board, ids) => {
  const runs = runsIn(board);
  return el("ul", { class: "wg-case-list", role: "list" }, ids.map((id) => lookedAt(board, id, runs)));
};

// Opens every case and all else of the end for a printer, and folds afterwards what was folded.
/** @param {Board} board */
const openOnPaper = ({ stage }) => {
  /** @type {HTMLElement[]} */
  let opened = [];
  const open = () => {
    const closed = all(stage, ":is(.wg-case-list > li, .wg-summary) > details:not([open])");
    for (const item of closed) one(item, "summary")?.click();
    opened.push(...closed);
  };
  const fold = () => {
    for (const item of opened) item.removeAttribute("open");
    opened = [];
  };
  return aroundPrint(open, fold);
};
