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
  const afterPaint = (done: (frameBegan: number, painted: number) => void): void => {
    requestAnimationFrame(() => {
      const began = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(began, performance.now());
      channel.port2.postMessage(null);
    });
  };
  const changed = (within: number, then: (at: number) => void): void => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      then(performance.now());
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(() => observer.disconnect(), within);
  };
  // Feedback of a move is painted from what changes before the event's own task is over; what changes later is not its doing.
  const onMove = (): void => {
    const from = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      const at = performance.now();
      afterPaint((began, painted) => probe.moves.push(at - from + painted - began));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const over = new MessageChannel();
    over.port1.onmessage = () => observer.disconnect();
    over.port2.postMessage(null);
  };
  document.addEventListener('dragenter', onMove, true);
  document.addEventListener('dragover', onMove, true);
  for (const type of ['drop', 'click'] as const)
    document.addEventListener(
      type,
      () => {
        const from = performance.now();
        changed(1_000, () => afterPaint((_began, painted) => probe.paints.push({ type, ms: painted - from })));
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
