import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { sleep } from '@/lib/launcher/processes.js';
import { api } from '@/lib/paths';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { AccountJob } from '@/lib/sandbox/control/jobs';
import { type Book, newBook } from './book';
import { calm, NOTHING_HELD_S, setAbsent } from './calm';
import { type Count, counted, mustBeZero } from './count';
import { accountJobs } from './judge';
import { type Draft, PLACE, type Product, pointsOf, productOf } from './product';
import type { World } from './world';

/** Something that keeps the product from AWS for a while, and that ends by itself or by an administrator's doing. */
interface Outage {
  readonly name: string;
  readonly begin: (world: World) => Promise<unknown>;
  readonly end: (world: World) => Promise<unknown>;
  /** The codes by which a page must say what it is. */
  readonly says: readonly string[];
}

const fault = (kind: string, service: string) => ({ kind, service, times: null });
const clearFaults = (world: World) => world.control('faults', undefined, 'DELETE');
const giveBack = (world: World) => world.control('callers', undefined, 'DELETE');

/** All that is tried, one after the other. */
const OUTAGES: readonly Outage[] = [
  {
    name: 'expired credentials',
    begin: (world) => world.control('callers', { accessKeyId: world.credentials.accessKeyId(), expired: true }),
    // As an administrator renews them: others, in the same file. The old ones stay expired.
    end: async (world) => world.credentials.renew(),
    says: ['expired-credentials'],
  },
  {
    name: 'permissions taken away',
    begin: (world) => world.control('callers', { accessKeyId: '*', denied: ['backup:*', 'ec2:*', 'iam:*'] }),
    end: giveBack,
    says: ['access-denied'],
  },
  {
    name: 'throttling',
    begin: (world) => Promise.all(['backup', 'ec2', 'iam', 'sts'].map((service) => world.control('faults', fault('throttle', service)))),
    end: clearFaults,
    says: ['throttled'],
  },
  {
    name: 'server errors',
    begin: (world) =>
      Promise.all(['backup', 'ec2', 'iam', 'sts'].map((service) => world.control('faults', fault('server-error', service)))),
    end: clearFaults,
    says: ['aws-failed'],
  },
];

/** What a person saw of one outage. */
interface Weathered {
  readonly name: string;
  /** What was told of a restore at some moment that it was not. */
  readonly untrue: readonly string[];
  /** The codes by which the pages said why nothing is known. */
  readonly said: readonly string[];
  readonly saidWhy: boolean;
  /** Whether a start in the middle of it left a job that nobody is told of, or was told to have begun without one. */
  readonly startsTrue: boolean;
  /** From its end until no page tells of a problem any more and the restore that ran meanwhile is shown as AWS has it, in seconds. */
  readonly recoveredIn: number;
  readonly restarted: boolean;
}

interface Shown {
  readonly outcome: string;
  readonly jobId: string | null;
}

/** What the page of a restore tells; `null` where it tells nothing. */
const shown = async (world: World, product: Product, restoreId: string): Promise<Shown | null> => {
  const { entry } = await product.get(world.consoles[0] ?? '', api.historyEntry(restoreId));
  return (entry as Shown | undefined) ?? null;
};

const jobOf = async (world: World, id: string | null): Promise<AccountJob | undefined> =>
  (await accountJobs(world)).find((job) => job.restoreJobId === id);

/** A restore is never shown to have ended before it has, nor to have ended in another way. Asked of the account last: it may have ended in between. */
const untruthOf = async (world: World, product: Product, restoreId: string): Promise<string | null> => {
  const told = await shown(world, product, restoreId);
  if (told === null) return null;
  const { outcome, jobId } = told;
  const job = await jobOf(world, jobId);
  if (['starting', 'waiting', 'running'].includes(outcome)) return null;
  return job !== undefined && outcome === job.status.toLowerCase() ? null : `${outcome}, and AWS says ${job?.status ?? 'nothing'}`;
};

interface Starter {
  readonly product: Product;
  readonly plan: () => Promise<Draft>;
  readonly start: (draft: Draft) => Promise<{ readonly restoreId: string | null; readonly code: string }>;
}

const starterOf = async (world: World, book: Book): Promise<Starter> => {
  const product = productOf(world);
  const [console = ''] = world.consoles;
  const [point] = await pointsOf(world, 'batch-02');
  if (point === undefined) throw new Error('There is nothing to restore.');
  let last = 10;
  const accepted = new Set<string>();
  const attempt = async (draft: Draft) => {
    const answer = await product.start(console, draft, [...accepted]);
    if (answer.ok) {
      const { restoreId } = answer.value as { restoreId: string };
      book.restores.set(restoreId, 'begun');
      return { restoreId, code: 'ok' };
    }
    const { code, restoreId, missing } = answer.error;
    if (code === 'refused') book.restores.set(String(restoreId), 'refused');
    // An unknown is not accepted.
    for (const each of (missing ?? []) as readonly Diagnostic[]) if (each.severity === 'warning') accepted.add(acceptanceKey(each));
    return { restoreId: typeof restoreId === 'string' ? restoreId : null, code };
  };
  return {
    product,
    plan: async () => {
      const created = await product.createDraft(console, point);
      if (!created.ok) throw new Error(`unexpected: ${created.error.code}`);
      const draft = created.value as Draft;
      last += 1;
      const saved = await product.saveAddresses(console, draft, [`10.1.76.${last}`]);
      if (!saved.ok) throw new Error(`unexpected: ${saved.error.code}`);
      return { draftId: draft.draftId, revision: (saved.value as Draft).revision };
    },
    start: async (draft) => {
      const first = await attempt(draft);
      return first.code === 'not-acknowledged' ? attempt(draft) : first;
    },
  };
};

