// @ts-check
// The contract of a record: all works of a course in one file. Python's `whosegroup.work.record` reads
// the same, and docs/contracts.md says it in words.

/**
 * One reader's works of a course.
 * @typedef {object} CourseRecord
 * @property {string} format RECORD
 * @property {number} version RECORD_VERSION
 * @property {string} course
 * @property {string} lang
 * @property {string} [reader] the code that the reader typed
 * @property {Work[]} works of each exercise one or more
 */

/**
 * What a text holds: works that can be used, and how many cannot; or why nothing can. `cut` tells that the
 * text breaks off; what comes after its last complete work counts as one that cannot be read.
 * @typedef {{ works: Work[], unread: number, newer: number, cut?: true, lang?: string, reader?: string, problem?: undefined }
 *   | { problem: "damaged" | "version" | "course" }} ReadRecord
 */

const RECORD = "whosegroup-record";
const RECORD_VERSION = 1;
const NAMED = /^[a-z0-9-]{1,80}$/; // how an exercise can be called

/** @type {(home: { course: string, lang: string }, works: Work[], reader?: string) => CourseRecord} */
const recordOf = ({ course, lang }, works, reader) => ({
  format: RECORD,
  version: RECORD_VERSION,
  course,
  lang,
  ...(reader ? { reader } : {}),
  works,
});

/**
 * A record that breaks off, up to its last complete work; "" where there is none.
 * @type {(text: string) => string}
 */
const untilCut = (text) => {
  let [depth, end] = [0, 0];
  for (const { 0: sign, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[[{\]}]/gs)) {
    if ("[{".includes(sign)) depth += 1;
    else if ("]}".includes(sign) && (depth -= 1) === 2) end = Number(index) + 1;
  }
  return end ? `${text.slice(0, end)}]}` : "";
};

/**
 * Reads the text of a record, or of a single work, which is a record of one. What can be used is used, and
 * of a record that breaks off what is complete.
 * @type {(text: string, home: { course: string }) => ReadRecord}
 */
const readRecord = (text, home) => {
  const whole = asRecord(parsed(text), home);
  if (whole.problem !== "damaged") return whole;
  const until = parsed(untilCut(text));
  const some = until?.format === RECORD ? asRecord(until, home) : whole;
  if (some.problem !== undefined) return some;
  // Its name in quotation marks: something in newer browsers is called so too (tests/phones.py).
  return Object.assign(some, { unread: Number(some["unread"]) + 1, cut: /** @type {true} */ (true) });
};

/** @type {(read: any, home: { course: string }) => ReadRecord} */
const asRecord = (read, home) => {
  if (read?.format === FORMAT) read = { ...recordOf({ course: home.course, lang: read.lang }, [read]), reader: read.reader };
  if (read?.format !== RECORD || !Array.isArray(read.works)) return { problem: "damaged" };
  if (read.version !== RECORD_VERSION) return { problem: "version" };
  if (read.course !== home.course) return { problem: "course" };
  /** @type {Work[]} */
  const works = [];
  let [unread, newer] = [0, 0];
  for (const given of read.works) {
    const { work, problem } = asWork(given, given?.exercise);
    const named = typeof work?.exercise === "string" && NAMED.test(work.exercise);
    if (work && named) works.push(work);
    else if (problem === "version") newer += 1;
    else unread += 1;
  }
  const { lang, reader } = read;
  return { works, unread, newer, ...(typeof lang === "string" ? { lang } : {}), ...(typeof reader === "string" ? { reader } : {}) };
};
