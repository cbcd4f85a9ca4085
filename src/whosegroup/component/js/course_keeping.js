// @ts-check
// "My course" on a page: keeping all in one file, the reader's code, works beside each other, leaving.

/** @typedef {CourseShown & { store: CourseStore }} CourseDesk */

const MOST_BYTES = 64 * 1024 * 1024; // of a file that is opened; a record of the whole course has a hundredth of that

/** @param {CourseDesk} desk @param {string} name @param {number} most */
const fieldOf = ({ prefix }, name, most) =>
  el("input", {
    class: "wg-reader",
    id: `${prefix}-${name}`,
    maxlength: String(most),
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: "false",
  });

/** @param {CourseDesk} desk @param {string} end */
const fileOf = ({ course, store }, end) =>
  ["whosegroup", course.course, store.code()].filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "_") + end;

// Whose the works are that are open here: a code, and another reader who has typed one or opens a file.
/** @param {CourseDesk} desk @returns {{ draw: CoursePart, ofAnother: (reader: string, then: () => void) => boolean, forget: () => void }} */
const codePart = (desk) => {
  const { course, store, say } = desk;
  const { words } = course;
  // Those of which a code chooses one of two sets of cases, once for all.
  const tests = Object.keys(course.exercises).filter((id) => course.exercises[id].forms);
  const field = fieldOf(desk, "code", 40);
  /** @type {Copies} */
  let found = { works: [], unread: [] };
  let another = ""; // a code that was typed and is not that of the works which are open
  let then = () => {};

  const forget = () => {
    [found, another] = [{ works: [], unread: [] }, ""];
  };
  // What is kept under a code that has just been typed.
  /** @param {string} code @param {string} [first] said before */
  const look = async (code, first = "") => {
    forget();
    found = await store.copies(code);
    const count = new Set(found.works.map(({ exercise }) => exercise)).size;
    const last = found.works.map(({ attempts }) => String(lastOf(attempts)?.at)).sort().pop();
    desk.draw(count ? '[data-action="restore"]' : undefined);
    const date = last && dateOf(new Date(last), course.lang);
    say(first, count ? countedIn(words, "code_found", count, { count, date }) : words.code_not_found);
  };
  /** @param {string} reader @param {() => void} after @returns {boolean} */
  const ofAnother = (reader, after) => {
    const mine = store.code();
    if (!mine || !sameCode(reader) || sameCode(mine) === sameCode(reader) || !store.exercises().length) return false;
    [another, then] = [reader, after];
    desk.draw('[data-action="away"]');
    say(fill(words.code_other, { code: mine, other: reader }));
    return true;
  };
  const use = async () => {
    const code = field.value.trim();
    if (!sameCode(code)) return say(words.code_none);
    if (ofAnother(code, () => {})) return undefined;
    store.setCode(code);
    return look(code);
  };
  const putAway = async () => {
    const [code, after] = [another, then];
    if (!(await store.putAway())) return say(words.code_stays);
    store.setCode(code);
    await look(code, words.code_put_away);
    return after();
  };
  const stay = async () => {
    const [code, after] = [another, then];
    store.setCode(code);
    await look(code);
    return after();
  };
  const restore = () => {
    const became = store.restore(found);
    forget();
    desk.draw(".wg-notice");
    say(words.code_restored, became.beside.length ? words.beside_below : "", became.trouble ? words.open_trouble : "");
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") use();
  });
  return {
    ofAnother,
    forget,
    draw() {
      const now = store.code();
      if (document.activeElement !== field) field.value = another || now;
      return section(
        words.code,
        now ? el("p", {}, fill(words.code_now, { code: now })) : null,
        el("p", {}, words.code_why),
        tests.length ? el("p", {}, tests.some((id) => store.work(id)?.form) ? words.code_set_chosen : words.code_chooses) : null,
        el("div", { class: "wg-keep-ways" }, el("label", { for: field.id }, words.code), field, action(words.code_set, "code", use)),
        another
          ? el(
              "div",
              { class: "wg-keep-ways" },
              el("p", {}, fill(words.code_other, { code: now, other: another })),
              action(fill(words.code_away, { code: another }), "away", putAway),
              action(words.code_mine, "rename", stay),
            )
          : null,
        found.works.length ? action(words.code_restore, "restore", restore, "wg-primary") : null,
      );
    },
  };
};

