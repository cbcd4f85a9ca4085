// @ts-check
// "My course" on a page: keeping all in one file, the reader's code, works beside each other, leaving.

/**
 * @typedef {CourseShown & { store: CourseStore, sorts: CoursePart, asked: Set<string> }} CourseDesk `asked` holds the exercises of
 * which another work has just been opened
 */

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

/**
 * Whose the works are that are open here: a code, and another reader who has typed one or opens a file. Above
 * all is what was found under a code that was typed before.
 * @param {CourseDesk} desk
 * @returns {{ draw: CoursePart, above: CoursePart, ofAnother: (reader: string, then: () => void) => boolean, forget: () => void }}
 */
const codePart = (desk) => {
  const { course, store, say } = desk;
  const { words } = course;
  // Those of which a code chooses one of two sets of cases, once for all.
  const tests = Object.keys(course.exercises).filter((id) => course.exercises[id].forms);
  const field = fieldOf(desk, "code", 40);
  /** @type {Copies} */
  let found = { works: [], unread: [] };
  let isAbove = false; // what was found is offered at the top
  let another = ""; // a code that was typed and is not that of the works which are open
  let then = () => {};

  const forget = () => {
    [found, another, isAbove] = [{ works: [], unread: [] }, "", false];
  };
  /** @param {ReturnType<typeof toldOf>} copies */
  const saidOf = (copies) => countedIn(words, "code_found", copies.count, copies);
  // What is kept under a code that has just been typed.
  /** @param {string} code @param {string} [first] said before */
  const look = async (code, first = "") => {
    forget();
    found = await store.copies(code);
    const { count, date } = toldOf(found, course.lang);
    desk.draw(count ? '[data-action="restore"]' : undefined);
    say(first, count ? saidOf({ count, date }) : words.code_not_found);
  };
  // What an exercise was told, where only a code can be typed, is offered here.
  const lookBefore = async () => {
    const copies = await store.copies(store.code());
    if (!copies.works.length || another || found.works.length) return;
    [found, isAbove] = [copies, true];
    desk.draw();
    say(saidOf(toldOf(found, course.lang)));
  };
  if (store.code()) lookBefore();
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
    for (const id of became.beside) desk.asked.add(id);
    desk.draw(".wg-notice");
    say(words.code_restored, became.beside.length ? words.beside_below : "", became.trouble ? words.open_trouble : "");
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") use();
  });
  const restores = () => (found.works.length ? action(words.code_restore, "restore", restore, "wg-primary") : null);
  return {
    ofAnother,
    forget,
    above: () => (isAbove ? [restores()] : []),
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
        isAbove ? null : restores(),
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
    if (!store.record().works.length) return say(words.nothing);
    download(text(), fileOf(desk, ".json"), frame);
    turn("text");
    const damaged = store.unread().filter(({ problem }) => problem === "damaged").length;
    return say(words.saved, damaged ? countedIn(words, "saved_without", damaged) : "");
  };
  // What cannot be read here, by name, and what becomes of it.
  const unread = () => {
    const lines = store.unread().map(({ exercise, problem }) => el("li", {}, fill(words[`unread_${problem}`], { title: desk.parts.titleOf(exercise) })));
    return lines.length ? el("ul", { class: "wg-unread" }, lines) : null;
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
    if (given.includes(PAPER)) return say(words.open_paper);
    const [plain, other] = [given, mended(given)].map((each) => readRecord(each, course));
    const read = plain.problem === "damaged" || (plain.problem === undefined && plain.cut && other.problem === undefined && !other.cut) ? other : plain;
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
    for (const id of became.beside) desk.asked.add(id);
    const unreadable = record.unread - (record.cut ? 1 : 0);
    const foreign = record.works.some(({ lang = record.lang ?? course.lang }) => lang !== course.lang);
    turn("", ".wg-notice");
    say(
      became.opened ? countedIn(words, "opened", became.opened, became) : words.opened_nothing,
      titles ? fill(words.opened_beside, { titles }) : "",
      record.cut ? words.opened_cut : "",
      unreadable ? countedIn(words, "opened_unread", unreadable, { unread: unreadable }) : "",
      record.newer ? countedIn(words, "opened_newer", record.newer, record) : "",
      gone ? countedIn(words, "opened_gone", gone, { gone }) : "",
      foreign ? words.opened_lang : "",
      became.nameless ? words.opened_nameless : "",
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
    const some = desk.parts.any();
    const [saves, opens] = [action(words.save, "save", saveAll, some ? "wg-primary" : ""), action(words.open, "load", choose)];
    return section(
      words.keep,
      el("p", {}, some ? words.keep_why : words.keep_elsewhere),
      unread(),
      el("div", { class: "wg-keep-ways" }, some ? [saves, opens] : [opens, saves], chooser),
      shown ? shelf() : null,
    );
  };
};

