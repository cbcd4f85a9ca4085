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
    save(board, [attemptAt(board, turn.kase.id, { part: "option", answer: `${turn.at}/${option.id}` })]);
    if (board.payload.feedback !== "each") return advance(board);
    turn.said = option.id;
    showVerdict(board, turn);
  };

  /** @param {Board} board @param {DecideTurn} turn @param {string} next */
  const goOn = (board, turn, next) => {
    const { stage } = board;
    Object.assign(turn, { step: "option", at: next, said: null, given: undefined, reply: undefined });
    drawBoard(board);
    focusOn(one(stage, ".wg-told, .wg-asks"), one(stage, ".wg-options"), "start");
  };

  /** @param {Board} board @param {DecideTurn} turn */
  const story = (board, { kase, at }) =>
    chosenIn(kase, attemptsAt(board, kase.id))
      .filter((before) => before.at !== at)
      .map((before) => did(board, kase, before));

  // What came to pass, what was asked, and what the reader did.
  /** @param {Board} board @param {DecideCase} kase @param {{ at: string, option?: DecideOption }} step */
  const did = (board, kase, { at, option }) => {
    const { told, asks } = kase.turns[at];
    return [
      el("p", { class: "wg-then" }, [told, asks].filter(Boolean).join(board.words.between)),
      el("p", { class: "wg-did" }, fill(board.words.you_did, { text: option?.text })),
    ];
  };

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
    countsAs: (kase, attempt, { verdict, use }) => ({ errors: Boolean(use), decisions: verdict === "look-again" && !use }),

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
        card(board, turn, [deciding.text(board, turn), story(board, turn)]),
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

    was: (kase, [attempt]) => ({ at: turnIn(attempt), said: optionOf(kase, attempt)?.id ?? null }),
    text: (board, { kase }) => list(kase.lines, plainLine),
    answered: (board, { kase, given = [] }) => chosenIn(kase, given).map((step) => did(board, kase, step)),
    said: (board, { reply }) => told(board, reply?.say),
    onwards(board, turn) {
      const next = turn.given && optionOf(turn.kase, turn.given[0])?.next;
      return next ? { label: board.words.go_on, go: () => goOn(board, turn, next) } : undefined;
    },
  };
  types.decide = deciding;
}
