import type { Page } from '@playwright/test';

/** Whether React answers for every control of the document: until it has taken over what the server sent, a click on it is lost. */
const isLive = (): boolean =>
  [...document.querySelectorAll('button, select, input, textarea, a[href], [role="gridcell"]')].every((element) =>
    Object.keys(element).some((key) => key.startsWith('__reactProps$')),
  );

/** Lets a page that was loaded anew (`goto`, `reload`) come alive before the story goes on: a person looks before clicking, a story on a slow machine does not. */
export const waitUntilLive = (page: Page): void => {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const answer = await goto(...args);
    await page.waitForFunction(isLive);
    return answer;
  };
  page.reload = async (...args) => {
    const answer = await reload(...args);
    await page.waitForFunction(isLive);
    return answer;
  };
};