// Works of an exercise that are not the one which goes on. Where one of them holds more, or has just been opened,
// the reader chooses, at the top; the others stay in a list.
/** @param {CourseDesk} desk @returns {(choosing: boolean) => Content[]} */
const besidePart = ({ course, store, parts, asked, draw, say }) => (choosing) => {
  const { words } = course;
  /** @param {string} id @param {Pick<Beside, "count" | "last" | "reader">} beside */
  const called = (id, { count = 0, last, reader }) => {
    const values = { title: parts.titleOf(id), count, date: dateOf(new Date(String(last)), course.lang), reader };
    return [countedIn(words, "beside_work", count, values), reader ? fill(words.beside_code, values) : ""];
  };
  /** @param {string} id @returns {Content[]} */
  const lines = (id) =>
    store.others(id).flatMap((beside) => {
      const { work, last } = beside;
      if (!work || !last) return [];
      const go = () => {
        const went = store.goOn(id, work);
        if (went) asked.delete(id);
        draw(".wg-notice");
        say(went ? fill(words.went_on, { title: parts.titleOf(id), date: dateOf(new Date(last), course.lang) }) : words.open_trouble);
      };
      return [el("li", {}, called(id, beside), " ", action(words.go_on, "reopen", go, choosing ? "" : "wg-link"))];
    });
  /** @param {string} id */
  const now = (id) => {
    const work = store.work(id);
    if (!work) return null;
    const { attempts, reader } = work;
    const last = lastOf(attempts)?.at;
    return last ? el("li", {}, called(id, { count: attempts.filter((a) => !a.skipped).length, last, reader }), " ", words.goes_on) : null;
  };
  const shown = store.exercises().filter((id) => (asked.has(id) || store.longer(id)) === choosing);
  const works = shown.flatMap((id) => {
    const others = lines(id);
    return others.length ? [choosing ? now(id) : null, ...others] : [];
  });
  if (!works.length) return [];
  const [head, why] = choosing ? [words.beside, words.beside_why] : [words.beside_kept, words.beside_kept_why];
  return section(head, el("p", {}, why), el("ul", {}, works));
};

// The page by itself brings no style sheet.
const PAPER_STYLE = `
body { max-width: 40rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; }
td, th { padding: .25rem .5rem; border: 1px solid; text-align: start; }
.wg-scroll { overflow-x: auto; }`;

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
    const [first, last] = [day(times[0]), day(lastOf(times))];
    const stops = stopsOf(course, store.work);
    const every = countedOf(course, store.work, stops);
    const name = field.value.trim();
    const values = { name, title: words.title, done: every.filter(({ state }) => state === "done").length, total: every.length };
    const tries = triesOf(course, store.work);
    /** @param {string} title @param {Omit<Stop, "page">} stop */
    const row = (title, stop) => el("li", {}, fill(words.print_row, { title, state: parts.stateOf(stop) }));
    const under = [...new Set(stops.map(({ page }) => page.chapter || page.title))];
    put(
      paper,
      el("h1", {}, course.book ?? words.print),
      el("h2", {}, name ? fill(words.print_head, values) : words.title),
      el("p", {}, fill(first === last ? words.print_date : words.print_dates, { first, last })),
      el("p", {}, fill(words.counted, values)),
      under.map((chapter) => [
        el("h3", {}, chapter),
        el("ul", {}, stops.filter(({ page }) => (page.chapter || page.title) === chapter).map((stop) => row(parts.titleOf(stop.id), stop))),
      ]),
      tries ? el("ul", {}, row(words.print_tries, tries)) : null,
      desk.sorts(),
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
    const title = [course.book, field.value.trim() || words.print].filter(Boolean).join(": ");
    const head = [
      el("meta", { charset: "utf-8" }),
      el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      el("title", {}, title),
      el("style", {}, PAPER_STYLE),
    ];
    const page = el("html", { lang: course.lang }, el("head", {}, head), el("body", {}, paper.cloneNode(true)));
    clear();
    download(new XMLSerializer().serializeToString(page), fileOf(desk, "-record.html"), frame, "text/html");
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
  const desk = { ...shown, store, sorts: courseSorts(course, store.work), asked: new Set() };
  // Fields and what is said are drawn once, and only put back.
  const paper = el("div", { class: PAPER });
  const code = codePart(desk);
  const [keeps, twins, papers, empties] = [filePart(desk, code), besidePart(desk), paperPart(desk, paper), emptyPart(desk, code)];
  return () => {
    const trouble = store.trouble();
    const unread = [...new Set(store.unread().map(({ exercise }) => parts.titleOf(exercise)))];
    // Whoever has nothing here may have begun elsewhere.
    const [above, below] = parts.any() ? [null, keeps()] : [keeps(), null];
    return [
      trouble ? el("p", { class: "wg-notice wg-trouble" }, words[trouble.name]) : null,
      unread.length ? el("p", { class: "wg-notice wg-trouble" }, fill(words.unread, { titles: unread.join("; ") })) : null,
      parts.whole(),
      status,
      code.above(),
      twins(true),
      parts.isToChoose() ? null : el("p", { class: "wg-next" }, parts.next()),
      above,
      parts.way(),
      desk.sorts(),
      parts.mixed(),
      below,
      twins(false),
      code.draw(),
      papers(),
      empties(),
      el("p", { class: "wg-kept" }, fromDisk ? words.from_disk : trouble ? words.kept_not : words.kept_page),
      paper,
    ];
  };
};
