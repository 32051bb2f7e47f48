import { knownFailure } from '@/lib/jobs/known-failures';
import { isObject, type JsonObject } from '../../json';
import type { Container } from '../input';
import { type Finding, type FoundMetadata, mapOf, metadataIn, type OtherThing, other } from './found';
import { hasMember, listOf, objectOf, openedBase64, openedText, textOf } from './members';
import { plainMap } from './plain-map';
import { jobOfServiceEvent, listedJobs } from './restore-jobs';
import { bareMap, certainMap, known } from './rows';

/** What a JSON value is. */
export type Recognised =
  | { readonly kind: 'metadata'; readonly found: FoundMetadata; readonly within: Container | null }
  | OtherThing
  | { readonly kind: 'several'; readonly found: readonly FoundMetadata[] };

/** Logs nest event in message in record; nothing that people give is deeper. */
const MAX_DEPTH = 24;
/** A recording of a browser has some ten thousand values. */
const MAX_VALUES = 200_000;

const containerOf = (object: JsonObject): Container => {
  if (isObject(object.log) && Array.isArray(object.log.entries)) return 'har';
  if (hasMember(object, 'CloudTrailEvent')) return 'cloudtrail';
  if (hasMember(object, 'detail-type')) return 'event';
  if (/states:::/.test(textOf(object, 'Resource') ?? '') || hasMember(object, 'States', 'StartAt', 'taskScheduledEventDetails'))
    return 'step-functions';
  return hasMember(object, 'mainSteps') || /^aws:/.test(textOf(object, 'action') ?? '') ? 'automation' : 'other';
};

class Search {
  readonly metadata: FoundMetadata[] = [];
  other: OtherThing | null = null;
  within: Container | null = null;
  private left = MAX_VALUES;

  /** Looks at a value and, where it is nothing by itself, into it. `alone`: nothing stands around it that would have to be told from a map. */
  look(value: unknown, depth: number, alone: boolean): void {
    this.left -= 1;
    if (depth > MAX_DEPTH || this.left < 0) return;
    const map = plainMap(value);
    if (map !== null) this.object(map, depth, alone);
    else if (Array.isArray(value)) for (const item of value) this.look(item, depth + 1, alone);
    else if (isObject(value)) this.object(value, depth, alone);
    else if (typeof value === 'string') {
      const opened = openedText(value) ?? openedBase64(value);
      if (opened !== undefined) this.look(opened, depth + 1, false);
    }
  }

  private object(object: JsonObject, depth: number, alone: boolean): void {
    const found = certainMap(object) ?? this.record(object, depth) ?? known(object) ?? bareMap(object, alone);
    if (found === 'looked-into') return;
    if (found === null) this.into(object, depth);
    else this.take(found);
  }

  take(found: Finding): void {
    if (found.kind === 'metadata') this.metadata.push(found);
    else this.other ??= found;
  }

  /** What says more than “something else” is kept: the outermost of them. */
  private inside(container: Container): void {
    if (this.within === null || this.within === 'other') this.within = container;
  }

  private into(object: JsonObject, depth: number): void {
    const container = containerOf(object);
    this.inside(container);
    for (const value of Object.values(object)) this.look(value, depth + 1, false);
  }

  /** CloudTrail's records and EventBridge's events say themselves what they are of. */
  private record(object: JsonObject, depth: number): Finding | 'looked-into' | null {
    const call = textOf(object, 'eventName');
    if (call !== null && textOf(object, 'eventSource') !== null) return this.trail(object, call, depth);
    const type = textOf(object, 'detail-type');
    const detail = objectOf(object, 'detail');
    if (type !== null && detail !== null) return this.event(type, detail, depth);
    const jobs = listOf(object, 'RestoreJobs');
    return jobs === null ? null : listedJobs(jobs.filter(isObject));
  }

  private trail(record: JsonObject, call: string, depth: number): Finding | 'looked-into' {
    const details = objectOf(record, 'serviceEventDetails');
    const job = details === null ? null : jobOfServiceEvent(record, details);
    if (job !== null) return job;
    const request = objectOf(record, 'requestParameters');
    const refusal = textOf(record, 'errorMessage');
    if (call === 'StartRestoreJob' && refusal !== null && mapOf(request ?? {}, 'Metadata') === null)
      return other(
        'is-aws-error',
        { error: textOf(record, 'errorCode') ?? '', message: refusal },
        knownFailure(refusal) === null ? null : refusal,
      );
    if (call !== 'StartRestoreJob' || request === null) return other('is-trail', { call });
    const id = textOf(objectOf(record, 'responseElements') ?? {}, 'RestoreJobId');
    if (mapOf(request, 'Metadata') === null) return other('hidden-metadata', { id: id ?? 'JOB_ID' });
    this.inside('cloudtrail');
    this.look(request, depth + 1, false);
    return 'looked-into';
  }

  private event(type: string, detail: JsonObject, depth: number): Finding | 'looked-into' {
    if (textOf(detail, 'eventName') !== null || hasMember(detail, 'RestoreJobId')) {
      this.inside('event');
      this.look(detail, depth + 1, false);
      return 'looked-into';
    }
    return other('is-event', { type });
  }
}

/** The names by which a person knows an object that we do not. */
const namesIn = (value: unknown): string => (isObject(value) ? Object.keys(value).slice(0, 5).join(', ') : '');

/**
 * What a JSON value is: restore metadata of EC2, by itself or inside what contains it (an answer, a request body, a CloudTrail record, a state machine, a browser's
 * recording); something else that people have beside it; or several metadata, of which one must be chosen. Never throws.
 */
export const recognise = (value: JsonObject | readonly unknown[]): Recognised => {
  const search = new Search();
  if (isObject(value) && Object.keys(value).length === 0) search.take(metadataIn('map', value, null));
  else search.look(value, 0, true);
  const [first, ...more] = search.metadata;
  if (first !== undefined && more.length > 0) return { kind: 'several', found: search.metadata };
  if (first !== undefined) return { kind: 'metadata', found: first, within: Array.isArray(value) ? 'list' : search.within };
  return search.other ?? other(isObject(value) ? 'unknown-object' : 'not-an-object', { keys: namesIn(value), found: 'list' });
};
