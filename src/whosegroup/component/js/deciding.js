// Deciding: what the worker does now, in two or three turns, each way of going on with its own words.

plays.decide = (board) => {
  const { payload, words, stage } = board;

  // What was chosen so far in this run: a situation that was left half way goes on there.
  const chosen = (kase) =>
    board
      .attemptsAt(kase.id)
      .filter((attempt) => attempt.part === "option")
      .map((attempt) => ({ attempt, option: optionOf(kase, attempt) }))
      .filter(({ option }) => option);

  const choose = (option) => {
    const { turn } = board;
    const attempt = board.attempt(turn.id, { part: "option", answer: `${turn.at}/${option.id}` });
    board.save([attempt]);
    turn.said = option.id;
    board.verdict(option, option.say.map(board.say), {
      label: option.next ? words.go_on : null,
      go: option.next ? () => goOn(option.next) : null,
    });
  };

  const goOn = (next) => {
    board.turn = { id: board.turn.id, step: "option", at: next, said: null };
    board.draw();
    focusOn(stage.querySelector(".wg-told, .wg-asks"), stage.querySelector(".wg-options"), "start");
  };

  return {
    begin(kase) {
      const last = lastOf(chosen(kase));
      return { step: "option", at: last?.option.next ?? kase.begin, said: null };
    },
    draw(kase) {
      const { turn } = board;
      const now = kase.turns[turn.at];
      const done = turn.step === "verdict";
      const before = chosen(kase).filter(({ attempt }) => String(attempt.answer).split("/")[0] !== turn.at);
      const story = before.map(({ attempt, option }) => [
        ...[kase.turns[String(attempt.answer).split("/")[0]]].map(({ told, asks }) =>
          el("p", { class: "wg-then" }, [told, asks].filter(Boolean).join(" ")),
        ),
        el("p", { class: "wg-did" }, fill(words.you_did, { text: option.text })),
      ]);
      const options = now.options.map((option, index) =>
        button(option.text, {
          class: "wg-button wg-choice",
          "data-answer": option.id,
          "aria-keyshortcuts": String(index + 1),
          "aria-pressed": String(turn.said === option.id),
          disabled: done && turn.said !== option.id,
          onclick: done ? null : () => choose(option),
        }),
      );
      stage.replaceChildren(
        board.card(kase, [list(kase.lines, (line) => el("span", { class: "wg-line" }, line)), ...story.flat()]),
        el(
          "div",
          { class: "wg-options", role: "group", "aria-labelledby": `${board.prefix}-ask` },
          now.told ? el("p", { class: "wg-told", tabindex: "-1" }, now.told) : null,
          el("p", { class: "wg-ask wg-asks", id: `${board.prefix}-ask`, tabindex: "-1" }, now.asks),
          options,
        ),
      );
    },
  };
};
