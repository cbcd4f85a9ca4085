// @ts-check
// The work of a page, which the browser keeps; tabs that show the same exercise share it.

/** @type {Map<string, Store>} */
const pageStores = new Map();

// By its name, the names of the works that a work looks into.
/** @type {Map<string, Set<string | null>>} */
const lookedInto = new Map();

// One store an exercise and page: two copies of an exercise on a page share it.
/** @param {Pick<Payload, "course" | "lang" | "exercise" | "begins" | "draws">} payload @returns {Store} */
const pageStore = (payload) => {
  const key = storageKey(payload);
  const others = othersOf(payload).map((exercise) => storageKey({ ...payload, exercise }));
  lookedInto.set(key, new Set([...(lookedInto.get(key) ?? []), ...others]));
  const known = pageStores.get(key);
  if (known) return known;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Notice | null} */
  let notice = null; // what has just happened
  let trouble = stored.trouble(key); // why answers last no longer than this page, as long as it is so
  // What was set aside is never written again: it is read once.
  /** @type {string[]} */
  let names = [];
  /** @type {Beside[]} */
  let works = [];
  /** @returns {Work} */
  const begin = () => {
    const code = courseCode(payload);
    return { ...newWork(payload), ...(code ? { reader: code } : {}) };
  };
  let held = begin();
  let emptied = emptiedAt(payload);
  let written = ""; // what we last put into storage, or would have

  // All was deleted, here or in another tab: what this page still held goes too.
  const letGo = () => {
    const now = emptiedAt(payload);
    if (now === null || now === emptied) return; // a browser that forgets has deleted nothing
    emptied = now;
    held = begin();
    written = "";
    [names, works] = [[], []];
  };
  /** @param {string} reason @param {string} text */
  const putAside = (reason, text) => {
    const safe = stored.setAside(key, reason, text);
    if (safe) notice = { name: `aside_${reason}` };
    else trouble = stored.get(key).problem ?? "storage_full";
    return safe;
  };
  // What storage holds is merged into what we hold: another tab may have written it.
  const pull = () => {
    letGo();
    const { text, problem } = stored.get(key);
    if (problem) trouble = problem;
    if (!text || text === written) return true; // no other tab has been there
    const read = readWork(text, payload);
    if (read.problem) return putAside(read.problem, text);
    const { work } = read;
    if (work.work !== held.work && held.attempts.length) {
      if (!work.attempts.length) return true;
      // Another tab has opened another work: the two are not mixed.
      if (!putAside("other", JSON.stringify(held))) return false;
      held = work;
      return true;
    }
    const run = Math.max(runOf(work), work.work === held.work ? runOf(held) : 1);
    held = { ...held, ...work, attempts: merge(work.attempts, held.attempts) };
    if (run > 1) held.run = run;
    return true;
  };
  const beside = () => {
    const now = asideOf(key);
    if (now.join() !== names.join())
      works = readBeside(now.map((name) => [name, stored.get(name).text ?? ""]), payload);
    names = now;
    return works;
  };
  const push = () => {
    written = JSON.stringify(held);
    trouble = stored.set(key, written);
    keepCopy(payload, held);
  };
  const tell = () => {
    listeners.forEach((listener) => listener());
    tellPage(key);
  };
  /** @type {Store} */
  const store = {
    where: "page",
    work: () => held,
    other(exercise) {
      const of = { ...payload, exercise };
      const { text } = stored.get(storageKey(of));
      return (text && readWork(text, of).work) || pageStores.get(storageKey(of))?.work() || null;
    },
    beside: (exercise) => pageStore({ course: payload.course, lang: payload.lang, exercise }),
    notice: () => notice,
    trouble: () => noticeOf(trouble ?? platform?.trouble()),
    update(attempts, fields = {}) {
      notice = null;
      letGo();
      // A code is typed once for the whole course.
      const code = courseCode(payload);
      if (fields.reader && !code) setCourseCode(payload, fields.reader);
      // Where there is one, no other is taken; answers that were given under another keep theirs.
      const theirs = held.attempts.length && fields.reader !== code && held.reader;
      if (code) fields = { ...fields, reader: theirs || code };
      const begun = held.attempts.length && held.work;
      const add = () => {
        held = { ...held, ...fields, attempts: merge(held.attempts, attempts) };
      };
      // Where another tab has just opened another work, the answer goes with the one it was given in.
      if (begun) add();
      const free = pull();
      if (!begun || held.work === begun) add();
      if (free) push();
      tell();
    },
    others: () => toldBeside(beside(), held),
    keepBeside: (work) => putAside("other", JSON.stringify(work)),
    letGo() {
      letGo();
      tell();
    },
    // Opens another work in the place of this one, which is set aside and not lost.
    replace(work) {
      const free = pull();
      notice = null;
      const safe = free && (!held.attempts.length || putAside("other", JSON.stringify(held)));
      if (safe) {
        held = work;
        push();
      } else notice = { name: "not_replaced" };
      tell();
      return safe;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  pull();
  if (fromDisk && held.attempts.length) push(); // in case the tab's copy is all that there was
  addEventListener("storage", (event) => {
    if (event.key === key || event.key === emptiedKey(payload)) pull();
    else if (!lookedInto.get(key)?.has(event.key)) return;
    tell();
  });
  const told = () => {
    pull();
    tell();
  };
  if (platform) addEventListener(platform.told, told);
  pageStores.set(key, store);
  return store;
};
