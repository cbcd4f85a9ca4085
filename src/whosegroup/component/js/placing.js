// @ts-check
// Placing: the powers of a case, each on a line of five, and what decided it. There are bands, never one
// point. In works from before, the whole has a place of its own, and there is no reason.
{
  /** @typedef {PlacedCase["parts"][0]} Part */

  // The places on the line; a power may also be said not to be shown.
  /** @param {Payload} payload */
  const onLine = ({ answers }) => answers.filter(({ id }) => id !== "unknown");

  /** @param {Board} board @param {PlaceTurn} turn @returns {(part: Part) => HTMLElement} */
  const row = (board, turn) => (part) => {
    const { payload, words, stage, prefix } = board;
    const name = `${prefix}-${part.id}`;
    const notShown = payload.answers.find(({ id }) => id === "unknown");
    /** @param {string} place */
    const choose = (place) => {
      turn.places[part.id] = place;
      notify(board, null);
      drawTurn(board);
      focusOn(one(stage, `[data-part="${part.id}"][data-answer="${place}"]`), null);
    };
    return el(
      "div",
      { class: "wg-row", role: "group", "aria-labelledby": name },
      el("p", { class: "wg-ask", id: name }, words[`part_${part.id}`]),
      el("p", { class: "wg-place-label", "aria-hidden": "true" }, payload.answers.find(({ id }) => id === turn.places[part.id])?.label ?? " "),
      el(
        "div",
        { class: "wg-line-of-five" },
        onLine(payload).map(({ id, label }) =>
          button(id, {
            class: "wg-button wg-place",
            "data-part": part.id,
            "data-answer": id,
            "aria-label": `${id}, ${label}`,
            "aria-pressed": String(turn.places[part.id] === id),
            onclick: () => choose(id),
          }),
        ),
      ),
      notShown && "unknown" in part.replies
        ? button(notShown.label, {
            class: "wg-button wg-not-shown",
            "data-part": part.id,
            "data-answer": notShown.id,
            "aria-pressed": String(turn.places[part.id] === notShown.id),
            onclick: () => choose(notShown.id),
          })
        : null,
    );
  };

  // What is asked: the powers. What holds of the whole is told.
  /** @param {PlacedCase} kase */
  const powersOf = ({ parts }) => parts.filter(({ id }) => id !== "whole");

  // Of the passages that are marked, the one that decided it.
  /** @param {Board} board @param {PlaceTurn} turn */
  const reasons = (board, turn) => {
    const { words, stage, prefix } = board;
    const name = `${prefix}-reason`;
    /** @param {string} number */
    const choose = (number) => {
      turn.places.reason = number;
      notify(board, null);
      drawTurn(board);
      focusOn(one(stage, `[data-part="reason"][data-answer="${number}"]`), null);
    };
    return el(
      "div",
      { class: "wg-row wg-options", role: "group", "aria-labelledby": name },
      el("p", { class: "wg-ask", id: name }, words.part_reason),
      Object.keys(turn.kase.reasons).map((number) =>
        button(quotedIn(words, turn.kase.lines[Number(number) - 1]), {
          class: "wg-button wg-choice",
          "data-part": "reason",
          "data-answer": number,
          "aria-pressed": String(turn.places.reason === number),
          onclick: () => choose(number),
        }),
      ),
    );
  };

  // After some cases, which take long, it is a good moment to rest.
  /** @param {Board} board */
  const rests = (board) => {
    const left = leftIn(board).length;
    const { rest } = board.payload.schedule;
    return left && (idsIn(board).length - left) % rest === 0 ? Math.min(rest, left) : 0;
  };

  /** @param {Board} board */
  const ends = ({ words }) =>
    el("p", { class: "wg-ends", "aria-hidden": "true" }, el("span", {}, words.end_low), el("span", {}, words.end_high));

  /** @param {Board} board @param {PlaceTurn} turn */
  const check = (board, turn) => {
    const { kase, places } = turn;
    const { words, stage } = board;
    const parts = [...powersOf(kase).map(({ id }) => id), "reason"];
    const missing = parts.filter((part) => !places[part]);
    if (missing.length) {
      notify(board, { name: "place_missing", part: words[`part_${missing[0]}`], count: missing.length });
      return focusOn(one(stage, `[data-part="${missing[0]}"]`));
    }
    const at = new Date().toISOString();
    const given = parts.map((part) => attemptAt(board, kase.id, { part, answer: places[part] }, at));
    save(board, given);
    showVerdict(board, turn);
  };

  // The line with the accepted band and the reader's place on it, and the reasons.
  /** @param {Board} board @param {Part} part @param {string} [place] */
  const shown = (board, part, place) => {
    const { payload, words } = board;
    const verdict = place === undefined ? undefined : part.replies[place];
    const [low, high] = part.band;
    const bands = place === undefined ? [words.band_whole_one, words.band_whole] : [words.band_one, words.band];
    const said = place === "unknown" ? words[`unknown_${verdict}`] : bands[low === high ? 0 : 1];
    const points = onLine(payload).map(({ id }) => {
      const classes = ["wg-point", low <= Number(id) && Number(id) <= high && "wg-in-band", id === place && "wg-here"];
      return el("span", { class: classes.filter(Boolean).join(" ") }, id === place || place === undefined ? id : "");
    });
    return el(
      "div",
      { class: "wg-placed", "data-part": part.id, "data-verdict": verdict },
      el("p", { class: "wg-ask" }, words[`part_${part.id}`]),
      el("div", { class: "wg-line-of-five", "aria-hidden": "true" }, points),
      el("p", { class: verdict ? `wg-band wg-band-${verdict}` : "wg-band" }, fill(said, { place, low, high })),
      told(board, part.say),
    );
  };

  /** @type {ExerciseType<PlacedCase, PlaceTurn>} */
  const placing = {
    about: "vignette",
    named: "data-vignette",
    closes: (payload, kase, { part }) => (part === "reason" || part === "whole" ? "done" : undefined),
    replyTo(payload, kase, { part, answer }) {
      if (part === "reason") return own(kase.reasons, answer);
      const whole = part === "whole" ? kase.parts.find(({ id }) => id === part) : undefined;
      const verdict = own(whole?.replies, answer);
      return verdict && { verdict, say: [] };
    },

    begin: () => ({ step: "places", places: {} }),
    draw(board, turn) {
      const { words, stage, prefix } = board;
      const done = turn.step === "verdict";
      const drawn = card(board, turn, placing.text(board, turn));
      // It stays in sight while the lines go by, and so must be scrolled with keys, too.
      const text = done ? null : one(drawn, ".wg-text");
      if (text) for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-labelledby", `${prefix}-case`]]) text.setAttribute(name, value);
      const rows = () => [
        el("p", { class: "wg-asks" }, words.ask_places),
        ends(board),
        powersOf(turn.kase).map(row(board, turn)),
        reasons(board, turn),
        action(words.check, "check", () => check(board, turn), "wg-primary"),
      ];
      put(stage, drawn, done ? null : el("div", { class: "wg-rows" }, rows()));
    },
    keys: (event) => keysOfRow(event),
    untouched: ({ step, places }) => step === "places" && !Object.keys(places).length,

    was: (kase, given) => ({ places: Object.fromEntries(given.map(({ part, answer }) => [part, answer])) }),
    text: (board, { kase, step }) => list(kase.lines, step === "verdict" ? readable : unmarked),
    // The places are said line by line; of a reason the sentence.
    answered: ({ words }, { kase, places: { reason } }) =>
      own(kase.reasons, reason) ? yours(words.your_reason, quotedIn(words, kase.lines[Number(reason) - 1])) : null,
    said(board, turn) {
      const { words } = board;
      const { kase, places, reply } = turn;
      const outside = powersOf(kase).filter((part) => part.replies[places[part.id]] === "look-again").length;
      const rest = board.turn === turn && rests(board);
      return [
        told(board, reply?.say),
        outside ? paragraph("remark", fill(words.outside, { count: outside })) : [],
        ends(board),
        kase.parts.map((part) => {
          const place = own(part.replies, places[part.id]) ? places[part.id] : undefined;
          // In an older work there may be lines without a place.
          return place || part.id === "whole" ? shown(board, part, place) : [];
        }),
        rest ? paragraph("later", fill(words.rest, { count: board.payload.schedule.rest })) : null,
      ];
    },
    onwards(board) {
      const more = rests(board);
      return more ? { label: fill(board.words.next_some, { count: more }), go: () => advance(board) } : undefined;
    },
    end: (board) => countedEnd(board),
  };
  types.place = placing;
}
