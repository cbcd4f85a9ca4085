// Placing: a case on a line of five, for each power and as a whole. There are bands, never one point.

plays.place = (board) => {
  const { payload, words, stage } = board;

  const row = (part) => {
    const { turn } = board;
    const name = `${board.prefix}-${part.id}`;
    const choose = (place) => {
      turn.places[part.id] = place;
      board.notify(null);
      board.drawTurn();
      focusOn(stage.querySelector(`[data-part="${part.id}"][data-answer="${place}"]`), null);
    };
    return el(
      "div",
      { class: "wg-row", role: "group", "aria-labelledby": name },
      el("p", { class: "wg-ask", id: name }, words[`part_${part.id}`]),
      el("p", { class: "wg-place-label", "aria-hidden": "true" }, payload.answers.find(({ id }) => id === turn.places[part.id])?.label ?? " "),
      el(
        "div",
        { class: "wg-line-of-five" },
        payload.answers.map(({ id, label }) =>
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
    );
  };

  const ends = () =>
    el("p", { class: "wg-ends", "aria-hidden": "true" }, el("span", {}, words.end_low), el("span", {}, words.end_high));

  const check = () => {
    const { turn } = board;
    const kase = board.cases.get(turn.id);
    const missing = kase.parts.filter((part) => !turn.places[part.id]);
    if (missing.length) {
      board.notify({ name: "place_missing", part: words[`part_${missing[0].id}`], count: missing.length });
      return focusOn(stage.querySelector(`[data-part="${missing[0].id}"]`));
    }
    const at = new Date().toISOString();
    const given = kase.parts.map((part) => board.attempt(kase.id, { part: part.id, answer: turn.places[part.id] }, at));
    board.save(given);
    const { verdict } = replyTo(payload, kase, lastOf(given), given);
    const powers = kase.parts.filter((part) => part.id !== "whole");
    const outside = powers.filter((part) => part.replies[turn.places[part.id]] === "look-again").length;
    board.verdict({ verdict }, [
      board.say(kase.leads[verdict]),
      outside ? board.paragraph("remark", fill(words.outside, { count: outside })) : [],
      ends(),
      ...kase.parts.map(shown),
    ]);
  };

  // The line with the accepted band and the reader's place on it, and the reasons.
  const shown = (part) => {
    const place = board.turn.places[part.id];
    const verdict = part.replies[place];
    const [low, high] = part.band;
    const points = payload.answers.map(({ id }) => {
      const classes = ["wg-point", low <= id && id <= high && "wg-in-band", id === place && "wg-here"];
      return el("span", { class: classes.filter(Boolean).join(" ") }, id === place ? id : "");
    });
    const said = fill(words[low === high ? "band_one" : "band"], { place, low, high });
    return el(
      "div",
      { class: "wg-placed", "data-part": part.id, "data-verdict": verdict },
      el("p", { class: "wg-ask" }, words[`part_${part.id}`]),
      el("div", { class: "wg-line-of-five", "aria-hidden": "true" }, points),
      el("p", { class: `wg-band wg-band-${verdict}` }, said),
      part.say.map(board.say),
    );
  };

  return {
    begin: () => ({ step: "places", places: {} }),
    draw(kase) {
      const { step } = board.turn;
      const done = step === "verdict";
      const draw = done ? readable : (line, number) => el("span", { class: "wg-line", "data-passage": number }, textOf(line));
      const rows = () => [
        el("p", { class: "wg-asks" }, words.ask_places),
        ends(),
        ...kase.parts.map(row),
        button(words.check, { class: "wg-button wg-primary", "data-action": "check", onclick: check }),
      ];
      stage.replaceChildren(board.card(kase, list(kase.lines, draw)), ...(done ? [] : [el("div", { class: "wg-rows" }, rows())]));
    },
  };
};
