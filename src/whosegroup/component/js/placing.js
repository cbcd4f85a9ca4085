// @ts-check
// Placing: the powers of a case, each on a line of five, and what decided it. There are bands, never one
// point. In works from before, the whole has a place of its own, and there is no reason.
{
  /** @typedef {PlacedCase["parts"][0]} Part */

  // The places on the line; a power may also be said not to be shown.
  /** @param {Payload} payload */
  const onLine = ({ answers }) => answers.filter(({ id }) => id !== "unknown");

  // What both ends of a line mean stands on each line.
  /** @param {Board} board */
  const ends = ({ words }) =>
    el("p", { class: "wg-ends", "aria-hidden": "true" }, el("span", {}, words.end_low), el("span", {}, words.end_high));

  // A line that was left out says so itself, once the reader has asked for the verdict.
  /** @param {Board} board */
  const stillOpen = ({ words }) => el("p", { class: "wg-still-open" }, words.place_open);

  /** @param {PlaceTurn} turn @param {string} part */
  const openRow = ({ checked, places }, part) => (checked && !places[part] ? "wg-row wg-row-open" : "wg-row");

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
      { class: openRow(turn, part.id), role: "group", "aria-labelledby": name },
      el("p", { class: "wg-ask", id: name }, words[`part_${part.id}`]),
      turn.checked && !turn.places[part.id]
        ? stillOpen(board)
        : el("p", { class: "wg-place-label", "aria-hidden": "true" }, payload.answers.find(({ id }) => id === turn.places[part.id])?.label ?? " "),
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
      ends(board),
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
      { class: `${openRow(turn, "reason")} wg-options`, role: "group", "aria-labelledby": name },
      el("p", { class: "wg-ask", id: name }, words.part_reason),
      turn.checked && !turn.places.reason ? stillOpen(board) : null,
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

  // The case beside its lines: a bar in sight, which unfolds it over them.
  /** @param {Board} board @param {PlaceTurn} turn */
  const caseBar = (board, turn) => {
    const bar = el(
      "details",
      { class: "wg-case-bar" },
      el("summary", {}, el("span", {}, fill(board.words.case_bar, { title: numbered(board, turn.kase) }))),
      el("div", { class: "wg-text wg-case-over", tabindex: "0", role: "region", "aria-labelledby": `${board.prefix}-case` }, list(turn.kase.lines, unmarked)),
    );
    // Whoever goes on by keys must see where they are; a finger leaves it open beside its line.
    bar.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (!(to instanceof Element) || bar.contains(to)) return;
      setTimeout(() => to.matches(":focus-visible") && (bar.open = false)); // it has the focus only then
    });
    bar.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !bar.open) return;
      bar.open = false;
      focusOn(one(bar, "summary"));
    });
    return bar;
  };

  /** @param {Board} board @param {PlaceTurn} turn */
  const check = (board, turn) => {
    const { kase, places } = turn;
    const { words, stage } = board;
    const parts = [...powersOf(kase).map(({ id }) => id), "reason"];
    const missing = parts.filter((part) => !places[part]);
    if (missing.length) {
      turn.checked = true;
      drawTurn(board);
      notify(board, { name: "place_missing", part: words[`part_${missing[0]}`], count: missing.length });
      return focusOn(one(stage, `[data-part="${missing[0]}"]`), one(stage, ".wg-row-open"), "start");
    }
    const at = new Date().toISOString();
    const given = parts.map((part) => attemptAt(board, kase.id, { part, answer: places[part] }, at));
    save(board, given);
    showVerdict(board, turn);
  };

  // The line with the accepted band and the reader's place on it, and the reasons; where the reader has the
  // one place that the case shows they are folded, so that what is read is what there is to see.
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
      ends(board),
      el("p", { class: verdict ? `wg-band wg-band-${verdict}` : "wg-band" }, fill(said, { place, low, high })),
      verdict === "fits" ? folded(board, told(board, part.say)) : told(board, part.say),
    );
  };

  // What decided it, with a verdict of its own.
  /** @param {Board} board @param {PlaceTurn} turn */
  const decided = (board, { reply }) =>
    reply && el("div", { class: "wg-placed", "data-verdict": reply.verdict }, el("p", { class: "wg-ask" }, board.words.part_reason), told(board, reply.say));

  /** @param {PlaceTurn} turn */
  const placedIn = ({ kase, places }) => powersOf(kase).flatMap(({ id, replies }) => own(replies, places[id]) ?? []);

  /** @param {PlaceTurn} turn */
  const looksAgain = (turn) => placedIn(turn).includes("look-again");

  // The row of places in which the focus is.
  /** @param {KeyboardEvent} event */
  const keysOfRow = (event) => {
    const line = document.activeElement?.closest(".wg-line-of-five");
    if (!line) return false;
    const places = all(line, "button");
    if (sideways(event)) focusBy(event, places, sideways(event));
    else press(event, places, Number(event.key) - 1);
    return true;
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
      const { words, stage } = board;
      const rows = () => [
        caseBar(board, turn),
        el("p", { class: "wg-asks" }, words.ask_places),
        powersOf(turn.kase).map(row(board, turn)),
        reasons(board, turn),
        action(words.check, "check", () => check(board, turn), "wg-primary"),
      ];
      put(stage, card(board, turn, placing.text(board, turn)), turn.step === "verdict" ? null : el("div", { class: "wg-rows" }, rows()));
    },
    keys: (event) => keysOfRow(event),
    untouched: ({ step, places }) => step === "places" && !Object.keys(places).length,

    was: (kase, given) => ({ places: Object.fromEntries(given.map(({ part, answer }) => [part, answer])) }),
    text: (board, { kase, step }) => list(kase.lines, step === "verdict" ? readable : unmarked),
    // The places are said line by line; of a reason the sentence.
    answered: ({ words }, { kase, places: { reason } }) =>
      own(kase.reasons, reason) ? yours(words.your_reason, quotedIn(words, kase.lines[Number(reason) - 1])) : null,
    looksAgain,
    said(board, turn) {
      const { words } = board;
      const { kase, places } = turn;
      const placed = placedIn(turn);
      const held = placed.filter((verdict) => verdict !== "look-again").length;
      const rest = board.turn === turn && rests(board);
      return [
        placed.length ? paragraph("lead", fill(words.holding, { count: held, of: placed.length })) : null,
        decided(board, turn),
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
  };
  types.place = placing;
}
