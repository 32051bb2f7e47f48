/** The fewest characters of a written reason for a start without approval: a sentence, not a word. */
export const MIN_EMERGENCY_REASON = 20;
