// What the parts of the script hand each other, for people and for `tsc`. No reader loads this.

type Verdict = "fits" | "defensible" | "look-again";
type Content = Node | string | null | undefined | Content[];
type Words = Record<string, string>;

// ------------------------------------------------------------------ what Python ships

/** An exercise with all that is said in it (src/whosegroup/exercises/payload.py). */
interface Payload {
  exercise: string;
  type: string;
  course: string;
  lang: string;
  digest: string;
  feedback: "each" | "end" | "none";
  evidence?: boolean;
  confidence?: boolean;
  graded?: boolean;
  title: string;
  prompt: string;
  answers: Answer[];
  words: Words;
  cases: any[]; // of the shape that the exercise's type has
  fragments: Fragment[];
  /** Of these only what the exercise needs: others in between, days for each box, new cases a day,
   * which miss brings a twin, days. */
  schedule: { gap: number; boxes: number[]; fresh: number; twin: number; retest: number; rest: number };
  forms?: Record<string, string[]>;
  excerpt?: { goes_on?: { page: string; text: string }; of?: number }; // some cases alone, answered in place
  parts?: PayloadPart[]; // of a test, one after the other; each case names its own
  after?: { exercise: string; of: number }; // the test before whose end it is not shown unasked, and how long that is
  begins?: string; // the test that came before this one
  draws?: string[]; // the exercises from which mixed practice draws
  names: { criteria: Record<string, Named>; cues: Record<string, Named>; sources: Record<string, Named> };
  glossary?: string; // the page with the entries of criteria and cues
  powers?: { id: string; label: string }[];
  holders?: { id: string; label: string; sign: string }[];
  read: { text: string; page: string };
  remarks?: Record<string, Partial<Record<Verdict, number>>>;
}

/** A part of a test: what is the exercise's own elsewhere. */
interface PayloadPart {
  id: string;
  type: string;
  title: string;
  prompt: string;
  answers: Answer[];
  evidence?: boolean;
  confidence?: boolean;
  defined?: boolean; // whether what the kinds mean is in view
  rest?: boolean; // whether a reader may pause before it
  words: Words;
}

interface Answer {
  id: string;
  label: string;
  meaning: string;
}

/** A criterion, a surface cue or a source: what it is called, and what it means, why it does not
 * decide, or what it says. */
interface Named {
  name: string;
  meaning: string;
  asks: string;
  href?: string; // where a source is found
  page?: string;
}

/** One piece of feedback; all else names it by its number. */
interface Fragment {
  role: string;
  text?: string;
  lines?: number[]; // sentences of the case that are quoted before the text
  term?: string; // what it explains: a table of `names` and an id, with a dot between
}

type Line = string | MarkedLine;
interface MarkedLine {
  parts: [string, string, string];
  within?: true; // words stand before the passage: a quotation shows that
  role: "decides" | "agrees" | "surface";
  label: string;
  power?: string; // what somebody decides there, where it shows that
  term: string; // the criterion or surface cue that it shows, as in a fragment
}

/** What is said to an answer; `say` are numbers of fragments. */
interface Reply {
  verdict: Verdict;
  say: number[];
  more?: number[]; // behind "More"
  reason?: string;
  use?: boolean;
  misled?: string; // what only looks telling, and suggested an answer that does not fit
  looked?: string; // or was taken for what decides, with an answer that fits
  tempting?: number;
}

/** What a case or item of any type has. */
interface Case {
  id: string;
  title?: string;
  about?: string;
  note?: string;
  genre?: string; // what sort of text it is, which gives it its look
  home?: string; // the exercise from which mixed practice has drawn it
  part?: string; // in a test in parts: the one in which it stands
  type?: string; // and the type of that
  face?: "label" | "use" | "guard"; // what a statement in a test tells of
  lines: Line[];
}

interface SortCase extends Case {
  kind: string;
  decides: string;
  hand?: Record<string, string>; // who holds each power that it shows
  cues?: string[]; // in mixed practice: all that only looks telling
  trap?: string; // the first of these that suggests another kind
  twin?: string; // the other half of its pair
  replies: Record<string, { verdict: Verdict; reactions: number[] }>; // by the line tapped, 0 for none
  reactions: Omit<Reply, "verdict">[];
}

interface MatchCase extends Case {
  replies: Record<string, Reply>;
}

interface BeliefCase extends Case {
  face: "label" | "use" | "guard";
  replies: Record<string, Partial<Reply>>; // not to know has no verdict
}

