/** Marks what arrow keys walk among: every place an address can stand in or be put. */
const PLACE = 'data-place';

const places = (area: Element): readonly HTMLElement[] => [...area.querySelectorAll<HTMLElement>(`[${PLACE}]`)];

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Moves the focus from one place to the next by an arrow key, Home or End. Answers whether the key was one. */
export const walk = (area: Element, from: Element, key: string): boolean => {
  const all = places(area);
  const at = all.indexOf(from as HTMLElement);
  if (at < 0) return false;
  const to = key === 'Home' ? 0 : key === 'End' ? all.length - 1 : STEPS[key] === undefined ? null : at + STEPS[key];
  if (to === null) return false;
  all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  return true;
};

/**
 * After a gesture whose own control may leave the page: the focus goes to the nearest place that is left, never to the top of the page.
 * To be called before the gesture, with what has the focus.
 */
export const keepFocus = (from: Element): void => {
  // What is docked at the foot of the page stands outside of it.
  const area = from.closest('[data-nic-editor]') ?? document.querySelector('[data-nic-editor]');
  if (area === null) return;
  const all = places(area);
  const own = from.closest('[data-slot]')?.querySelector(`[${PLACE}]`) ?? from.closest('[data-card]')?.querySelector(`[${PLACE}]`);
  const at = own === null || own === undefined ? 0 : all.indexOf(own as HTMLElement);
  requestAnimationFrame(() => {
    const now = document.activeElement;
    // What is hidden has the focus until the frame is drawn, and loses it then.
    if (now !== null && now !== document.body && now.checkVisibility({ visibilityProperty: true })) return;
    const left = places(area);
    (own?.isConnected ? (own as HTMLElement) : left[Math.min(at, left.length - 1)])?.focus();
  });
};
