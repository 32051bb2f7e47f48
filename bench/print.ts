import { cpus } from 'node:os';
import type { Figure } from './figure';

const shown = (value: number): string => (value >= 1_000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2));

const verdict = ({ value, atMost }: Figure): string => (atMost === undefined ? '' : value <= atMost ? 'within' : 'ABOVE');

/** Figures as a Markdown table, so that it can be put into the README as it is. */
export const tableOf = (figures: readonly Figure[]): string =>
  [
    '| what | measured | at most | |',
    '| --- | ---: | ---: | --- |',
    ...figures.map((figure) => {
      const bound = figure.atMost === undefined ? '' : `${figure.atMost} ${figure.unit}`;
      const words = [verdict(figure), figure.note ?? ''].filter((each) => each !== '').join('; ');
      return `| ${figure.name} | ${shown(figure.value)} ${figure.unit} | ${bound} | ${words} |`;
    }),
  ].join('\n');

const REFERENCE_STEPS = 300_000_000;

/** Seconds that one core takes for a loop of dependent integer steps: machines of one name differ by a factor of three. */
const referenceLoop = (): number => {
  const from = performance.now();
  let value = 0;
  for (let i = 0; i < REFERENCE_STEPS; i += 1) value = (Math.imul(value, 31) + i) | 0;
  // Read, so that the loop cannot be left out.
  return value === -1 ? 0 : (performance.now() - from) / 1_000;
};

/** What the figures were measured on: without it they mean little. */
export const machine = (): string => {
  const cores = cpus();
  const name = cores[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, ${cores.length} × ${name}, 300 million integer steps in ${referenceLoop().toFixed(2)} s`;
};
