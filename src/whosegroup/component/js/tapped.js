// @ts-check
// A line that a reader tapped, and how it is known again when its case has been edited since.

/** @param {Line} line */
const textOf = (line) => (typeof line === "string" ? line : line.parts.join(""));

/**
 * A short digest of a text: 16 bits (FNV-1a, folded). Python's `work.measures` has the same.
 * @type {(text: string) => number}
 */
const digestOf = (text) => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
};

/** @param {Line} line */
const lineDigest = (line) => digestOf(textOf(line)).toString(16);

// The number of the line that was tapped, 0 for none.
/** @param {Attempt} attempt */
const tappedIn = ({ passage }) => (Number.isSafeInteger(passage) ? Number(passage) : 0);

// Whether the line that was tapped has come to be another one, so that it tells no reason any more. An
// attempt without the digest of its line is from before there was one.
/** @param {{ lines: Line[] }} kase @param {Attempt} attempt */
const isOtherLine = ({ lines }, attempt) =>
  tappedIn(attempt) && typeof attempt.text === "string" && lineDigest(lines[tappedIn(attempt) - 1] ?? "") !== attempt.text;
