/** One row of a table: what was counted, and whether it must be 0. */
export interface Count {
  readonly name: string;
  readonly value: number;
  readonly mustBeZero: boolean;
  /** The first few of them, where it must be 0 and is not. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

export const counted = (name: string, value: number): Count => ({ name, value, mustBeZero: false, examples: [] });

export const mustBeZero = (name: string, found: readonly string[]): Count => ({
  name,
  value: found.length,
  mustBeZero: true,
  examples: found.slice(0, EXAMPLES),
});

/** Rows that must be 0 and are not. */
export const bad = (counts: readonly Count[]): readonly Count[] => counts.filter((each) => each.mustBeZero && each.value > 0);

const lineOf = ({ name, value, mustBeZero: zero, examples }: Count): string =>
  `  ${name.padEnd(40)} ${String(value).padStart(6)}${zero ? (value === 0 ? '' : `  MUST BE 0: ${examples.join('; ')}`) : ''}`;

/** The rows as a table for people. */
export const tableOf = (counts: readonly Count[]): string => counts.map(lineOf).join('\n');
