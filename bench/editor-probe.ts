/** What the page measures about itself. Times are milliseconds of the page's own clock. */
export interface Probe {
  /** Work from a pointer movement of a drag to its painted feedback: until the DOM changed, and from the frame's begin to after its paint. */
  readonly moves: number[];
  /** From an event to after the paint of what it changed, waiting for the frame included, by the event's name. */
  readonly paints: { readonly type: string; readonly ms: number }[];
  /** Tasks over 50 ms, when they began. */
  readonly longTasks: { readonly at: number; readonly ms: number }[];
  /** Each interaction's duration (event to next paint) as the browser's Event Timing tells it, by interaction id. */
  readonly interactions: Record<string, number>;
  /** Layout shifts without recent input, summed up. */
  shift: number;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page before anything else of it. Self-contained, because only its text goes there. */
export const installProbe = (): void => {
  const probe: Probe = { moves: [], paints: [], longTasks: [], interactions: {}, shift: 0 };
  window.probe = probe;
  // Made once, so that what measures takes as little as it can of what it measures.
  const everything = { subtree: true, childList: true, attributes: true, characterData: true } as const;
  /** Gives a function that runs `task` as a task of its own, after all that is due in this one. */
  const soon = (task: () => void): (() => void) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = task;
    return () => channel.port2.postMessage(null);
  };
  let frameBegan = 0;
  let waiting: ((painted: number) => void)[] = [];
  const paintIsDone = soon(() => {
    const painted = performance.now();
    const due = waiting;
    waiting = [];
    for (const done of due) done(painted);
  });
  const afterPaint = (done: (painted: number) => void): void => {
    waiting.push(done);
    if (waiting.length > 1) return;
    requestAnimationFrame(() => {
      frameBegan = performance.now();
      paintIsDone();
    });
  };
  // Feedback of a move is painted from what changes before the event's own task is over; what changes later is not its doing.
  let movedAt = 0;
  const feedback = new MutationObserver(() => {
    feedback.disconnect();
    const work = performance.now() - movedAt;
    afterPaint((painted) => probe.moves.push(work + painted - frameBegan));
  });
  const taskIsOver = soon(() => feedback.disconnect());
  const onMove = (): void => {
    feedback.observe(document.body, everything);
    taskIsOver();
    movedAt = performance.now();
  };
  document.addEventListener('dragenter', onMove, true);
  document.addEventListener('dragover', onMove, true);
  for (const type of ['drop', 'click'] as const)
    document.addEventListener(
      type,
      () => {
        const change = new MutationObserver(() => {
          change.disconnect();
          afterPaint((painted) => probe.paints.push({ type, ms: painted - from }));
        });
        change.observe(document.body, everything);
        setTimeout(() => change.disconnect(), 1_000);
        const from = performance.now();
      },
      true,
    );
  const observe = (type: string, see: (entry: PerformanceEntry) => void, options: object = {}): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true, ...options });
  observe('longtask', (entry) => probe.longTasks.push({ at: entry.startTime, ms: entry.duration }));
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean };
    if (!hadRecentInput) probe.shift += value;
  });
  observe(
    'event',
    (entry) => {
      const { interactionId } = entry as PerformanceEntry & { readonly interactionId: number };
      if (interactionId > 0) probe.interactions[interactionId] = Math.max(probe.interactions[interactionId] ?? 0, entry.duration);
    },
    { durationThreshold: 16 },
  );
};
