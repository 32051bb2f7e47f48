import type { IconName } from '@/components/ui/icon';

/** One line of the command palette. `words` is what a search looks at. */
export interface PaletteEntry {
  readonly id: string;
  readonly text: string;
  readonly detail?: string;
  /** Its own drawing; that of its group where it has none. */
  readonly icon?: IconName;
  readonly words: string;
  readonly shortcut?: string | undefined;
  readonly reason?: string | null | undefined;
  /** Where it leads, or what it does. */
  readonly href?: string;
  readonly run?: () => void;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The entries that hold every word of `text`, those that begin with it first, at most `most`. Everything where `text` is empty. */
export const matching = (entries: readonly PaletteEntry[], text: string, most: number): readonly PaletteEntry[] => {
  const whole = fold(text).trim();
  const wanted = whole.split(/\s+/).filter((word) => word !== '');
  const found = entries.filter((entry) => {
    const words = fold(entry.words);
    return wanted.every((word) => words.includes(word));
  });
  const begins = (entry: PaletteEntry): number => (fold(entry.text).startsWith(whole) ? 0 : 1);
  return [...found].sort((a, b) => begins(a) - begins(b)).slice(0, most);
};
