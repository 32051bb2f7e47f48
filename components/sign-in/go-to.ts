import { paths } from '@/lib/paths';

/** Loads a page anew, so that nothing of the person before, or of nobody, is left in this tab. */
export const goTo = (path: string): void => window.location.replace(path);

/** Goes on after the first step of signing in: to the page that one wanted, or to the second step. */
export const goOn = (entered: 'signed-in' | 'second-step', to: string): void => goTo(entered === 'second-step' ? paths.secondStep(to) : to);
