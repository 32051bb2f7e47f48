/** An expected failure of a start, told in one sentence and nothing more: a taken port, a folder that cannot be used. */
export class ReportedError extends Error {}

// Whoever read it may have gone (`| head`, a terminal that was closed). That is no reason to end what runs.
process.stderr.on('error', () => undefined);

/** One line of progress for the person who started this. On standard error, so that what a command prints can be piped.
 * @param {string} text */
export const say = (text) => {
  process.stderr.write(`${text}\n`);
};
