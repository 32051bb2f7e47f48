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

/** What of a command no plan could hold: a list or a count beyond `MAX_LIST`, a number that is no whole number from 0 up. `extra` is AWS's own and may be anything. */
const beyond = (value: unknown, name = ''): Refused | null => {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) return err({ code: 'bad-count', params: { count: value } });
    return name === 'count' && value > MAX_LIST ? tooMany() : null;
  }
  if (typeof value !== 'object' || value === null || name === 'extra') return null;
  if (Array.isArray(value) && value.length > MAX_LIST) return tooMany();
  for (const [member, each] of Object.entries(value)) {
    const refused = beyond(each, member);
    if (refused !== null) return refused;
  }
  return null;
};

/** Refuses a command that reaches beyond the bounds of a plan; `null` where it keeps to them. */
export const outOfBounds = (command: Command): Refused | null => beyond(command);
