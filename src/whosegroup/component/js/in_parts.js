// @ts-check
// A test in parts: one part after the other, each drawn by the type of its cases. No case stands in two
// parts, so that an attempt is of the part in which its case stands.

/** @param {Payload} payload @param {Case | undefined} kase */
const partOfCase = ({ parts }, kase) => parts?.find(({ id }) => id === kase?.part);

// A payload as it is for one case: what can be answered, and the words, are its part's own.
/** @param {Payload} payload @param {Case | undefined} kase @returns {Payload} */
const payloadFor = (payload, kase) => {
  const here = partOfCase(payload, kase);
  if (!here) return payload;
  const { answers, evidence, confidence } = here;
  return { ...payload, answers, evidence, confidence, words: { ...payload.words, ...here.words } };
};

/** @param {Board} board @param {Case | undefined} kase */
const facing = ({ whole }, kase) => {
  const payload = payloadFor(whole, kase);
  return { payload, words: payload.words, type: types[kase?.type ?? whole.type] };
};

// The board as it is for a case that is looked at, whichever part is in front.
/** @param {Board} board @param {Case} kase @returns {Board} */
const boardAt = (board, kase) => Object.assign(Object.create(board), facing(board, kase));

// Turns the board to the case that is to come in front, or to none.
/** @param {Board} board @param {Case | undefined} kase */
const face = (board, kase) => {
  const { whole, prompt, frame } = board;
  if (!whole.parts) return;
  Object.assign(board, facing(board, kase));
  prompt.textContent = kase && !announced(board, kase) ? partOfCase(whole, kase)?.prompt ?? "" : whole.prompt;
  frame.className = `wg wg-type-${kase?.type ?? whole.type}${whole.excerpt ? " wg-excerpt" : ""}`;
};

/** @param {Board} board @param {string | undefined} part */
const idsOfPart = (board, part) => idsIn(board).filter((id) => board.cases.get(id)?.part === part);

// The part that is to be said before its first case: not the first one, and none that was begun.
/** @param {Board} board @param {Case | undefined} kase */
const announced = (board, kase) => {
  const { whole, entered } = board;
  const here = partOfCase(whole, kase);
  if (!here || whole.excerpt || here.id === entered || here === whole.parts?.[0]) return undefined;
  const ids = idsOfPart(board, here.id);
  return attemptsIn(board).some((a) => ids.includes(unitOf(a))) ? undefined : here;
};

// Between two parts: what comes, and where the reader may rest.
/** @param {Board} board @param {PayloadPart} here */
const partCard = (board, here) => {
  const { whole, words, store } = board;
  const parts = whole.parts ?? [];
  const place = { number: parts.indexOf(here) + 1, of: parts.length, title: here.title };
  const meanings = here.defined ? here.answers.filter(({ meaning }) => meaning) : [];
  return el(
    "div",
    { class: "wg-card wg-opening wg-part-card", "data-part": here.id, "data-rest": here.rest },
    el("p", { class: "wg-case-title", tabindex: "-1" }, fill(words.part_of, place)),
    here.rest ? el("p", { class: "wg-rest" }, words[`rest_${store.where}`]) : null,
    el("p", {}, here.prompt),
    meanings.length ? el("ul", {}, meanings.map(({ label, meaning }) => el("li", {}, el("strong", {}, label), ": ", meaning))) : null,
    action(here.rest ? words.rest_begin : words.part_begin, "begin", () => enterPart(board, here.id), "wg-primary"),
  );
};

/** @param {Board} board @param {string} part */
const enterPart = (board, part) => {
  board.entered = part;
  drawBoard(board);
  toTop(board);
};

{
  // What follows from attempts goes by the type of each case.
  /** @param {Case} kase */
  const of = (kase) => types[kase.type ?? ""];

  types.parts = {
    about: "item",
    named: "data-item",
    closes: (payload, kase, attempt) => of(kase).closes(payload, kase, attempt),
    replyTo: (payload, kase, attempt, attempts) => of(kase).replyTo(payload, kase, attempt, attempts),
    countsFor: (kase, attempt) => of(kase).countsFor?.(kase, attempt) ?? kase.id,

    // Nothing is ever drawn of a case by this type.
    begin: () => ({ step: "answer" }),
    draw: () => {},
    keys: () => false,
    untouched: () => true,
    was: () => ({}),
    text: () => null,
    answered: () => null,
    said: () => null,
    end: (board) => endOfParts(board),
  };
}
