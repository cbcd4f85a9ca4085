// A reader's work, and where it is kept: in the browser, or with the kernel of a live notebook.

const ACK_MS = 4000; // how long a kernel may take to say that it has saved

const storageKey = (payload, more = "") =>
  ["whosegroup/1", payload.course, payload.lang, payload.exercise].join("/") + more;

// The exercises whose work this one looks into: the test before, and those that are drawn from.
const othersOf = (payload) => [payload.begins, ...(payload.draws ?? [])].filter(Boolean);

// Of a page from disk, Chromium now and then forgets at a reload all that the page has stored. What
// belongs to its tab nearly always stays, so the tab has a copy.
const fromDisk = location.protocol === "file:";

// Browser storage, which may be full, forbidden or absent. Each call says what went wrong.
const stored = {
  get(key) {
    try {
      const text = localStorage.getItem(key);
      return { text: text ?? (fromDisk ? sessionStorage.getItem(key) : null) };
    } catch {
      return { text: null, problem: "storage_forbidden" };
    }
  },
  set(key, text) {
    try {
      localStorage.setItem(key, text);
      if (fromDisk) sessionStorage.setItem(key, text);
      return null;
    } catch (error) {
      return error.name === "QuotaExceededError" ? "storage_full" : "storage_forbidden";
    }
  },
  // Whether a page may keep anything is known only when something was kept.
  trouble(key) {
    const name = `${key}#trial`;
    const problem = stored.get(name).problem ?? stored.set(name, "");
    if (problem) return problem;
    localStorage.removeItem(name);
    if (fromDisk) sessionStorage.removeItem(name);
    return null;
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

// The names of all that was set aside for an exercise, in the order in which it was.
const asideOf = (key) => {
  try {
    return [localStorage, fromDisk ? sessionStorage : {}]
      .flatMap(Object.keys)
      .filter((name) => name.startsWith(`${key}#`) && /-\d+$/.test(name))
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch {
    return [];
  }
};

// Opens a saved work: the same one is merged, another one takes its place. Tells whether it could.
const openWork = (store, work) => {
  const held = store.work();
  if (work.work !== held.work) return store.replace(work);
  const run = Math.max(runOf(held), runOf(work));
  store.update(work.attempts, runOf(work) > 1 ? { run } : {});
  return true;
};

const pageStores = new Map();

// One store an exercise and page: two copies of an exercise on a page share it.
const pageStore = (payload) => {
  const key = storageKey(payload);
  if (pageStores.has(key)) return pageStores.get(key);
  const listeners = new Set();
  let notice = null; // what has just happened
  let trouble = stored.trouble(key); // why answers last no longer than this page, as long as it is so
  let held = newWork(payload);

  const putAside = (reason, text) => {
    const safe = stored.setAside(key, reason, text);
    if (safe) notice = { name: `aside_${reason}` };
    else trouble = stored.get(key).problem ?? "storage_full";
    return safe;
  };
  // What storage holds is merged into what we hold: another tab may have written it.
  const pull = () => {
    const { text, problem } = stored.get(key);
    if (problem) trouble = problem;
    if (!text) return true;
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
  // What was set aside is never written again: it is read once.
  let [names, works] = [[], []];
  const beside = () => {
    const now = asideOf(key);
    if (now.join() !== names.join()) works = readBeside(now.map((name) => [name, stored.get(name).text]), payload);
    names = now;
    return works;
  };
  const push = () => {
    trouble = stored.set(key, JSON.stringify(held));
  };
  const tell = () => listeners.forEach((listener) => listener());
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
    trouble: () => trouble && { name: trouble },
    update(attempts, fields = {}) {
      notice = null;
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
  const watched = othersOf(payload).map((exercise) => storageKey({ ...payload, exercise }));
  addEventListener("storage", (event) => {
    if (event.key === key) pull();
    else if (!watched.includes(event.key)) return;
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
  let opening = null; // a saved work on its way there, to take the place of one that is there
  let opened = null; // what is said when it has come there
  let unkept = null; // why answers that wait for the kernel last no longer than this page

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
    waiting = [...new Map(waiting.map((a) => [`${keyOf(a.attempt)}|${a.work}`, a])).values()];
    unkept = stored.set(key, JSON.stringify(waiting));
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
      if (opening) opened = { name: opening.exercise === record().exercise ? "opened" : "opened_other" };
      [given, opening] = [{}, null];
      keep((all) => all.filter(({ attempt }) => !saved.has(keyOf(attempt))));
    }
    tell();
  };
  const changed = () => tell();
  const watched = ["record", "notice", "others", "beside"].map((name) => `change:${name}`);
  model.on("msg:custom", answered);
  for (const event of watched) model.on(event, changed);
  queueMicrotask(send);
  const store = {
    where: "kernel",
    work: () => ({ ...record(), ...given, attempts: merge(record().attempts, mine()) }),
    other: (exercise) => model.get("others")?.[exercise] ?? null,
    beside: () => store, // the kernel puts a work where it belongs
    others: () => toldBeside(model.get("beside") ?? [], record()),
    notice() {
      const notice = model.get("notice");
      return notice?.name ? notice : opened;
    },
    trouble() {
      if (failed) return { name: unkept ? "not_saved_unkept" : "not_saved", why: failed.why };
      return gone ? { name: unkept ? "kernel_gone_unkept" : "kernel_gone" } : null;
    },
    update(attempts, fields = {}) {
      const work = record().work;
      keep((all) => all.concat(attempts.map((attempt) => ({ work, attempt }))));
      given = { ...given, ...fields };
      opened = null;
      send();
      tell();
    },
    replace(work) {
      opening = work;
      send();
      return true;
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        clearTimeout(timer);
        model.off("msg:custom", answered);
        for (const event of watched) model.off(event, changed);
      };
    },
  };
  return store;
};
