// The sorter. A classic script on pages and, with an export line after it, the module of a widget.
// Python has decided every verdict and every word (the payload); this file draws and remembers.
var whoseGroup = (() => {
  "use strict";

  const FORMAT = "whosegroup-work";
  const VERSION = 1;
  const GAP = 3; // a missed case comes back after so many others
  const ACK_MS = 4000; // how long a kernel may take to say that it has saved

  // ---------------------------------------------------------------- what follows from attempts

  const keyOf = (attempt) =>
    [attempt.at, attempt.vignette ?? attempt.item, attempt.part ?? ""].join("|");

  const merge = (attempts, more) => {
    const together = new Map();
    for (const attempt of [...more, ...attempts]) together.set(keyOf(attempt), attempt);
    return [...together.values()].sort((a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)];
      return x < y ? -1 : x > y ? 1 : 0;
    });
  };

  const isAttempt = (a) =>
    !!a && typeof a === "object" && typeof a.at === "string" && Number.isInteger(a.run) &&
    a.run >= 1 && typeof (a.vignette ?? a.item) === "string" &&
    typeof (a.part ?? "") === "string" &&
    (typeof a.answer === "string" || Array.isArray(a.answer) || a.skipped === true);

  const runOf = (work) =>
    work.attempts.reduce((run, a) => Math.max(run, a.run), Number.isInteger(work.run) ? work.run : 1);

  const casesOf = (payload) => new Map(payload.cases.map((kase) => [kase.id, kase]));

  const reactionTo = (kase, attempt) => {
    const { reactions } = kase.replies[attempt.answer];
    return kase.reactions[reactions[attempt.passage ?? 0] ?? reactions[0]];
  };

  const verdictOn = (kase, attempt) => kase.replies[attempt.answer]?.verdict;

  // What is left to sort in a run: a missed case waits behind a few others until it fits.
  const queueOf = (payload, attempts, run) => {
    const cases = casesOf(payload);
    const queue = payload.cases.map((kase) => kase.id);
    for (const attempt of attempts) {
      const place = queue.indexOf(attempt.vignette);
      if (attempt.run !== run || place < 0) continue;
      queue.splice(place, 1);
      if (attempt.skipped || verdictOn(cases.get(attempt.vignette), attempt) === "fits") continue;
      queue.splice(Math.min(GAP, queue.length), 0, attempt.vignette);
    }
    return queue;
  };

  const firstAnswers = (payload, attempts) => {
    const kinds = payload.answers.map((answer) => answer.id);
    const first = new Map();
    for (const a of merge(attempts, [])) {
      const counts = a.run === 1 && a.part === undefined && !a.skipped && kinds.includes(a.answer);
      if (counts && !first.has(a.vignette)) first.set(a.vignette, a);
    }
    return first;
  };

  // The same measures as Python's whosegroup.measures.summarise; one fixture binds both.
  const summarise = (payload, attempts) => {
    const kinds = payload.answers.map((answer) => answer.id);
    const zero = () => Object.fromEntries(kinds.map((kind) => [kind, 0]));
    const table = Object.fromEntries(kinds.map((kind) => [kind, zero()]));
    const misled = {};
    const readAgain = {};
    let [fits, wrongReason, sureAndWrong] = [0, 0, 0];
    const cases = casesOf(payload);
    for (const [id, attempt] of firstAnswers(payload, attempts)) {
      const kase = cases.get(id);
      if (!kase) continue;
      table[kase.kind][attempt.answer] += 1;
      const reaction = reactionTo(kase, attempt);
      if (verdictOn(kase, attempt) === "fits") {
        fits += 1;
        if (reaction.reason) wrongReason += 1;
        continue;
      }
      if (attempt.confidence === "sure") sureAndWrong += 1;
      readAgain[kase.decides] = (readAgain[kase.decides] ?? 0) + 1;
      if (reaction.misled) misled[reaction.misled] = (misled[reaction.misled] ?? 0) + 1;
    }
    const of = (kind) => Object.values(table[kind]).reduce((sum, n) => sum + n, 0);
    return {
      answered: of("self-help") + of("support"),
      fits,
      table,
      conflation: { count: table.support["self-help"], of: of("support") },
      mirror: { count: table["self-help"].support, of: of("self-help") },
      wrong_reason: wrongReason,
      sure_and_wrong: sureAndWrong,
      misled,
      read_again: readAgain,
    };
  };

  // ---------------------------------------------------------------- work, and where it is kept

  const newWork = (payload) => {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const { exercise, lang } = payload;
    return { format: FORMAT, version: VERSION, work: id, exercise, lang, attempts: [] };
  };

  // Returns { work } or { problem: "damaged" | "version" | "exercise" }.
  const readWork = (text, payload) => {
    let work;
    try {
      work = JSON.parse(text);
    } catch {
      return { problem: "damaged" };
    }
    if (!work || typeof work !== "object" || work.format !== FORMAT) return { problem: "damaged" };
    if (work.version !== VERSION) return { problem: "version" };
    const sound = typeof work.work === "string" && Array.isArray(work.attempts);
    if (!sound || !work.attempts.every(isAttempt)) return { problem: "damaged" };
    return work.exercise === payload.exercise ? { work } : { problem: "exercise" };
  };

  const storageKey = (payload, more = "") =>
    ["whosegroup/1", payload.course, payload.lang, payload.exercise].join("/") + more;

  // Browser storage, which may be full, forbidden or absent. Each call says what went wrong.
  const stored = {
    get(key) {
      try {
        return { text: localStorage.getItem(key) };
      } catch {
        return { text: null, problem: "storage_forbidden" };
      }
    },
    set(key, text) {
      try {
        localStorage.setItem(key, text);
        return null;
      } catch (error) {
        return error.name === "QuotaExceededError" ? "storage_full" : "storage_forbidden";
      }
    },
    // Keeps a text under a name that nothing holds yet; returns whether it is safe there.
    setAside(key, reason, text) {
      for (let number = 1; ; number += 1) {
        const name = `${key}#${reason}-${number}`;
        const kept = stored.get(name);
        if (kept.text === text) return true;
        if (kept.text === null) return !kept.problem && stored.set(name, text) === null;
      }
    },
  };

  const pageStores = new Map();

  // One store an exercise and page: two copies of an exercise on a page share it.
  const pageStore = (payload) => {
    const key = storageKey(payload);
    if (pageStores.has(key)) return pageStores.get(key);
    const listeners = new Set();
    let notice = null;
    let held = newWork(payload);

    // What storage holds is merged into what we hold: another tab may have written it.
    const pull = () => {
      const { text, problem } = stored.get(key);
      if (problem) notice = { name: problem };
      if (!text) return true;
      const read = readWork(text, payload);
      if (read.problem) {
        notice = { name: `aside_${read.problem}` };
        return stored.setAside(key, read.problem, text);
      }
      const work = read.work;
      if (work.work !== held.work && work.attempts.length === 0 && held.attempts.length) return true;
      const run = Math.max(runOf(work), work.work === held.work ? runOf(held) : 1);
      held = { ...held, ...work, attempts: merge(work.attempts, held.attempts) };
      if (run > 1) held.run = run;
      return true;
    };
    const push = () => {
      const problem = stored.set(key, JSON.stringify(held));
      if (problem) notice = { name: problem };
    };
    const tell = () => listeners.forEach((listener) => listener());
    const store = {
      where: "page",
      work: () => held,
      notice: () => notice,
      update(attempts, fields = {}) {
        notice = null;
        const free = pull();
        held = { ...held, ...fields, attempts: merge(held.attempts, attempts) };
        if (free) push();
        tell();
      },
      // Opens another work in the place of this one, which is set aside and not lost.
      replace(work) {
        pull();
        notice = null;
        if (held.attempts.length) {
          const safe = stored.setAside(key, "other", JSON.stringify(held));
          notice = { name: safe ? "aside_other" : "not_replaced" };
          if (!safe) return tell();
        }
        held = work;
        push();
        tell();
      },
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    pull();
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      pull();
      tell();
    });
    pageStores.set(key, store);
    return store;
  };

  // The kernel keeps the work. What it has not acknowledged waits in browser storage.
  const kernelStore = (model, payload) => {
    const key = storageKey(payload, "/waiting");
    const listeners = new Set();
    let timer = null;
    let gone = false;
    let failed = null;
    let given = {}; // fields of the work (reader, run) on their way to the kernel
    let opening = null; // a saved work on its way there, to take this one's place

    const record = () => model.get("record");
    const allWaiting = () => {
      try {
        const list = JSON.parse(stored.get(key).text ?? "[]");
        return Array.isArray(list) ? list.filter((a) => a && isAttempt(a.attempt)) : [];
      } catch {
        return [];
      }
    };
    let waiting = allWaiting();
    const isMine = ({ work }) => work === record().work || record().attempts.length === 0;
    const mine = () => waiting.filter(isMine).map(({ attempt }) => attempt);
    // Other views keep theirs under the same key: ours are merged in, and only ours taken out.
    const keep = (change) => {
      waiting = change(allWaiting().concat(waiting));
      waiting = [...new Map(waiting.map((a) => [keyOf(a.attempt) + a.work, a])).values()];
      stored.set(key, JSON.stringify(waiting));
    };
    const tell = () => listeners.forEach((listener) => listener());

    const send = () => {
      const attempts = mine();
      if (!opening && !attempts.length && !Object.keys(given).length) return;
      const work = waiting.find(isMine)?.work ?? record().work;
      clearTimeout(timer);
      // Until it is acknowledged, it is sent again: merging makes that harmless.
      timer = setTimeout(() => {
        gone = true;
        tell();
        send();
      }, ACK_MS);
      try {
        const message = { type: "save", work, attempts, ...given };
        model.send(opening ? { type: "open", work: opening } : message);
      } catch {
        gone = true;
      }
    };
    const answered = (message) => {
      clearTimeout(timer);
      gone = false;
      failed = message.type === "failed" ? message : null;
      if (message.type === "saved") {
        const saved = new Set(message.keys);
        [given, opening] = [{}, null];
        keep((all) => all.filter(({ attempt }) => !saved.has(keyOf(attempt))));
      }
      tell();
    };
    const changed = () => tell();
    model.on("msg:custom", answered);
    model.on("change:record", changed);
    model.on("change:notice", changed);
    queueMicrotask(send);
    return {
      where: "kernel",
      work: () => ({ ...record(), ...given, attempts: merge(record().attempts, mine()) }),
      notice() {
        if (failed) return { name: "not_saved", why: failed.why };
        if (gone) return { name: "kernel_gone" };
        const notice = model.get("notice");
        return notice?.name ? notice : null;
      },
      update(attempts, fields = {}) {
        const work = record().work;
        keep((all) => all.concat(attempts.map((attempt) => ({ work, attempt }))));
        given = { ...given, ...fields };
        send();
        tell();
      },
      replace(work) {
        opening = work;
        send();
      },
      listen(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          clearTimeout(timer);
          model.off("msg:custom", answered);
          model.off("change:record", changed);
          model.off("change:notice", changed);
        };
      },
    };
  };

  // ---------------------------------------------------------------- drawing

  // el("button", { class: "x", onclick }, "text", node, null): text only ever becomes text.
  const el = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  let mounted = 0;

  const mount = (root, payload, store) => {
    root.whoseGroupUnmount?.();
    const words = payload.words;
    const cases = casesOf(payload);
    const prefix = `wg-${(mounted += 1)}`;
    // What the reader has chosen for the case in front, before the verdict and after it.
    let turn = null;

    const progress = el("progress", { class: "wg-bar", "aria-label": words.progress_label });
    const counted = el("span", { class: "wg-count" });
    const stage = el("div", { class: "wg-stage" });
    const feedback = el("div", { class: "wg-feedback" });
    const notice = el("p", { class: "wg-notice" });
    const status = el("div", { role: "status", class: "wg-status" }, feedback, notice);
    const after = el("div", { class: "wg-after" });
    const tools = el("div", { class: "wg-tools" });
    const board = el(
      "section",
      { class: "wg", "aria-labelledby": `${prefix}-title` },
      el("p", { class: "wg-title", id: `${prefix}-title` }, payload.title),
      el("p", { class: "wg-prompt" }, payload.prompt),
      el("div", { class: "wg-progress" }, progress, counted),
      stage,
      status,
      after,
      tools,
    );

    const button = (label, properties, ...more) =>
      el("button", { type: "button", class: "wg-button", ...properties }, label, ...more);

    const focusOn = (node, scrollTo = node, block = "nearest") => {
      node?.focus({ preventScroll: true });
      scrollTo?.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
    };

    // A new case, or the end, is read from its first line.
    const toTop = () =>
      focusOn(stage.querySelector(".wg-case-title, .wg-summary-title"), stage, "start");

    const run = () => runOf(store.work());
    const queue = () => queueOf(payload, store.work().attempts, run());
    const attemptsAt = (id) =>
      store.work().attempts.filter((a) => a.vignette === id && a.run === run() && !a.skipped);

    // -------------------------------------------------------------- one case

    const begin = (id) => {
      turn = { id, step: "answer", answer: null, passage: null, confidence: null };
    };

    const targets = { evidence: "button[data-passage]", confidence: "[data-confidence]" };
    const steps = () =>
      ["answer", payload.evidence && "evidence", payload.confidence && "confidence"].filter(Boolean);

    const choose = (name, value, event) => {
      turn[name === "evidence" ? "passage" : name] = value;
      const next = steps()[steps().indexOf(name) + 1];
      if (!next) return settle();
      turn.step = next;
      drawCase();
      // A finger or a mouse leaves the text where it is; a key needs to see where it stands.
      const [target, byPointer] = [stage.querySelector(targets[next]), event?.detail > 0];
      focusOn(target, byPointer ? null : target);
    };

    const attempt = (more) => ({
      at: new Date().toISOString(),
      run: run(),
      payload: payload.digest,
      vignette: turn.id,
      ...more,
    });

    const settle = () => {
      const { answer, passage, confidence } = turn;
      const given = { answer };
      if (confidence) given.confidence = confidence;
      if (passage) given.passage = passage;
      turn.given = attempt(given);
      turn.step = "verdict";
      store.update([turn.given]);
      drawVerdict();
    };

    const skip = () => {
      store.update([attempt({ skipped: true })]);
      advance();
    };

    const advance = () => {
      turn = null;
      draw();
      toTop();
    };

    const line = (text, number) => {
      const whole = typeof text === "string" ? text : text.parts.join("");
      const said = turn.step === "verdict" && typeof text !== "string" && labelFor(text, number);
      const tapped = turn.passage === number;
      const content = said
        ? [
            text.parts[0],
            el("mark", { class: `wg-mark wg-${said}` }, text.parts[1]),
            text.parts[2],
            " ",
            el("span", { class: `wg-label wg-${said}` }, text.label),
          ]
        : [whole];
      if (turn.step === "verdict" && tapped) content.push(" ", el("span", { class: "wg-label wg-yours" }, words.yours));
      const classes = `wg-line${tapped ? " wg-tapped" : ""}`;
      const inner =
        turn.step === "evidence"
          ? button(whole, { class: classes, "data-passage": number, "aria-pressed": String(tapped), onclick: (event) => choose("evidence", number, event) })
          : el("span", { class: classes, "data-passage": number, lang: payload.lang }, content);
      return el("li", {}, inner);
    };

    // Which label a marked line wears beside a verdict: what decides, what agrees, what misled.
    const labelFor = (text, number) => {
      if (text.role !== "surface") return text.role;
      const reaction = reactionTo(cases.get(turn.id), turn.given);
      return reaction.tempting === number || turn.passage === number ? "surface" : null;
    };

    const answerButtons = () =>
      payload.answers.map((answer, index) =>
        button(
          el("span", { class: "wg-answer-label" }, answer.label),
          {
            class: "wg-button wg-answer",
            "data-answer": answer.id,
            "aria-pressed": String(turn.answer === answer.id),
            "aria-keyshortcuts": String(index + 1),
            onclick: (event) => choose("answer", answer.id, event),
          },
          el("span", { class: "wg-answer-meaning" }, answer.meaning),
        ),
      );

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
      const asked = words[`ask_${turn.step}`];
      const rows = [el("p", { class: "wg-ask", id: `${prefix}-ask` }, asked)];
      if (turn.step === "answer") {
        rows.push(el("div", { class: "wg-answers" }, answerButtons()));
      } else {
        const { label } = payload.answers.find((answer) => answer.id === turn.answer);
        if (turn.step === "confidence") rows.push(el("div", { class: "wg-answers" }, sureButtons()));
        rows.push(
          el(
            "p",
            { class: "wg-chosen" },
            fill(words.chosen, { answer: label }),
            " ",
            button(words.change, { class: "wg-button wg-link", "data-action": "change", onclick: change }),
          ),
        );
      }
      return el("div", { class: "wg-panel", role: "group", "aria-labelledby": `${prefix}-ask` }, rows);
    };

    const change = () => {
      turn.step = "answer";
      turn.passage = null;
      drawCase();
      focusOn(stage.querySelector("[data-answer]"));
    };

    // Both halves of a pair bear one title, so each case has its number beside it.
    const numbered = (kase) =>
      fill(words.numbered, { number: payload.cases.indexOf(kase) + 1, title: kase.title });

    const drawCase = () => {
      const kase = cases.get(turn.id);
      const back = attemptsAt(turn.id).length > (turn.given ? 1 : 0);
      const card = el(
        "article",
        { class: `wg-card wg-step-${turn.step}`, "data-vignette": kase.id, "aria-labelledby": `${prefix}-case` },
        el(
          "header",
          { class: "wg-case-head" },
          el("p", { class: "wg-case-title", id: `${prefix}-case`, tabindex: "-1" }, numbered(kase)),
          back ? el("p", { class: "wg-case-again" }, words.again) : null,
          kase.note ? el("p", { class: "wg-case-note" }, kase.note) : null,
        ),
        el("ol", { class: "wg-lines", role: "list" }, kase.lines.map((text, index) => line(text, index + 1))),
        el(
          "footer",
          { class: "wg-case-foot" },
          el("span", { class: "wg-about" }, kase.about),
          turn.step === "verdict"
            ? null
            : button(words.skip, { class: "wg-button wg-link", "data-action": "skip", onclick: skip }),
        ),
      );
      if (turn.step === "answer") draggable(card);
      stage.replaceChildren(card, ...(turn.step === "verdict" ? [] : [panel()]));
      drawTools();
    };

    // The words of a verdict, in the payload's order; sources become links where they lead somewhere.
    const say = (index) => {
      const { role, text, href, page } = payload.fragments[index];
      const to = href ?? (page && store.where === "page" ? pageLink(page) : null);
      const link = to && el("a", { href: to, rel: "noopener", target: href ? "_blank" : null }, text);
      return el("p", { class: `wg-say wg-say-${role}` }, link || text);
    };

    const drawVerdict = () => {
      const kase = cases.get(turn.id);
      const reaction = reactionTo(kase, turn.given);
      const verdict = verdictOn(kase, turn.given);
      const remark = reaction.reason ? undefined : payload.remarks[turn.confidence]?.[verdict];
      const left = queue();
      drawCase();
      drawProgress();
      status.dataset.verdict = verdict;
      if (reaction.reason) status.dataset.reason = reaction.reason;
      else delete status.dataset.reason;
      feedback.replaceChildren(
        ...reaction.say.map(say),
        ...(remark === undefined ? [] : [say(remark)]),
        ...(verdict === "fits" ? [] : [el("p", { class: "wg-say wg-say-later" }, words.comes_back)]),
      );
      const next = button(left.length ? words.next : words.finish, {
        class: "wg-button wg-primary",
        "data-action": "next",
        onclick: advance,
      });
      after.replaceChildren(next);
      // The whole of it with its button where there is room, else from its first line.
      const fits = status.offsetHeight + after.offsetHeight < innerHeight - 120;
      focusOn(next, fits ? after : status, fits ? "nearest" : "start");
    };

    const pageLink = (page) => {
      // Practice pages and chapters lie beside each other, one folder below the book's root.
      const [path, place] = page.split("#");
      return `../${path}.html${place ? `#${place}` : ""}`;
    };

    // -------------------------------------------------------------- the end

    const resultOf = (kase, answer) => {
      if (!answer) return "skipped";
      return reactionTo(kase, answer).reason ? "wrong_reason" : verdictOn(kase, answer);
    };

    // How many cases fitted when they were first met in the run that has just ended.
    const fittedThisTime = () => {
      const met = new Map();
      for (const a of store.work().attempts)
        if (a.run === run() && !a.skipped && !met.has(a.vignette)) met.set(a.vignette, a);
      const fits = [...met].filter(([id, a]) => verdictOn(cases.get(id), a) === "fits").length;
      return { fits, answered: met.size };
    };

    const drawSummary = () => {
      const work = store.work();
      const measures = summarise(payload, work.attempts);
      const label = Object.fromEntries(payload.answers.map((answer) => [answer.id, answer.label]));
      const kinds = payload.answers.map((answer) => answer.id);
      const cell = (kind, answer) =>
        el(
          "td",
          { class: kind === answer ? "wg-cell-fits" : "wg-cell-look" },
          el("span", { class: "wg-number" }, String(measures.table[kind][answer])),
          " ",
          el("span", { class: "wg-cell-word" }, kind === answer ? words.cell_fits : words.cell_look_again),
        );
      const table = el(
        "table",
        { class: "wg-table" },
        el("caption", {}, words.table_caption),
        el("thead", {}, el("tr", {}, el("td", {}), kinds.map((answer) => el("th", { scope: "col" }, fill(words.you_said, { answer: label[answer] }))))),
        el("tbody", {}, kinds.map((kind) => el("tr", {}, el("th", { scope: "row" }, fill(words.group_was, { kind: label[kind] })), kinds.map((answer) => cell(kind, answer))))),
      );
      const first = firstAnswers(payload, work.attempts);
      const counts = (values, template, names) =>
        Object.entries(values)
          .sort((a, b) => b[1] - a[1])
          .map(([id, count]) => el("li", {}, fill(template, { ...names[id], count })));
      const part = (title, ...content) =>
        content.flat().length ? [el("p", { class: "wg-part" }, title), ...content] : [];
      const misled = counts(measures.misled, words.counted, payload.names.cues);
      const again = counts(measures.read_again, words.read_this, payload.names.criteria);
      const link = store.where === "page" ? el("a", { href: pageLink(payload.read.page) }, payload.read.text) : payload.read.text;
      const remarks = [
        measures.conflation.of ? fill(words.conflation, measures.conflation) : null,
        measures.mirror.of ? fill(words.mirror, measures.mirror) : null,
        measures.wrong_reason ? fill(words.wrong_reason, { count: measures.wrong_reason }) : null,
        measures.sure_and_wrong ? fill(words.sure_and_wrong, { count: measures.sure_and_wrong }) : null,
        payload.cases.length > measures.answered ? fill(words.left_out, { count: payload.cases.length - measures.answered }) : null,
      ].filter(Boolean);
      stage.replaceChildren(
        el(
          "div",
          { class: "wg-card wg-summary" },
          el("p", { class: "wg-summary-title", tabindex: "-1" }, words.summary),
          el("p", {}, fill(words.summary_first, measures)),
          run() > 1 ? el("p", {}, fill(words.summary_again, fittedThisTime())) : "",
          el("div", { class: "wg-scroll" }, table),
          el("ul", { class: "wg-remarks" }, remarks.map((text) => el("li", {}, text))),
          ...part(words.misled, ...(misled.length ? [el("ul", {}, misled)] : [])),
          ...part(words.read_again, ...(again.length ? [el("ul", {}, again), el("p", {}, words.read_where, " ", link)] : [])),
          ...part(
            words.cases,
            el(
              "ul",
              { class: "wg-case-list" },
              payload.cases.map((kase) => {
                const result = resultOf(kase, first.get(kase.id));
                const said = fill(words[`result_${result}`], { title: numbered(kase), kind: label[kase.kind] });
                return el("li", { class: `wg-result wg-result-${result}` }, said);
              }),
            ),
          ),
        ),
      );
    };

    // -------------------------------------------------------------- around the case

    const drawProgress = () => {
      const left = queue();
      const total = payload.cases.length;
      const done = total - left.length;
      progress.max = total;
      progress.value = done;
      const back = left.filter((id) => attemptsAt(id).length).length;
      counted.textContent = fill(words.progress, { done, total }) + (back ? ` ${fill(words.progress_back, { back })}` : "");
      root.dataset.state = left.length ? "ready" : "done";
    };

    const drawNotice = (given = store.notice()) => {
      const text = given ? fill(words[given.name] ?? given.name, given) : "";
      if (notice.textContent !== text) notice.textContent = text;
    };

    const reader = el("input", {
      class: "wg-reader",
      id: `${prefix}-reader`,
      maxlength: "40",
      autocomplete: "off",
      onchange: () => store.update([], { reader: reader.value.trim() }),
    });
    const chooser = el("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      "aria-hidden": "true",
      tabindex: "-1",
      onchange: async () => {
        const [file] = chooser.files;
        if (file) open(await file.text());
        chooser.value = "";
      },
    });

    const open = (text) => {
      const { work, problem } = readWork(text, payload);
      if (problem) return drawNotice({ name: `open_${problem}` });
      const held = store.work();
      if (work.work === held.work) store.update(work.attempts, runOf(work) > 1 ? { run: Math.max(run(), runOf(work)) } : {});
      else store.replace(work);
      turn = null;
      draw();
      drawNotice(store.notice() ?? { name: "opened" });
    };

    const save = () => {
      const blob = new Blob([JSON.stringify(store.work(), null, 1)], { type: "application/json" });
      const address = URL.createObjectURL(blob);
      const name = ["whosegroup", payload.exercise, store.work().reader].filter(Boolean).join("-");
      const link = el("a", { href: address, download: `${name.replace(/[^\p{L}\p{N}-]+/gu, "_")}.json` });
      board.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
      drawNotice({ name: "saved_file" });
    };

    const restart = () => {
      store.update([], { run: run() + 1 });
      turn = null;
      draw();
      drawNotice({ name: "restarted" });
      toTop();
    };

    const begun = el("button", { type: "button", class: "wg-button wg-tool", "data-action": "restart", onclick: restart }, words.restart);
    tools.append(
      button(words.save, { class: "wg-button wg-tool", "data-action": "save", onclick: save }),
      button(words.load, { class: "wg-button wg-tool", "data-action": "load", onclick: () => chooser.click() }),
      begun,
      chooser,
      el("label", { class: "wg-reader-label", for: `${prefix}-reader` }, words.reader),
      reader,
      el("p", { class: "wg-kept" }, words[`kept_${store.where}`]),
    );

    const drawTools = () => {
      begun.disabled = !store.work().attempts.some((a) => a.run === run());
      if (document.activeElement !== reader) reader.value = store.work().reader ?? "";
    };

    const draw = () => {
      const left = queue();
      feedback.replaceChildren();
      delete status.dataset.verdict;
      delete status.dataset.reason;
      after.replaceChildren();
      drawProgress();
      if (left.length) {
        if (turn?.id !== left[0]) begin(left[0]);
        drawCase();
      } else {
        turn = null;
        drawSummary();
      }
      drawTools();
      drawNotice();
    };

    // Somebody else (another tab, the kernel) changed the work: a case in hand stays in hand.
    const refresh = () => {
      const inHand = turn && (turn.step !== "answer" || queue()[0] === turn.id);
      if (!inHand) return draw();
      drawProgress();
      drawTools();
      drawNotice();
    };

    // -------------------------------------------------------------- keys and dragging

    const keydown = (event) => {
      // Saving a notebook, finding on a page and the like are the host's.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // In a live notebook arrow keys would leave the cell, and `m` would destroy the sorter.
      if (store.where === "kernel" || /^Arrow/.test(event.key)) event.stopPropagation();
      if (!turn) return;
      if (event.target.closest("input, a")) return;
      const across = { ArrowLeft: 0, ArrowRight: 1, 1: 0, 2: 1 };
      if (turn.step === "evidence") {
        const passages = [...stage.querySelectorAll("button[data-passage]")];
        const at = passages.indexOf(document.activeElement);
        const to = { ArrowDown: at + 1, ArrowUp: Math.max(at, 1) - 1 }[event.key] ?? Number(event.key) - 1;
        const target = passages[to];
        if (!target) return;
        event.preventDefault();
        focusOn(target);
      } else if (turn.step !== "verdict" && event.key in across) {
        event.preventDefault();
        stage.querySelectorAll(".wg-answer")[across[event.key]].click();
      }
    };

    // An extra for those who like it: pull the card to a side. Buttons and keys do the same.
    const draggable = (card) => {
      let from = null;
      const far = Math.max(90, card.clientWidth / 3);
      const shift = (x) => {
        card.style.transform = x ? `translateX(${x}px) rotate(${x / 60}deg)` : "";
        const side = Math.abs(x) < far ? -1 : x < 0 ? 0 : 1;
        stage.querySelectorAll("[data-answer]").forEach((b, i) => b.classList.toggle("wg-near", i === side));
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
        if (side >= 0) choose("answer", payload.answers[side].id);
      };
      card.addEventListener("pointerup", end);
      card.addEventListener("pointercancel", end);
    };

    board.addEventListener("keydown", keydown);
    board.lang = payload.lang;
    const unlisten = store.listen(refresh);
    draw();
    root.append(board);

    const unmount = () => {
      unlisten();
      board.remove();
      delete root.dataset.state;
      delete root.whoseGroupUnmount;
    };
    root.whoseGroupUnmount = unmount;
    return unmount;
  };

  // ---------------------------------------------------------------- two hosts

  // In a live notebook: a plain element, because a page keeps the first definition of a custom one.
  const live = (model, place) => {
    const payload = model.get("payload");
    const root = el("whose-group", { exercise: payload.exercise, type: payload.type, feedback: payload.feedback });
    place.append(root);
    return mount(root, payload, kernelStore(model, payload));
  };

  if (document.currentScript && !customElements.get("whose-group")) {
    customElements.define(
      "whose-group",
      class extends HTMLElement {
        connectedCallback() {
          const data = this.querySelector(':scope > script[type="application/json"]');
          // An `async` script may run before the parser has closed the payload.
          if (!data?.nextSibling && document.readyState === "loading") return this.awaitChildren();
          this.waiting?.disconnect();
          if (!data || this.whoseGroupUnmount) return;
          const payload = JSON.parse(data.textContent);
          mount(this, payload, pageStore(payload));
        }
        awaitChildren() {
          if (this.waiting) return;
          const again = () => this.isConnected && this.connectedCallback();
          this.waiting = new MutationObserver(again);
          this.waiting.observe(this, { childList: true });
          document.addEventListener("readystatechange", again, { once: true });
        }
        disconnectedCallback() {
          this.whoseGroupUnmount?.();
        }
      },
    );
  }

  return { mount, live, merge, queueOf, summarise, readWork, pageStore };
})();
