// @ts-check
// The page that a learning platform opens: it holds the book in a frame, so that one session lasts from page
// to page, and keeps the reader's works in what the platform keeps of this reader.

/**
 * What the page is given (authoring/scorm).
 * @typedef {object} PlatformTold
 * @property {string} version of SCORM
 * @property {Course} course
 * @property {Naming} naming
 * @property {string} first the page that is opened first
 * @property {string[]} done the exercises that complete it
 * @property {string[]} score the sorts that make the score; none: how far the reader is
 * @property {{ sorter: Words, course: Words, trouble: Words, page: Words }} words
 */

const TRY_AGAIN_MS = 10000;
const SAFE_PAGE = /^(?!.*\.\.)[\w-][\w./-]*\.html(#[\w-]+)?$/;

// What is kept, as works and as a text, in place of the browser's storage.
/** @param {PlatformTold["course"]} course */
const keptWorks = (course) => {
  const root = `whosegroup/1/${course.course}/`;
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @param {string} key @returns {{ exercise: string, beside: boolean } | null} */
  const placeFor = (key) => {
    const [whole, exercise, beside] = /^[^/#]+\/([^/#]+)(#other-\d+)?$/.exec(key.slice(root.length)) ?? ["", ""];
    return key.startsWith(root) && whole && NAMED.test(exercise) ? { exercise, beside: Boolean(beside) } : null;
  };
  /** @returns {Required<Packed>} */
  const all = () => {
    /** @type {Required<Packed>} */
    const found = { reader: kept.get(`${root}#code`) ?? "", works: [], beside: [] };
    for (const [key, text] of kept) {
      const place = placeFor(key);
      const work = place && readWork(text, place).work;
      if (place && work?.attempts.length) found[place.beside ? "beside" : "works"].push(work);
    }
    return found;
  };
  /** @param {string} exercise */
  const workOf = (exercise) => all().works.find((work) => work.exercise === exercise) ?? null;

  /** @param {Packed} packed */
  const take = ({ reader, works, beside = [] }) => {
    if (reader && !kept.has(`${root}#code`)) kept.set(`${root}#code`, reader);
    /** @param {string} key @param {Work} work */
    const aside = (key, work) => {
      let number = 1;
      while (kept.has(`${key}#other-${number}`)) number += 1;
      kept.set(`${key}#other-${number}`, JSON.stringify(work));
    };
    for (const work of [...works, ...beside]) {
      const key = `${root}${work.lang ?? course.lang}/${work.exercise}`;
      const here = readWork(kept.get(key) ?? "", work).work;
      if (here?.work === work.work) kept.set(key, JSON.stringify({ ...work, ...here, attempts: merge(here.attempts, work.attempts) }));
      else if (here?.attempts.length || beside.includes(work)) aside(key, work);
      else kept.set(key, JSON.stringify(work));
    }
  };
  return { kept, placeFor, all, workOf, take };
};

// What the platform is told beside the works: how far the reader is, a score, and each first answer.
/** @param {ReturnType<typeof connectionTo>} link @param {PlatformTold} told @param {ReturnType<typeof keptWorks>["workOf"]} workOf */
const reportsTo = (link, { course, version, done: all, score: scored }, workOf) => {
  const { dialect } = link;
  const since = Date.now();
  /** @type {{ id: string, response: string, result: string, at: Date }[]} */
  const answers = [];
  let interactions = 0; // so many are there
  const wanted = () => {
    const stops = stopsOf(course, workOf).filter(({ id }) => all.includes(id));
    const part = stops.reduce((sum, { count, of }) => sum + (of ? count / of : 0), 0) / (stops.length || 1);
    const shares = scored.map((id) => {
      const work = workOf(id);
      const of = casesToMeet(course.exercises[id], work).length;
      return (picturedOf(course, id, work)?.fits ?? 0) / (of || 1);
    });
    const score = shares.length ? shares.reduce((sum, share) => sum + share, 0) / shares.length : part;
    return { part, score, done: stops.length > 0 && stops.every(({ state }) => state === "done") };
  };
  // What a platform need not have: where it refuses, the works are kept all the same.
  const report = () => {
    const { part, score, done } = wanted();
    const rounded = (/** @type {number} */ share) => String(Math.round(share * 1000) / 1000);
    if (version === "1.2") {
      link.write("cmi.core.lesson_status", done ? "completed" : "incomplete");
    } else {
      link.write("cmi.completion_status", done ? "completed" : "incomplete");
      link.write("cmi.progress_measure", rounded(part));
      link.write("cmi.score.scaled", rounded(score));
    }
    link.write(`${dialect.score}.min`, "0");
    link.write(`${dialect.score}.max`, "100");
    link.write(`${dialect.score}.raw`, String(Math.round(100 * score)));
    const seconds = Math.round((Date.now() - since) / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    link.write(dialect.time, version === "1.2" ? `${two(h)}:${two(m)}:${two(s)}` : `PT${h}H${m}M${s}S`);
    link.write(dialect.exit, "suspend");
  };
  // Each first answer; what a platform refuses is not asked again, for the works hold it too.
  const sendAnswers = () => {
    for (const { id, response, result, at } of answers.splice(0)) {
      const name = `cmi.interactions.${interactions}`;
      if (!link.write(`${name}.id`, id)) continue;
      interactions += 1;
      link.write(`${name}.type`, "fill-in");
      const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
      if (version === "1.2") link.write(`${name}.time`, time);
      else link.write(`${name}.timestamp`, at.toISOString().replace(/\.\d+Z$/, "Z"));
      link.write(version === "1.2" ? `${name}.student_response` : `${name}.learner_response`, response);
      link.write(`${name}.result`, result === "wrong" && version !== "1.2" ? "incorrect" : result);
    }
  };
  /** @param {string} exercise @param {{ attempt: Attempt, verdict?: string }[]} given */
  const answered = (exercise, given) => {
    const before = workOf(exercise)?.attempts ?? [];
    const name = (/** @type {Attempt} */ a) => [unitOf(a), partOf(a)].filter(Boolean).join("/");
    // Of a situation, each turn is met by itself: it stands before the option.
    const about = (/** @type {Attempt} */ a) => [name(a), ...String(a.answer).split("/").slice(0, -1)].join();
    for (const { attempt, verdict } of given) {
      const met = before.some((a) => about(a) === about(attempt) && !a.skipped);
      if (attempt.run !== 1 || attempt.skipped || met) continue;
      const result = verdict === "fits" ? "correct" : verdict === "look-again" ? "wrong" : "neutral";
      // A report need not show the id, so the response says all: handed_in/interactions.py reads it.
      const response = `${name(attempt)}: ${[attempt.answer].flat().join(" ")} (${exercise})`;
      answers.push({ id: `${exercise}.${name(attempt)}`.replace(/[^\w.-]/g, "-"), response: response.slice(0, 250), result, at: new Date() });
    }
  };
  return {
    begin() {
      interactions = Number(link.read("cmi.interactions._count")) || 0;
    },
    send() {
      report();
      sendAnswers();
    },
    answered,
  };
};

/** @param {PlatformTold} told @param {HTMLIFrameElement} frame @param {HTMLElement} line */
const openPlatform = (told, frame, line) => {
  const { course, naming, words, version } = told;
  const link = connectionTo(window, version);
  const { dialect } = link;
  const TOLD = "whose-group-platform";
  const { kept, placeFor, all, take, workOf } = keptWorks(course);
  const reports = reportsTo(link, told, workOf);
  /** @type {string | null} */
  let trouble = null;
  let begun = false; // the session, and what the platform holds was read
  let reads = false; // looked at only: nothing is to be kept
  let unread = false; // the platform holds what is not understood, and what must not be lost
  let unsent = false;
  let ended = false;
  let left = 0;
  let [waits, again] = [0, 0];

  // ---------------------------------------------------------------- what is said
  const tell = () => {
    const said = trouble ? words.trouble[trouble] : "";
    if (line.textContent !== said) line.textContent = said;
    line.hidden = !said;
    frame.contentWindow?.dispatchEvent(new Event(TOLD));
  };
  /** @param {string | null} name */
  const say = (name) => {
    const before = trouble;
    trouble = name;
    if (before !== name) tell();
  };

  const begin = () => {
    if (!link.there()) return "platform_none";
    link.begin(); // where the session is open already, this is refused, and all is well
    const text = link.read(dialect.state);
    if (text === null) return "platform_lost";
    // A platform need not say in which mode it opens this.
    reads = ["browse", "review"].includes(link.read(dialect.mode) ?? "");
    reports.begin();
    const { packed, problem } = unpack(text, naming);
    begun = true;
    unread = Boolean(problem);
    if (packed) take(packed);
    return problem ? `platform_${problem}` : reads ? "platform_review" : null;
  };
  const send = () => {
    clearTimeout(waits);
    clearTimeout(again);
    if (!unsent || ended) return;
    if (!begun) {
      say(begin());
      if (!begun) return later();
    }
    if (reads || unread) return;
    const packed = pack(all(), naming, dialect.most);
    if (!packed) return say("platform_full");
    const went = link.write(dialect.state, packed.text);
    if (went) reports.send();
    if (!went || !link.keep()) {
      // A session may have been ended from outside; the next attempt may find another one.
      link.begin();
      say("platform_lost");
      return later();
    }
    unsent = false;
    left = packed.left;
    say(left ? "platform_left" : null);
  };
  const later = () => {
    clearTimeout(again);
    again = setTimeout(send, TRY_AGAIN_MS);
  };
  // Not while an answer is drawn.
  const soon = () => {
    unsent = true;
    clearTimeout(waits);
    waits = setTimeout(send);
  };
  const end = () => {
    send();
    if (begun && !ended) link.end();
    ended = true;
  };

  // ---------------------------------------------------------------- what the pages of the book have
  /** @type {Platform} */
  const whoseGroupPlatform = {
    shelf: {
      getItem: (key) => kept.get(key) ?? null,
      setItem(key, text) {
        kept.set(key, text);
        if (placeFor(key) || key.endsWith("#code")) soon();
      },
      removeItem(key) {
        if (kept.delete(key) && placeFor(key)) soon();
      },
      names: () => [...kept.keys()],
    },
    said: { sorter: { ...words.trouble, ...words.sorter }, course: { ...words.trouble, ...words.course } },
    told: TOLD,
    trouble: () => trouble,
    timed: timedAfter,
    answered: reports.answered,
  };
  Object.assign(window, { whoseGroupPlatform });

  // ---------------------------------------------------------------- the book in its frame
  const home = location.href.split(/[?#]/)[0].replace(/[^/]*$/, "");
  const here = () => {
    try {
      const { href = "", hash = "" } = frame.contentWindow?.location ?? {};
      const page = href.startsWith(home) ? decodeURI(href.slice(home.length)).split(/[?#]/)[0] : "";
      return SAFE_PAGE.test(page) ? page + (SAFE_PAGE.test(page + hash) ? hash : "") : "";
    } catch {
      return "";
    }
  };
  frame.addEventListener("load", () => {
    const page = here();
    if (!page || !frame.contentDocument) return;
    document.title = frame.contentDocument.title;
    if (begun && !reads && !unread) link.write(dialect.place, page.slice(0, 250));
    tell();
  });
  // Within a session the platform is asked for nothing, so a reader may go on without it.
  addEventListener("beforeunload", (event) => {
    send();
    if (unsent && !reads && !unread && trouble !== "platform_none") event.preventDefault();
  });
  addEventListener("pagehide", end);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());

  const first = begin();
  say(first);
  if (first === "platform_lost") {
    unsent = true; // what the platform holds is asked for again
    later();
  }
  const asked = decodeURIComponent(location.hash.slice(1));
  const last = begun ? link.read(dialect.place) ?? "" : "";
  frame.src = [asked, last].find((page) => SAFE_PAGE.test(page)) ?? told.first;
};

const platformData = document.getElementById("told");
const platformFrame = document.querySelector("iframe");
const platformLine = /** @type {HTMLElement | null} */ (document.querySelector('[role="status"]'));
if (platformData && platformFrame && platformLine) openPlatform(JSON.parse(String(platformData.textContent)), platformFrame, platformLine);
