import 'server-only';
import { layoutsSeen, type SeenPoint } from '@/lib/db/repositories/address-history';
import { type LiveAddress, liveOfInstances } from '@/lib/db/repositories/finding';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import type { Layout, LayoutInterface } from '@/lib/finding/layout';
import { type Look, layoutRuns } from '@/lib/finding/layout-runs';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { resourceIdOf } from '../inventory/resource-id';
import type { Scope } from '../scope';
import { evidenceOf, newestThere } from './evidence';
import type { LayoutStretch, ResourceTimeline } from './history-views';
import { instanceArn } from './holders';
import { indexState } from './index-state';

type Proof = SeenPoint | 'live';

/** The interfaces and addresses of a backed-up instance over its points and as they are now, the newest first, with what changed each time. */
export const resourceTimeline = async (scope: Scope, arn: string): Promise<Result<ResourceTimeline, Problem>> => {
  const own = arn === instanceArn(scope, resourceIdOf(arn));
  const [seen, live, sweeps, index] = await Promise.all([
    layoutsSeen(scope, arn),
    own ? liveOfInstances(scope, [resourceIdOf(arn)]) : [],
    readSweeps(scope),
    indexState(scope),
  ]);
  const interfaces = sweeps.find((row) => row.subject === 'interfaces');
  const asOf = interfaces?.finishedAt ?? null;
  const looks: readonly Look<Proof>[] = seen.map((point) => ({ atMs: point.createdAt.getTime(), evidence: point, layout: point.layout }));
  const backedUp = [...seen].reverse().findLast((point) => point.layout !== null)?.layout ?? null;
  const now: readonly Look<Proof>[] =
    asOf === null || live.length === 0 ? [] : [{ atMs: asOf.getTime(), evidence: 'live', layout: withGroups(layoutOf(live), backedUp) }];
  const stretches = layoutRuns([...looks, ...now]).map(
    ({ layout, looks: shown, unknown, changes }): LayoutStretch => ({
      layout,
      first: evidenceOf(shown[0]?.evidence ?? 'live', shown[0]?.atMs ?? 0),
      last: evidenceOf(shown.at(-1)?.evidence ?? 'live', shown.at(-1)?.atMs ?? 0),
      looks: shown.length,
      unknown,
      changes,
      restore: newestThere(shown.flatMap(({ evidence }) => (evidence === 'live' ? [] : [evidence]))),
    }),
  );
  return ok({
    stretches: [...stretches].reverse(),
    unread: seen.filter((point) => !point.read).length,
    liveAsOf: asOf?.toISOString() ?? null,
    liveProblem: interfaces?.problem ?? null,
    index: index.addresses,
  });
};

/** Live addresses as the layout that a backup would have. */
const layoutOf = (live: readonly LiveAddress[]): Layout => {
  const byInterface = new Map<string, LiveAddress[]>();
  for (const each of live) byInterface.set(each.interfaceId, [...(byInterface.get(each.interfaceId) ?? []), each]);
  return [...byInterface.values()].map((list): LayoutInterface => {
    const of = (role: LiveAddress['role']) => list.filter((each) => each.role === role).map((each) => each.address);
    return {
      deviceIndex: list[0]?.deviceIndex ?? 0,
      interfaceId: list[0]?.interfaceId ?? null,
      subnetId: list[0]?.subnetId ?? null,
      groups: [],
      primary: of('primary')[0] ?? null,
      secondaries: of('secondary'),
      ipv6: of('ipv6'),
      prefixes: of('prefix'),
    };
  });
};

/** The sweep of the interfaces keeps no groups: those of the last backup stand in, so that no change is told that nobody saw. */
const withGroups = (layout: Layout, before: Layout | null): Layout =>
  layout.map((each) => ({ ...each, groups: before?.find((other) => other.deviceIndex === each.deviceIndex)?.groups ?? [] }));
