// The frame round every exercise: the case in front, its verdict, progress, saving, keys.

let mounted = 0;

const mount = (root, payload, store) => {
  root.whoseGroupUnmount?.();
  const { words } = payload;
  const cases = casesOf(payload);
  const prefix = `wg-${(mounted += 1)}`;

  const progress = el("progress", { class: "wg-bar", "aria-label": words.progress_label });
  const counted = el("span", { class: "wg-count" });
  const stage = el("div", { class: "wg-stage" });
  const feedback = el("div", { class: "wg-feedback" });
  const notice = el("p", { class: "wg-notice" });
  const status = el("div", { role: "status", class: "wg-status" }, feedback, notice);
  const after = el("div", { class: "wg-after" });
  const tools = el("div", { class: "wg-tools" });
  const frame = el(
    "section",
    { class: `wg wg-type-${payload.type}`, "aria-labelledby": `${prefix}-title` },
    el("p", { class: "wg-title", id: `${prefix}-title` }, payload.title),
    el("p", { class: "wg-prompt" }, payload.prompt),
    el("div", { class: "wg-progress" }, progress, counted),
    stage,
    status,
    after,
    tools,
  );

  // Where nothing is said of what fits, answers are handed in, once.
  const handsIn = payload.feedback === "none";
  const run = () => runOf(store.work());
  const begun = () => store.work().attempts.some((attempt) => attempt.run === run());
  const earlier = () => (payload.begins ? store.other(payload.begins) : null);

  // -------------------------------------------------------------- what is in front

  const named = payload.type === "match" ? "data-item" : "data-vignette";
  const board = {
    payload,
    words,
    cases,
    store,
    stage,
    prefix,
    turn: null, // what the reader has chosen for the case in front, before the verdict and after it
    ahead: false, // mixed practice goes on although nothing is due
    reopened: new Set(), // skipped cases to which the reader has gone back
    run,
    earlier,
    attemptsAt: (id) => store.work().attempts.filter((a) => unitOf(a) === id && a.run === run() && !a.skipped),

    attempt(id, more, at = new Date().toISOString()) {
      const kase = cases.get(id);
      const about = payload.type === "match" || payload.type === "ask" || payload.type === "decide" ? "item" : "vignette";
      const home = kase?.home ? { exercise: kase.home } : {};
      return { at, run: run(), payload: payload.digest, [about]: id, ...home, ...more };
    },
    // What is saved is answered: whoever listens must not take the case out of the reader's hand.
    save(attempts) {
      board.turn.step = "verdict";
      store.update(attempts);
    },

    // In mixed practice also what was answered on the pages from which it draws.
    history: () =>
      [store.work(), ...(payload.draws ?? []).map(store.other)].flatMap((work) => work?.attempts ?? []),
    plan: () => schedule(payload, board.history(), Date.now(), store.work().notes === true),

    queue() {
      if (payload.draws) {
        const { due, later } = board.plan();
        return due.length || !board.ahead ? due : later.map((card) => card.id);
      }
      return queueOf(payload, store.work(), run(), board.reopened);
    },
    leftOpen: () => listOf(payload, store.work(), run()).filter((id) => !board.attemptsAt(id).length),
    reopen(ids) {
      board.reopened = new Set(ids);
      board.advance();
    },

    advance() {
      board.turn = null;
      keep.close();
      board.draw();
      board.toTop();
    },
    // A new case, or the end, is read from its first line.
    toTop: () => focusOn(stage.querySelector(".wg-case-title, .wg-summary-title"), stage, "start"),

    // The words of a fragment; sources become links where they lead somewhere.
    say(index) {
      const { role, text, href, page } = payload.fragments[index];
      const to = href ?? (page && store.where === "page" ? pageLink(page) : null);
      const link = to && el("a", { href: to, rel: "noopener", target: href ? "_blank" : null }, text);
      return board.paragraph(role, link || text);
    },
    paragraph: (role, content) => el("p", { class: `wg-say wg-say-${role}` }, content),

    // Where there are many answers, what they mean stands folded below them, not on the buttons.
    answers(choose, chosen) {
      const many = payload.answers.length > 3;
      const buttons = payload.answers.map((answer, index) =>
        button(
          el("span", { class: "wg-answer-label" }, answer.label),
          {
            class: "wg-button wg-answer",
            "data-answer": answer.id,
            "aria-pressed": String(chosen === answer.id),
            "aria-keyshortcuts": String(index + 1),
            onclick: (event) => choose(answer.id, event),
          },
          many ? null : el("span", { class: "wg-answer-meaning" }, answer.meaning),
        ),
      );
      const meanings = payload.answers.map(({ label, meaning }) => [el("dt", {}, label), el("dd", {}, meaning)]);
      return [
        el("div", { class: `wg-answers${payload.answers.length > 2 ? " wg-many" : ""}` }, buttons),
        many ? el("details", { class: "wg-meanings", open: !begun() }, el("summary", {}, words.meanings), el("dl", {}, meanings)) : null,
      ];
    },
    panel: (asked, ...rows) =>
      el(
        "div",
        { class: "wg-panel", role: "group", "aria-labelledby": `${prefix}-ask` },
        el("p", { class: "wg-ask", id: `${prefix}-ask` }, asked),
        rows,
      ),

    // Both halves of a pair bear one title, so each case has its number beside it.
    numbered(kase) {
      const place = listOf(payload, store.work(), run()).indexOf(kase.id) + 1;
      if (payload.graded) return fill(words.case_number, { number: place });
      return payload.draws ? kase.title : fill(words.numbered, { number: place, title: kase.title ?? words.statement });
    },
    card(kase, content) {
      const { step } = board.turn;
      return el(
        "article",
        {
          class: `wg-card wg-step-${step}`,
          [named]: kase.id,
          "aria-labelledby": `${prefix}-case`,
        },
        el(
          "header",
          { class: "wg-case-head" },
          el("p", { class: "wg-case-title", id: `${prefix}-case`, tabindex: "-1" }, board.numbered(kase)),
          board.turn.back && payload.type !== "decide" ? el("p", { class: "wg-case-again" }, words.again) : null,
          kase.note ? el("p", { class: "wg-case-note" }, kase.note) : null,
        ),
        content,
        el(
          "footer",
          { class: "wg-case-foot" },
          el("span", { class: "wg-about" }, kase.about ?? words.about ?? ""),
          step === "verdict" ? null : button(words.skip, { class: "wg-button wg-link", "data-action": "skip", onclick: skip }),
        ),
      );
    },

    // Shows a verdict that Python has decided; `more` is where the button leads if not to the next case.
    verdict(reply, said, more = {}) {
      const { turn } = board;
      turn.step = "verdict";
      board.drawTurn();
      drawProgress();
      status.dataset.verdict = reply.verdict;
      if (reply.reason) status.dataset.reason = reply.reason;
      else delete status.dataset.reason;
      feedback.replaceChildren(...said.flat());
      const label = more.label ?? (board.queue().length ? words.next : words.finish);
      const next = button(label, {
        class: "wg-button wg-primary",
        "data-action": "next",
        onclick: more.go ?? board.advance,
      });
      after.replaceChildren(next);
      // The whole of it with its button where there is room, else from its first line.
      const fits = status.offsetHeight + after.offsetHeight < innerHeight - 120;
      focusOn(next, fits ? after : status, fits ? "nearest" : "start");
    },

    drawTurn() {
      const kase = cases.get(board.turn.id);
      if (board.turn.step === "note") stage.replaceChildren(noteCard(kase));
      else play.draw(kase);
      drawTools();
    },

    draw() {
      const left = opening() ? [] : board.queue();
      feedback.replaceChildren();
      delete status.dataset.verdict;
      delete status.dataset.reason;
      after.replaceChildren();
      drawProgress();
      if (opening()) {
        board.turn = null;
        stage.replaceChildren(openingCard());
      } else if (left.length) {
        if (board.turn?.id !== left[0]) board.turn = begin(left[0]);
        board.drawTurn();
      } else {
        board.turn = null;
        board.summed = toSum();
        stage.replaceChildren(drawSummary(board));
      }
      drawTools();
      board.notify(store.notice());
    },

    notify(given) {
      const text = given ? fill(words[given.name] ?? given.name, given) : "";
      if (notice.textContent !== text) notice.textContent = text;
    },

    restart(name = "restarted") {
      board.turn = null;
      board.opened = false;
      store.update([], { run: run() + 1 });
      board.draw();
      board.notify({ name });
      board.toTop();
    },
  };

  const begin = (id) => {
    const kase = cases.get(id);
    const fresh = play.begin(kase);
    const turn = { id, back: board.attemptsAt(id).length > 0, opens: fresh.step, ...fresh };
    // A note is read before the case, and the case is there only for who wants it.
    return kase.note && !turn.back ? { ...turn, step: "note" } : turn;
  };

  const noteCard = (kase) =>
    el(
      "div",
      { class: "wg-card wg-note-card", [named]: kase.id },
      el("p", { class: "wg-case-title", id: `${prefix}-case`, tabindex: "-1" }, board.numbered(kase)),
      el("p", { class: "wg-case-note" }, kase.note),
      el(
        "div",
        { class: "wg-answers" },
        button(words.read, { class: "wg-button wg-answer", "data-action": "read", onclick: read }),
        button(words.skip, { class: "wg-button wg-answer", "data-action": "skip", onclick: skip }),
      ),
    );
  const read = () => {
    board.turn.step = board.turn.opens;
    board.drawTurn();
    board.toTop();
  };
  const skip = () => {
    board.reopened.delete(board.turn.id);
    board.save([board.attempt(board.turn.id, { skipped: true })]);
    board.advance();
  };

  // A test begins with the reader's code, which chooses the form where there are two.
  const opening = () => Boolean(payload.forms || handsIn) && !begun() && !board.opened;
  const openingCard = () => {
    const begins = () => {
      const work = store.work();
      const code = reader.value.trim();
      const form = payload.forms && (work.form ?? firstForm(payload, code || work.work, earlier()));
      board.opened = true;
      store.update([], { ...(form ? { form } : {}), ...(code ? { reader: code } : {}) });
      board.draw();
      board.toTop();
    };
    return el(
      "div",
      { class: "wg-card wg-opening" },
      el("p", { class: "wg-case-title", tabindex: "-1" }, words.opening_title),
      el("p", {}, words.opening),
      el("ul", {}, payload.answers.map((answer) => el("li", {}, el("strong", {}, answer.label), ": ", answer.meaning))),
      handsIn ? el("p", {}, words.opening_teacher) : null,
      keep.before(),
      el("div", { class: "wg-opening-code" }, readerLabel, reader),
      button(words.begin, { class: "wg-button wg-primary", "data-action": "begin", onclick: begins }),
    );
  };

  // -------------------------------------------------------------- around the case

  const drawProgress = () => {
    const left = board.queue();
    const again = left.filter((id) => board.attemptsAt(id).length).length;
    if (payload.draws) {
      const { due, later } = board.plan();
      const done = new Set(store.work().attempts.filter((a) => a.run === run() && cases.has(unitOf(a))).map(unitOf)).size;
      progress.max = Math.max(1, done + due.length);
      progress.value = due.length ? done : progress.max;
      counted.textContent = fill(words.due, { due: due.length, later: later.length });
    } else {
      const total = listOf(payload, store.work(), run()).length;
      const done = total - (handsIn ? board.leftOpen() : left).length;
      progress.max = total;
      progress.value = done;
      const back = payload.type === "decide" ? 0 : again;
      counted.textContent =
        fill(words.progress, { done, total }) + (back ? ` ${fill(words.progress_back, { back })}` : "");
    }
    root.dataset.state = left.length ? "ready" : "done";
  };

  const reader = el("input", {
    class: "wg-reader",
    id: `${prefix}-reader`,
    maxlength: "40",
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: "false",
    onchange: () => store.update([], { reader: reader.value.trim() }),
  });
  const readerLabel = el("label", { class: "wg-reader-label", for: `${prefix}-reader` }, words.reader);
  // A test is not begun again at will, and mixed practice never ends.
  const restarts = !payload.forms && !payload.draws && !handsIn;
  const again = button(words.restart, { class: "wg-button wg-tool", "data-action": "restart", onclick: () => board.restart() });
  const keep = keeping(board, frame);
  board.saveFile = keep.save;
  status.append(keep.trouble);
  tools.append(
    keep.saves,
    keep.loads,
    ...(restarts ? [again] : []),
    keep.chooser,
    keep.place,
    el("div", { class: "wg-reader-place" }),
    keep.kept,
    keep.works,
  );

  const drawTools = () => {
    again.disabled = !begun();
    if (document.activeElement !== reader) reader.value = store.work().reader ?? "";
    keep.draw();
    // At the end of what is handed in the code is asked for on the card itself.
    const place = stage.querySelector(".wg-reader-place") ?? tools.querySelector(".wg-reader-place");
    if (!opening() && !place.contains(reader)) place.append(readerLabel, reader);
  };

  // Somebody else (another tab, the kernel) changed the work: a case in hand stays in hand.
  const untouched = ({ step, opens, asked = [], places = {} }) =>
    step === "note" || (step === opens && !asked.length && !Object.keys(places).length);
  // What the end of an exercise is drawn from.
  const toSum = () => [store.work().work, store.work().attempts.length, run(), earlier()?.attempts.length].join();
  const inHand = () => {
    const { turn } = board;
    if (opening()) return stage.querySelector(".wg-opening");
    if (turn) return !untouched(turn) || board.queue()[0] === turn.id;
    // Whoever writes the code and then presses the button must find it where it was.
    return !payload.draws && !board.queue().length && board.summed === toSum();
  };
  const refresh = () => {
    if (!inHand()) return board.draw();
    drawProgress();
    drawTools();
    board.notify(store.notice());
  };

  // -------------------------------------------------------------- keys

  const keydown = (event) => {
    // Saving a notebook, finding on a page and the like are the host's.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // In a live notebook arrow keys would leave the cell, and `m` would destroy the sorter.
    if (store.where === "kernel" || /^Arrow/.test(event.key)) event.stopPropagation();
    if (!board.turn || board.turn.step === "verdict" || event.target.closest("input, textarea, a")) return;
    const within = (selector) => [...stage.querySelectorAll(selector)];
    const press = (buttons, index) => {
      if (!buttons[index]) return;
      event.preventDefault();
      buttons[index].click();
    };
    const move = (buttons, by) => {
      const target = buttons[Math.min(Math.max(buttons.indexOf(document.activeElement) + by, 0), buttons.length - 1)];
      if (!target) return;
      event.preventDefault();
      focusOn(target);
    };
    const vertical = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const passages = within("button[data-passage]");
    if (passages.length) {
      const number = Number(event.key);
      if (vertical) move(passages, vertical);
      else if (number && passages[number - 1]) {
        event.preventDefault();
        focusOn(passages[number - 1]);
      }
      return;
    }
    const row = document.activeElement?.closest?.(".wg-line-of-five");
    const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (row) {
      const places = [...row.querySelectorAll("button")];
      if (sideways) move(places, sideways);
      else press(places, Number(event.key) - 1);
      return;
    }
    const answers = within(".wg-answer, .wg-choice");
    if (sideways && answers.length === 2) press(answers, sideways > 0 ? 1 : 0);
    else if (vertical && answers.length > 2) move(answers, vertical);
    else press(answers, Number(event.key) - 1);
  };

  const play = plays[payload.type](board);
  frame.addEventListener("keydown", keydown);
  frame.lang = payload.lang;
  board.draw();
  root.append(frame);
  const unlisten = store.listen(refresh); // at last: what cannot be drawn must hear of nothing

  const unmount = () => {
    unlisten();
    frame.remove();
    delete root.dataset.state;
    delete root.whoseGroupUnmount;
  };
  root.whoseGroupUnmount = unmount;
  return unmount;
};