/** The problem by which the jobs page says why it knows nothing newer; also the one that it is answered instead of a list. */
const problemShown = async (world: World, product: Product): Promise<string | null> => {
  const body = await product.get(world.consoles[0] ?? '', api.jobs(PLACE));
  const told = body.problem ?? (body.freshness as { readonly problem: unknown } | undefined)?.problem;
  if (typeof told !== 'object' || told === null) return null;
  const { code, problem } = told as { readonly code?: string; readonly problem?: { readonly code: string } };
  return problem?.code ?? code ?? null;
};

/**
 * Lasts until the pages have said why, and at least `ms`; looks all the while whether anything untrue is told. Then AWS is itself again, and the restore that
 * ran meanwhile has to be shown as it is, by the processes that were there before.
 */
const weatherOne = async (world: World, starter: Starter, outage: Outage, ms: number): Promise<Weathered> => {
  const pids = world.parts.map((part) => part.pid());
  const { restoreId } = await starter.start(await starter.plan());
  if (restoreId === null) throw new Error('The restore that is to be followed did not begin.');
  const inTheMiddle = await starter.plan();
  await outage.begin(world);
  const from = performance.now();
  const said = new Set<string>();
  const untrue = new Set<string>();
  const tried = starter.start(inTheMiddle);
  const saidWhy = (): boolean => outage.says.some((code) => said.has(code));
  while (performance.now() - from < ms || !saidWhy()) {
    const [problem, untruth] = await Promise.all([problemShown(world, starter.product), untruthOf(world, starter.product, restoreId)]);
    if (problem !== null) said.add(problem);
    if (untruth !== null) untrue.add(untruth);
    if (performance.now() - from > ms + GIVE_UP_MS) break;
    await sleep(200);
  }
  const middle = await tried;
  await outage.end(world);
  const ended = performance.now();
  const recovered = async (): Promise<boolean> => {
    const told = await shown(world, starter.product, restoreId);
    if (told === null || (await problemShown(world, starter.product)) !== null) return false;
    const status = (await jobOf(world, told.jobId))?.status;
    return told.outcome === (status === 'PENDING' ? 'waiting' : status?.toLowerCase());
  };
  while (!(await recovered()) && performance.now() - ended < GIVE_UP_MS) await sleep(100);
  return {
    name: outage.name,
    untrue: [...untrue],
    said: [...said],
    saidWhy: saidWhy(),
    startsTrue: await startTrue(world, starter.product, middle),
    recoveredIn: (await recovered()) ? Math.round((performance.now() - ended) / 100) / 10 : Number.POSITIVE_INFINITY,
    restarted: world.parts.some((part, index) => part.pid() !== pids[index]),
  };
};

/** A bound for what hangs. */
const GIVE_UP_MS = 120_000;

/** Whoever pressed Start in the middle of it was either told that nothing began, and nothing did, or has a restore that tells what became of it. */
const startTrue = async (
  world: World,
  product: Product,
  { restoreId, code }: { readonly restoreId: string | null; readonly code: string },
): Promise<boolean> => {
  if (restoreId === null) return code !== 'ok';
  if (code === 'refused') return (await shown(world, product, restoreId))?.outcome === 'refused';
  return true;
};

/** What came of all outages. */
interface OutagesEnded {
  readonly counts: readonly Count[];
  readonly seen: readonly Weathered[];
}

/**
 * Weathers every outage, each for at least `ms`; when all restores have ended they are judged. The account's restores must take longer than a call and shorter
 * than an outage.
 */
export const outages = async (world: World, ms: number, progress: (text: string) => void): Promise<OutagesEnded> => {
  const book = newBook();
  const starter = await starterOf(world, book);
  const seen: Weathered[] = [];
  for (const outage of OUTAGES) {
    progress(outage.name);
    seen.push(await weatherOne(world, starter, outage, ms));
  }
  await setAbsent(world, NOTHING_HELD_S);
  return { counts: [...outageCounts(seen), ...(await calm(world, book, progress))], seen };
};

/** The table of outages: nothing untrue, the reason told, everything right again afterwards by the processes that were there before. */
const outageCounts = (seen: readonly Weathered[]): readonly Count[] => [
  counted('outages', seen.length),
  counted('slowest recovery, seconds', Math.max(...seen.map((each) => each.recoveredIn))),
  mustBeZero(
    'untrue pages meanwhile',
    seen.flatMap(({ name, untrue }) => untrue.map((what) => `${name}: ${what}`)),
  ),
  mustBeZero(
    'outages that pages did not explain',
    seen.flatMap(({ name, said, saidWhy }) => (saidWhy ? [] : [`${name}: ${said.join(', ')}`])),
  ),
  mustBeZero(
    'starts that were told wrongly',
    seen.flatMap(({ name, startsTrue }) => (startsTrue ? [] : [name])),
  ),
  mustBeZero(
    'recoveries that did not come',
    seen.flatMap(({ name, recoveredIn }) => (Number.isFinite(recoveredIn) ? [] : [name])),
  ),
  mustBeZero(
    'processes that had to be restarted',
    seen.flatMap(({ name, restarted }) => (restarted ? [name] : [])),
  ),
];
