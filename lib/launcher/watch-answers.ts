import type { Child } from './children.js';
import type { Patience } from './lifetime.js';
import { within } from './ready';
import { say } from './reported-error.js';
import type { Part } from './supervise';

/**
 * Asks a part again and again whether it answers, where it can be asked. Says on the terminal when it has not for long, and when it does again;
 * ends its process after longer, where the part says so. `stop` tells whether it did.
 */
export const watchAnswers = (patience: Patience, part: Part, child: Child): { readonly stop: () => boolean } => {
  const { probe } = part;
  if (probe === undefined) return { stop: () => false };
  const { probeEvery, tellAfter, endAfter } = patience;
  const over = new AbortController();
  const seconds = (probes: number): number => Math.round((probes * probeEvery) / 1_000);
  const outlook = {
    'end-soon': 'it is ended and started again',
    end: `after ${seconds(endAfter)} s it is ended and started again`,
    tell: 'it is left running, for it may only be slow',
  }[probe.whenSilent];
  const most = { 'end-soon': tellAfter, end: endAfter, tell: Number.POSITIVE_INFINITY }[probe.whenSilent];
  let silent = 0;
  let timer: NodeJS.Timeout;
  const round = async (): Promise<void> => {
    const asked = performance.now();
    const answered = await within(probeEvery, over.signal, (signal) => probe.ask(signal, child)).then(
      () => true,
      () => false,
    );
    if (over.signal.aborted) return;
    if (answered && silent >= tellAfter) say(`${part.name} answers again.`);
    silent = answered ? 0 : silent + 1;
    if (silent === tellAfter) say(`${part.name} (process ${child.pid}) has not answered for ${seconds(tellAfter)} s; ${outlook}.`);
    if (silent === most) await child.stop(true);
    else next(Math.max(0, probeEvery - (performance.now() - asked)));
  };
  const next = (delay: number): void => {
    timer = setTimeout(() => void round(), delay);
    timer.unref();
  };
  next(probeEvery);
  return {
    stop: () => {
      over.abort();
      clearTimeout(timer);
      return silent >= most;
    },
  };
};
