// @ts-check
// The page "My course": how far the reader is, what comes next, and the ways to keep and to leave it all.

/**
 * One exercise, as the course's page knows it.
 * @typedef {object} CourseExercise
 * @property {string} title
 * @property {string[]} [cases]
 * @property {Record<string, string[]>} [forms]
 * @property {string} [begins]
 * @property {string[]} [draws]
 * @property {boolean} [graded]
 * @property {Record<string, number>} [kinds] of each case, as its place among the answers
 */

/** @typedef {{ page: string, title: string, chapter: string, read?: string, minutes: number, exercises: string[] }} CoursePage */

/**
 * @typedef {object} Course
 * @property {string} course
 * @property {string} lang
 * @property {number[]} boxes
 * @property {{ id: string, label: string }[]} answers
 * @property {Words} words
 * @property {CoursePage[]} pages
 * @property {Record<string, CourseExercise>} exercises
 */

/** @typedef {{ id: string, page: CoursePage, state: "new" | "begun" | "done", count: number, of: number }} Stop */

/** @param {CourseExercise} exercise @param {Work | null} work */
const casesToMeet = ({ forms, cases }, work) => (forms ? forms[formOf(forms, work ?? /** @type {Work} */ ({}), 1)] : cases ?? []);

// Each exercise of the way, in the order of the book, with how far the reader is; mixed practice never ends.
/** @param {Course} course @param {(exercise: string) => Work | null} workOf @returns {Stop[]} */
const stopsOf = (course, workOf) =>
  course.pages.flatMap((page) =>
    page.exercises
      .filter((id) => !course.exercises[id].draws)
      .map((id) => {
        const work = workOf(id);
        return { id, page, ...standingOf(casesToMeet(course.exercises[id], work), work) };
      }),
  );

// What was begun and left comes before what is new.
/** @param {Stop[]} stops */
const nextOf = (stops) => ["begun", "new"].flatMap((state) => stops.filter((stop) => stop.state === state))[0] ?? null;

// How many cases of mixed practice are due, by the same boxes as there.
/** @param {Course} course @param {(exercise: string) => Work | null} workOf @param {number} now */
const dueOf = (course, workOf, now) => {
  const { exercises, boxes } = course;
  const mixed = Object.keys(exercises).find((id) => exercises[id].draws);
  if (!mixed) return null;
  const { draws = [], kinds = {} } = exercises[mixed];
  const attempts = [mixed, ...draws].flatMap((id) => workOf(id)?.attempts ?? []);
  const cards = boxesOf(boxes, attempts, (a) => {
    const place = kinds[a.vignette ?? ""];
    if (place === undefined || typeof a.answer !== "string") return undefined;
    return a.answer === course.answers[place].id ? "fits" : "look-again";
  });
  const due = [...cards.values()].filter((each) => each.due <= now).length;
  return { mixed, due, met: cards.size };
};

// The four numbers of a test's first run; null where nothing is answered.
/** @param {Course} course @param {string} id @param {Work | null} work */
const picturedOf = (course, id, work) => {
  const kinds = course.exercises[id].kinds ?? {};
  const table = course.answers.map(() => course.answers.map(() => 0));
  const met = new Set();
  for (const a of work?.attempts ?? []) {
    const [was, called] = [kinds[a.vignette ?? ""], course.answers.findIndex((answer) => answer.id === a.answer)];
    if (a.run !== 1 || a.skipped || was === undefined || called < 0 || met.has(a.vignette)) continue;
    met.add(a.vignette);
    table[was][called] += 1;
  }
  return met.size ? table : null;
};

// A part of the page under a heading, by which a screen reader finds its way; nothing where it is empty.
/** @param {string} title @param {Content[]} content @returns {Content[]} */
const section = (title, ...content) => {
  const held = /** @type {any[]} */ (content).flat(Infinity).filter((one_) => one_ !== null && one_ !== undefined);
  return held.length ? [el("h2", { class: "wg-course-head" }, title), ...held] : [];
};

/**
 * @param {HTMLElement} root @param {Course} course @param {CourseStore} store
 * @param {string} base the way to the book's root @param {string} [view] "next" for no more than what comes next
 */