// All works in one file, and the way back.
/** @param {CourseDesk} desk @param {ReturnType<typeof codePart>} code @returns {CoursePart} */
const filePart = (desk, code) => {
  const { course, store, frame, say } = desk;
  const { words } = course;
  /** @type {"" | "text" | "open"} */
  let shown = "";
  const area = textField(desk.prefix);
  const text = () => JSON.stringify(store.record(), null, 1);
  const saveAll = () => {
    if (!store.exercises().length) return say(words.nothing);
    download(text(), fileOf(desk, ".json"), frame);
    turn("text");
    return say(words.saved);
  };
  /** @param {"" | "text" | "open"} what @param {string} [focus] */
  const turn = (what, focus) => {
    shown = what;
    area.readOnly = what === "text";
    area.value = what === "text" ? text() : "";
    desk.draw(focus);
  };
  /** @param {string} given */
  const openText = (given) => {
    let read = readRecord(given, course);
    if (read.problem === "damaged") read = readRecord(mended(given), course);
    if (read.problem !== undefined) return say(words[`open_${read.problem}`]);
    const record = read;
    const open = () => opened(record);
    return code.ofAnother(record.reader ?? "", open) ? undefined : open();
  };
  /** @param {Extract<ReadRecord, { works: Work[] }>} record */
  const opened = (record) => {
    const became = store.open(record);
    const gone = record.works.filter(({ exercise }) => !course.exercises[exercise]).length;
    const titles = [...new Set(became.beside)].map(desk.parts.titleOf).join("; ");
    const foreign = record.works.some(({ lang = record.lang ?? course.lang }) => lang !== course.lang);
    turn("", ".wg-notice");
    say(
      became.opened ? countedIn(words, "opened", became.opened, became) : words.opened_nothing,
      titles ? fill(words.opened_beside, { titles }) : "",
      record.unread ? countedIn(words, "opened_unread", record.unread, record) : "",
      record.newer ? countedIn(words, "opened_newer", record.newer, record) : "",
      gone ? countedIn(words, "opened_gone", gone, { gone }) : "",
      foreign ? words.opened_lang : "",
      became.trouble ? words.open_trouble : "",
    );
  };
  const chooser = fileChooser((given) => (given === null ? say(words.open_large) : openText(given)), MOST_BYTES);
  const choose = () => {
    turn("open");
    chooser.click();
  };
  const copy = async () => say((await copyFrom(area)) ? words.copied : words.copy_marked);
  const shelf = () =>
    el(
      "div",
      { class: "wg-keep" },
      el("label", { for: area.id }, shown === "text" ? words.text : words.paste),
      area,
      el(
        "div",
        { class: "wg-keep-ways" },
        shown === "text" ? action(words.copy, "copy", copy) : action(words.open_text, "open-text", () => openText(area.value)),
        action(words.close, "close", () => turn("", shown === "text" ? '[data-action="save"]' : '[data-action="load"]')),
      ),
    );
  return () => {
    if (shown === "text") area.value = text(); // it keeps up with the work
    return section(
      words.keep,
      el("p", {}, words.keep_why),
      el("div", { class: "wg-keep-ways" }, action(words.save, "save", saveAll, "wg-primary"), action(words.open, "load", choose), chooser),
      shown ? shelf() : null,
    );
  };
};

// Works of an exercise that are not the one which goes on.
/** @param {CourseDesk} desk @returns {CoursePart} */
const besidePart = ({ course, store, parts, draw, say }) => () => {
  const { words } = course;
  const lines = store.exercises().flatMap((id) =>
    store.others(id).flatMap(({ work, count, last, reader = "–" }) => {
      if (!work || !last) return [];
      const values = { title: parts.titleOf(id), count, date: dateOf(new Date(last), course.lang), reader };
      const go = () => {
        const went = store.goOn(id, work);
        draw(".wg-notice");
        say(went ? fill(words.went_on, values) : words.open_trouble);
      };
      return [el("li", {}, countedIn(words, "beside_work", Number(count), values), " ", action(words.go_on, "reopen", go, "wg-link"))];
    }),
  );
  return lines.length ? section(words.beside, el("p", {}, words.beside_why), el("ul", {}, lines)) : [];
};

