// The part of the script for `yes_no.py`: a case, and whether those in it decide for themselves.
{
  const choose = (board, turn, answer) => {
    turn.answer = answer;
    save(board, [attemptAt(board, turn.kase.id, { answer })]);
    if (board.payload.feedback !== "each") return advance(board);
    showVerdict(board, turn);
  };

  types["yes-no"] = {
    about: "vignette",
    named: "data-vignette",
    closes: ({ feedback }, kase, attempt) =>
      feedback === "each" && verdictOn(kase, attempt) === "look-again" ? "again" : "done",
    replyTo: (payload, kase, { answer }) => own(kase.replies, answer),

    begin: () => ({ step: "answer", answer: null }),
    draw(board, turn) {
      const { words, stage } = board;
      const shown = card(board, turn, types["yes-no"].text(board, turn));
      const asked = panel(board, words.ask_answer, answers(board, (id) => choose(board, turn, id), turn.answer));
      put(stage, shown, turn.step === "answer" ? asked : null);
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "answer",

    was: (kase, [{ answer }]) => ({ answer }),
    text: (board, { kase }) => list(kase.lines, (line) => el("span", {}, textOf(line))),
    answered: ({ payload, words }, { answer }) => yours(words.chosen, payload.answers.find(({ id }) => id === answer)?.label),
    said: (board, { reply }, remarks) => [told(board, reply?.say), remarks],
    end: (board) => countedEnd(board),
  };
}
