import 'server-only';
import { terminationProtection, volumesOf } from '@/lib/aws/before-end';
import { nearTargets } from '@/lib/aws/targets';
import type { AwsProblem } from '@/lib/aws-problem';
import type { BeforeEnd, Way } from '@/lib/restore/ways/way';
import type { Result } from '@/lib/result';
import type { Scope } from '../scope';

/** What was read of it; where it could not be read it stays unknown, with the action that is missing. */
const answered = <T>(
  item: BeforeEnd,
  answer: Result<T, AwsProblem>,
  read: (value: T) => Pick<BeforeEnd, 'state' | 'params'>,
): BeforeEnd => {
  if (answer.ok) return { ...item, ...read(answer.value), command: null };
  return answer.error.code === 'access-denied' ? { ...item, action: answer.error.action } : item;
};

/** The original as it is looked at before it is terminated. */
export interface Ending {
  readonly instanceId: string | null;
  /** Every address of its interface: a load balancer may know it by one. */
  readonly addresses: readonly string[];
  readonly vpcId: string | null;
}

const list = (texts: readonly string[]): string | null => (texts.length > 0 ? [...new Set(texts)].join(', ') : null);

const mindIf = (params: BeforeEnd['params']): Pick<BeforeEnd, 'state' | 'params'> => ({
  state: Object.values(params).some((value) => value !== null) ? 'mind' : 'fine',
  params,
});

/**
 * What there is to know before the original is terminated: what the facts tell, and what is read for it now. `protectedFromEnd`: `null` where that could not be read.
 */
export const readBefore = async (
  scope: Scope,
  { before }: Pick<Way, 'before'>,
  { instanceId, addresses, vpcId }: Ending,
): Promise<{ readonly before: readonly BeforeEnd[]; readonly protectedFromEnd: boolean | null }> => {
  if (before.length === 0 || instanceId === null) return { before, protectedFromEnd: null };
  const [protection, volumes, targets] = await Promise.all([
    terminationProtection(scope.aws, instanceId),
    volumesOf(scope.aws, instanceId),
    nearTargets(scope.aws, [instanceId, ...addresses], vpcId === null ? [] : [vpcId]),
  ]);
  const told = before.map((item): BeforeEnd => {
    switch (item.code) {
      case 'termination-protection':
        return answered(item, protection, (on) => ({ state: on ? 'mind' : 'fine', params: {} }));
      case 'volumes':
        return answered(item, volumes, (all) =>
          mindIf({
            volumes: list(all.filter(({ deleteOnTermination }) => deleteOnTermination).map(({ id, device }) => `${device} ${id}`)),
          }),
        );
      case 'load-balancers':
        return answered(item, targets, (all) => mindIf({ groups: list(all.map(({ groupName }) => groupName)) }));
      default:
        return item;
    }
  });
  return { before: told, protectedFromEnd: protection.ok ? protection.value : null };
};
