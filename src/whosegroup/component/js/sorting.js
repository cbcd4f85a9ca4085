// @ts-check
// Sorting: a case, an answer, then the sentence that decides and how sure one is.
{
  const steps = ["evidence", "confidence"];
  /** @type {Record<string, string>} */
  const targets = { evidence: "button[data-passage]", confidence: "[data-confidence]" };

  /** @param {Board} board @param {SortTurn} turn @param {string} name @param {any} value @param {MouseEvent} [event] */
  const choose = (board, turn, name, value, event) => {
    Object.assign(turn, { [name === "evidence" ? "passage" : name]: value });
    const next = steps.slice(steps.indexOf(name) + 1).find((step) => /** @type {any} */ (board.payload)[step]);
    if (!next) return settle(board, turn);
    turn.step = next;
    drawTurn(board);
    // A finger or a mouse leaves the text where it is, as long as what is asked is in sight; a key needs
    // to see where it stands.
    const target = one(board.stage, targets[next]);
    focusOn(target, byPointer(event) ? one(board.stage, ".wg-panel") : target);
  };

  /** @param {Board} board @param {SortTurn} turn */
  const settle = (board, turn) => {
    const { kase, answer, passage, confidence } = turn;
    const given = attemptAt(board, kase.id, {
      answer: String(answer),
      ...(confidence ? { confidence } : {}),
      ...(passage ? { passage, text: lineDigest(kase.lines[passage - 1]) } : {}),
    });
    save(board, [given]);
    if (board.payload.feedback !== "each") return advance(board);
    showVerdict(board, turn);
  };

  // Which label a marked line wears beside a verdict: what decides, what agrees, what misled.
  /** @param {SortTurn} turn @param {Line} line @param {number} number */
  const labelFor = ({ reply, passage }, line, number) => {
    if (!reply || typeof line === "string") return null;
    return line.role !== "surface" || reply.tempting === number || passage === number ? line.role : null;
  };

  /** @param {Board} board @param {SortTurn} turn @returns {(line: Line, number: number) => HTMLElement} */
  const lineOf = (board, turn) => (line, number) => {
    const tapped = turn.passage === number;
    if (turn.step === "evidence")
      return passageButton(line, number, tapped, (event) => choose(board, turn, "evidence", number, event));
    const yours = turn.step === "verdict" && tapped ? yourLabel(board) : [];
    const properties = { class: lineClass(tapped), "data-passage": number, lang: board.payload.lang };
    return el("span", properties, sentence(line, labelFor(turn, line, number), yours));
  };

  // For its verdict the case stays where it is, and only those lines are made anew that change.
  /** @param {Board} board @param {SortTurn} turn */
  const mark = (board, turn) => {
    const [shown, asks] = /** @type {HTMLCollectionOf<HTMLElement>} */ (board.stage.children);
    shown.dataset.step = turn.step;
    all(shown, ".wg-line").forEach((old, index) => {
      const [line, number] = [turn.kase.lines[index], index + 1];
      const changes = old.matches("button") || turn.passage === number || labelFor(turn, line, number);
      if (changes) old.replaceWith(lineOf(board, turn)(line, number));
    });
    put(asks);
  };

  /** @param {Board} board @param {SortTurn} turn */
  const change = (board, turn) => {
    Object.assign(turn, { step: "answer", passage: null });
    drawTurn(board);
    focusOn(one(board.stage, "[data-answer]"));
  };

  /** @param {Board} board @param {SortTurn} turn */
  const sureButtons = (board, turn) =>
    ["sure", "unsure"].map((id, index) =>
      button(board.words[id], {
        class: "wg-button wg-answer",
        "data-confidence": id,
        "aria-keyshortcuts": String(index + 1),
        onclick: (/** @type {MouseEvent} */ event) => choose(board, turn, "confidence", id, event),
      }),
    );

  /** @param {Board} board @param {SortTurn} turn */
  const asked = (board, turn) => {
    const { payload, words } = board;
    if (turn.step === "answer")
      return panel(board, words.ask_answer, answers(board, (id, event) => choose(board, turn, "answer", id, event), turn.answer));
    const chosen = payload.answers.find((answer) => answer.id === turn.answer);
    return panel(
      board,
      words[`ask_${turn.step}`],
      turn.step === "confidence" ? el("div", { class: "wg-answers" }, sureButtons(board, turn)) : null,
      changeable(board, fill(words.chosen, { answer: chosen?.label }), () => change(board, turn)),
    );
  };

  /** @type {ExerciseType<SortCase, SortTurn>} */
  const sorting = {
    about: "vignette",
    sorts: true,
    named: "data-vignette",
    closes: ({ feedback }, kase, attempt) =>
      feedback !== "each" || verdictOn(kase, attempt) === "fits" ? "done" : "again",
    replyTo(payload, kase, attempt) {
      const reply = attempt.part === undefined ? own(kase.replies, attempt.answer) : undefined;
      if (!reply) return undefined;
      const { verdict, reactions } = reply;
      // Where the line is another one now, nothing is known against the reason.
      const said = isOtherLine(kase, attempt)
        ? reactions.find((number) => !kase.reactions[number].reason)
        : reactions[tappedIn(attempt)];
      return { ...kase.reactions[said ?? reactions[0]], verdict };
    },

    begin: () => ({ step: "answer", answer: null, passage: null, confidence: null }),
    draw(board, turn) {
      if (turn.step === "verdict" && board.drawn === turn) return mark(board, turn);
      const shown = card(board, turn, sorting.text(board, turn));
      // Where no sentence is asked for, none is named: no numbers come and go as one is answered.
      shown.toggleAttribute("data-unnumbered", turn.step === "confidence" && !turn.passage);
      // In a test an answer stays, so that it is given by a button alone.
      if (turn.step === "answer" && board.payload.feedback === "each") draggable(shown, board.payload.answers, (id) => choose(board, turn, "answer", id));
      put(board.stage, shown, turn.step === "verdict" ? null : asked(board, turn));
    },
    keys: (event, stage) => keysOfPassages(event, stage) || keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "answer",

    was: (kase, [attempt]) => ({
      answer: String(attempt.answer),
      passage: !isOtherLine(kase, attempt) && kase.lines[tappedIn(attempt) - 1] ? tappedIn(attempt) : null,
      confidence: attempt.confidence ?? null,
    }),
    text: (board, turn) => list(turn.kase.lines, lineOf(board, turn)),
    answered: ({ payload, words }, { kase, answer, passage, confidence }) => [
      yours(words.chosen, payload.answers.find(({ id }) => id === answer)?.label),
      passage ? yours(words.chosen_sentence, passageOf(kase.lines[passage - 1])) : null,
      confidence === "sure" || confidence === "unsure" ? yours(words[`were_${confidence}`]) : null,
    ],
    said(board, { kase, confidence, reply = {} }, remarks) {
      const { verdict, reason } = reply;
      const remark = verdict && !reason ? board.payload.remarks?.[confidence ?? ""]?.[verdict] : undefined;
      return glance(board, kase, reply, true, [told(board, remark === undefined ? [] : [remark]), remarks]);
    },
    unanswered: (board, kase) => glance(board, kase, kase.reactions[kase.replies[kase.kind].reactions[0]], false),
  };
  types.sort = sorting;
}
