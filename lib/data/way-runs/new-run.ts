import 'server-only';
import { ofWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import type { NewEvent } from '@/lib/record/kinds';

type Given =
  | 'id'
  | 'connection'
  | 'account'
  | 'region'
  | 'actor'
  | 'draftId'
  | 'editRevision'
  | 'kind'
  | 'mode'
  | 'subject'
  | 'name'
  | 'resourceArn'
  | 'steps'
  | 'before';

/** A way as it is begun: open, with nothing done yet. */
export const newRun = (given: Pick<WayRunRow, Given>): WayRunRow => {
  const at = new Date();
  return {
    ...given,
    state: 'open',
    interfaceId: given.subject.interfaceId,
    confirmedBy: null,
    confirmedAt: null,
    beforeAt: at,
    beforeChanged: [],
    backup: null,
    blocked: null,
    problem: null,
    triedAt: null,
    lookedAt: null,
    movedAt: at,
    leaseHolder: null,
    leaseUntil: null,
    createdAt: at,
    endedAt: null,
    endedBy: null,
  };
};

/** The event of a way that is begun. */
export const begunEvent = (run: WayRunRow): NewEvent => ({
  at: run.createdAt,
  actor: run.actor,
  kind: 'way-begun',
  subject: run.id,
  data: {
    ...ofWayRun(run),
    way: run.kind,
    mode: run.mode,
    address: run.subject.address,
    subnetId: run.subject.subnetId,
    instanceId: run.subject.originalId,
    interfaceId: run.subject.interfaceId,
  },
});
