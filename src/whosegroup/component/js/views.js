// @ts-check
// How much of an exercise is shown: the whole, mixed practice, or some cases alone (an excerpt). Each
// registers here, under its name, all that is its own; a page has those that stand on it.

/** @type {Record<string, ExerciseView>} */
const views = {};

/** @param {Payload} payload */
const viewOf = ({ excerpt, draws }) => views[excerpt ? "excerpt" : draws ? "mixed" : "whole"];
