// @ts-check
// The works of a course as a short text, for a learning platform that keeps no more than 4,096 characters.
// What is written and what is read is said once: `walkWorks` goes the same way for both. Times are kept to
// the minute, and what nobody knows is left out; docs/contracts.md says it in words.

/**
 * All works of a reader: those that go on, and others beside them.
 * @typedef {object} Packed
 * @property {string} [reader] the code that the reader typed
 * @property {Work[]} works
 * @property {Work[]} [beside]
 */

/**
 * What a text is packed with: the names of the course, which stand in it as short digests, and whichever
 * exercises draw what is met elsewhere.
 * @typedef {object} Naming
 * @property {string} lang
 * @property {string[]} names
 * @property {string[]} [endless]
 */

/**
 * Writes what it is given and returns it, or returns what was written.
 * @typedef {object} Walker
 * @property {boolean} reads
 * @property {(context: string, bit?: number) => number} bit what is usual under a context costs next to nothing
 * @property {(size: number, value?: number) => number} plain so many bits, of which none is usual
 * @property {() => string} text what was written
 */

const PACKED = "w1"; // the version stands in the sign that a text begins with
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const [DIGIT, WHOLE_RANGE] = [2 ** 24, 2 ** 30]; // five signs of six bits; the first of them is the digit
const DIGEST_BITS = 16;
const MINUTE = 60000;
const EPOCH = Date.UTC(2020, 0, 1) / MINUTE;

/**
 * An arithmetic coder: both ends of a range draw together bit by bit, and the signs on which they agree
 * are the text. How often a bit was 0 or 1 under its context says how much of the range it gets.
 * @type {(text?: string) => Walker}
 */
const walker = (text) => {
  const reads = text !== undefined;
  let [low, high, at, from] = [0, WHOLE_RANGE - 1, 0, 0];
  let written = "";
  /** @type {Map<string, [number, number]>} */
  const seen = new Map();
  const sign = () => {
    from += 1;
    return Math.max(0, SIGNS.indexOf((text ?? "")[from - 1] ?? "A"));
  };
  if (reads) for (let i = 0; i < 5; i += 1) at = at * 64 + sign();
  /** @param {number} ones @param {number} all @param {number} [bit] */
  const step = (ones, all, bit) => {
    const middle = low + Math.floor(((high - low) * ones) / all);
    const is = reads ? Number(at <= middle) : Number(bit);
    if (is) high = middle;
    else low = middle + 1;
    while (Math.floor(low / DIGIT) === Math.floor(high / DIGIT)) {
      written += SIGNS[Math.floor(low / DIGIT)];
      low = (low % DIGIT) * 64;
      high = (high % DIGIT) * 64 + 63;
      if (reads) at = (at % DIGIT) * 64 + sign();
    }
    return is;
  };
  return {
    reads,
    bit(context, bit) {
      const counts = seen.get(context) ?? [0, 0];
      const [zeros, ones] = counts;
      const is = step(4 * ones + 2, 4 * (zeros + ones) + 4, bit);
      counts[is] += 1;
      // What was long ago counts for less.
      if (zeros + ones > 200) [counts[0], counts[1]] = [counts[0] >> 1, counts[1] >> 1];
      seen.set(context, counts);
      return is;
    },
    plain(size, value = 0) {
      let read = 0;
      for (let i = size - 1; i >= 0; i -= 1) read = read * 2 + step(1, 2, Math.floor(value / 2 ** i) % 2);
      return read;
    },
    text: () => written + SIGNS[Math.floor(high / DIGIT)],
  };
};

/**
 * Names by their digests; names that share one are written out.
 * @type {(names: string[]) => Map<number, string>}
 */
const byDigest = (names) => {
  const found = new Map();
  const shared = new Set();
  for (const name of new Set(names)) {
    const digest = digestOf(name);
    if (found.has(digest)) shared.add(digest);
    else found.set(digest, name);
  }
  for (const digest of shared) found.delete(digest);
  return found;
};

// What a name that the course no longer has is called: by its digest, until the name comes back.
const GONE = /^#[0-9a-f]{4}$/;
const LINE_DIGEST = /^(0|[1-9a-f][0-9a-f]{0,3})$/;
/** @param {number} digest */
const goneName = (digest) => `#${digest.toString(16).padStart(4, "0")}`;

