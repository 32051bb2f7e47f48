import type { Page } from '@playwright/test';

/** What a page can be asked about how it is laid out, by yes or no; each answer names what is wrong, and is empty where nothing is. */
export interface LaidOut {
  /** More primary buttons than one, by their words. */
  readonly primaries: readonly string[];
  /** What scrolls up and down inside something that does as well. */
  readonly nested: readonly string[];
  /** What reaches beyond the window, or is cut off with no way to read the rest. */
  readonly cut: readonly string[];
  /** Ids that stand alone and have nothing beside them that copies them. */
  readonly uncopied: readonly string[];
}

/** Runs in the page. Where a dialog is open, only that counts: nothing else can be used. */
const look = (): LaidOut => {
  const dialogs = [...document.querySelectorAll<HTMLElement>('dialog[open]')];
  const scope = dialogs.at(-1) ?? document.body;
  const all = [...scope.querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.closest('.sr-only') === null,
  );
  const named = (element: Element): string =>
    `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)}”`;
  const scrolls = (element: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
  const pageScrolls = scope === document.body && document.documentElement.scrollHeight > window.innerHeight + 1;
  const isNested = (element: Element): boolean => {
    if (pageScrolls) return true;
    for (let up = element.parentElement; up !== null && up !== scope.parentElement; up = up.parentElement) if (scrolls(up)) return true;
    return false;
  };
  const primaries = all.filter(
    (element) => element.matches(':is(button, a).bg-accent.text-on-accent') && element.getAttribute('href') !== '#content',
  );
  const isTruncated = (element: HTMLElement): boolean =>
    element.scrollWidth > element.clientWidth + 1 &&
    getComputedStyle(element).textOverflow === 'ellipsis' &&
    element.closest('[title]') === null &&
    element.querySelector('[title]') === null;
  const wide = document.documentElement.scrollWidth > window.innerWidth;
  const ids = all.filter(
    (element) =>
      element.childElementCount === 0 &&
      /^(?:(?:i|eni|subnet|vpc|ami|snap|sg|vol)-[0-9a-f]{8,}|arn:\S+)$/.test((element.textContent ?? '').trim()) &&
      // What leads to it is a link; a choice is not read but chosen.
      element.closest('a, option, label, button, pre, code, textarea') === null,
  );
  return {
    primaries: primaries.length > 1 ? primaries.map(named) : [],
    // The rail beside the page is no part of what is read.
    nested: all.filter((element) => element.closest('nav') === null && scrolls(element) && isNested(element)).map(named),
    cut: [...(wide ? [`the page is ${document.documentElement.scrollWidth} px wide`] : []), ...all.filter(isTruncated).map(named)],
    // A shortened one has its whole beside what is seen, both in what holds the button.
    uncopied: ids
      .filter((element) => element.closest('.group\\/id') === null && element.parentElement?.querySelector('button') == null)
      .map(named),
  };
};

/** How the page as it is now is laid out. */
export const laidOut = (page: Page): Promise<LaidOut> => page.evaluate(look);
