import { z } from 'zod';

/** Whose connection a task uses and as whom it acts. */
const onBehalf = z.object({ connection: z.string().min(1), actor: z.string().min(1) });
const place = onBehalf.extend({ account: z.string().min(1), region: z.string().min(1) });

const placeKey = (data: z.infer<typeof place>): string => [data.connection, data.account, data.region].join('/');

interface Queue<S extends z.ZodType> {
  /** What a task's data must be, when it is sent and when it is carried out: a task may be older than the code that meets it. */
  readonly data: S;
  /** Of the tasks with the same key at most one waits and at most one runs. */
  readonly key: (data: z.infer<S>) => string;
  /** So often is a task tried again that failed, ran into its deadline or lost its worker; then it is put among the failed ones for a person to look at. */
  readonly retryLimit: number;
  /** Before the first such try; each further one waits twice as long, a part of it at random. */
  readonly retryDelaySeconds: number;
  /** How long one try may take; then its signal is aborted, and what it does after that counts for nothing. */
  readonly deadlineSeconds: number;
}

const queue = <S extends z.ZodType>(settings: Queue<S>): Queue<S> => settings;

/** Every kind of background work there is. The owner's migration makes a queue of each, and one beside it for those that failed for good. */
export const queues = {
  /** Sends what an attempt is to send, or finds out what became of it. */
  'carry-out-attempt': queue({
    data: place.extend({ attempt: z.uuid() }),
    key: (data) => data.attempt,
    retryLimit: 20,
    retryDelaySeconds: 1,
    deadlineSeconds: 120,
  }),
  /** One look at AWS's restore jobs of a place. */
  'follow-jobs': queue({ data: place, key: placeKey, retryLimit: 3, retryDelaySeconds: 2, deadlineSeconds: 300 }),
  /** One look at who holds the addresses that starts of a place wait for; what is free starts. */
  'watch-addresses': queue({ data: place, key: placeKey, retryLimit: 20, retryDelaySeconds: 1, deadlineSeconds: 120 }),
  /** One look at each way to an address that is gone in a place; where Rehome acts, the next step of it. */
  'carry-ways': queue({ data: place, key: placeKey, retryLimit: 20, retryDelaySeconds: 1, deadlineSeconds: 120 }),
  /** Reads the addresses that created instances of a place really have. */
  verify: queue({ data: place, key: placeKey, retryLimit: 5, retryDelaySeconds: 10, deadlineSeconds: 120 }),
  /** Notes what an account has around an instance of which a restore is planned. */
  'note-surroundings': queue({
    data: place.extend({ instanceId: z.string().min(1), addresses: z.array(z.string()) }),
    key: (data) => `${placeKey(data)}/${data.instanceId}`,
    retryLimit: 3,
    retryDelaySeconds: 10,
    deadlineSeconds: 300,
  }),
  /** Copies one subject of a place (`vaults`, `points:VAULT`, …) from AWS. */
  inventory: queue({
    data: place.extend({ subject: z.string().min(1) }),
    key: (data) => `${placeKey(data)}/${data.subject}`,
    retryLimit: 2,
    retryDelaySeconds: 10,
    deadlineSeconds: 3_600,
  }),
  /** Reads the addresses of a place's points that were not read yet. */
  'read-addresses': queue({ data: place, key: placeKey, retryLimit: 3, retryDelaySeconds: 10, deadlineSeconds: 300 }),
  /** Reads the tags of a place's points that were not read yet. */
  'read-tags': queue({ data: place, key: placeKey, retryLimit: 3, retryDelaySeconds: 10, deadlineSeconds: 300 }),
  /** Deletes what is kept no longer, and brings rows of earlier versions up to date. */
  housekeeping: queue({ data: onBehalf, key: (data) => data.connection, retryLimit: 3, retryDelaySeconds: 60, deadlineSeconds: 3_600 }),
};

export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as readonly QueueName[];

/** What a task of a queue carries. */
export type TaskData<Q extends QueueName> = z.infer<(typeof queues)[Q]['data']>;

/** A queue's rules, whichever queue it is: what is said of one holds of all. */
export const rulesOf = (name: QueueName): Queue<z.ZodType> => queues[name] as unknown as Queue<z.ZodType>;

/** Where the tasks of a queue go that failed for good. */
export const failedQueueOf = (name: QueueName): string => `${name}.failed`;

/** What is done of the console's own accord: with the connection that there is today, and by no person (`NOBODY` of the record). */
export const BY_ITSELF = { connection: 'default', actor: 'rehome' } as const;
