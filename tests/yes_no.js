// The part of the script for `yes_no.py`: a case, and whether those in it decide for themselves.
{
  const choose = (board, turn, answer) => {
    turn.answer = answer;
    const given = attemptAt(board, turn.kase.id, { answer });
    save(board, [given]);
    const reply = types["yes-no"].replyTo(board.payload, turn.kase, given);
    showVerdict(board, reply, [told(board, reply?.say), willComeBack(board, reply)]);
  };

  types["yes-no"] = {
    about: "vignette",
    named: "data-vignette",
    closes: (payload, kase, attempt) => (verdictOn(kase, attempt) === "look-again" ? "again" : "done"),
    replyTo: (payload, kase, { answer }) => own(kase.replies, answer),

    begin: () => ({ step: "answer", answer: null }),
    draw(board, turn) {
      const { words, stage } = board;
      const shown = card(board, turn, list(turn.kase.lines, (line) => el("span", {}, textOf(line))));
      const asked = panel(board, words.ask_answer, answers(board, (id) => choose(board, turn, id), turn.answer));
      put(stage, shown, turn.step === "answer" ? asked : null);
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "answer",
    end: (board) => countedEnd(board),
  };
}
