// @ts-check
// Where in the browser's storage a work is, and what may go wrong there.

const TRIAL = "#trial";

/** @typedef {"storage_forbidden" | "storage_full"} StorageTrouble */

/** @param {Pick<Payload, "course" | "lang" | "exercise">} payload */
const storageKey = (payload, more = "") =>
  ["whosegroup/1", payload.course, payload.lang, payload.exercise].join("/") + more;

// The exercises whose work this one looks into: the test before, and those that are drawn from.
/** @param {Pick<Payload, "begins" | "draws">} payload */
const othersOf = (payload) =>
  /** @type {string[]} */ ([payload.begins, ...(payload.draws ?? [])].filter(Boolean));

// Of a page from disk, Chromium now and then forgets at a reload all that the page has stored. What
// belongs to its tab nearly always stays, so the tab has a copy.
const fromDisk = location.protocol === "file:" && !window.whoseGroupPlatform;

// Within a learning platform, its page keeps what else the browser would (platform.js): nothing of a
// reader may be left in a browser at which another sits down next.
/** @type {Platform | undefined} */
const platform = window.whoseGroupPlatform;
const storage = () => platform?.shelf ?? localStorage;
const ofTab = () => platform?.shelf ?? sessionStorage;

const TURN = "#turn"; // what is in progress, beside the name of its work

/** @param {any} store @param {string} prefix @returns {string[]} */
const namesIn = (store, prefix) => (platform?.shelf.names() ?? Object.keys(store)).filter((name) => name.startsWith(prefix));

/** @param {string | null | undefined} name @returns {Notice | null} */
const noticeOf = (name) => (name ? { name } : null);

// Browser storage, which may be full, forbidden or absent. Each call says what went wrong.
const stored = {
  /** @param {string} key @returns {{ text: string | null, problem?: StorageTrouble }} */
  get(key) {
    try {
      const text = storage().getItem(key);
      return { text: text ?? (fromDisk ? sessionStorage.getItem(key) : null) };
    } catch {
      return { text: null, problem: "storage_forbidden" };
    }
  },
  /** @param {string} key @param {string} text @returns {StorageTrouble | null} */
  set(key, text) {
    try {
      storage().setItem(key, text);
      if (fromDisk) sessionStorage.setItem(key, text);
      return null;
    } catch (error) {
      return error.name === "QuotaExceededError" ? "storage_full" : "storage_forbidden";
    }
  },
  /** @param {string} key */
  remove(key) {
    try {
      storage().removeItem(key);
      if (fromDisk) sessionStorage.removeItem(key);
    } catch {
      // What is forbidden holds nothing.
    }
  },
  // What a tab holds from before all was deleted, by the name that changed then, goes too.
  /** @param {string} sign @param {string} prefix */
  forgetOfTab(sign, prefix) {
    try {
      const now = storage().getItem(sign);
      if (!now || ofTab().getItem(sign) === now) return;
      for (const name of namesIn(ofTab(), prefix)) sessionStorage.removeItem(name);
      sessionStorage.setItem(sign, now);
    } catch {
      // What is forbidden holds nothing.
    }
  },
  // All names under a prefix, but of what is in progress.
  /** @param {string} prefix @returns {string[]} */
  names(prefix) {
    try {
      const names = [storage(), fromDisk ? sessionStorage : {}].flatMap((store) => namesIn(store, prefix));
      return [...new Set(names)].filter((name) => !name.endsWith(TURN));
    } catch {
      return [];
    }
  },
  // Whether a page may keep anything is known only when something was kept.
  /** @param {string} key @returns {StorageTrouble | null} */
  trouble(key) {
    const name = key + TRIAL;
    const problem = stored.get(name).problem ?? stored.set(name, "");
    if (problem) return problem;
    stored.remove(name);
    return null;
  },
  // Keeps a text under a name that nothing holds yet; returns whether it is safe there.
  /** @param {string} key @param {string} reason @param {string} text @returns {boolean} */
  setAside(key, reason, text) {
    for (let number = 1; ; number += 1) {
      const name = `${key}#${reason}-${number}`;
      const kept = stored.get(name);
      if (kept.text === text) return true;
      if (kept.text === null) return !kept.problem && stored.set(name, text) === null;
    }
  },
};

// What is in progress, as long as its tab lives: for a reload and the Back button. It is no answer,
// and where it cannot be kept nothing is lost that was given.
const passing = {
  /** @param {string} key @returns {any} */
  get(key) {
    try {
      return JSON.parse(ofTab().getItem(key + TURN) ?? "null");
    } catch {
      return null;
    }
  },
  /** @param {string} key @param {object | null} progress */
  set(key, progress) {
    try {
      if (progress) ofTab().setItem(key + TURN, JSON.stringify(progress));
      else ofTab().removeItem(key + TURN);
    } catch {
      // Forbidden or full.
    }
  },
  // All of it under a prefix.
  /** @param {string} prefix */
  forget(prefix) {
    try {
      for (const name of namesIn(ofTab(), prefix)) if (name.endsWith(TURN)) ofTab().removeItem(name);
    } catch {
      // What is forbidden holds nothing.
    }
  },
};

// The names of all that was set aside for an exercise, in the order in which it was.
/** @type {(key: string) => string[]} */
const asideOf = (key) =>
  stored
    .names(`${key}#`)
    .filter((name) => /-\d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
