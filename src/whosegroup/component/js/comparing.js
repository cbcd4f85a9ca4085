// @ts-check
// Comparing: the two halves of a pair side by side. What differs and decides, then the kind of each.
{
  const steps = ["difference", "first", "second"];
  /** @returns {Omit<PairTurn, "kase" | "back" | "note">} */
  const fresh = () => ({ step: "difference", difference: null, half: null, first: null, second: null });

  /** @param {Board} board @param {PairTurn} turn */
  const change = (board, turn) => {
    Object.assign(turn, fresh());
    drawTurn(board);
    focusOn(one(board.stage, "button[data-passage]"));
  };

  /** @param {Board} board @param {PairTurn} turn @param {string | number} value @param {MouseEvent} [event] */
  const choose = (board, turn, value, event) => {
    Object.assign(turn, { [turn.step]: value });
    const next = steps[steps.indexOf(turn.step) + 1];
    if (!next) return settle(board, turn);
    turn.step = next;
    drawTurn(board);
    showAsked(board, event);
  };

  // On a phone one half stands below the other: the one that is asked about comes into view, where what is
  // asked stays in sight by itself.
  /** @param {Board} board @param {MouseEvent} [event] */
  const showAsked = ({ stage }, event) => {
    const [target, asked, title] = [one(stage, "button[data-answer]"), one(stage, ".wg-panel"), one(stage, ".wg-half-asked .wg-half-title")];
    const top = title?.getBoundingClientRect().top ?? 0;
    const away = top < 0 || top > innerHeight / 2;
    if (away && asked && getComputedStyle(asked).position === "sticky") focusOn(target, title, "start");
    else focusOn(target, byPointer(event) ? asked : target);
  };

  /** @param {Board} board @param {PairTurn} turn */
  const settle = (board, turn) => {
    const { kase, first, second, difference } = turn;
    const at = new Date().toISOString();
    const kinds = [first, second].map(String);
    const given = kase.halves.map((half, index) => attemptAt(board, half.id, { answer: kinds[index] }, at));
    const apart = attemptAt(board, kase.id, { part: "difference", answer: String(difference) }, at);
    save(board, [...given, apart]);
    showVerdict(board, turn);
  };

  // A sentence, in which the words are marked that the other half does not have.
  /** @param {PairCase["halves"][0]} half @param {Line} line @param {number} number @returns {Content[]} */
  const marked = ({ differs }, line, number) => {
    const text = textOf(line);
    let done = 0;
    const pieces = (differs[number] ?? []).map(([from, to]) => {
      const before = text.slice(done, from);
      done = to;
      return [before, el("mark", { class: "wg-mark wg-differs" }, text.slice(from, to))];
    });
    return [pieces, text.slice(done)];
  };

  /** @param {Board} board @param {PairTurn} turn @param {number} half @returns {(line: Line, number: number) => HTMLElement} */
  const lineOf = (board, turn, half) => (line, number) => {
    const tapped = turn.difference === number && turn.half === half;
    if (turn.step === "difference")
      return passageButton(line, number, tapped, (event) => {
        turn.half = half;
        choose(board, turn, number, event);
      });
    const done = turn.step === "verdict";
    const properties = { class: lineClass(tapped), "data-passage": number };
    if (!done) return el("span", properties, textOf(line));
    const role = plainLabel(line);
    const label = role && typeof line !== "string" ? [" ", labelOf(line, role)] : [];
    return el("span", properties, marked(turn.kase.halves[half], line, number), label, tapped ? yourLabel(board) : []);
  };

  /** @param {Board} board @param {PairTurn} turn */
  const asked = (board, turn) => {
    const { words } = board;
    if (turn.step === "difference") return panel(board, words.ask_difference);
    const first = board.payload.answers.find(({ id }) => id === turn.first)?.label;
    const said = first && fill(words.chosen, { answer: `${words.half_1}: ${first}` });
    return panel(
      board,
      words[`ask_${turn.step}`],
      answers(board, (id, event) => choose(board, turn, id, event)),
      changeable(board, [fill(words[`chosen_${Number(turn.half) + 1}`], { number: turn.difference }), said].filter(Boolean).join(words.between), () => change(board, turn)),
    );
  };

  /** @type {ExerciseType<PairCase, PairTurn>} */
  const comparing = {
    about: "vignette",
    named: "data-vignette",
    closes: (payload, kase, { part }) => (part === "difference" ? "done" : undefined),
    replyTo(payload, kase, attempt, attempts) {
      if (attempt.part !== "difference") return undefined;
      const given = kase.halves.map((half) => besides(attempts, attempt, half.id, ""));
      const reply = given.every((answer) => typeof answer === "string") ? own(kase.replies, given.join("|")) : undefined;
      const { reason } = kase.differences.find((_, index) => String(index + 1) === attempt.answer) ?? {};
      if (reply?.verdict !== "fits" || !reason) return reply && { ...reply, reason: undefined };
      return { ...reply, reason, say: kase.unreasoned.say };
    },
    unitsOf: ({ id, halves }) => [id, ...halves.map((half) => half.id)],

    begin: fresh,
    draw(board, turn) {
      const shown = card(board, turn, comparing.text(board, turn));
      put(board.stage, shown, turn.step === "verdict" ? null : asked(board, turn));
    },
    keys: (event, stage) => keysOfPassages(event, stage) || keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "difference",

    was(kase, given) {
      const [first, second] = kase.halves.map((half) => String(given.find((a) => unitOf(a) === half.id && partOf(a) === "")?.answer));
      const difference = Number(given.find(({ part }) => part === "difference")?.answer);
      return { difference: kase.differences[difference - 1] ? difference : null, half: null, first, second };
    },
    text: (board, turn) =>
      el(
        "div",
        { class: "wg-halves" },
        turn.kase.halves.map((half, index) =>
          el(
            "section",
            { class: `wg-half${turn.step === steps[index + 1] ? " wg-half-asked" : ""}`, "data-half": index + 1 },
            el("p", { class: "wg-half-title" }, board.words[`half_${index + 1}`]),
            list(half.lines, lineOf(board, turn, index)),
          ),
        ),
      ),
    answered: ({ payload, words }, { first, second, difference }) => [
      yours(
        words.chosen,
        [first, second]
          .map((answer, index) => `${words[`half_${index + 1}`]}: ${payload.answers.find(({ id }) => id === answer)?.label}`)
          .join("; "),
      ),
      difference ? yours(words.chosen_line, difference) : null,
    ],
    said(board, { kase, difference, reply }) {
      const { halves } = kase;
      return [
        told(board, reply?.say),
        told(board, kase.differences[Number(difference) - 1]?.say),
        told(board, kase.change.say),
        kase.change.lines.map((number) =>
          halves.map((half, index) => paragraph(["from", "to"][index], marked(half, half.lines[number - 1], number))),
        ),
        halves.some((half) => half.hand)
          ? folded(
              board,
              halves.map((half, index) => [paragraph("half", board.words[`half_${index + 1}`]), hand(board, half.hand, half.lines)]),
              board.words.hands,
            )
          : null,
        folded(board, told(board, kase.change.more)),
      ];
    },
  };
  types.compare = comparing;
}
