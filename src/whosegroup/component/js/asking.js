// Asking: a thin case, three questions to put, the answers, then a kind or "cannot tell yet".

plays.ask = (board) => {
  const { payload, words, stage } = board;

  const toggle = (id) => {
    const { turn } = board;
    const kase = board.cases.get(turn.id);
    const at = turn.asked.indexOf(id);
    if (at >= 0) turn.asked.splice(at, 1);
    else if (turn.asked.length < kase.choose) turn.asked.push(id);
    else return board.notify({ name: "asked_enough", choose: kase.choose });
    board.notify(null);
    board.drawTurn();
    focusOn(stage.querySelector(`[data-answer="${id}"]`), null);
  };

  const put = () => {
    const { turn } = board;
    const kase = board.cases.get(turn.id);
    if (turn.asked.length < kase.choose) return board.notify({ name: "asked_few", choose: kase.choose });
    turn.step = "answer";
    board.notify(null);
    board.drawTurn();
    focusOn(stage.querySelector(".wg-asked-title"), stage.querySelector(".wg-answered"), "start");
  };

  const answer = (id) => {
    const { turn } = board;
    const kase = board.cases.get(turn.id);
    const at = new Date().toISOString();
    const questions = board.attempt(kase.id, { part: "question", answer: turn.asked }, at);
    const given = board.attempt(kase.id, { answer: id }, at);
    board.save([questions, given]);
    const reply = replyTo(payload, kase, given, [questions, given]);
    const asked = kase.questions.filter((question) => turn.asked.includes(question.id));
    board.verdict(reply, [
      ...reply.say.map(board.say),
      board.paragraph("part", words.questions_said),
      ...asked.map((question) =>
        el("div", { class: "wg-question" }, el("p", { class: "wg-asked" }, question.text), question.say.map(board.say)),
      ),
    ]);
  };

  const choosing = (kase) => {
    const { asked } = board.turn;
    return el(
      "div",
      { class: "wg-questions", role: "group", "aria-labelledby": `${board.prefix}-ask` },
      el("p", { class: "wg-ask", id: `${board.prefix}-ask` }, fill(words.ask_questions, kase)),
      kase.questions.map((question) =>
        button(question.text, {
          class: "wg-button wg-choice",
          "data-answer": question.id,
          "aria-pressed": String(asked.includes(question.id)),
          onclick: () => toggle(question.id),
        }),
      ),
      el("p", { class: "wg-chosen" }, fill(words.asked, { count: asked.length, choose: kase.choose })),
      button(words.put, { class: "wg-button wg-primary", "data-action": "check", onclick: put }),
    );
  };

  const answered = (kase) =>
    el(
      "div",
      { class: "wg-answered" },
      el("p", { class: "wg-part wg-asked-title", tabindex: "-1" }, words.answered),
      el(
        "dl",
        {},
        kase.questions
          .filter((question) => board.turn.asked.includes(question.id))
          .map((question) => [el("dt", {}, question.text), el("dd", {}, question.answer)]),
      ),
    );

  return {
    begin: () => ({ step: "questions", asked: [] }),
    draw(kase) {
      const { step } = board.turn;
      const text = list(kase.lines, (line) => el("span", { class: "wg-line" }, line));
      const card = board.card(kase, step === "questions" ? [text] : [text, answered(kase)]);
      const below = {
        questions: () => [choosing(kase)],
        answer: () => [board.panel(words.ask_answer, board.answers(answer))],
        verdict: () => [],
      };
      stage.replaceChildren(card, ...below[step]());
    },
  };
};