/** @param {Walker} io @param {Naming} naming */
const fieldsFor = (io, { names, endless = [] }) => {
  const known = byDigest(names);
  /** @type {Map<string, string[]>} */
  const met = new Map();
  // A whole number from 0: how long it is, then its digits.
  /** @param {string} context @param {number} [value] */
  const number = (context, value = 0) => {
    const size = Math.floor(Math.log2(value + 1));
    let length = 0;
    while (io.bit(`${context}/${length}`, Number(length < size))) length += 1;
    let read = 1;
    for (let i = length - 1; i >= 0; i -= 1) {
      const bit = Math.floor((value + 1) / 2 ** i) % 2;
      // Of a large number only the first digits can be usual.
      read = read * 2 + (length - i > 6 ? io.plain(1, bit) : io.bit(`${context}:${read}`, bit));
    }
    return read - 1;
  };
  /** @param {string} context @param {number} [value] */
  const whole = (context, value = 0) => {
    const read = number(context, value < 0 ? -2 * value - 1 : 2 * value);
    return read % 2 ? -(read + 1) / 2 : read / 2;
  };
  /** @param {string} [value] */
  const text = (value = "") => {
    const length = number("length", value.length);
    let read = "";
    for (let i = 0; i < length; i += 1) read += String.fromCharCode(number("letter", value.charCodeAt(i)));
    return read;
  };
  /** @param {string} [value] */
  const newName = (value = "") => {
    const digest = GONE.test(value) ? parseInt(value.slice(1), 16) : digestOf(value);
    const short = io.bit("short", Number(known.get(digest) === value || GONE.test(value)));
    if (!short) return text(value);
    const read = io.plain(DIGEST_BITS, digest);
    return known.get(read) ?? goneName(read);
  };
  // A name that was met is told by how many others were met since.
  /** @param {string} scope @param {string} [value] @param {string} [after] */
  const name = (scope, value = "", after = "") => {
    const list = met.get(scope) ?? [];
    met.set(scope, list);
    const place = list.indexOf(value);
    const old = list.length ? io.bit(`${scope}?${after}`, Number(place >= 0)) : 0;
    const read = old ? list[number(`${scope}#${after}`, place)] : newName(value);
    if (read === undefined) throw new Error("no such name"); // damaged
    if (old) list.splice(list.indexOf(read), 1);
    list.unshift(read);
    return read;
  };
  /** @param {string} context @param {boolean} [value] */
  const flag = (context, value) => Boolean(io.bit(context, Number(Boolean(value))));
  /** @template T @param {string} context @param {T | undefined} value @param {(value?: T) => T} of @returns {T | undefined} */
  const maybe = (context, value, of) => (flag(context, value !== undefined) ? of(value) : undefined);
  // The digest of a tapped line; for what is answered again and again there would be no room.
  /** @param {string} exercise @param {string} [value] */
  const line = (exercise, value) => {
    const kept = typeof value === "string" && LINE_DIGEST.test(value) && !endless.includes(exercise);
    return maybe(`line ${exercise}`, kept ? value : undefined, (digest = "0") => io.plain(DIGEST_BITS, parseInt(digest, 16)).toString(16));
  };
  return { number, whole, text, name, flag, maybe, line, plain: io.plain };
};

/** @param {string} at */
const minuteOf = (at) => Math.floor(Date.parse(at) / MINUTE) - EPOCH;

/**
 * The moments of attempts, each minute's numbered in their order: what is left of times in the text.
 * @type {(attempts: Attempt[]) => Attempt[]}
 */
const settledTimes = (attempts) => {
  let [minute, number, last] = [-Infinity, 0, ""];
  return merge(attempts, []).map((attempt) => {
    const now = minuteOf(attempt.at);
    if (now !== minute) number = 0;
    else if (attempt.at !== last) number += 1;
    [minute, last] = [now, attempt.at];
    return { ...attempt, at: new Date((now + EPOCH) * MINUTE + number).toISOString() };
  });
};

const SETTLED = /T\d\d:\d\d:00\.\d{3}Z$/;

/**
 * New attempts with such times, each moment after those that are held; what has one already keeps it.
 * @type {(held: Attempt[], attempts: Attempt[]) => Attempt[]}
 */
