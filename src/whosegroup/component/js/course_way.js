// @ts-check
// The way through the course: how far the reader is, what comes next, what the two sorts say. Without a page.

/**
 * One exercise, as the course's page knows it.
 * @typedef {object} CourseExercise
 * @property {string} title
 * @property {number} [minutes]
 * @property {string[]} [cases]
 * @property {Record<string, string[]>} [forms]
 * @property {string} [begins]
 * @property {string[]} [draws]
 * @property {Record<string, string[]>} [onwards] by case, the answers after which there is more of it
 * @property {Record<string, string[]>} [returns] by case, the answers after which it comes back
 * @property {Record<string, number>} [kinds] of each case, as its place among the answers
 * @property {string} [open] the answer that leaves a case open, where there is one
 * @property {Record<string, Record<string, number>>} [use] of each case about the use, 1 for answers to look at again, -1 for who did not know
 */

/**
 * A page with exercises, and the chapter to read before it.
 * @typedef {object} CoursePage
 * @property {string} page
 * @property {string} address in the built book
 * @property {string} title
 * @property {string} chapter
 * @property {string | null} [read]
 * @property {string | null} [read_address]
 * @property {number} minutes
 * @property {string[]} exercises
 */

/**
 * @typedef {object} Course
 * @property {string} course
 * @property {string} lang
 * @property {number[]} boxes
 * @property {{ id: string, label: string }[]} answers
 * @property {Words} words
 * @property {CoursePage[]} pages
 * @property {Record<string, CourseExercise>} exercises
 * @property {{ exercise: string, chapters: Record<string, string[]> }} [tries] the cases that chapters have in their prose
 * @property {string} [book] what the book is called
 * @property {string} [mine] where in it "My course" is
 */

/** @typedef {(exercise: string) => Work | null} WorkOf the work that goes on, if anything is answered in it */

/** @typedef {{ id: string, page: CoursePage } & ReturnType<typeof standingOf>} Stop */

/** @typedef {{ table: number[][], fits: number, answered: number, conflation: Share, mirror: Share, left: number, use: Share }} Pictured */

/**
 * How far a work is: of the cases that are there, how many were answered, in any run; how many of these
 * wait to come back; how many were gone past alone. What was gone past as a whole is not done. After
 * some answers, which `onwards` names by their case, there is more of a case to come, and after those
 * that `returns` names it comes back.
 * @type {(cases: string[], work: Work | null | undefined, after?: { onwards?: Record<string, string[]>, returns?: Record<string, string[]> }) =>
 *   { state: "new" | "begun" | "skipped" | "done", count: number, back: number, skipped: number, of: number }}
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
    state: !attempts.length ? "new" : closed.size < here.size ? "begun" : answered.size ? "done" : "skipped",
    count: answered.size,
    back: met - closed.size,
    skipped: met - answered.size,
    of: here.size,
  };
};

/** @param {CourseExercise} exercise @param {Work | null} work */
const casesToMeet = ({ forms, cases }, work) => (forms ? forms[formOf(forms, work ?? /** @type {Work} */ ({}), 1)] : cases ?? []);

// Each exercise of the way, in the order of the book, with how far the reader is; mixed practice never ends.
/** @param {Course} course @param {WorkOf} workOf @returns {Stop[]} */
const stopsOf = (course, workOf) =>
  course.pages.flatMap((page) =>
    page.exercises
      .filter((id) => !course.exercises[id].draws)
      .map((id) => {
        const work = workOf(id);
        return { id, page, ...standingOf(casesToMeet(course.exercises[id], work), work, course.exercises[id]) };
      }),
  );

// How far the small tries are: of one chapter, or of all.
/** @param {Course} course @param {WorkOf} workOf @param {string} [chapter] */
const triesOf = ({ tries }, workOf, chapter) => {
  if (!tries) return null;
  const cases = chapter === undefined ? Object.values(tries.chapters).flat() : own(tries.chapters, chapter) ?? [];
  return cases.length ? { id: tries.exercise, ...standingOf(cases, workOf(tries.exercise)) } : null;
};

