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
 * What a text holds: works that can be used, and how many cannot; or why nothing can.
 * @typedef {{ works: Work[], unread: number, newer: number, lang?: string, reader?: string, problem?: undefined }
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
 * Reads the text of a record, or of a single work, which is a record of one. What can be used is used.
 * @type {(text: string, home: { course: string }) => ReadRecord}
 */
const readRecord = (text, home) => {
  let read = parsed(text);
  if (read?.format === FORMAT) read = { ...recordOf({ course: home.course, lang: read.lang }, [read]), reader: read.reader };
  if (read?.format !== RECORD || !Array.isArray(read.works)) return { problem: "damaged" };
  if (read.version !== RECORD_VERSION) return { problem: "version" };
  if (read.course !== home.course) return { problem: "course" };
  /** @type {Work[]} */
  const works = [];
  let [unread, newer] = [0, 0];
  for (const given of read.works) {
    const { work, problem } = workIn(given, given?.exercise);
    const named = typeof work?.exercise === "string" && NAMED.test(work.exercise);
    if (work && named) works.push(work);
    else if (problem === "version") newer += 1;
    else unread += 1;
  }
  const { lang, reader } = read;
  return { works, unread, newer, ...(typeof lang === "string" ? { lang } : {}), ...(typeof reader === "string" ? { reader } : {}) };
};

/**
 * How far a work is: of the cases that are there, how many were answered, in any run; how many of these
 * wait to come back; how many were gone past alone. After some answers, which `onwards` names by their
 * case, there is more of a case to come, and after those that `returns` names it comes back.
 * @type {(cases: string[], work: Work | null | undefined, after?: { onwards?: Record<string, string[]>, returns?: Record<string, string[]> }) =>
 *   { state: "new" | "begun" | "done", count: number, back: number, skipped: number, of: number }}
 */
const standingOf = (cases, work, { onwards, returns } = {}) => {
  const here = new Set(cases);
  const attempts = (work?.attempts ?? []).filter((a) => here.has(unitOf(a)));
  const [answered, closed] = [new Set(), new Set()];
  for (const a of attempts) {
    const unit = unitOf(a);
    /** @param {Record<string, string[]>} [table] */
    const isIn = (table) => !a.skipped && own(table, unit)?.includes(String(a.answer));
    if (isIn(onwards)) continue;
    if (!a.skipped) answered.add(unit);
    if (!isIn(returns)) closed.add(unit);
  }
  const met = new Set([...answered, ...closed]).size;
  return {
    state: !attempts.length ? "new" : closed.size < here.size ? "begun" : "done",
    count: answered.size,
    back: met - closed.size,
    skipped: met - answered.size,
    of: here.size,
  };
};
