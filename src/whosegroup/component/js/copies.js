// @ts-check
// What the second home has under a reader's code, and the browser has not: for wherever a code is typed.

/**
 * Works from the second home, and what cannot be read here.
 * @typedef {{ works: Work[], unread: Copy[] }} Copies
 */

const LANG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

// Which work a name stands for: "en/toy" or what is beside it, as "en/toy#other-1". Else nothing.
/** @param {Home} home @param {string} name @returns {{ lang: string, exercise: string, beside: boolean } | null} */
const placeOf = (home, name) => {
  const [whole, lang, exercise, more] = /^([^/#]+)\/([^/#]+)(#.*)?$/.exec(name.slice(courseRoot(home).length)) ?? [];
  return whole && LANG.test(lang) && NAMED.test(exercise) ? { lang, exercise, beside: Boolean(more) } : null;
};

/** @typedef {{ name: string, text: string, place: { lang: string, exercise: string, beside: boolean }, work?: Work }} Kept */

// All that is kept of the course, in every language: the name, what it holds, and whose it is.
/** @param {Home} home @returns {Kept[]} */
const keptOf = (home) =>
  stored.names(courseRoot(home)).flatMap((name) => {
    const place = placeOf(home, name);
    const { text } = stored.get(name);
    return place && text ? { name, text, place, work: readWork(text, place).work } : [];
  });

// Copies under a code of which something is not here.
/** @param {Home} home @param {string} code @returns {Promise<Copies>} */
const copiesUnder = async (home, code) => {
  const copies = await secondHome.of(code, courseRoot(home));
  /** @type {Copies} */
  const found = { works: [], unread: [] };
  const here = copies.length ? keptOf(home) : [];
  for (const copy of copies) {
    const place = placeOf(home, copy.name);
    const work = place && readWork(copy.text, place).work;
    if (!place || !work) {
      found.unread.push(copy);
      continue;
    }
    const same = here.filter((each) => each.work?.work === work.work && each.place.lang === place.lang);
    const keys = new Set(same.flatMap((each) => each.work?.attempts.map(keyOf) ?? []));
    if (work.attempts.some((a) => !keys.has(keyOf(a)))) found.works.push({ ...work, lang: place.lang });
  }
  // What was done last goes on.
  found.works.sort((x, y) => order(String(lastOf(y.attempts)?.at), String(lastOf(x.attempts)?.at)));
  return found;
};

// What is said of them: of how many exercises there are some, and when the last answer was given.
/** @param {Copies} copies @param {string} lang */
const toldOf = ({ works }, lang) => ({
  count: new Set(works.map(({ exercise }) => exercise)).size,
  date: works.length ? dateOf(new Date(String(lastOf(works[0].attempts)?.at)), lang) : "",
});
