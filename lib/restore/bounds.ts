import { err } from '@/lib/result';
import type { Command, CommandRefusal } from './command';

/** The longest list, and the highest count, that a plan or a step may hold. Far above AWS (64 interfaces, 50 addresses each), low enough that nothing of a plan is slow. */
export const MAX_LIST = 1_000;
/** Gestures that a history remembers; older ones fold into its base. */
export const MAX_STEPS = 200;
/** Characters that a history may have as JSON; what makes it longer folds into its base as well. */
export const MAX_SIZE = 2 ** 20;

type Refused = { readonly ok: false; readonly error: CommandRefusal };

/** The refusal of what would make a list too long, or ask for too many. */
export const tooMany = (): Refused => err({ code: 'too-many', params: { count: MAX_LIST } });

/** Why no plan could hold what a command says: a list or a count beyond `MAX_LIST`, a number that is no whole number from 0 up. `null` where one could. */
export const outOfBounds = (command: Command): Refused | null => {
  let refused: Refused | null = null;
  // Looks at every member as JSON walks through them; nothing is written.
  JSON.stringify(command, (name, value) => {
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value) || value < 0) refused = err({ code: 'bad-count', params: { count: value } });
      else if (name === 'count' && value > MAX_LIST) refused = tooMany();
    } else if (Array.isArray(value) && value.length > MAX_LIST) refused = tooMany();
    // What AWS gave beside the members that we know is AWS's, and may be anything.
    return name === 'extra' ? null : value;
  });
  return refused;
};
