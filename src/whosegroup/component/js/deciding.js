// @ts-check
// Deciding: what the worker does now, in two or three turns, each way of going on with its own words.
{
  // An answer is "turn/option".
  /** @param {Attempt} attempt */
  const turnIn = ({ answer }) => String(answer).split("/")[0];

  /** @param {DecideCase} kase @param {Attempt} attempt */
  const optionOf = (kase, { answer }) => {
    if (typeof answer !== "string") return undefined;
    const [turn, ...id] = answer.split("/");
    return own(kase.turns, turn)?.options.find((option) => option.id === id.join("/"));
  };

  // What was chosen so far in this run: a situation that was left half way goes on there.
  /** @param {DecideCase} kase @param {Attempt[]} attempts */
  const chosenIn = (kase, attempts) =>
    attempts.flatMap((attempt) => {
      const option = attempt.part === "option" ? optionOf(kase, attempt) : undefined;
      return option ? [{ at: turnIn(attempt), option }] : [];
    });

  /** @param {Board} board @param {DecideTurn} turn @param {DecideOption} option */
  const choose = (board, turn, option) => {
    const { id, next, say } = option;
    save(board, [attemptAt(board, turn.kase.id, { part: "option", answer: `${turn.at}/${id}` })]);
    turn.said = id;
    const onwards = next ? { label: board.words.go_on, go: () => goOn(board, turn, next) } : {};
    showVerdict(board, option, told(board, say), onwards);
  };

  /** @param {Board} board @param {DecideTurn} turn @param {string} next */
  const goOn = (board, turn, next) => {
    const { stage } = board;
    Object.assign(turn, { step: "option", at: next, said: null });
    drawBoard(board);
    focusOn(one(stage, ".wg-told, .wg-asks"), one(stage, ".wg-options"), "start");
  };

  /** @param {Board} board @param {DecideTurn} turn */
  const story = (board, { kase, at }) =>
    chosenIn(kase, attemptsAt(board, kase.id))
      .filter((before) => before.at !== at)
      .map((before) => {
        const { told, asks } = kase.turns[before.at];
        return [
          el("p", { class: "wg-then" }, [told, asks].filter(Boolean).join(" ")),
          el("p", { class: "wg-did" }, fill(board.words.you_did, { text: before.option.text })),
        ];
      });

  /** @param {Board} board @param {DecideTurn} turn */
  const options = (board, turn) => {
    const { kase, at, said, step } = turn;
    const done = step === "verdict";
    return kase.turns[at].options.map((option, index) =>
      button(option.text, {
        class: "wg-button wg-choice",
        "data-answer": option.id,
        "aria-keyshortcuts": String(index + 1),
        "aria-pressed": String(said === option.id),
        disabled: done && said !== option.id,
        onclick: done ? null : () => choose(board, turn, option),
      }),
    );
  };

  /** @type {ExerciseType<DecideCase, DecideTurn>} */
  const deciding = {
    about: "item",
    named: "data-vignette",
    goesOn: true,
    closes: (payload, kase, attempt) => (optionOf(kase, attempt)?.next ? undefined : "done"),
    replyTo: (payload, kase, attempt) => (attempt.part === "option" ? optionOf(kase, attempt) : undefined),
    countsFor: ({ id }, attempt) => `${id}/${turnIn(attempt)}`,

    begin: (kase, given) => ({
      step: "option",
      at: lastOf(chosenIn(kase, given))?.option.next ?? kase.begin,
      said: null,
    }),
    draw(board, turn) {
      const { kase, at } = turn;
      const { told, asks } = kase.turns[at];
      const name = `${board.prefix}-ask`;
      put(
        board.stage,
        card(board, turn, [list(kase.lines, plainLine), story(board, turn)]),
        el(
          "div",
          { class: "wg-options", role: "group", "aria-labelledby": name },
          told ? el("p", { class: "wg-told", tabindex: "-1" }, told) : null,
          el("p", { class: "wg-ask wg-asks", id: name, tabindex: "-1" }, asks),
          options(board, turn),
        ),
      );
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "option",
    // Each turn is counted for itself, and use errors with them.
    end: (board) => [countsOf(board, board.words.count_use), readWhere(board)],
  };
  types.decide = deciding;
}
