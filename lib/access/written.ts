/** Characters that nobody sees: controls, marks of direction, fillers, and what a font leaves out. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{C}\u2800]/gu;
const BLANKS = /[\s\p{Z}]+/gu;

/** How many characters a text has that somebody can read, blanks in a row counted as one. */
export const readableLength = (text: string): number => text.replace(BLANKS, ' ').replace(UNSEEN, '').replace(BLANKS, ' ').trim().length;

/** What was typed, without blanks around it; `null` where it says nothing that somebody could read. */
export const given = (text: string | null | undefined): string | null => (text == null || readableLength(text) === 0 ? null : text.trim());
