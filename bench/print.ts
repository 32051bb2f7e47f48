import { cpus } from 'node:os';
import type { Figure } from './figure';

const shown = (value: number): string => (value >= 1_000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2));

const verdict = ({ value, atMost, atLeast }: Figure): '' | 'within' | 'ABOVE' | 'BELOW' => {
  if (atMost !== undefined) return value <= atMost ? 'within' : 'ABOVE';
  return atLeast === undefined ? '' : value >= atLeast ? 'within' : 'BELOW';
};

/** Whether the figure is beyond the bound that it has. */
export const missed = (figure: Figure): boolean => ['ABOVE', 'BELOW'].includes(verdict(figure));

/** Figures for a program: one line of JSON, with a bound only where there is one. */
export const jsonOf = (figures: readonly Figure[]): string =>
  JSON.stringify({ figures: figures.map(({ name, value, unit, atMost, atLeast }) => ({ what: name, value, unit, atMost, atLeast })) });

const boundOf = ({ atMost, atLeast, unit }: Figure): string =>
  atMost !== undefined ? `${atMost} ${unit}` : atLeast === undefined ? '' : `at least ${atLeast} ${unit}`;

/** Figures as a Markdown table, so that it can be put into the README as it is. */
export const tableOf = (figures: readonly Figure[]): string =>
  [
    '| what | measured | at most | |',
    '| --- | ---: | ---: | --- |',
    ...figures.map((figure) => {
      const bound = boundOf(figure);
      const words = [verdict(figure), figure.note ?? ''].filter((each) => each !== '').join('; ');
      return `| ${figure.name} | ${shown(figure.value)} ${figure.unit} | ${bound} | ${words} |`;
    }),
  ].join('\n');

const REFERENCE_STEPS = 30_000_000;
const REFERENCE_ROUNDS = 10;

const spin = (steps: number): number => {
  let value = 0;
  for (let i = 0; i < steps; i += 1) value = (Math.imul(value, 31) + i) | 0;
  return value;
};

/** Milliseconds that one core takes for a loop of dependent integer steps, the best of some rounds: machines of one name differ, and one differs from hour to hour. */
const referenceLoop = (): number =>
  Math.min(
    ...Array.from({ length: REFERENCE_ROUNDS }, () => {
      const from = performance.now();
      spin(REFERENCE_STEPS);
      return performance.now() - from;
    }),
  );

/** What the figures were measured on: without it they mean little. */
export const machine = (): string => {
  const cores = cpus();
  const name = cores[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, ${cores.length} × ${name}, 30 million integer steps in ${referenceLoop().toFixed(0)} ms`;
};
