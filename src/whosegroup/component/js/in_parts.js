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
  prompt.textContent = partOfCase(whole, kase)?.prompt ?? whole.prompt;
  frame.className = `wg wg-type-${kase?.type ?? whole.type}${whole.excerpt ? " wg-excerpt" : ""}`;
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
  };
}
