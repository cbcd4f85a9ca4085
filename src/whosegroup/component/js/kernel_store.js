// @ts-check
// The kernel keeps the work. What it has not acknowledged waits in browser storage.

const ACK_MS = 4000; // how long a kernel may take to say that it has saved

/**
 * An answer that waits, the work in which it was given, and the version of the contract.
 * @typedef {{ work: string, version: number, attempt: Attempt }} Waiting
 */

/** @param {Model} model @param {Payload} payload @returns {Store} */
const kernelStore = (model, payload) => {
  const key = storageKey(payload, "/waiting");
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {number | undefined} */
  let timer;
  let gone = false;
  /** @type {{ why: string } | null} */
  let failed = null;
  /** @type {Partial<Work>} */
  let given = {}; // fields of the work (reader, run) on their way to the kernel
  /** @type {Work | null} */
  let opening = null; // a saved work on its way there, to take the place of one that is there
  /** @type {Notice | null} */
  let opened = null; // what is said when it has come there
  /** @type {StorageTrouble | null} */
  let unkept = null; // why answers that wait for the kernel last no longer than this page

  const record = () => model.get("record");
  /** @returns {any[]} */
  const inStorage = () => {
    try {
      const list = JSON.parse(stored.get(key).text ?? "[]");
      return Array.isArray(list) ? list.filter(Boolean) : [];
    } catch {
      return [];
    }
  };
  // Each is brought up as its work would be; there was none before version 1.
  /** @param {any} given @returns {Waiting[]} */
  const broughtUp = ({ work, version = 1, attempt }) => {
    const { exercise } = payload;
    const read = asWork({ format: FORMAT, version, work: String(work), exercise, attempts: [attempt] }, exercise);
    return (read.work?.attempts ?? []).map((each) => ({ work, version: VERSION, attempt: each }));
  };
  const allWaiting = () => inStorage().flatMap(broughtUp);
  // What another book has written there, in a version to come, stays there for it.
  const newer = () => inStorage().filter(({ version }) => version > VERSION);
  let waiting = allWaiting();
  /** @param {Waiting} answer */
  const isMine = ({ work }) => work === record().work || record().attempts.length === 0;
  const mine = () => waiting.filter(isMine).map(({ attempt }) => attempt);
  // Other views keep theirs under the same key: ours are merged in, and only ours taken out.
  /** @param {(all: Waiting[]) => Waiting[]} change */
  const keep = (change) => {
    waiting = change(allWaiting().concat(waiting));
    waiting = [...new Map(waiting.map((a) => [`${keyOf(a.attempt)}|${a.work}`, a])).values()];
    unkept = stored.set(key, JSON.stringify([...waiting, ...newer()]));
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
      model.send(opening ? { type: "open", work: opening } : { type: "save", work, attempts, ...given });
    } catch {
      gone = true;
    }
  };
  /** @param {KernelAnswer} message */
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
  /** @type {Store} */
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
      keep((all) => all.concat(attempts.map((attempt) => ({ work, version: VERSION, attempt }))));
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
