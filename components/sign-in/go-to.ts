/** Loads a page anew, so that nothing of the person before, or of nobody, is left in this tab. */
export const goTo = (path: string): void => window.location.replace(path);