const mountCourse = (root, course, store, base, view = "whole") => {
  const { words } = course;
  const status = el("p", { role: "status", class: "wg-notice" });
  const frame = el("section", { class: "wg wg-course", lang: course.lang });
  /** @param {string} page */
  const link = (page) => `${base}${page}.html`;
  /** @param {string} id */
  const titleOf = (id) => course.exercises[id]?.title ?? id;
  /** @param {string[]} said */
  const say = (...said) => {
    status.textContent = said.filter(Boolean).join(" ");
  };
  /** @typedef {"" | "text" | "open" | "code" | "empty"} Shown */
  let shown = /** @type {Shown} */ ("");
  /** @type {Work[]} */
  let found = [];
  let asked = ""; // a code that was typed and belongs to other work than that which is open

  const next = () => {
    const stops = stopsOf(course, store.work);
    const to = nextOf(stops);
    const plan = dueOf(course, store.work, Date.now());
    if (!to) {
      const said = plan?.due ? fill(words.next_due, plan) : words.next_done;
      const page = course.pages.find(({ exercises }) => plan && exercises.includes(plan.mixed));
      return page ? el("a", { class: "wg-button wg-primary", href: link(page.page) }, said) : el("p", {}, said);
    }
    const any = stops.some(({ state }) => state !== "new");
    const name = to.state === "begun" ? "next_begun" : any ? "next_new" : "next_first";
    const said = fill(words[name], { ...to, title: titleOf(to.id), minutes: to.page.minutes });
    return el("a", { class: "wg-button wg-primary", href: `${link(to.page.page)}#${to.id}` }, said);
  };

  const whole = () => {
    const stops = stopsOf(course, store.work);
    const done = stops.filter(({ state }) => state === "done").length;
    const value = stops.reduce((sum, { count, of }) => sum + (of ? count / of : 0), 0);
    return [
      el("progress", { class: "wg-bar", max: stops.length, value, "aria-label": words.bar }),
      el("p", { class: "wg-count" }, fill(words.counted, { done, total: stops.length })),
    ];
  };

  /** @param {CoursePage} page @param {Map<string, Stop>} stops */
  const practice = ({ page, title, minutes, exercises }, stops) => [
    el("div", {}, el("a", { href: link(page) }, title), " ", el("span", { class: "wg-way-minutes" }, fill(words.minutes, { minutes }))),
    el(
      "ul",
      {},
      exercises.map((id) => {
        const stop = stops.get(id);
        const sign = stop && el("span", { "aria-hidden": "true" }, words[`sign_${stop.state}`]);
        const said = stop && fill(words[`state_${stop.state}`], stop);
        return stop ? el("li", { "data-exercise": id, "data-state": stop.state }, sign, titleOf(id), ": ", said) : null;
      }),
    ),
  ];
  const way = () => {
    const stops = new Map(stopsOf(course, store.work).map((stop) => [stop.id, stop]));
    const pages = course.pages.filter(({ exercises }) => exercises.some((id) => stops.has(id)));
    const chapters = [...new Set(pages.map(({ read }) => read))];
    return el(
      "ol",
      { class: "wg-way" },
      chapters.map((read) => {
        const here = pages.filter((page) => page.read === read);
        const chapter = here[0].chapter;
        return el(
          "li",
          {},
          chapter && read ? el("a", { class: "wg-way-chapter", href: link(read) }, chapter) : null,
          here.map((page) => practice(page, stops)),
        );
      }),
    );
  };

  /** @param {string} id @param {string} head */
  const pictured = (id, head) => {
    const table = picturedOf(course, id, store.work(id));
    if (!table) return el("div", {}, el("p", { class: "wg-part" }, head), el("p", {}, words.sort_none));
    const kinds = course.answers;
    return el(
      "table",
      { class: "wg-table" },
      el("caption", {}, head),
      el("thead", {}, el("tr", {}, el("td", {}), kinds.map(({ label }) => el("th", { scope: "col" }, fill(words.you_said, { answer: label }))))),
      el(
        "tbody",
        {},
        kinds.map(({ label }, was) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, fill(words.group_was, { kind: label })),
            kinds.map((_, called) => el("td", { class: was === called ? "wg-cell-fits" : "wg-cell-look" }, String(table[was][called]))),
          ),
        ),
      ),
    );
  };
  const sorts = () => {
    const second = Object.keys(course.exercises).find((id) => course.exercises[id].begins);
    if (!second) return [];
    const first = String(course.exercises[second].begins);
    return section(words.sorts, el("div", { class: "wg-sorts" }, pictured(first, words.first), pictured(second, words.second)));
  };

  const mixed = () => {
    const plan = dueOf(course, store.work, Date.now());
    const page = course.pages.find(({ exercises }) => plan && exercises.includes(plan.mixed));
    if (!plan || !page) return [];
    const said = plan.due ? fill(words.mixed_due, plan) : plan.met ? words.mixed_later : words.mixed_none;
    return section(words.mixed, el("p", {}, said), el("p", {}, el("a", { href: link(page.page) }, words.mixed_go)));
  };

  // ------------------------------------------------------------------ keeping

  const text = () => JSON.stringify(store.record(), null, 1);
  const saveAll = () => {
    const name = ["whosegroup", course.course, store.code()].filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "_");
    download(text(), `${name}.json`, frame);
    shown = "text";
    draw();
    say(words.saved);
  };
  /** @param {string} given */
  const openFile = (given) => {
    const read = [given, mended(given)].map((one_) => readRecord(one_, course)).find((each) => !each.problem || each.problem !== "damaged");
    if (!read || read.problem !== undefined) return say(words[`open_${read?.problem ?? "damaged"}`]);
    const became = store.open(read);
    shown = "";
    draw();
    const gone = read.works.filter(({ exercise }) => !course.exercises[exercise]).length;
    return say(
      became.opened ? fill(words.opened, became) : words.opened_nothing,
      became.beside.length ? fill(words.opened_beside, { titles: became.beside.map(titleOf).join("; ") }) : "",
      read.unread ? fill(words.opened_unread, read) : "",
      read.newer ? fill(words.opened_newer, read) : "",
      gone ? fill(words.opened_gone, { gone }) : "",
      read.lang && read.lang !== course.lang ? words.opened_lang : "",
      became.trouble ? words.open_trouble : "",
    );
  };
  const area = el("textarea", { class: "wg-work-text", rows: "4", dir: "ltr", autocapitalize: "off", autocomplete: "off", spellcheck: "false", id: "wg-course-text" });
  const chooser = el("input", {
    type: "file",
    accept: ".json,.txt,application/json,text/plain",
    hidden: true,
    "aria-hidden": "true",
    tabindex: "-1",
    onchange: async () => {
      const file = chooser.files?.[0];
      if (file) openFile(await file.text().catch(() => ""));
      chooser.value = "";
    },
  });
  /** @param {"text" | "open"} what */
  const shelf = (what) => {
    area.readOnly = what === "text";
    area.value = what === "text" ? text() : "";
    const copy = async () => say((await copyFrom(area)) ? words.copied : words.copy_marked);
    return el(
      "div",
      { class: "wg-keep" },
      el("label", { for: area.id }, what === "text" ? words.text : words.paste),
      area,
      el(
        "div",
        { class: "wg-keep-ways" },
        what === "text" ? action(words.copy, "copy", copy) : action(words.open_text, "open-text", () => openFile(area.value)),
        action(words.close, "close", () => turn("")),
      ),
    );
  };
  /** @param {Shown} what */
  const turn = (what) => {
    shown = what;
    draw();
  };
  const keep = () =>
    section(
      words.keep,
      el("p", {}, words.keep_why),
      el(
        "div",
        { class: "wg-keep-ways" },
        action(words.save, "save", saveAll, "wg-primary"),
        action(words.open, "load", () => {
          turn("open");
          chooser.click();
        }),
        chooser,
      ),
      shown === "text" || shown === "open" ? shelf(shown) : null,
    );

  // ------------------------------------------------------------------ the code

  const codeField = el("input", { class: "wg-reader", id: "wg-course-code", maxlength: "40", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const useCode = async () => {
    const code = codeField.value.trim();
    if (!code) return;
    const mine = store.code();
    if (mine && sameCode(mine) !== sameCode(code) && store.exercises().length) {
      asked = code;
      draw();
      return say(fill(words.code_other, { code: mine }));
    }
    store.setCode(code);
    await look(code);
  };
  /** @param {string} code */
  const look = async (code) => {
    const known = new Map(store.exercises().map((id) => [id, store.work(id)]));
    found = (await store.copies(code)).filter(({ exercise, work, attempts }) => {
      const here = known.get(exercise);
      return attempts.length && !(here && here.work === work && here.attempts.length >= attempts.length);
    });
    shown = "code";
    asked = "";
    draw();
    const last = found.map(({ attempts }) => attempts[attempts.length - 1].at).sort().pop();
    say(last ? fill(words.code_found, { count: found.length, date: dateOf(new Date(last), course.lang) }) : words.code_not_found);
  };
  const putAway = async () => {
    const code = asked;
    await store.putAway();
    store.setCode(code);
    await look(code);
  };
  const restore = () => {
    store.open({ works: found, unread: 0, newer: 0 });
    found = [];
    draw();
    say(words.code_restored);
  };
  const code = () => {
    const now = store.code();
    if (document.activeElement !== codeField && !asked) codeField.value = now;
    return section(
      words.code,
      now ? el("p", {}, fill(words.code_now, { code: now })) : null,
      el("p", {}, words.code_why),
      el("div", { class: "wg-keep-ways" }, el("label", { for: codeField.id }, words.code), codeField, action(words.code_set, "code", useCode)),
      asked ? action(fill(words.code_away, { code: asked }), "away", putAway) : null,
      found.length ? action(words.code_restore, "restore", restore, "wg-primary") : null,
    );
  };

  const beside = () => {
    const lines = store.exercises().flatMap((id) =>
      store.others(id).flatMap(({ work, count, last, reader = "–" }) => {
        if (!work || !count) return [];
        const said = fill(words.beside_work, { title: titleOf(id), count, date: dateOf(new Date(String(last)), course.lang), reader });
        const go = () => {
          store.goOn(id, work);
          draw();
        };
        return [el("li", {}, said, " ", action(words.go_on, "reopen", go, "wg-link"))];
      }),
    );
    return lines.length ? section(words.beside, el("ul", {}, lines)) : [];
  };

  // ------------------------------------------------------------------ the record on paper

  const nameField = el("input", { class: "wg-reader", id: "wg-course-name", maxlength: "80", autocomplete: "off", spellcheck: "false" });
  const paper = el("div", { class: "wg-course-paper" });
  const print_ = () => {
    const times = store.exercises().flatMap((id) => store.work(id)?.attempts.map(({ at }) => at) ?? []).sort();
    const day = (/** @type {string | undefined} */ at) => (at ? dateOf(new Date(at), course.lang) : "–");
    put(
      paper,
      el("p", { class: "wg-part" }, fill(words.print_head, { name: nameField.value.trim() || "–" })),
      el("p", {}, fill(words.print_dates, { first: day(times[0]), last: day(times[times.length - 1]) })),
      el(
        "ul",
        {},
        stopsOf(course, store.work).map((stop) =>
          el("li", {}, fill(words.print_row, { title: titleOf(stop.id), state: fill(words[`state_${stop.state}`], stop) })),
        ),
      ),
      sorts(),
      el("p", {}, words.print_proves),
    );
    document.documentElement.classList.add("wg-prints-course");
    print();
    document.documentElement.classList.remove("wg-prints-course");
    put(paper);
  };
  const printing = () =>
    section(
      words.print,
      el("p", {}, words.print_why),
      el("div", { class: "wg-keep-ways" }, el("label", { for: nameField.id }, words.name), nameField, action(words.print_go, "print", print_)),
    );

  // ------------------------------------------------------------------ leaving

  const empty = async () => {
    await store.empty();
    shown = "";
    [found, asked] = [[], ""];
    draw();
    say(words.emptied);
  };
  const emptying = () =>
    section(
      words.empty,
      el("p", {}, words.empty_why),
      shown === "empty"
        ? el(
            "div",
            { class: "wg-keep-ways" },
            el("p", {}, words.empty_ask),
            action(words.empty_yes, "empty", empty),
            action(words.empty_no, "keep", () => turn("")),
          )
        : action(words.empty, "ask-empty", () => turn("empty")),
    );

  const draw = () => {
    const focused = document.activeElement;
    const named = focused instanceof HTMLElement && frame.contains(focused) ? focused.dataset.action : undefined;
    const trouble = store.trouble();
    if (view === "next") {
      // Who has not begun sees the first question instead.
      const any = stopsOf(course, store.work).some(({ state }) => state !== "new");
      root.hidden = !any;
      return any ? put(frame, el("p", { class: "wg-part" }, words.next), el("div", { class: "wg-progress" }, whole()), el("p", { class: "wg-next" }, next())) : undefined;
    }
    put(
      frame,
      trouble ? el("p", { class: "wg-notice wg-trouble" }, words[trouble.name]) : null,
      el("div", { class: "wg-progress" }, whole()),
      el("p", { class: "wg-next" }, next()),
      status,
      section(words.way, way()),
      sorts(),
      mixed(),
      code(),
      keep(),
      beside(),
      printing(),
      emptying(),
      fromDisk ? el("p", { class: "wg-kept" }, words.from_disk) : el("p", { class: "wg-kept" }, words.kept_page),
      paper,
    );
    if (focused instanceof HTMLElement && frame.contains(focused)) focused.focus({ preventScroll: true });
    else if (named) one(frame, `[data-action="${named}"]`)?.focus({ preventScroll: true });
    return undefined;
  };
  draw();
  root.append(frame);
  root.dataset.state = "ready";
  const unlisten = store.listen(draw);
  return () => {
    unlisten();
    frame.remove();
    delete root.dataset.state;
  };
};

if (document.currentScript && !customElements.get("whose-group-course")) {
  customElements.define(
    "whose-group-course",
    class extends HTMLElement {
      connectedCallback() {
        const data = this.querySelector(':scope > script[type="application/json"]');
        if (!data) {
          if (document.readyState === "loading")
            document.addEventListener("readystatechange", () => this.isConnected && this.connectedCallback(), { once: true });
          return;
        }
        if (this.leave) return;
        const course = JSON.parse(String(data.textContent));
        this.leave = mountCourse(this, course, courseStore(course), this.getAttribute("base") ?? "", this.getAttribute("view") ?? "whole");
      }
      disconnectedCallback() {
        this.leave?.();
        this.leave = undefined;
      }
    },
  );
}
