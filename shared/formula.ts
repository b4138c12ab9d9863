// What a spreadsheet would run when it opens a cell (guarantees A15), full-width forms too; and the way back, so that a
// table that was exported and is imported again says what it said.

const RUNS = '=+\\-@\\t\\r\\0\\uff1d\\uff0b\\uff0d\\uff20';
const FORMULA = new RegExp(`^'*[${RUNS}]`);
const DEFUSED = new RegExp(`^'+[${RUNS}]`);
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** @returns the text with an apostrophe in front where a spreadsheet would take it for a formula; a number is none */
export const defused = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

/** The text that `defused` was given. */
export const undefused = (text: string): string => (DEFUSED.test(text) ? text.slice(1) : text);
