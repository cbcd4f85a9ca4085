// @ts-check
// Matching: a statement, and the one of several bins that it belongs to.
{
  /** @param {Board} board @param {MatchTurn} turn @param {string} answer */
  const choose = (board, turn, answer) => {
    turn.answer = answer;
    save(board, [attemptAt(board, turn.kase.id, { part: "bin", answer })]);
    showVerdict(board, turn);
  };

  /** @type {ExerciseType<MatchCase, MatchTurn>} */
  const matching = {
    about: "item",
    named: "data-item",
    closes: (payload, kase, attempt) => (verdictOn(kase, attempt) === "look-again" ? "again" : "done"),
    replyTo: (payload, kase, { part, answer }) => (part === "bin" ? own(kase.replies, answer) : undefined),

    begin: () => ({ step: "answer", answer: null }),
    draw(board, turn) {
      const { payload, words, stage } = board;
      /** @param {string} id */
      const chosen = (id) => choose(board, turn, id);
      const shown = card(board, turn, matching.text(board, turn));
      if (turn.step === "verdict") return put(stage, shown);
      draggable(shown, payload.answers, chosen);
      put(stage, shown, panel(board, words.ask_answer, answers(board, chosen, turn.answer)));
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "answer",

    was: (kase, [{ answer }]) => ({ answer: String(answer) }),
    text: ({ payload }, { kase }) =>
      list(kase.lines, (text, number) =>
        el("span", { class: "wg-line", "data-passage": number, lang: payload.lang }, textOf(text)),
      ),
    answered: ({ payload, words }, { answer }) => yours(words.chosen, payload.answers.find(({ id }) => id === answer)?.label),
    said: (board, { reply }, remarks) => [told(board, reply?.say), remarks],
  };
  types.match = matching;
}