// All that counts: each exercise, and the small tries as one.
/** @param {Course} course @param {WorkOf} workOf @param {Stop[]} [stops] */
const countedOf = (course, workOf, stops = stopsOf(course, workOf)) => [...stops, triesOf(course, workOf)].flatMap((each) => each ?? []);

// What was begun and left comes before what is new, and what was skipped as a whole at last.
/** @param {Stop[]} stops */
const nextOf = (stops) => ["begun", "new", "skipped"].flatMap((state) => stops.filter((stop) => stop.state === state))[0] ?? null;

// Whether its chapter is to be read first: as long as nothing of its practice is begun. A test needs none.
/** @param {Course} course @param {Stop[]} stops @param {Stop} stop */
const isToRead = ({ exercises }, stops, { id, page: { chapter } }) =>
  Boolean(chapter) && !exercises[id].forms &&
  stops.every((stop) => stop.page.chapter !== chapter || exercises[stop.id].forms || stop.state === "new");

/** @param {Course} course */
const mixedOf = ({ exercises }) => Object.keys(exercises).find((id) => exercises[id].draws);

// How many cases of mixed practice are due, by the same boxes as there.
/** @param {Course} course @param {WorkOf} workOf @param {number} now */
const dueOf = (course, workOf, now) => {
  const { exercises, boxes } = course;
  const mixed = mixedOf(course);
  if (!mixed) return null;
  const { draws = [], kinds = {} } = exercises[mixed];
  const all = [mixed, ...draws].flatMap((id) => workOf(id)?.attempts ?? []);
  const attempts = merge(all, []).filter((a) => a.vignette && a.vignette in kinds && a.part === undefined);
  const cards = boxesOf(boxes, attempts, (a) => {
    const { id } = course.answers[kinds[a.vignette ?? ""]];
    return { verdict: typeof a.answer !== "string" ? undefined : a.answer === id ? "fits" : "look-again" };
  });
  const due = [...cards.values()].filter((each) => each.due <= now).length;
  const page = course.pages.find((each) => each.exercises.includes(mixed));
  return { mixed, page, due, met: cards.size };
};

// What the first answers of a test's first run say, as its own end does; null where nothing is answered.
/** @param {Course} course @param {string} id @param {Work | null} work @returns {Pictured | null} */
const picturedOf = (course, id, work) => {
  const { kinds = {}, open, use = {} } = course.exercises[id] ?? {};
  const table = course.answers.map(() => course.answers.map(() => 0));
  const left = course.answers.map(() => 0); // of each kind, those that were left open: no conflation
  const met = new Set();
  /** @type {Map<string, number>} */
  const used = new Map(); // what was not known is met, and counts for nothing
  for (const a of merge(work?.attempts ?? [], [])) {
    const said = own(own(use, unitOf(a)) ?? {}, String(a.answer));
    if (said !== undefined && a.run === 1 && a.part && !a.skipped && !used.has(unitOf(a))) used.set(unitOf(a), said);
    const [was, called] = [kinds[a.vignette ?? ""], course.answers.findIndex((answer) => answer.id === a.answer)];
    if (a.run !== 1 || a.part !== undefined || a.skipped || was === undefined || met.has(a.vignette)) continue;
    if (called < 0 && (!open || a.answer !== open)) continue;
    met.add(a.vignette);
    if (called < 0) left[was] += 1;
    else table[was][called] += 1;
  }
  if (!met.size) return null;
  const counts = [...used.values()].filter((one) => one >= 0);
  const [[first, mirror], [conflated, second]] = table;
  return {
    table,
    fits: first + second,
    answered: met.size,
    conflation: { count: conflated, of: conflated + second + left[1] },
    mirror: { count: mirror, of: first + mirror + left[0] },
    left: left[0] + left[1],
    use: { count: counts.filter(Boolean).length, of: counts.length },
  };
};
