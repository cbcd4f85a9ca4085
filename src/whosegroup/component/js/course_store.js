// @ts-check
// All works of a course that a page can reach: the reader's code, the record, and how it is emptied.

/**
 * What "My course" does beside with all that is kept of a course.
 * @typedef {object} CourseKeeping
 * @property {() => string} code the reader's code; "" without one
 * @property {(code: string) => void} setCode the same reader's, who had none or another spelling of it
 * @property {(exercise: string) => Beside[]} others those that are kept beside it
 * @property {() => string[]} exercises of which there is a work
 * @property {() => CourseRecord} record
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
 * @typedef {{ opened: number, beside: string[], trouble: boolean }} Opened
 */

/**
 * Works from the second home, and what cannot be read here.
 * @typedef {{ works: Work[], unread: Copy[] }} Copies
 */

const LANG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

// Which work a name stands for: "en/toy" or what is beside it, as "en/toy#other-1". Else nothing.
/** @param {Home} home @param {string} name @returns {{ lang: string, exercise: string, beside: boolean } | null} */
const placeOf = (home, name) => {
  const [whole, lang, exercise, more] = /^([^/#]+)\/([^/#]+)(#.*)?$/.exec(name.slice(courseRoot(home).length)) ?? [];
  return whole && LANG.test(lang) && NAMED.test(exercise) ? { lang, exercise, beside: Boolean(more) } : null;
};

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

  emptiedAt(home);
  // All that is kept of the course, in every language: the name, what it holds, and whose it is.
  const everything = () =>
    stored.names(courseRoot(home)).flatMap((name) => {
      const place = placeOf(home, name);
      const { text } = stored.get(name);
      return place && text ? { name, text, place, work: readWork(text, place).work } : [];
    });
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
    if (reader && !courseCode(home)) setCourseCode(home, reader);
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
    record: () => recordOf(home, works(), courseCode(home)),
    open,
    goOn: (exercise, work) => storeOf(exercise).replace(work),
    async copies(code) {
      const copies = await secondHome.of(code, courseRoot(home));
      /** @type {Copies} */
      const found = { works: [], unread: [] };
      const here = everything();
      for (const copy of copies) {
        const place = placeOf(home, copy.name);
        const work = place && readWork(copy.text, place).work;
        if (!place || !work) {
          found.unread.push(copy);
          continue;
        }
        const same = here.filter((each) => each.work?.work === work.work && each.place.lang === place.lang);
        const keys = new Set(same.flatMap((each) => each.work?.attempts.map(keyOf) ?? []));
        if (work.attempts.some((a) => !keys.has(keyOf(a)))) found.works.push({ ...work, lang: place.lang });
      }
      // What was done last goes on.
      found.works.sort((x, y) => order(String(lastOf(y.attempts)?.at), String(lastOf(x.attempts)?.at)));
      return found;
    },
    restore({ works: given, unread }) {
      const became = open({ works: given, unread: 0, newer: 0 });
      for (const { name, text } of unread) {
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
      for (const { name, text, place, work } of everything()) {
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
      const codes = new Set([courseCode(home), ...everything().map(({ work }) => work?.reader ?? "")].filter(Boolean));
      leave();
      for (const code of codes) await secondHome.forget(code, courseRoot(home));
    },
  };
};
