// @ts-check
// SCORM's two dialects, and the connection to a learning platform that speaks one of them. No call throws:
// a platform that is gone answers as one that refuses.

/**
 * How a version of SCORM calls what is asked of it.
 * @typedef {object} Dialect
 * @property {string} api
 * @property {string} begin
 * @property {string} read
 * @property {string} write
 * @property {string} keep
 * @property {string} end
 * @property {string} error
 * @property {number} most characters of the state
 * @property {string} state
 * @property {string} place
 * @property {string} mode
 * @property {string} exit
 * @property {string} time
 * @property {string} score
 */

/** @type {Record<string, Dialect>} */
const DIALECTS = {
  "1.2": {
    api: "API",
    begin: "LMSInitialize",
    read: "LMSGetValue",
    write: "LMSSetValue",
    keep: "LMSCommit",
    end: "LMSFinish",
    error: "LMSGetLastError",
    most: 4096,
    state: "cmi.suspend_data",
    place: "cmi.core.lesson_location",
    mode: "cmi.core.lesson_mode",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    score: "cmi.core.score",
  },
  2004: {
    api: "API_1484_11",
    begin: "Initialize",
    read: "GetValue",
    write: "SetValue",
    keep: "Commit",
    end: "Terminate",
    error: "GetLastError",
    most: 64000,
    state: "cmi.suspend_data",
    place: "cmi.location",
    mode: "cmi.mode",
    exit: "cmi.exit",
    time: "cmi.session_time",
    score: "cmi.score",
  },
};

const MOST_FRAMES = 500;
const [NO_ERROR, NOT_YET_SET] = ["0", "403"];

// Where the platform left its object: in a frame around this page, or in the window that opened it.
/** @param {any} from @param {string} name */
const findApi = (from, name) => {
  /** @param {any} frame */
  const around = (frame) => {
    for (let i = 0; frame && i < MOST_FRAMES; i += 1) {
      try {
        if (frame[name]) return frame[name];
        if (frame.parent === frame) return null;
      } catch {
        return null; // the page of somebody else
      }
      frame = frame.parent;
    }
    return null;
  };
  try {
    return around(from) ?? around(from.opener) ?? around(from.top?.opener);
  } catch {
    return null;
  }
};

/** @param {any} from @param {string} version */
const connectionTo = (from, version) => {
  const dialect = DIALECTS[version];
  /** @param {string} name @param {string[]} given @returns {string | null} null where there is nobody */
  const ask = (name, ...given) => {
    try {
      const api = findApi(from, dialect.api);
      return api ? String(api[name](...given)) : null;
    } catch {
      return null;
    }
  };
  /** @param {string} name @param {string[]} given */
  const does = (name, ...given) => ask(name, ...given) === "true";
  return {
    dialect,
    there: () => findApi(from, dialect.api) !== null,
    begin: () => does(dialect.begin, ""),
    // Nothing where the platform does not have it; null where it cannot be known.
    /** @param {string} element @returns {string | null} */
    read(element) {
      const text = ask(dialect.read, element);
      if (text) return text;
      const error = ask(dialect.error);
      return text !== null && (error === NO_ERROR || error === NOT_YET_SET) ? "" : null;
    },
    /** @param {string} element @param {string} value */
    write: (element, value) => does(dialect.write, element, value),
    keep: () => does(dialect.keep, ""),
    end: () => does(dialect.end, ""),
  };
};
