// @ts-check
// Placing: a case on a line of five, for each power and as a whole. There are bands, never one point.
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

  /** @param {Board} board */
  const ends = ({ words }) =>
    el("p", { class: "wg-ends", "aria-hidden": "true" }, el("span", {}, words.end_low), el("span", {}, words.end_high));

  /** @param {Board} board @param {PlaceTurn} turn */
  const check = (board, turn) => {
    const { kase, places } = turn;
    const { words, stage } = board;
    const missing = kase.parts.filter((part) => !places[part.id]);
    if (missing.length) {
      notify(board, { name: "place_missing", part: words[`part_${missing[0].id}`], count: missing.length });
      return focusOn(one(stage, `[data-part="${missing[0].id}"]`));
    }
    const at = new Date().toISOString();
    const given = kase.parts.map((part) => attemptAt(board, kase.id, { part: part.id, answer: places[part.id] }, at));
    save(board, given);
    showVerdict(board, turn);
  };

  // The line with the accepted band and the reader's place on it, and the reasons.
  /** @param {Board} board @param {Part} part @param {string} place */
  const shown = (board, part, place) => {
    const { payload, words } = board;
    const verdict = part.replies[place];
    const [low, high] = part.band;
    const said = place === "unknown" ? words[`unknown_${verdict}`] : words[low === high ? "band_one" : "band"];
    const points = onLine(payload).map(({ id }) => {
      const classes = ["wg-point", low <= Number(id) && Number(id) <= high && "wg-in-band", id === place && "wg-here"];
      return el("span", { class: classes.filter(Boolean).join(" ") }, id === place ? id : "");
    });
    return el(
      "div",
      { class: "wg-placed", "data-part": part.id, "data-verdict": verdict },
      el("p", { class: "wg-ask" }, words[`part_${part.id}`]),
      el("div", { class: "wg-line-of-five", "aria-hidden": "true" }, points),
      el("p", { class: `wg-band wg-band-${verdict}` }, fill(said, { place, low, high })),
      told(board, part.say),
    );
  };

  /** @type {ExerciseType<PlacedCase, PlaceTurn>} */
  const placing = {
    about: "vignette",
    named: "data-vignette",
    closes: (payload, kase, { part }) => (part === "whole" ? "done" : undefined),
    replyTo(payload, kase, { part, answer }) {
      const whole = part === "whole" ? kase.parts.find(({ id }) => id === part) : undefined;
      const verdict = own(whole?.replies, answer);
      return verdict && { verdict };
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
        turn.kase.parts.map(row(board, turn)),
        action(words.check, "check", () => check(board, turn), "wg-primary"),
      ];
      put(stage, drawn, done ? null : el("div", { class: "wg-rows" }, rows()));
    },
    keys: (event) => keysOfRow(event),
    untouched: ({ step, places }) => step === "places" && !Object.keys(places).length,

    was: (kase, given) => ({ places: Object.fromEntries(given.map(({ part, answer }) => [part, answer])) }),
    text: (board, { kase, step }) => list(kase.lines, step === "verdict" ? readable : unmarked),
    answered: () => null, // it is said line by line
    said(board, { kase, places, reply }) {
      const powers = kase.parts.filter((part) => part.id !== "whole");
      const outside = powers.filter((part) => part.replies[places[part.id]] === "look-again").length;
      return [
        told(board, [kase.leads[String(reply?.verdict)]]),
        outside ? paragraph("remark", fill(board.words.outside, { count: outside })) : [],
        ends(board),
        // In an older work there may be lines without a place.
        kase.parts.filter((part) => own(part.replies, places[part.id])).map((part) => shown(board, part, places[part.id])),
      ];
    },
    end: (board) => countedEnd(board),
  };
  types.place = placing;
}
