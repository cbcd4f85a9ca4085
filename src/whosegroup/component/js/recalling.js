// @ts-check
// Recalling: a sentence in the reader's own words, then one of ours beside it, of which the reader ticks
// what is there. There is no verdict, and nothing is counted but that something was written.

const MOST_WORDS = 1000; // characters of a sentence of the reader's own; of a longer one no more is shown

// What the reader wrote, no longer than it can be; Python's `words_of` does the same.
/** @param {Attempt} attempt */
const wordsOf = ({ words }) => (typeof words === "string" ? [...words].slice(0, MOST_WORDS).join("") : "");

{
  /** @param {Board} board @param {RecallTurn} turn */
  const keep = (board, turn) => {
    const words = turn.text.trim();
    if (!words) return refuse(board, { name: "write_first" });
    save(board, [attemptAt(board, turn.kase.id, { part: "sentence", answer: "written", words })]);
    showVerdict(board, turn);
    // What is said is short; what there is to read stands above it.
    focusOn(one(board.stage, ".wg-times"), board.stage, "start");
  };

  // What was ticked is kept as the reader goes on.
  /** @param {Board} board @param {RecallTurn} turn */
  const goOn = (board, { kase, ticked }) => {
    if (ticked.length) save(board, [attemptAt(board, kase.id, { part: "points", answer: ticked })]);
    advance(board);
  };

  /** @param {Board} board @param {RecallTurn} turn */
  const tickedIn = ({ store }, { kase, given = [] }) => {
    const ticked = lastOf(
      store.work().attempts.filter((a) => a.run === given[0]?.run && unitOf(a) === kase.id && partOf(a) === "points"),
    );
    return [ticked?.answer ?? []].flat();
  };

  /** @param {Board} board @param {RecallTurn} turn */
  const ownWords = ({ words }, { text }) => [
    el("p", { class: "wg-part" }, words.yours),
    el("p", { class: "wg-own-words" }, text || words.no_words),
  ];

  /** @param {Board} board @param {RecallTurn} turn */
  const ticks = (board, turn) =>
    el(
      "fieldset",
      { class: "wg-ticks" },
      el("legend", {}, board.words.look_for),
      turn.kase.points.map(({ id, text }) => {
        const box = el("input", {
          type: "checkbox",
          onchange: () => {
            turn.ticked = turn.kase.points.map((point) => point.id).filter((each) => (each === id ? box.checked : turn.ticked.includes(each)));
            keepTurn(board);
          },
        });
        box.checked = turn.ticked.includes(id);
        return el("label", { "data-point": id }, box, " ", el("span", {}, text));
      }),
    );

  /** @param {Board} board @param {RecallTurn} turn */
  const field = (board, turn) => {
    const { words, prefix } = board;
    const id = `${prefix}-own`;
    const area = el("textarea", {
      class: "wg-work-text wg-own-text",
      id,
      rows: "3",
      maxlength: MOST_WORDS,
      oninput: () => {
        turn.text = area.value;
        keepTurn(board);
      },
    });
    area.value = turn.text;
    return el(
      "div",
      { class: "wg-before" },
      el("label", { class: "wg-ask", for: id }, words.write),
      area,
      action(words.keep_own, "keep", () => keep(board, turn), "wg-primary"),
    );
  };

  /** @type {ExerciseType<RecallCase, RecallTurn>} */
  const recalling = {
    about: "item",
    named: "data-item",
    closes: (payload, kase, { part }) => (part === "sentence" ? "done" : undefined),
    replyTo: (payload, kase, { part }) => (part === "sentence" ? { say: kase.say } : undefined),

    begin: () => ({ step: "write", text: "", ticked: [] }),
    draw(board, turn) {
      const shown = card(board, turn, recalling.text(board, turn));
      if (turn.step !== "verdict") return put(board.stage, shown, field(board, turn));
      const beside = el(
        "div",
        { class: "wg-times", tabindex: "-1" },
        el("div", {}, ownWords(board, turn)),
        el("div", {}, el("p", { class: "wg-part" }, board.words.ours), told(board, turn.kase.say)),
      );
      put(board.stage, shown, beside, ticks(board, turn));
    },
    keys: () => false,
    untouched: ({ text }) => !text,

    was: (kase, [attempt]) => ({ text: wordsOf(attempt), ticked: [] }),
    text: (board, { kase }) => el("p", {}, kase.lines.map(textOf)),
    answered: ownWords,
    // While it is in front, ours stands beside the reader's own.
    said(board, turn) {
      const { words } = board;
      if (board.turn === turn) return yours(words.kept_own);
      const ticked = tickedIn(board, turn);
      const points = turn.kase.points.map(({ id, text }) => el("li", {}, fill(ticked.includes(id) ? words.ticked : words.unticked, { text })));
      return [el("p", { class: "wg-part" }, words.ours), told(board, turn.reply?.say), el("ul", {}, points)];
    },
    onwards: (board, turn) => ({ label: onwardsLabel(board), go: () => goOn(board, turn) }),
    end: (board) => [caseList(board, idsIn(board))],
  };
  types.recall = recalling;
}
