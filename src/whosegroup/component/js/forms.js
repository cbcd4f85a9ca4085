// @ts-check
// Which cases a reader gets: all, or one of the two forms of a test.

// The form that only a retest has; without one it has the other of the two.
const RETEST = "retest";
/** @param {Record<string, string[]>} [forms] */
const namesOfForms = (forms = {}) => Object.keys(forms).filter((name) => name !== RETEST);

// A test has two forms: one for the first run, the other for the run after it.
/** @param {Record<string, string[]>} forms @param {Work} work @param {number} run */
const formOf = (forms, work, run) => {
  if (run > 1 && own(forms, RETEST)) return RETEST;
  const names = namesOfForms(forms);
  const first = Math.max(0, names.indexOf(work.form ?? ""));
  return names[(first + run - 1) % names.length];
};

/** @param {Payload} payload @param {Work} work @param {number} run @returns {string[]} */
const listOf = ({ forms, cases }, work, run) =>
  forms ? forms[formOf(forms, work, run)] : cases.map((kase) => kase.id);

// What two spellings of one code have in common. Python's `whosegroup.work.codes` derives the same.
/** @param {string} code */
const sameCode = (code) => {
  if (typeof code !== "string") return ""; // a file may hold anything
  const seen = code.normalize("NFKC").replace(/[\p{Z}\p{Cc}\p{Cf}]/gu, "");
  const kept = seen.replace(/[\p{Pd}\u30fc\u2212\u02d7\u2043\u2053\u2500\u2501\u23af\u2796~_]/gu, "") || seen;
  return kept.toLowerCase().normalize("NFKC");
};

// Half of the codes begin with each form; without a code, the work's own name is taken. The sum
// begins with a hyphen, so that codes such as S-017 keep the form which they had when it counted.
/** @param {Payload} payload @param {string} code @param {Work | null} [earlier] */
const firstForm = ({ forms, begins }, code, earlier) => {
  const names = namesOfForms(forms);
  if (earlier?.form) return names.find((name) => name !== earlier.form);
  const sum = [...`-${sameCode(code)}`].reduce((total, letter) => total + Number(letter.codePointAt(0)), 0);
  return names[(sum + (begins ? 1 : 0)) % names.length];
};
