import 'server-only';
import { terminationProtection, volumesOf } from '@/lib/aws/before-end';
import type { AwsProblem } from '@/lib/aws-problem';
import type { BeforeEnd, Way } from '@/lib/restore/ways/way';
import type { Result } from '@/lib/result';
import type { Scope } from '../scope';

const FOUND: Readonly<Record<'protection' | 'volumes', BeforeEnd['code']>> = { protection: 'termination-protection', volumes: 'volumes' };

/** What was read of it; where it could not be read it stays unknown, with the action that is missing. */
const answered = <T>(
  item: BeforeEnd,
  answer: Result<T, AwsProblem>,
  read: (value: T) => Pick<BeforeEnd, 'state' | 'params'>,
): BeforeEnd => {
  if (answer.ok) return { ...item, ...read(answer.value), command: null };
  return answer.error.code === 'access-denied' ? { ...item, action: answer.error.action } : item;
};

/**
 * What there is to know before the original is terminated: what the facts tell, and what is read for it now. `protectedFromEnd`: `null` where that could not be read.
 */
export const readBefore = async (
  scope: Scope,
  { before }: Pick<Way, 'before'>,
  instanceId: string | null,
): Promise<{ readonly before: readonly BeforeEnd[]; readonly protectedFromEnd: boolean | null }> => {
  if (before.length === 0 || instanceId === null) return { before, protectedFromEnd: null };
  const [protection, volumes] = await Promise.all([terminationProtection(scope.aws, instanceId), volumesOf(scope.aws, instanceId)]);
  const told = before.map((item): BeforeEnd => {
    if (item.code === FOUND.protection) return answered(item, protection, (on) => ({ state: on ? 'mind' : 'fine', params: {} }));
    if (item.code !== FOUND.volumes) return item;
    return answered(item, volumes, (all) => {
      const going = all.filter(({ deleteOnTermination }) => deleteOnTermination).map(({ id, device }) => `${device} ${id}`);
      return { state: going.length > 0 ? 'mind' : 'fine', params: { volumes: going.length > 0 ? going.join(', ') : null } };
    });
  });
  return { before: told, protectedFromEnd: protection.ok ? protection.value : null };
};
