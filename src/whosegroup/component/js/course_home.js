// @ts-check
// What every page knows of its course's place in the browser: the code, when all was deleted, copies.

/** @typedef {{ course: string, lang: string }} Home */

// A course has one code and is deleted as a whole, in whatever languages it was met. The names of works
// have a language between these, so that what begins with a # is never one of them.
/** @param {Home} home */
const courseRoot = ({ course }) => ["whosegroup/1", course, ""].join("/");
/** @param {Home} home */
const rootOf = (home) => `${courseRoot(home)}${home.lang}/`;
/** @param {Home} home */
const codeKey = (home) => `${courseRoot(home)}#code`;
/** @param {Home} home */
const emptiedKey = (home) => `${courseRoot(home)}#emptied`;

// The code that was typed once for the whole course.
/** @param {Home} home */
const courseCode = (home) => stored.get(codeKey(home)).text ?? "";
/** @param {Home} home @param {string} code */
const setCourseCode = (home, code) => {
  if (code) stored.set(codeKey(home), code);
  else stored.remove(codeKey(home));
};

// Changes whenever all was deleted: whoever holds works from before must let them go.
/** @param {Home} home */
const emptiedAt = (home) => {
  stored.forgetOfTab(emptiedKey(home), courseRoot(home));
  return stored.get(emptiedKey(home)).text;
};

/** @param {Home} home @param {Work} work */
const copyName = (home, work) => `${courseRoot(home)}${home.lang}/${work.exercise}#${work.work}`;

// A second copy of a work, under its reader's code; what is deleted meanwhile is not brought back.
/** @param {Home} home @param {Work} work @param {string} [code] @returns {Promise<boolean>} */
const keepCopy = async (home, work, code = work.reader) => {
  if (!code || !sameCode(code) || !work.attempts.length) return false;
  const since = emptiedAt(home);
  return secondHome.keep(code, copyName(home, work), (before) => {
    if (emptiedAt(home) !== since) return null;
    const known = before && readWork(before, work).work;
    return JSON.stringify(known ? { ...known, ...work, attempts: merge(work.attempts, known.attempts) } : work);
  });
};

// The copy of a work stands under the code that it has now, and no longer under a mistyped one.
/** @param {Home} home @param {Work} work @param {string} before */
const moveCopy = async (home, work, before) => {
  if (sameCode(before) !== sameCode(work.reader ?? "") && (await keepCopy(home, work))) await secondHome.forget(before, copyName(home, work));
};

// Whatever on this page shows what is kept hears of a change; of one in another tab the browser tells.
const KEPT = "whose-group-kept";
/** @param {string} key */
const tellPage = (key) => dispatchEvent(new CustomEvent(KEPT, { detail: key }));
