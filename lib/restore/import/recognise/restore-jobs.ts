import type { JsonObject } from '../../json';
import { type OtherThing, other } from './found';
import { hasMember, nameOf, textOf } from './members';
import { typeOfArn } from './resource-type';

const statusOf = (job: JsonObject): string | null => textOf(job, 'Status') ?? textOf(job, 'State');

/** Whether an object tells how a restore job is: describe-restore-job, an entry of list-restore-jobs, or the detail of an event (facts 1.7). */
export const isJob = (object: JsonObject): boolean => textOf(object, 'RestoreJobId') !== null && statusOf(object) !== null;

/** A restore job, and why it failed where it did. */
export const describedJob = (job: JsonObject): OtherThing => {
  const id = textOf(job, 'RestoreJobId') ?? '';
  const status = statusOf(job) ?? '';
  const message = textOf(job, 'StatusMessage');
  const elsewhere = typeOfArn(textOf(job, 'RecoveryPointArn'));
  const type = textOf(job, 'ResourceType');
  const params = { id, status, type: elsewhere?.type ?? type ?? 'EC2' };
  // ABORTED is an end without success as well.
  if (message !== null && /^(?:FAILED|ABORTED)$/i.test(status)) return other('is-failed-job', params, message);
  return other('is-restore-job', params);
};

/** Members that SDKs put beside every answer. */
const AROUND = ['ResponseMetadata', '$metadata'];

/** The answer of start-restore-job: an id and nothing else. */
export const startedJob = (object: JsonObject): OtherThing | null => {
  const id = textOf(object, 'RestoreJobId');
  const rest = Object.keys(object).filter((name) => name !== nameOf(object, 'RestoreJobId') && !AROUND.includes(name));
  return id === null || rest.length > 0 ? null : other('is-started', { id });
};

/** The answer of list-restore-jobs: a single job is told as itself. */
export const listedJobs = (jobs: readonly JsonObject[]): OtherThing => {
  const [only] = jobs;
  return jobs.length === 1 && only !== undefined && isJob(only) ? describedJob(only) : other('is-restore-jobs', { count: jobs.length });
};

/** CloudTrail's own events of a restore: RestoreStarted, RestoreCompleted. */
export const jobOfServiceEvent = (record: JsonObject, details: JsonObject): OtherThing | null =>
  hasMember(details, 'RestoreJobId')
    ? describedJob(statusOf(details) === null ? { ...details, Status: textOf(record, 'eventName') ?? '' } : details)
    : null;
