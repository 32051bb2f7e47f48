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

/** What the figures were measured on: without it they mean little. */
export const machine = (): string => {
  const cores = cpus();
  return `Node ${process.versions.node}, ${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}`;
};
