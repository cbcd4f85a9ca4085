// @ts-check
// Believing: how far the reader agrees with a statement. Not to know stands apart, and has no verdict.
{
  /** @param {Board} board @param {BeliefTurn} turn @param {string} answer */
  const choose = (board, turn, answer) => {
    turn.answer = answer;
    save(board, [attemptAt(board, turn.kase.id, { part: "belief", answer })]);
    if (board.payload.feedback !== "each") return advance(board);
    showVerdict(board, turn);
  };

  /** @type {ExerciseType<BeliefCase, BeliefTurn>} */
  const believing = {
    about: "item",
    named: "data-item",
    closes: () => "done",
    replyTo: (payload, kase, { part, answer }) => (part === "belief" ? own(kase.replies, answer) : undefined),
    countsAs: ({ face }, attempt, { verdict }) => (verdict ? { unknown: false, [face]: verdict !== "fits" } : { unknown: true }),

    begin: () => ({ step: "answer", answer: null }),
    draw(board, turn) {
      const { words, stage } = board;
      const shown = card(board, turn, believing.text(board, turn));
      if (turn.step === "verdict") return put(stage, shown);
      put(stage, shown, panel(board, words.ask_answer, answers(board, (id) => choose(board, turn, id), turn.answer)));
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "answer",

    was: (kase, [{ answer }]) => ({ answer: String(answer) }),
    text: (board, { kase }) => list(kase.lines, unmarked),
    answered: ({ payload, words }, { answer }) => yours(words.chosen, payload.answers.find(({ id }) => id === answer)?.label),
    said: (board, { reply }, remarks) => [told(board, reply?.say), remarks],
  };
  types.believe = believing;
}
