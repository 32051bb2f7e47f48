/** The parts of the restore page that a key leads to, in the order in which F6 goes through them. */
export const PAGE_REGIONS = ['interfaces', 'map', 'verdict', 'start'] as const;
export type PageRegion = (typeof PAGE_REGIONS)[number];

/** The part itself, and what takes the focus in it: the first slot, the cell that the cursor is on, the first finding, the button that starts. */
const PLACES: Readonly<Record<PageRegion, { readonly part: string; readonly first: readonly string[] }>> = {
  interfaces: { part: '[data-nic-editor]', first: ['[data-nic-editor] [data-slot] button'] },
  map: { part: '[data-address-map]', first: ['[data-address-map] [role="gridcell"][tabindex="0"]', '[data-address-map] input'] },
  verdict: { part: '#verdict', first: ['#verdict [data-finding]'] },
  start: { part: '[data-verdict-bar]', first: ['[data-verdict-bar] [data-review]'] },
};

/** The first element in view of the first selector that has one. */
const visible = (selectors: readonly string[]): HTMLElement | undefined =>
  selectors.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)]).find((element) => element.checkVisibility());

/** Takes the focus to a part of the page. */
export const goToRegion = (region: PageRegion): void => {
  const { part, first } = PLACES[region];
  const target = visible([...first, part]);
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus();
};

/** Takes the focus one part on (`by` is 1) or back (-1), round and round; from elsewhere to the first or the last. */
export const goToNextRegion = (by: 1 | -1): void => {
  const here = PAGE_REGIONS.findIndex((region) => document.activeElement?.closest(PLACES[region].part) != null);
  const count = PAGE_REGIONS.length;
  const next = here < 0 ? (by === 1 ? 0 : count - 1) : (here + by + count) % count;
  goToRegion(PAGE_REGIONS[next] ?? 'interfaces');
};
