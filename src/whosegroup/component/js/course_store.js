// @ts-check
// All works of a course that a page can reach: the reader's code, the record, and how it is emptied.

/**
 * What is kept of a course, as "My course" shows it.
 * @typedef {object} CourseStore
 * @property {() => string} code the reader's code; "" without one
 * @property {(code: string) => void} setCode
 * @property {(exercise: string) => Work | null} work the work that goes on
 * @property {(exercise: string) => Beside[]} others those that are kept beside it
 * @property {() => string[]} exercises of which there is a work
 * @property {() => CourseRecord} record
 * @property {(read: Extract<ReadRecord, { works: Work[] }>) => Opened} open
 * @property {(exercise: string, work: Work) => boolean} goOn with a work that is kept beside
 * @property {(code: string) => Promise<Work[]>} copies under a code, in the second home
 * @property {() => Promise<void>} putAway all works under their codes, into the second home alone
 * @property {() => Promise<void>} empty deletes all that this browser keeps of the course
 * @property {() => Notice | null} trouble
 * @property {(listener: () => void) => () => void} listen
 */

/**
 * What became of the works of a record.
 * @typedef {{ opened: number, beside: string[], trouble: boolean }} Opened
 */

/** @typedef {{ course: string, lang: string }} Home */

/** @param {Home} home */
const rootOf = ({ course, lang }) => ["whosegroup/1", course, lang, ""].join("/");
// The works' names end with an exercise, so that these are never one of them.
/** @param {Home} home */
const codeKey = (home) => `${rootOf(home)}#code`;
/** @param {Home} home */
const emptiedKey = (home) => `${rootOf(home)}#emptied`;

// The code that was typed once for the whole course.
/** @param {Home} home */
const courseCode = (home) => stored.get(codeKey(home)).text ?? "";
/** @param {Home} home @param {string} code */
const setCourseCode = (home, code) => {
  if (code) stored.set(codeKey(home), code);
  else stored.remove(codeKey(home));
};

// Changes whenever all was deleted: whoever holds works from before must let them go.
/** @param {Home} home */
const emptiedAt = (home) => stored.get(emptiedKey(home)).text;

/** @param {Home} home @returns {CourseStore} */
const courseStore = (home) => {
  const root = rootOf(home);
  /** @param {string} exercise */
  const storeOf = (exercise) => pageStore({ ...home, exercise });
  const names = () => stored.names(root).filter((name) => !name.slice(root.length).includes("#"));
  const exercises = () => names().map((name) => name.slice(root.length)).filter((name) => /^[a-z0-9-]+$/.test(name));
  /** @param {string} exercise */
  const workOf = (exercise) => {
    const { text } = stored.get(root + exercise);
    const work = text ? readWork(text, { exercise }).work : pageStores.get(root + exercise)?.work();
    return work?.attempts.length ? work : null;
  };
  const works = () =>
    exercises().flatMap((exercise) => {
      const open = workOf(exercise);
      const beside = storeOf(exercise).others().flatMap(({ work }) => work ?? []);
      return open ? [open, ...beside] : beside;
    });
  // Under a new name of its own, by which every tab knows that what it held is no longer here.
  const leave = () => {
    stored.set(emptiedKey(home), newWork({ exercise: "", lang: "" }).work);
    for (const name of stored.names(root)) if (name !== emptiedKey(home)) stored.remove(name);
  };
  return {
    code: () => courseCode(home),
    setCode(code) {
      setCourseCode(home, code);
      if (!code) return;
      for (const exercise of exercises()) {
        const store = storeOf(exercise);
        if (store.work().attempts.length && !store.work().reader) store.update([], { reader: code });
      }
    },
    work: workOf,
    others: (exercise) => storeOf(exercise).others(),
    exercises,
    record: () => recordOf(home, works(), courseCode(home)),
    open({ works: given, lang }) {
      /** @type {Opened} */
      const became = { opened: 0, beside: [], trouble: false };
      for (const work of given) {
        const store = pageStore({ ...home, lang: work.lang ?? lang ?? home.lang, exercise: work.exercise });
        const held = store.work();
        if (held.work === work.work || !held.attempts.length) openWork(store, work);
        else if (store.keepBeside?.(work)) became.beside.push(work.exercise);
        else became.trouble = true;
        became.opened += 1;
        became.trouble ||= Boolean(store.trouble());
      }
      return became;
    },
    goOn: (exercise, work) => storeOf(exercise).replace(work),
    async copies(code) {
      const found = await secondHome.of(code, root);
      return found.flatMap(({ name, text }) => readWork(text, { exercise: name.slice(root.length).split("#")[0] }).work ?? []);
    },
    async putAway() {
      for (const work of works()) {
        const code = work.reader || courseCode(home);
        const text = JSON.stringify(work);
        if (code && work === workOf(work.exercise)) await secondHome.keep(code, root + work.exercise, text);
        else if (code) await secondHome.keep(code, `${root}${work.exercise}#other-${work.work}`, text);
      }
      leave();
    },
    async empty() {
      const codes = new Set([courseCode(home), ...works().map(({ reader }) => reader ?? "")].filter(Boolean));
      leave();
      for (const code of codes) await secondHome.forget(code, root);
    },
    trouble() {
      const problem = stored.trouble(root);
      return problem && { name: problem };
    },
    listen(listener) {
      /** @param {StorageEvent} event */
      const heard = (event) => (event.key === null || event.key.startsWith(root)) && listener();
      addEventListener("storage", heard);
      return () => removeEventListener("storage", heard);
    },
  };
};
