// @ts-check
// How far a reader is in a course, as a page finds it in the browser.

/**
 * What every page that shows some of the way asks for.
 * @typedef {object} CourseReading
 * @property {(exercise: string) => Store} store
 * @property {(exercise: string) => Work | null} work the work that goes on
 * @property {(exercise: string) => boolean} longer whether another work that is kept beside it holds more answers
 * @property {() => Notice | null} trouble
 * @property {(listener: () => void) => () => void} listen
 */

/** @param {Home} home @returns {CourseReading} */
const courseReading = (home) => {
  const root = rootOf(home);
  /** @type {Map<string, { text: string, read: Read }>} */
  const known = new Map(); // a page asks for each work several times
  /** @param {string} exercise */
  const storeOf = (exercise) => pageStores.get(root + exercise) ?? pageStore({ ...home, exercise });
  /** @param {string} exercise */
  const workOf = (exercise) => {
    const { text } = stored.get(root + exercise);
    const last = known.get(exercise);
    const read = text ? (last?.text === text ? last.read : readWork(text, { exercise })) : null;
    if (text && read) known.set(exercise, { text, read });
    const work = read ? read.work : pageStores.get(root + exercise)?.work();
    return work?.attempts.length ? work : null;
  };
  return {
    store: storeOf,
    work: workOf,
    longer(exercise) {
      if (!asideOf(root + exercise).length) return false;
      const here = workOf(exercise)?.attempts.filter((a) => !a.skipped).length ?? 0;
      return storeOf(exercise).others().some(({ count = 0 }) => count > here);
    },
    trouble: () => noticeOf(stored.trouble(root) ?? platform?.trouble()),
    // Much may change at once: it is told once.
    listen(listener) {
      let waits = false;
      /** @param {string | null} key */
      const hear = (key) => {
        if (key === emptiedKey(home)) emptiedAt(home);
        if (waits || (key !== null && (!key.startsWith(courseRoot(home)) || key.endsWith(TRIAL)))) return;
        waits = true;
        setTimeout(() => {
          waits = false;
          if (heard) listener();
        });
      };
      let heard = true;
      /** @param {Event} event */
      const told = (event) => hear(event instanceof StorageEvent ? event.key : /** @type {CustomEvent} */ (event).detail);
      addEventListener("storage", told);
      addEventListener(KEPT, told);
      return () => {
        heard = false;
        removeEventListener("storage", told);
        removeEventListener(KEPT, told);
      };
    },
  };
};