interface RecallCase extends Case {
  say: number[]; // a sentence of ours
  points: { id: string; text: string }[]; // what to look for in the reader's own
}

interface PairCase extends Case {
  /** `differs`: by line, where words stand that the other half does not have. */
  halves: { id: string; kind: string; hand?: Record<string, string>; lines: Line[]; differs: Record<string, [number, number][]> }[];
  replies: Record<string, Reply>; // by both kinds, joined by "|"
  differences: Reply[];
  unreasoned: { say: number[] }; // where the kinds fit, and the sentence does not decide
  change: { lines: number[]; say: number[]; more: number[] };
}

interface PlacedCase extends Case {
  parts: { id: string; band: [number, number]; replies: Record<string, Verdict>; say: number[] }[];
  reasons: Record<string, Reply>; // by the line that decided it for the reader
}

interface AskCase extends Case {
  lines: string[];
  questions: { id: string; text: string; answer: string; say: number[] }[];
  choose: number;
  settling: string[];
  replies: { settled?: Record<string, Reply>; open: Record<string, Reply> };
}

interface DecideCase extends Case {
  lines: string[];
  begin: string;
  turns: Record<string, { told?: string; asks: string; options: DecideOption[] }>;
}

interface DecideOption extends Reply {
  id: string;
  text: string;
  next?: string;
}

// ------------------------------------------------------------------ what a reader did

/** Something to tell the reader: the name of the words, and what is filled in. */
interface Notice {
  name: string;
  [value: string]: any;
}

/** Where one work is kept: by the page or by a kernel. */
interface Store {
  where: "page" | "kernel";
  work(): Work;
  other(exercise: string): Work | null;
  beside(exercise: string): Store;
  notice(): Notice | null;
  trouble(): Notice | null;
  update(attempts: Attempt[], fields?: Partial<Work>): void;
  replace(work: Work): boolean;
  others(): Beside[];
  /** Keeps a work beside the open one; tells whether it is safe there. Only on a page. */
  keepBeside?(work: Work): boolean;
  /** Lets go of what was deleted meanwhile. Only on a page. */
  letGo?(): void;
  listen(listener: () => void): () => void;
}

/** What the page that a learning platform opens is to the pages of the book within it (platform.js). */
interface Platform {
  shelf: {
    getItem(key: string): string | null;
    setItem(key: string, text: string): void;
    removeItem(key: string): void;
    names(): string[];
  };
  said: { sorter: Words; course: Words }; // in place of what is said elsewhere
  told: string; // the event by which a page hears that its trouble is another one
  trouble(): string | null;
  /** With their times as the platform keeps them, each another one than those that are held. */
  timed(held: Attempt[], attempts: Attempt[]): Attempt[];
  answered(exercise: string, answers: { attempt: Attempt; verdict?: Verdict }[]): void;
}

interface Window {
  whoseGroupPlatform?: Platform;
  whoseGroupInClass?: (name: string, exercise: ClassExercise) => void;
}

/** The widget of a live notebook, on this side (src/whosegroup/component/widget.py). */
interface Model {
  get<N extends keyof Shared>(name: N): Shared[N];
  send(message: ({ type: "save" } & Partial<Work>) | { type: "open"; work: Work }): void;
  on(event: string, listener: (answer: KernelAnswer) => void): void;
  off(event: string, listener: (answer: KernelAnswer) => void): void;
}

/** What a kernel and its views have in common; only the kernel changes it. */
interface Shared {
  payload: Payload;
  record: Work;
  notice?: Notice | { name?: undefined };
  others?: Record<string, Work>;
  beside?: Beside[];
}

type KernelAnswer = { type: "saved"; keys: string[] } | { type: "failed"; why: string };

/** The first answers to the kinds of cases; Python derives the same. */
interface Measures {
  answered: number;
  fits: number;
  table: Record<string, Record<string, number>>;
  conflation: Share;
  mirror: Share;
  wrong_reason: number;
  sure_and_wrong: number;
  misled: Record<string, number>;
  read_again: Record<string, number>;
}

/** What first answers to a test in parts say; Python derives the same. */
type Portrait = Record<
  "conflation" | "mirror" | "withheld" | "overclaimed" | "label" | "use" | "guard" | "unknown" | "errors" | "decisions",
  Share
>;

interface Share {
  count: number;
  of: number;
}

