// Comparing: the two halves of a pair side by side. What differs and decides, then the kind of each.

plays.compare = (board) => {
  const { payload, words, stage } = board;
  const steps = ["difference", "first", "second"];

  const change = () => {
    Object.assign(board.turn, { step: "difference", difference: null, half: null, first: null, second: null });
    board.drawTurn();
    focusOn(stage.querySelector("button[data-passage]"));
  };

  const choose = (value, event, half) => {
    const { turn } = board;
    turn[turn.step] = value;
    if (turn.step === "difference") turn.half = half;
    const next = steps[steps.indexOf(turn.step) + 1];
    if (!next) return settle();
    turn.step = next;
    board.drawTurn();
    const target = stage.querySelector("button[data-answer]");
    focusOn(target, event?.detail > 0 ? null : target);
  };

  const settle = () => {
    const { turn } = board;
    const kase = board.cases.get(turn.id);
    const answers = [turn.first, turn.second];
    const at = new Date().toISOString();
    const given = kase.halves.map((half, index) => board.attempt(half.id, { answer: answers[index] }, at));
    const difference = board.attempt(kase.id, { part: "difference", answer: String(turn.difference) }, at);
    const attempts = [...given, difference];
    board.save(attempts);
    const reply = replyTo(payload, kase, difference, attempts);
    const tapped = kase.differences[turn.difference - 1];
    board.verdict(reply, [...reply.say, ...tapped.say, ...kase.change].map(board.say));
  };

  const line = (half) => (text, number) => {
    const { turn } = board;
    const tapped = turn.difference === number && turn.half === half;
    const classes = `wg-line${tapped ? " wg-tapped" : ""}`;
    if (turn.step === "difference")
      return button(textOf(text), { class: classes, "data-passage": number, "aria-pressed": String(tapped), onclick: (event) => choose(number, event, half) });
    const done = turn.step === "verdict";
    const yours = done && tapped ? [" ", el("span", { class: "wg-label wg-yours" }, words.yours)] : [];
    return el("span", { class: classes, "data-passage": number }, sentence(text, done ? plainLabel(text) : null, yours));
  };

  return {
    begin: () => ({ step: "difference", difference: null, half: null, first: null, second: null }),
    draw(kase) {
      const { step } = board.turn;
      const halves = kase.halves.map((half, index) =>
        el(
          "section",
          { class: `wg-half${step === steps[index + 1] ? " wg-half-asked" : ""}`, "data-half": index + 1 },
          el("p", { class: "wg-half-title" }, words[`half_${index + 1}`]),
          list(half.lines, line(index)),
        ),
      );
      const card = board.card(kase, el("div", { class: "wg-halves" }, halves));
      const asked = { difference: () => board.panel(words.ask_difference) }[step];
      const back = () =>
        el(
          "p",
          { class: "wg-chosen" },
          words.chosen_difference,
          " ",
          button(words.change, { class: "wg-button wg-link", "data-action": "change", onclick: change }),
        );
      const panel = asked ?? (() => board.panel(words[`ask_${step}`], board.answers(choose), back()));
      stage.replaceChildren(card, ...(step === "verdict" ? [] : [panel()]));
    },
  };
};
