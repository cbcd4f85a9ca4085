// Sorting: a case, an answer, then the sentence that decides and how sure one is. Matching a
// statement to one of several bins is the same with other answers.

const plays = {};

plays.sort = plays.match = (board) => {
  const { payload, words, stage } = board;
  const sorts = payload.type === "sort";
  const targets = { evidence: "button[data-passage]", confidence: "[data-confidence]" };
  const steps = ["answer", payload.evidence && "evidence", payload.confidence && "confidence"].filter(Boolean);

  const choose = (name, value, event) => {
    const { turn } = board;
    turn[name === "evidence" ? "passage" : name] = value;
    const next = steps[steps.indexOf(name) + 1];
    if (!next) return settle();
    turn.step = next;
    board.drawTurn();
    // A finger or a mouse leaves the text where it is; a key needs to see where it stands.
    const [target, byPointer] = [stage.querySelector(targets[next]), event?.detail > 0];
    focusOn(target, byPointer ? null : target);
  };

  const settle = () => {
    const { answer, passage, confidence, id } = board.turn;
    const given = { ...(sorts ? {} : { part: "bin" }), answer };
    if (confidence) given.confidence = confidence;
    if (passage) given.passage = passage;
    const attempt = board.attempt(id, given);
    board.turn.given = attempt;
    board.save([attempt]);
    if (payload.feedback !== "each") return board.advance();
    verdict(board.cases.get(id), attempt);
  };

  const verdict = (kase, given) => {
    const reply = sorts ? { ...reactionTo(kase, given), verdict: verdictOn(kase, given) } : kase.replies[given.answer];
    const remark = reply.reason ? undefined : payload.remarks?.[given.confidence]?.[reply.verdict];
    const said = reply.say.map(board.say);
    if (remark !== undefined) said.push(board.say(remark));
    if (reply.verdict === "look-again" && !payload.draws) said.push(board.paragraph("later", words.comes_back));
    board.verdict(reply, said);
  };

  // Which label a marked line wears beside a verdict: what decides, what agrees, what misled.
  const labelFor = (line, number) => {
    const { turn } = board;
    if (turn.step !== "verdict" || typeof line === "string") return null;
    if (line.role !== "surface") return line.role;
    const reaction = reactionTo(board.cases.get(turn.id), turn.given);
    return reaction.tempting === number || turn.passage === number ? "surface" : null;
  };

  const line = (text, number) => {
    const { turn } = board;
    const tapped = turn.passage === number;
    const yours = turn.step === "verdict" && tapped ? [" ", el("span", { class: "wg-label wg-yours" }, words.yours)] : [];
    const classes = `wg-line${tapped ? " wg-tapped" : ""}`;
    return turn.step === "evidence"
      ? button(textOf(text), { class: classes, "data-passage": number, "aria-pressed": String(tapped), onclick: (event) => choose("evidence", number, event) })
      : el("span", { class: classes, "data-passage": number, lang: payload.lang }, sentence(text, labelFor(text, number), yours));
  };

  const change = () => {
    board.turn.step = "answer";
    board.turn.passage = null;
    board.drawTurn();
    focusOn(stage.querySelector("[data-answer]"));
  };

  const sureButtons = () =>
    ["sure", "unsure"].map((id, index) =>
      button(words[id], {
        class: "wg-button wg-answer",
        "data-confidence": id,
        "aria-keyshortcuts": String(index + 1),
        onclick: (event) => choose("confidence", id, event),
      }),
    );

  const panel = () => {
    const { turn } = board;
    if (turn.step === "answer")
      return board.panel(words.ask_answer, board.answers((id, event) => choose("answer", id, event), turn.answer));
    const { label } = payload.answers.find((answer) => answer.id === turn.answer);
    return board.panel(
      words[`ask_${turn.step}`],
      turn.step === "confidence" ? el("div", { class: "wg-answers" }, sureButtons()) : null,
      el(
        "p",
        { class: "wg-chosen" },
        fill(words.chosen, { answer: label }),
        " ",
        button(words.change, { class: "wg-button wg-link", "data-action": "change", onclick: change }),
      ),
    );
  };

  return {
    begin: () => ({ step: "answer", answer: null, passage: null, confidence: null }),
    draw(kase) {
      const { step } = board.turn;
      const card = board.card(kase, list(kase.lines, line));
      if (step === "answer" && payload.answers.length === 2)
        draggable(card, payload.answers, (id) => choose("answer", id));
      stage.replaceChildren(card, ...(step === "verdict" ? [] : [panel()]));
    },
  };
};

// An extra for those who like it: pull the card to a side. Buttons and keys do the same.
const draggable = (card, answers, chosen) => {
  let from = null;
  card.classList.add("wg-draggable");
  const far = Math.max(90, card.clientWidth / 3);
  const shift = (x) => {
    card.style.transform = x ? `translateX(${x}px) rotate(${x / 60}deg)` : "";
    const side = Math.abs(x) < far ? -1 : x < 0 ? 0 : 1;
    card.parentNode.querySelectorAll("[data-answer]").forEach((b, i) => b.classList.toggle("wg-near", i === side));
    return side;
  };
  card.addEventListener("pointerdown", (event) => {
    const handle = event.pointerType !== "mouse" || event.target.closest(".wg-case-head");
    if (handle && event.isPrimary && !event.target.closest("button, a")) from = event;
  });
  card.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (!card.hasPointerCapture(event.pointerId)) {
      if (Math.abs(x) < 14 || Math.abs(y) > Math.abs(x)) return;
      card.setPointerCapture(event.pointerId);
    }
    shift(x);
  });
  const end = (event) => {
    if (!from) return;
    const x = event.clientX - from.clientX;
    const held = card.hasPointerCapture(event.pointerId);
    from = null;
    const side = shift(held && event.type === "pointerup" ? x : 0);
    card.style.transform = "";
    if (side >= 0) chosen(answers[side].id);
  };
  card.addEventListener("pointerup", end);
  card.addEventListener("pointercancel", end);
};