/** A case in one of Leitner's boxes; `first`, `seen`, `skipped` and `due` are in milliseconds. */
interface Card {
  id: string;
  box: number;
  first: number;
  seen: number;
  skipped: number;
  due: number;
  miss?: { at: number; number: number; cue?: string }; // when, which of all misses, what misled
}

/** A case that mixed practice is to bring, and why. */
interface Coming {
  id: string;
  why: "missed" | "alike" | "twin" | "unmet" | "changed" | "same" | "longest";
  seen?: number; // when it was seen last, in milliseconds
  of?: string; // the missed case before which it comes, or the half of its pair that is known
  cue?: string; // what looks telling in both
}

interface Plan {
  coming: Coming[];
  ahead: Coming[]; // what comes if the reader goes on although nothing is due
  fresh: number; // how many of those to come were never met
  later: Card[];
  own: number; // how many were never met and stand in no chapter
  unmet: number; // how many wait in the chapters
  noted: number;
}

// ------------------------------------------------------------------ what a type registers

type Bears = { [name in keyof Portrait]?: boolean };

/** All that is a type's own. `K` is the shape of its cases, `T` that of a turn at one of them. */
interface ExerciseType<K extends Case = any, T extends Turn<K> = any> {
  /** What its attempts, and what its cards call what they are about. */
  about: "vignette" | "item";
  named: "data-vignette" | "data-item";
  /** Each answer is the kind of a case, so that what is confused can be counted. */
  sorts?: true;
  /** A case that was begun is gone on with: it has not come back. */
  goesOn?: boolean;

  // The pure half: what follows from attempts, without a page.
  /** What an attempt does to its case: it is done, comes back, or there is more to come. */
  closes(payload: Payload, kase: K, attempt: Attempt): "done" | "again" | undefined;
  /** The reply to an attempt; none where it is no answer by itself. */
  replyTo(payload: Payload, kase: K, attempt: Attempt, attempts: Attempt[]): Partial<Reply> | undefined;
  /** What an answer counts for, if not for its case. */
  countsFor?(kase: K, attempt: Attempt): string;
  /** What an answer bears on in the picture of a test, and whether it counts there, where nothing is sorted. */
  countsAs?(kase: K, attempt: Attempt, reply: Partial<Reply>): Bears;
  /** What attempts at a case can be about, if not it alone. */
  unitsOf?(kase: K): string[];

  // The drawn half.
  begin(kase: K, given: Attempt[]): Omit<T, Exclude<keyof Turn, "step">>;
  draw(board: Board, turn: T): void;
  /** Presses what a key is for, where such a thing is in front. */
  keys(event: KeyboardEvent, stage: HTMLElement): boolean;
  /** Whether the reader has done nothing yet at the case in front. */
  untouched(turn: T): boolean;
  /** What a turn was, by what was given in it at one moment. */
  was(kase: K, given: Attempt[]): Omit<T, keyof Turn>;
  /** The case, marked as far as its turn has come. */
  text(board: Board, turn: T): Content;
  /** What the reader answered, in words. */
  answered(board: Board, turn: T): Content;
  /** What is said to it; `remarks` are said before what is folded. */
  said(board: Board, turn: T, remarks?: Content): Content;
  /** Whether a part of it is to be looked at again, whatever the verdict on the whole. */
  looksAgain?(turn: T): boolean;
  /** What is said of a case that was left out, once all is answered. */
  unanswered?(board: Board, kase: K): Content;
  /** Where a verdict leads, if not to the next case. */
  onwards?(board: Board, turn: T): { label: string; go: () => void } | undefined;
  /** The end of the whole, when all is answered, where it is more than first replies counted. */
  end?(board: Board): Content[];
}

// ------------------------------------------------------------------ what a view registers

/** All that is its own where an exercise is shown whole, as mixed practice or as an excerpt. */
interface ExerciseView {
  /** What of the payload this reader gets, if not all. */
  shown?(payload: Payload, store: Store): Payload;
  /** Puts what stands above and below the case into the frame, once. */
  furnish(board: Board): void;
  /** Draws that anew, with every case. */
  draw(board: Board): void;
  /** Draws how much is done. */
  progress?(board: Board, left: string[]): void;
  /** The cases that are left, if others than a run's. */
  left?(board: Board): string[];
  /** A card in the place of the case, and how to tell that it is there. */
  before?(board: Board, kase?: Case): { look: string; card: () => HTMLElement } | undefined;
  /** What is kept with the first answer. */
  begins?(board: Board): Partial<Work>;
  /** The card of the end. */
  end(board: Board): HTMLElement;
  /** Closes what was opened beside a case, which is left. */
  close?(board: Board): void;
  /** Why a case comes: the plan of mixed practice, what it says before the answer, and after it. */
  why?(board: Board, id: string): Coming | undefined;
  whyHere?(board: Board, coming: Coming): string;
  likeWhat?(board: Board, coming?: Coming): Content;
}

