import { cx } from './class-names';

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

const TONES: Readonly<Record<ButtonTone, string>> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  secondary: 'bg-surface-1 text-text border-line-strong hover:bg-surface-2',
  quiet: 'bg-transparent text-text-dim border-transparent hover:bg-surface-2 hover:text-text',
  danger: 'bg-danger text-on-danger border-transparent hover:opacity-90',
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  small: 'h-7 px-2 text-sm gap-1.5',
  medium: 'h-8 px-3 text-sm gap-2',
  large: 'h-10 px-4 text-md gap-2',
};

/** Nothing can be pressed on paper. */
const ON_PAPER = 'print:hidden';

/** Classes of a button or of a link that looks like one. `primary` once per screen. */
export const buttonClass = (tone: ButtonTone, size: ButtonSize, more?: string): string =>
  cx(
    ON_PAPER,
    'inline-flex items-center justify-center whitespace-nowrap rounded-md border font-semibold transition-colors select-none',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60',
    TONES[tone],
    SIZES[size],
    more,
  );

const ICON_BUTTON = cx(
  ON_PAPER,
  'inline-flex shrink-0 items-center justify-center rounded-md border border-transparent text-text-dim transition-colors hover:bg-surface-2 hover:text-text',
  'aria-disabled:opacity-60',
);

/** Classes of a square button (28 px) that holds an icon only; it must be given an aria-label. `more` holds no other size: of two, the style sheet's order decides. */
export const iconButtonClass = (more?: string): string => cx(ICON_BUTTON, 'size-7', more);

/** The same in the top bar (32 px), where it stands beside fields of that height. */
export const tallIconButtonClass: string = cx(ICON_BUTTON, 'size-8');
