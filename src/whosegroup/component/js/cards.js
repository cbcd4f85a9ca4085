// @ts-check
// The case in front, its note before it, and what is asked below it.

// Both halves of a pair bear one title, so each case has its number beside it.
/** @param {Board} board @param {Case} kase */
const numbered = (board, { id, title }) => {
  const { payload, words } = board;
  const number = idsIn(board).indexOf(id) + 1;
  if (payload.graded) return fill(words.case_number, { number });
  return title && (payload.draws || payload.excerpt) ? title : fill(words.numbered, { number, title: title ?? words.statement });
};

/** @param {Board} board @param {Case} kase */
const caseTitle = (board, kase) =>
  el("p", { class: "wg-case-title", id: `${board.prefix}-case`, tabindex: "-1" }, numbered(board, kase));

/** @param {Board} board @param {Turn} turn @param {Content} content */
const card = (board, { kase, step, back, why }, content) => {
  const { words, type, view, prefix } = board;
  const again = back && !type.goesOn ? el("p", { class: "wg-case-again" }, words.again) : null;
  const here = why ? el("p", { class: "wg-case-why" }, view.whyHere?.(board, why)) : again;
  return el(
    "article",
    { class: "wg-card", "data-step": step, [type.named]: kase.id, "aria-labelledby": `${prefix}-case` },
    el(
      "header",
      { class: "wg-case-head" },
      caseTitle(board, kase),
      here,
      kase.note ? el("p", { class: "wg-case-note" }, kase.note) : null,
    ),
    el("div", { class: "wg-text", "data-genre": kase.genre }, content),
    el("footer", { class: "wg-case-foot" }, kase.about ?? words.about ?? ""),
  );
};

// A note is read before the case, and the case is there only for who wants it.
/** @param {Board} board @param {Turn} turn */
const noteCard = (board, { kase }) => {
  const { words, type } = board;
  return el(
    "div",
    { class: "wg-card wg-note-card", [type.named]: kase.id },
    caseTitle(board, kase),
    el("p", { class: "wg-case-note" }, kase.note),
    el(
      "div",
      { class: "wg-answers" },
      action(words.read, "read", () => readOn(board), "wg-answer"),
      action(words.skip, "skip", () => skip(board), "wg-answer"),
    ),
  );
};

// What is asked, and before it what keeps it off the first lines of the case (css). All of it goes at
// once, with nothing beside it for the browser to style anew.
/** @param {Board} board @param {string} asked @param {Content[]} rows */
const panel = ({ prefix }, asked, ...rows) =>
  el(
    "div",
    { class: "wg-asks-below" },
    el("div", { class: "wg-off" }),
    el(
      "div",
      { class: "wg-panel", role: "group", "aria-labelledby": `${prefix}-ask` },
      el("p", { class: "wg-ask", id: `${prefix}-ask` }, asked),
      rows,
    ),
  );

// Where there are many answers, what they mean stands folded below them, not on the buttons.
/** @param {Board} board @param {(id: string, event: MouseEvent) => void} choose @param {string | null} [chosen] */
const answers = (board, choose, chosen) => {
  const { payload, words } = board;
  const meant = payload.answers.some(({ meaning }) => meaning);
  const many = payload.answers.length > 3 && meant;
  const buttons = payload.answers.map(({ id, label, meaning }, index) =>
    button(
      el("span", { class: "wg-answer-label" }, label),
      {
        class: "wg-button wg-answer",
        "data-answer": id,
        "aria-pressed": String(chosen === id),
        "aria-keyshortcuts": String(index + 1),
        onclick: (/** @type {MouseEvent} */ event) => choose(id, event),
      },
      many ? null : el("span", { class: "wg-answer-meaning" }, meaning),
    ),
  );
  const meanings = payload.answers.map(({ label, meaning }) => [el("dt", {}, label), el("dd", {}, meaning)]);
  return [
    el("div", { class: `wg-answers${payload.answers.length > 2 ? " wg-many" : ""}${meant && !many ? " wg-meant" : ""}` }, buttons),
    many ? el("details", { class: "wg-meanings", open: !begun(board) }, el("summary", {}, words.meanings), el("dl", {}, meanings)) : null,
  ];
};

// What was chosen so far, and the way back.
/** @param {Board} board @param {string} chosen @param {() => void} onclick */
const changeable = ({ words }, chosen, onclick) =>
  el("p", { class: "wg-chosen" }, chosen, " ", action(words.change, "change", onclick, "wg-link"));