/** The case in front, and what the reader has chosen before the verdict and after it. */
interface Turn<K extends Case = any> {
  kase: K;
  step: string;
  back: boolean; // it was met before in this run
  note: boolean; // its note is in front of it
  why?: Coming; // why mixed practice has brought it
  given?: Attempt[]; // what was answered, at one moment
  reply?: Partial<Reply>;
}

interface SortTurn extends Turn<SortCase> {
  answer: string | null;
  passage: number | null;
  confidence: string | null;
}

interface PairTurn extends Turn<PairCase> {
  difference: number | null;
  half: number | null;
  first: string | null;
  second: string | null;
}

interface PlaceTurn extends Turn<PlacedCase> {
  places: Record<string, string>;
  checked?: boolean; // the verdict was asked for while lines were open
}

interface AskTurn extends Turn<AskCase> {
  asked: string[];
  answer: string | null;
}

interface DecideTurn extends Turn<DecideCase> {
  at: string;
  said: string | null;
}

interface BeliefTurn extends Turn<BeliefCase> {
  answer: string | null;
}

interface RecallTurn extends Turn<RecallCase> {
  text: string;
  ticked: string[];
}

interface MatchTurn extends Turn<MatchCase> {
  answer: string | null;
}

// ------------------------------------------------------------------ what is on the page

/** One exercise on a page: what it shows, where, and how far the reader is. */
interface Board extends Furniture {
  whole: Payload; // all of a test in parts
  payload: Payload; // as it is for the case in front
  words: Words;
  cases: Map<string, any>;
  store: Store;
  type: ExerciseType;
  view: ExerciseView;
  prefix: string;

  root: HTMLElement;
  frame: HTMLElement;
  prompt: HTMLElement;
  stage: HTMLElement;
  status: HTMLElement;
  feedback: HTMLElement;
  notice: HTMLElement;
  trouble: HTMLElement;
  after: HTMLElement;
  tools: HTMLElement;

  turn: Turn | null;
  drawn?: Turn; // whose case was drawn last, before its verdict
  waits: number; // the timer of what is drawn when a verdict has been painted
  ahead: boolean; // mixed practice goes on although nothing is due
  entered?: string; // the part of a test that was said before its first case
  saves: boolean; // an answer is on its way into the store
  opened: boolean; // the reader has begun, and nothing is answered yet
  looked?: string; // the code under which the second home was looked into before a test
  reopened: Set<string>; // skipped cases to which the reader has gone back
  summed?: string; // what the end in front was drawn from
}

/** What stands round the cases of a whole exercise, and of no excerpt. */
interface Furniture {
  bar: HTMLProgressElement;
  count: HTMLElement;
  reader: HTMLInputElement;
  readerLabel: HTMLElement;
  readerMore: HTMLElement;
  readerLink: HTMLAnchorElement;
  keep: Keeping;
  again: StartingAgain;
  back: LookingBack;
}

/** Keeping a work beyond the page: its buttons, where they stand, and what they do. */
interface Keeping {
  saves: HTMLElement;
  loads: HTMLElement;
  chooser: HTMLElement;
  place: HTMLElement;
  fold: HTMLDetailsElement;
  kept: HTMLElement;
  works: HTMLElement;
  save(): void;
  close(): void;
  before(): HTMLElement | null;
  draw(): void;
}

/** The button to start again, and the place where it asks. */
interface StartingAgain {
  button: HTMLButtonElement;
  place: HTMLElement;
  draw(): void;
}

/** The button that opens the list of cases, and its place. */
interface LookingBack {
  button: HTMLButtonElement;
  place: HTMLElement;
  draw(): void;
}

interface WhoseGroup extends HTMLElement {
  whoseGroupUnmount?: () => void;
}

// What the phones have, and the compiler of their time did not know yet.
interface ParentNode {
  replaceChildren(...nodes: (Node | string)[]): void;
}

interface HTMLElementTagNameMap {
  "whose-group": WhoseGroup;
  "whose-group-course": HTMLElement;
}