// A record for a teacher: on paper, or as a page by itself. The name goes there and is kept nowhere.
/** @param {CourseDesk} desk @param {HTMLElement} paper @returns {CoursePart} */
const paperPart = (desk, paper) => {
  const { course, store, parts, frame } = desk;
  const { words } = course;
  const field = fieldOf(desk, "name", 80);
  const write = () => {
    const times = store.exercises().flatMap((id) => store.work(id)?.attempts.map(({ at }) => at) ?? []).sort();
    /** @param {string | undefined} at */
    const day = (at) => (at ? dateOf(new Date(at), course.lang) : "–");
    const stops = countedOf(course, store.work);
    const values = { name: field.value.trim() || "–", title: words.title, done: stops.filter(({ state }) => state === "done").length, total: stops.length };
    put(
      paper,
      el("h2", {}, fill(words.print_head, values)),
      el("p", {}, fill(words.print_dates, { first: day(times[0]), last: day(lastOf(times)) })),
      el("p", {}, fill(words.counted, values)),
      el("ul", {}, stops.map((stop) => el("li", {}, fill(words.print_row, { title: parts.titleOf(stop.id), state: parts.stateOf(stop) })))),
      parts.sorts(),
      el("p", {}, words.print_proves),
    );
  };
  const clear = () => {
    document.documentElement.classList.remove("wg-prints-course");
    put(paper);
  };
  const onPaper = () => {
    write();
    document.documentElement.classList.add("wg-prints-course");
    addEventListener("afterprint", clear, { once: true }); // not every browser waits here until it is printed
    print();
  };
  const asPage = () => {
    write();
    const page = el("html", { lang: course.lang }, el("head", {}, el("meta", { charset: "utf-8" }), el("title", {}, words.print)), el("body", {}, paper.cloneNode(true)));
    clear();
    download(new XMLSerializer().serializeToString(page), fileOf(desk, ".html"), frame, "text/html");
    desk.say(words.saved_paper);
  };
  return () =>
    section(
      words.print,
      el("p", {}, words.print_why),
      el(
        "div",
        { class: "wg-keep-ways" },
        el("label", { for: field.id }, words.name),
        field,
        action(words.print_go, "print", onPaper),
        action(words.print_save, "save-paper", asPage),
      ),
    );
};

/** @param {CourseDesk} desk @param {ReturnType<typeof codePart>} code @returns {CoursePart} */
const emptyPart = (desk, code) => {
  const { course, store, draw, say, prefix } = desk;
  const { words } = course;
  const id = `${prefix}-empty`;
  let asked = false;
  /** @param {boolean} now @param {string} focus */
  const ask = (now, focus) => {
    asked = now;
    draw(focus);
  };
  const empty = async () => {
    await store.empty();
    code.forget();
    ask(false, ".wg-notice");
    say(words.emptied);
  };
  return () =>
    section(
      words.empty,
      el("p", {}, words.empty_why),
      asked
        ? el(
            "div",
            { class: "wg-keep-ways", role: "group", "aria-labelledby": id },
            el("p", { id }, words.empty_ask),
            action(words.empty_yes, "empty", empty),
            action(words.empty_no, "keep", () => ask(false, '[data-action="ask-empty"]')),
          )
        : action(words.empty, "ask-empty", () => ask(true, '[data-action="keep"]')),
    );
};

courseViews.whole = (shown) => {
  const { course, reading, parts, status } = shown;
  const { words } = course;
  const store = courseStore(course, reading);
  const desk = { ...shown, store };
  // Fields and what is said are drawn once, and only put back.
  const paper = el("div", { class: "wg-course-paper" });
  const code = codePart(desk);
  const [keeps, twins, papers, empties] = [filePart(desk, code), besidePart(desk), paperPart(desk, paper), emptyPart(desk, code)];
  return () => {
    const trouble = store.trouble();
    return [
      trouble ? el("p", { class: "wg-notice wg-trouble" }, words[trouble.name]) : null,
      parts.whole(),
      el("p", { class: "wg-next" }, parts.next()),
      status,
      parts.way(),
      parts.sorts(),
      parts.mixed(),
      twins(),
      keeps(),
      code.draw(),
      papers(),
      empties(),
      el("p", { class: "wg-kept" }, fromDisk ? words.from_disk : trouble ? words.kept_not : words.kept_page),
      paper,
    ];
  };
};
