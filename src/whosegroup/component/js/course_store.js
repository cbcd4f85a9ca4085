// @ts-check
// All works of a course that a page can reach: the reader's code, the record, and how it is emptied.

/**
 * What "My course" does beside with all that is kept of a course.
 * @typedef {object} CourseKeeping
 * @property {() => string} code the reader's code; "" without one
 * @property {(code: string) => void} setCode the same reader's, who had none or another spelling of it
 * @property {(exercise: string) => Beside[]} others those that are kept beside it
 * @property {() => string[]} exercises of which there is a work
 * @property {() => Unread[]} unread what is kept and cannot be read here
 * @property {() => CourseRecord} record holds what a newer version made, too, as it is
 * @property {(read: Extract<ReadRecord, { works: Work[] }>) => Opened} open
 * @property {(exercise: string, work: Work) => boolean} goOn with a work that is kept beside
 * @property {(code: string) => Promise<Copies>} copies under a code, of which something is not here
 * @property {(copies: Copies) => Opened} restore
 * @property {() => Promise<boolean>} putAway all works under their codes, into the second home alone
 * @property {() => Promise<void>} empty deletes all that this browser keeps of the course
 */

/** @typedef {CourseReading & CourseKeeping} CourseStore */

/**
 * What became of the works of a record: of which exercises there was other work here already.
 * `nameless` tells that there were answers without a code, which stay so.
 * @typedef {{ opened: number, beside: string[], trouble: boolean, nameless?: boolean }} Opened
 */

/** @typedef {{ exercise: string, problem: "damaged" | "version" | "exercise", text: string }} Unread */

/** @param {Home} home @param {CourseReading} reading @returns {CourseStore} */
const courseStore = (home, reading) => {
  const root = rootOf(home);
  const { store: storeOf, work: workOf } = reading;
  /** @param {string} exercise */
  const besideOf = (exercise) => (asideOf(root + exercise).length ? storeOf(exercise).others() : []);
  // In storage, or where that is forbidden, on this page alone.
  const exercises = () => {
    const names = [...stored.names(root), ...pageStores.keys()].filter((name) => name.startsWith(root));
    const found = new Set(names.map((name) => placeOf(home, name)?.exercise ?? ""));
    return [...found].filter((exercise) => exercise && (workOf(exercise) || besideOf(exercise).length)).sort();
  };
  /** @param {string} exercise */
  const worksOf = (exercise) => [workOf(exercise) ?? [], ...besideOf(exercise).map(({ work }) => work ?? [])].flat();
  const works = () => exercises().flatMap(worksOf);
  /** @type {Map<string, { text: string, problem?: Unread["problem"] }>} */
  const read = new Map(); // by name: each is long to read
  /** @returns {Unread[]} */
  const unread = () => {
    /** @type {Map<string, Unread>} */
    const found = new Map(); // a page that met it has set a copy aside
    for (const name of stored.names(courseRoot(home))) {
      const place = placeOf(home, name);
      const { text } = stored.get(name);
      if (!place || !text) continue;
      const { exercise } = place;
      if (read.get(name)?.text !== text) read.set(name, { text, problem: readWork(text, place).problem });
      const problem = read.get(name)?.problem;
      if (problem) found.set(exercise + text, { exercise, problem, text });
    }
    return [...found.values()];
  };

  emptiedAt(home);
  // Under a new sign, by which every tab knows that what it held is no longer here. Room is made first,
  // for storage may be full, and afterwards it is looked again: a tab may not yet have heard of it.
  const leave = () => {
    const clear = () => {
      for (const name of stored.names(courseRoot(home))) if (name !== emptiedKey(home)) stored.remove(name);
      passing.forget(courseRoot(home));
    };
    clear();
    stored.set(emptiedKey(home), newWork({ exercise: "", lang: "" }).work);
    clear();
    for (const [name, store] of pageStores) if (name.startsWith(courseRoot(home))) store.letGo?.();
  };
  /** @param {Opened} became @param {Work} work @param {string} [lang] @param {string} [reader] */
  const openOne = (became, work, lang, reader) => {
    const there = [work.lang, lang].find((each) => LANG.test(String(each))) ?? home.lang;
    const store = pageStore({ ...home, lang: there, exercise: work.exercise });
    const whose = reader && !work.reader ? { ...work, reader } : work;
    const held = store.work();
    if (held.work === work.work || !held.attempts.length) openWork(store, whose);
    else if (store.keepBeside?.(whose)) became.beside.push(work.exercise);
    else became.trouble = true;
    became.opened += 1;
    became.trouble = became.trouble || Boolean(store.trouble());
  };
  /** @type {CourseStore["open"]} */
  const open = ({ works: given, lang, reader }) => {
    /** @type {Opened} */
    const became = { opened: 0, beside: [], trouble: false };
    // Whose the answers are that lie here without a code, and in no such file, nobody knows.
    const known = new Set(given.map(({ work }) => work));
    became.nameless = Boolean(reader) && !courseCode(home) && works().some((work) => !work.reader && !known.has(work.work));
    if (reader && !courseCode(home) && !became.nameless) setCourseCode(home, reader);
    for (const work of given) if (work.attempts.length) openOne(became, work, lang, reader);
    return became;
  };
  return {
    ...reading,
    code: () => courseCode(home),
    setCode(code) {
      const before = courseCode(home);
      setCourseCode(home, code);
      for (const exercise of exercises()) {
        const work = workOf(exercise);
        const mine = work && (!work.reader || sameCode(work.reader) === sameCode(before));
        if (!mine) continue;
        storeOf(exercise).update([], { reader: code });
        if (before) moveCopy(home, storeOf(exercise).work(), before);
      }
    },
    others: besideOf,
    exercises,
    unread,
    record: () => {
      const carried = unread().flatMap(({ problem, text }) => (problem === "damaged" ? [] : JSON.parse(text)));
      return recordOf(home, [...works(), ...carried], courseCode(home));
    },
    open,
    goOn: (exercise, work) => storeOf(exercise).replace(work),
    copies: (code) => copiesUnder(home, code),
    restore({ works: given, unread: rest }) {
      const became = open({ works: given, unread: 0, newer: 0 });
      for (const { name, text } of rest) {
        const place = placeOf(home, name);
        if (!place) continue;
        const problem = readWork(text, place).problem ?? "damaged";
        const safe = stored.setAside(`${courseRoot(home)}${place.lang}/${place.exercise}`, problem, text);
        became.trouble = became.trouble || !safe;
      }
      return became;
    },
    // Only what is safe there is taken away here.
    async putAway() {
      const mine = courseCode(home);
      for (const { name, text, place, work } of keptOf(home)) {
        if (work && !work.attempts.length) continue;
        const at = { course: home.course, lang: place.lang };
        const safe = work
          ? await keepCopy(at, work, work.reader || mine)
          : await secondHome.keep(mine, place.beside ? name : `${name}#${text.length}`, () => text);
        if (!safe) return false;
      }
      leave();
      return true;
    },
    async empty() {
      const codes = new Set([courseCode(home), ...keptOf(home).map(({ work }) => work?.reader ?? "")].filter(Boolean));
      leave();
      for (const code of codes) await secondHome.forget(code, courseRoot(home));
    },
  };
};
