import 'server-only';
import { nearElasticIps } from '@/lib/aws/around-instance';
import { terminationProtection, volumesOf } from '@/lib/aws/before-end';
import { instanceTypes } from '@/lib/aws/instance-types';
import { instancesById } from '@/lib/aws/instances';
import { interfacesOfInstance } from '@/lib/aws/interfaces';
import { describePoint } from '@/lib/aws/points';
import { nearTargets } from '@/lib/aws/targets';
import type { AwsProblem } from '@/lib/aws-problem';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import { ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';

/** What is to be ended, and what of it is looked at before. */
export interface Ending {
  readonly instanceId: string;
  /** Every address of its interfaces: a load balancer may know it by one. */
  readonly addresses: readonly string[];
  readonly vpcId: string | null;
  /** The interface that the way itself keeps from going with the instance. */
  readonly keeps: string | null;
  /** What is restored from; `null` where nothing is after it. */
  readonly point: { readonly vault: string; readonly arn: string } | null;
}

type Told = Pick<BeforeEnd, 'state' | 'params'>;
type Answer = Result<Told, AwsProblem>;

const list = (texts: readonly string[]): string | null => (texts.length > 0 ? [...new Set(texts)].toSorted().join(', ') : null);

const mindIf = (params: BeforeEnd['params']): Told => ({
  state: Object.values(params).some((value) => value !== null) ? 'mind' : 'fine',
  params,
});

const told = <T>(answer: Result<T, AwsProblem>, read: (value: T) => Told): Answer => (answer.ok ? ok(read(answer.value)) : answer);

const GONE: readonly string[] = ['DELETING', 'EXPIRED'];

const ofPoint = async ({ aws }: Scope, { point }: Ending): Promise<Answer | null> => {
  if (point === null) return null;
  const answer = await describePoint(aws, point.vault, point.arn);
  if (!answer.ok && answer.error.code === 'not-found') return ok({ state: 'mind', params: {} });
  return told(answer, ({ status }) => ({ state: GONE.includes(status) ? 'mind' : 'fine', params: {} }));
};

const ofInterfaces = async ({ aws }: Scope, { instanceId, keeps }: Ending, which: 'goes' | 'stays'): Promise<Answer> =>
  told(await interfacesOfInstance(aws, instanceId), (all) => {
    const going = all.filter(({ id, attachment }) => id !== keeps && attachment?.deleteOnTermination === true).map(({ id }) => id);
    const staying = all.filter(({ id }) => !going.includes(id)).map(({ id }) => id);
    if (which === 'stays') return { state: 'fine', params: { interface: list(staying) } };
    return going.length > 0
      ? { state: 'mind', params: { interface: list(going) } }
      : { state: 'fine', params: { interface: list(staying) } };
  });

/** Those that go count as something to mind; those that stay are told beside them. */
const ofVolumes = async ({ aws }: Scope, { instanceId }: Ending): Promise<Answer> =>
  told(await volumesOf(aws, instanceId), (all) => {
    const those = (goes: boolean): string | null =>
      list(all.filter(({ deleteOnTermination }) => deleteOnTermination === goes).map(({ id, device }) => `${device} ${id}`));
    const volumes = those(true);
    return { state: volumes === null ? 'fine' : 'mind', params: { volumes, staying: those(false) } };
  });

/** By the type that it has now: the plan may ask for another one, and the backup may be of another one. */
const ofInstanceStore = async ({ aws }: Scope, { instanceId }: Ending): Promise<Answer | null> => {
  const found = await instancesById(aws, [instanceId]);
  if (!found.ok) return found;
  const type = found.value[0]?.type;
  if (type === undefined) return null;
  return told(await instanceTypes(aws, [type]), (all) => {
    const has = all.get(type)?.instanceStorage ?? null;
    return { state: has === null ? 'unknown' : has ? 'mind' : 'fine', params: { type } };
  });
};

const ofGroup = async ({ aws }: Scope, { instanceId }: Ending): Promise<Answer> =>
  told(await instancesById(aws, [instanceId]), ([found]) => mindIf({ group: found?.tags['aws:autoscaling:groupName'] ?? null }));

/** What one item is now; `null` where nothing that is read here can change it. */
const itemNow = async (scope: Scope, { code }: BeforeEnd, ending: Ending): Promise<Answer | null> => {
  const { aws } = scope;
  const { instanceId, addresses, vpcId } = ending;
  switch (code) {
    case 'termination-protection':
      return told(await terminationProtection(aws, instanceId), (on) => ({ state: on ? 'mind' : 'fine', params: {} }));
    case 'volumes':
      return ofVolumes(scope, ending);
    case 'interface':
      return ofInterfaces(scope, ending, 'goes');
    case 'interface-stays':
      return ofInterfaces(scope, ending, 'stays');
    case 'instance-store':
      return ofInstanceStore(scope, ending);
    case 'autoscaling':
      return ofGroup(scope, ending);
    case 'elastic-ips':
      return told(await nearElasticIps(aws, instanceId), (all) => mindIf({ addresses: list(all.map(({ publicIp }) => publicIp)) }));
    case 'load-balancers':
      return told(await nearTargets(aws, [instanceId, ...addresses], vpcId === null ? [] : [vpcId]), (all) =>
        mindIf({ groups: list(all.map(({ groupName }) => groupName)) }),
      );
    case 'recovery-point':
      return ofPoint(scope, ending);
    default:
      return null;
  }
};

/** What was read before an instance is ended. */
export interface ReadBefore {
  readonly before: readonly BeforeEnd[];
  /** Why AWS did not tell, where that may pass by itself: such an item is as it was. A missing permission is no problem but unknown. */
  readonly problem: AwsProblem | null;
}

/** What there is to know before an instance is ended, each item read now. What could not be read is unknown, with the action that is missing. */
export const readBefore = async (scope: Scope, items: readonly BeforeEnd[], ending: Ending): Promise<ReadBefore> => {
  const answers = await Promise.all(items.map((item) => itemNow(scope, item, ending)));
  const before = items.map((item, i): BeforeEnd => {
    const answer = answers[i] ?? null;
    if (answer === null) return item;
    if (answer.ok) return { ...item, ...answer.value, command: null };
    return answer.error.code === 'access-denied' ? { ...item, state: 'unknown', action: answer.error.action } : item;
  });
  const failed = answers.find((answer) => answer?.ok === false && answer.error.code !== 'access-denied');
  return { before, problem: failed?.ok === false ? failed.error : null };
};

/** Their parameters name by name: the database keeps no order of them, and an earlier version may have left one out that is none. */
const same = (a: BeforeEnd, b: BeforeEnd): boolean =>
  a.state === b.state &&
  [...new Set([...Object.keys(a.params), ...Object.keys(b.params)])].every((name) => (a.params[name] ?? null) === (b.params[name] ?? null));

/** Which items are not as they were. */
export const changedOf = (was: readonly BeforeEnd[], now: readonly BeforeEnd[]): readonly BeforeEnd['code'][] =>
  now.filter((item, i) => was[i] === undefined || !same(was[i], item)).map(({ code }) => code);
