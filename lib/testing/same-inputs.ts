import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/*
 * Every run tries the same random inputs, so that what passed at a desk passes on the build server, and a failure is one that everybody meets. `REHOME_SEED=N` tries
 * those of another seed, `REHOME_SEED=new` draws one in each process (`npm run properties`); a failure names its own.
 */
const SAME = 20_261_129;

const asked = process.env.REHOME_SEED;
const seed = asked === 'new' ? randomInt(2 ** 31) : Number(asked ?? SAME);
if (!Number.isSafeInteger(seed)) throw new Error(`REHOME_SEED is “${asked}”; it takes a whole number or “new”.`);
if (asked === 'new') process.env.REHOME_SEED = String(seed);

fc.configureGlobal({ seed });