const timedAfter = (held, attempts) => {
  const numbers = new Map();
  /** @param {string} at */
  const note = (at) => numbers.set(minuteOf(at), Math.max(numbers.get(minuteOf(at)) ?? -1, Date.parse(at) % MINUTE));
  for (const { at } of held) if (SETTLED.test(at)) note(at);
  const moments = new Map();
  for (const { at } of merge(attempts, [])) {
    if (moments.has(at) || SETTLED.test(at) || !Number.isFinite(Date.parse(at))) continue;
    const minute = minuteOf(at);
    const now = new Date((minute + EPOCH) * MINUTE + (numbers.get(minute) ?? -1) + 1).toISOString();
    moments.set(at, now);
    note(now);
  }
  return attempts.map((attempt) => ({ ...attempt, at: moments.get(attempt.at) ?? attempt.at }));
};

/** @param {ReturnType<typeof fieldsFor>} io @param {string} exercise @param {Attempt[]} attempts */
const walkAttempts = (io, exercise, attempts) => {
  const given = settledTimes(attempts.filter(({ at }) => Number.isFinite(Date.parse(at))));
  const count = io.number("attempts", given.length);
  /** @type {Attempt[]} */
  const read = [];
  /** @type {Partial<Attempt>} */
  let before = {};
  let [minute, number] = [io.whole("begun", given.length ? minuteOf(given[0].at) : 0), -1];
  for (let i = 0; i < count; i += 1) {
    const a = given[i] ?? {};
    const together = i > 0 && io.flag("together", a.at === before.at);
    if (!together) {
      const later = io.number("later", a.at ? minuteOf(a.at) - minute : 0);
      number = later ? 0 : number + 1;
      minute += later;
    }
    const at = new Date((minute + EPOCH) * MINUTE + number).toISOString();
    const run = (before.run ?? 1) + io.whole("run", (a.run ?? 1) - (before.run ?? 1));
    const item = io.flag(`item ${exercise}`, a.vignette === undefined);
    const unit = io.name(`unit ${exercise}`, unitOf(a), `${together}`);
    const part = io.maybe(`part ${exercise} ${before.part}`, a.part, (value) => io.name(`part ${exercise}`, value, before.part));
    const skipped = io.flag("skipped", a.skipped);
    const scope = `answer ${exercise} ${part ?? ""}`;
    const list = !skipped && io.flag(`list ${scope}`, Array.isArray(a.answer));
    const answers = [a.answer ?? []].flat();
    const many = skipped ? 0 : list ? io.number("answers", answers.length) : 1;
    const answer = Array.from({ length: many }, (_, each) => io.name(scope, answers[each]));
    const confidence = io.maybe(`confidence ${exercise} ${skipped}`, a.confidence, (value) => io.name("confidence", value));
    const passage = io.maybe(`passage ${exercise} ${skipped}`, a.passage, (value) => io.number("passage", value));
    const text = passage === undefined ? undefined : io.line(exercise, a.text);
    const home = io.maybe(`home ${exercise}`, a.exercise, (value) => io.name("home", value));
    before = {
      at,
      run,
      [item ? "item" : "vignette"]: unit,
      ...(part === undefined ? {} : { part }),
      ...(skipped ? { skipped } : { answer: list ? answer : answer[0] }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(passage === undefined ? {} : { passage }),
      ...(text === undefined ? {} : { text }),
      ...(home === undefined ? {} : { exercise: home }),
    };
    read.push(/** @type {Attempt} */ (before));
  }
  return read;
};

const OWN_NAME = /^[0-9a-f]{16}$/;

/** @param {ReturnType<typeof fieldsFor>} io @param {Naming} naming @param {string | undefined} code @param {Work} [work] @returns {Work} */
const walkWork = (io, { lang }, code, work) => {
  const exercise = io.name("exercise", work?.exercise);
  const version = io.number("version", work?.version);
  const usual = io.flag("usual name", OWN_NAME.test(work?.work ?? ""));
  const halves = [0, 8].map((from) => parseInt(work?.work.slice(from, from + 8) ?? "", 16) || 0);
  const name = usual ? halves.map((half) => io.plain(32, half).toString(16).padStart(8, "0")).join("") : io.text(work?.work);
  const met = io.maybe("lang", work?.lang === lang ? undefined : work?.lang ?? "", io.text) ?? lang;
  // A work without a code takes that of the whole.
  const reader = io.maybe("another reader", work?.reader === code ? undefined : work?.reader, io.text) ?? code;
  const form = io.maybe("form", work?.form, (value) => io.name("form", value));
  const notes = io.maybe("notes", work?.notes, (value) => io.flag("with notes", value));
  const run = io.maybe("begun run", work?.run, (value) => io.number("run of work", value));
  const attempts = walkAttempts(io, exercise, work?.attempts ?? []);
  return {
    format: FORMAT,
    version,
    work: name,
    exercise,
    ...(met ? { lang: met } : {}),
    ...(reader ? { reader } : {}),
    ...(form === undefined ? {} : { form }),
    ...(notes === undefined ? {} : { notes }),
    ...(run === undefined ? {} : { run }),
    attempts,
  };
};

/** @param {Walker} walked @param {Naming} naming @param {Packed} given @returns {Packed} */
const walkWorks = (walked, naming, given) => {
  const io = fieldsFor(walked, naming);
  const reader = io.maybe("reader", given.reader, io.text);
  const [works, beside] = [given.works, given.beside ?? []].map((list) => {
    const count = io.number("works", list.length);
    return Array.from({ length: count }, (_, i) => walkWork(io, naming, reader, list[i]));
  });
  return { ...(reader ? { reader } : {}), works, beside };
};

// Two signs that tell a text which was cut short or changed.
/** @param {string} body */
const checkOf = (body) => SIGNS[digestOf(body) % 64] + SIGNS[(digestOf(body) >> 6) % 64];

/** @type {(given: Packed, naming: Naming) => string} */
const packWhole = (given, naming) => {
  const io = walker();
  walkWorks(io, naming, given);
  const body = io.text();
  return PACKED + checkOf(body) + body;
};

/**
 * Where all does not fit, the oldest repeats of what draws from elsewhere go first: a case that is answered
 * there again and again keeps its first answer, and its last ones for as long as there is room.
 * @type {(given: Packed, naming: Naming, most: number) => { text: string, left: number } | null}
 */
const pack = (given, naming, most) => {
  const whole = packWhole(given, naming);
  if (whole.length <= most) return { text: whole, left: 0 };
  const endless = new Set(naming.endless);
  /** @type {Attempt[]} */
  const repeats = [];
  for (const { exercise, attempts } of given.works) {
    const met = new Set();
    for (const attempt of endless.has(exercise) ? merge(attempts, []) : []) {
      if (met.has(unitOf(attempt))) repeats.push(attempt);
      met.add(unitOf(attempt));
    }
  }
  repeats.sort((x, y) => order(x.at, y.at));
  /** @param {number} count */
  const without = (count) => {
    const gone = new Set(repeats.slice(0, count));
    const works = given.works.map((work) => ({ ...work, attempts: work.attempts.filter((a) => !gone.has(a)) }));
    return packWhole({ ...given, works }, naming);
  };
  let [few, many] = [0, repeats.length];
  if (without(many).length > most) return null;
  while (many - few > 1) {
    const half = (few + many) >> 1;
    if (without(half).length > most) few = half;
    else many = half;
  }
  return { text: without(many), left: many };
};

/**
 * Reads a text, or says why it cannot be read here: it is damaged, or of another version.
 * @type {(text: string, naming: Naming) => { packed: Packed, problem?: undefined } | { packed?: undefined, problem: "damaged" | "version" }}
 */
const unpack = (text, naming) => {
  if (!text) return { packed: { works: [] } };
  if (!text.startsWith(PACKED)) return { problem: /^w\d/.test(text) ? "version" : "damaged" };
  const body = text.slice(PACKED.length + 2);
  if (text !== PACKED + checkOf(body) + body) return { problem: "damaged" };
  try {
    const { works, beside = [], ...rest } = walkWorks(walker(body), naming, { works: [] });
    const packed = { ...rest, works: works.map((work) => upgrade(work)), beside: beside.map((work) => upgrade(work)) };
    const whole = [...packed.works, ...packed.beside];
    if (whole.some(({ version }) => version !== VERSION)) return { problem: "version" };
    return whole.every(({ attempts }) => attempts.every(isAttempt)) ? { packed } : { problem: "damaged" };
  } catch {
    return { problem: "damaged" };
  }
};
