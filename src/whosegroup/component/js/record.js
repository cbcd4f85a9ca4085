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
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    return { problem: "damaged" };
  }
  if (read?.format === FORMAT) read = { ...recordOf({ course: home.course, lang: read.lang }, [read]), reader: read.reader };
  if (read?.format !== RECORD || !Array.isArray(read.works)) return { problem: "damaged" };
  if (read.version !== RECORD_VERSION) return { problem: "version" };
  if (read.course !== home.course) return { problem: "course" };
  /** @type {Work[]} */
  const works = [];
  let [unread, newer] = [0, 0];
  for (const given of read.works) {
    const { work, problem } = readWork(JSON.stringify(given), { exercise: given?.exercise });
    const named = typeof work?.exercise === "string" && NAMED.test(work.exercise);
    if (work && named) works.push(work);
    else if (problem === "version") newer += 1;
    else unread += 1;
  }
  const { lang, reader } = read;
  return { works, unread, newer, ...(typeof lang === "string" ? { lang } : {}), ...(typeof reader === "string" ? { reader } : {}) };
};

/**
 * How far a work is: of the cases that are there, how many were answered or gone past, in any run. After
 * some answers, which `onwards` names by their case, there is more of a case to come.
 * @type {(cases: string[], work: Work | null | undefined, onwards?: Record<string, string[]>) =>
 *   { state: "new" | "begun" | "done", count: number, of: number }}
 */
const standingOf = (cases, work, onwards = {}) => {
  const here = new Set(cases);
  const attempts = (work?.attempts ?? []).filter((a) => here.has(unitOf(a)));
  const met = new Set(attempts.filter((a) => !own(onwards, unitOf(a))?.includes(String(a.answer))).map(unitOf));
  const state = !attempts.length ? "new" : met.size < here.size ? "begun" : "done";
  return { state, count: met.size, of: here.size };
};
