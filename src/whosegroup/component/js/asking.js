// @ts-check
// Asking: a thin case, three questions to put, the answers, then a kind or "cannot tell yet".
{
  /** @param {Board} board @param {AskTurn} turn @param {string} id */
  const toggle = (board, { kase, asked }, id) => {
    const at = asked.indexOf(id);
    if (at >= 0) asked.splice(at, 1);
    else if (asked.length < kase.choose) asked.push(id);
    else return refuse(board, { name: "asked_enough", choose: kase.choose });
    notify(board, null);
    drawTurn(board);
    focusOn(one(board.stage, `[data-answer="${id}"]`), null);
  };

  /** @param {Board} board @param {AskTurn} turn */
  const tell = (board, turn) => {
    const { stage } = board;
    const { choose } = turn.kase;
    if (turn.asked.length < choose) return refuse(board, { name: "asked_few", choose });
    turn.step = "answer";
    notify(board, null);
    drawTurn(board);
    focusOn(one(stage, ".wg-asked-title"), one(stage, ".wg-answered"), "start");
  };

  /** @param {Board} board @param {AskTurn} turn @param {string} id */
  const answer = (board, turn, id) => {
    const { kase } = turn;
    const at = new Date().toISOString();
    const questions = attemptAt(board, kase.id, { part: "question", answer: turn.asked }, at);
    const given = attemptAt(board, kase.id, { answer: id }, at);
    save(board, [questions, given]);
    turn.answer = id;
    showVerdict(board, turn);
  };

  /** @param {AskTurn} turn */
  const questionsPut = ({ kase, asked }) => kase.questions.filter(({ id }) => asked.includes(id));

  // Of the answers that were got, those that settle it.
  /** @param {Board} board @param {AskCase["questions"]} questions */
  const decides = ({ words }, questions) => {
    const quotes = questions.map((question) => quoted(words, words.quoted, question.answer));
    return paragraph("decides", [el("strong", {}, `${words.said_decides}: `), quotes.join(words.between)]);
  };

  /** @param {AskCase["questions"]} questions */
  const toldBy = (questions) =>
    el(
      "dl",
      {},
      questions.map((question) => [el("dt", {}, question.text), el("dd", {}, question.answer)]),
    );

  /** @param {Board} board @param {AskTurn} turn */
  const choosing = (board, turn) => {
    const { words, prefix } = board;
    const { kase, asked } = turn;
    return el(
      "div",
      { class: "wg-questions", role: "group", "aria-labelledby": `${prefix}-ask` },
      el("p", { class: "wg-ask", id: `${prefix}-ask` }, fill(words.ask_questions, kase)),
      kase.questions.map(({ id, text }) =>
        button(text, {
          class: "wg-button wg-choice",
          "data-answer": id,
          "aria-pressed": String(asked.includes(id)),
          onclick: () => toggle(board, turn, id),
        }),
      ),
      el("p", { class: "wg-chosen" }, fill(words.asked, { count: asked.length, choose: kase.choose })),
      action(words.put, "check", () => tell(board, turn), "wg-primary"),
    );
  };

  /** @param {Board} board @param {AskTurn} turn */
  const answered = ({ words }, turn) =>
    el(
      "div",
      { class: "wg-answered" },
      el("p", { class: "wg-part wg-asked-title", tabindex: "-1" }, words.answered),
      toldBy(questionsPut(turn)),
    );

  /** @type {ExerciseType<AskCase, AskTurn>} */
  const asking = {
    about: "item",
    named: "data-vignette",
    closes: (payload, kase, attempt) => (partOf(attempt) === "" ? "done" : undefined),
    replyTo(payload, kase, attempt, attempts) {
      if (partOf(attempt) !== "") return undefined;
      const asked = besides(attempts, attempt, kase.id, "question") ?? [];
      const settled = kase.settling.some((question) => asked.includes(question));
      return own(kase.replies[settled ? "settled" : "open"], attempt.answer);
    },

    begin: () => ({ step: "questions", asked: [], answer: null }),
    draw(board, turn) {
      const { step } = turn;
      const text = asking.text(board, turn);
      const shown = card(board, turn, step === "questions" ? text : [text, answered(board, turn)]);
      const answering = () => panel(board, board.words.ask_answer, answers(board, (id) => answer(board, turn, id)));
      const below = step === "questions" ? choosing(board, turn) : step === "answer" ? answering() : null;
      put(board.stage, shown, below);
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step, asked }) => step === "questions" && !asked.length,

    was(kase, given) {
      const asked = given.find(({ part }) => part === "question")?.answer;
      return { asked: Array.isArray(asked) ? asked : [], answer: String(given.find((a) => partOf(a) === "")?.answer) };
    },
    text: (board, { kase }) => list(kase.lines, plainLine),
    answered: (board, turn) => [
      answered(board, turn),
      yours(board.words.chosen, board.payload.answers.find(({ id }) => id === turn.answer)?.label),
    ],
    said(board, turn) {
      const { words } = board;
      const { kase, reply } = turn;
      const got = questionsPut(turn);
      const decided = got.filter((question) => kase.settling.includes(question.id));
      const worth = got.map(({ text, say }) =>
        el("div", { class: "wg-question" }, el("p", { class: "wg-asked" }, text), told(board, say)),
      );
      return [
        told(board, reply?.say),
        decided.length ? decides(board, decided) : null,
        el("div", { class: "wg-answered" }, paragraph("part", words.others_told), toldBy(kase.questions.filter((question) => !got.includes(question)))),
        told(board, reply?.more),
        folded(board, [paragraph("part", words.questions_said), worth]),
      ];
    },
  };
  types.ask = asking;
}
