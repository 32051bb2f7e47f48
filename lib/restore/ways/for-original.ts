import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import type { Command } from '../command';
import type { NetworkInterfaceId } from '../ids';
import type { ExistingNic, Nic } from '../plan';
import { type Asked, ec2Command, instanceArn, interfacePage, step } from './asked';
import { beforeEnd } from './before-end';
import type { Loss, Step, Way } from './way';

const nicOf = ({ plan, opened }: Asked): Nic | null => plan.nics.find(({ key }) => key === opened.slot.nic) ?? null;

/** The plan with the existing interface in the place of the one that asks for its address. */
const withInterface = (asked: Asked, id: string): readonly Command[] => {
  const nic = nicOf(asked);
  if (nic === null || asked.asText) return [];
  const existing: ExistingNic = {
    kind: 'existing',
    key: nic.key,
    deviceIndex: nic.deviceIndex,
    networkCardIndex: nic.networkCardIndex,
    origin: null,
    extra: {},
    networkInterfaceId: id as NetworkInterfaceId,
  };
  return [{ type: 'replace-nics', nics: asked.plan.nics.map((each) => (each === nic ? existing : each)) }];
};

const leftOut = (asked: Asked): readonly Command[] => {
  const { slot } = asked.opened;
  return asked.asText || slot.role !== 'secondary' ? [] : [{ type: 'remove-secondary', nic: slot.nic, index: slot.index }];
};

const about = ({ address, held }: Asked) => ({
  address,
  name: held.instance?.name ?? held.instanceId,
  id: held.instanceId,
  interface: held.interfaceId,
});

const START = (asked: Asked): Step => step(asked, 'start', { address: asked.address }, { by: 'page' });

const watch = (asked: Asked): string =>
  ec2Command(
    asked,
    'describe-network-interfaces',
    '--filters',
    `Name=subnet-id,Values=${asked.subnet.fact.id}`,
    `Name=addresses.private-ip-address,Values=${asked.address}`,
    '--query',
    'NetworkInterfaces[].NetworkInterfaceId',
  );

/** Waits until nobody holds the address: the interface of an instance goes only when its termination is over (facts F29). */
export const waitForFree = (asked: Asked): Step =>
  step(asked, 'wait-for-free', about(asked), { by: 'aws', command: watch(asked), needs: ['ec2:DescribeNetworkInterfaces'] });

const terminate = (asked: Asked): Step => {
  const id = asked.held.instanceId ?? '';
  return step(asked, 'terminate', about(asked), {
    effect: 'destroys',
    command: ec2Command(asked, 'terminate-instances', '--instance-ids', id),
    link: instanceConsoleUrl(instanceArn(asked, id)),
    needs: ['ec2:TerminateInstances'],
  });
};

const lossesOfEnd = (asked: Asked, keepsInterface: boolean): readonly Loss[] => {
  const known = asked.input.index.facts.elasticIps;
  const own = known.state === 'known' ? known.value.filter(({ instanceId }) => instanceId === asked.held.instanceId) : [];
  const ips: readonly Loss[] =
    own.length === 0 ? [] : [{ code: 'elastic-ips', params: { addresses: own.map(({ publicIp }) => publicIp).join(', ') } }];
  return [
    { code: 'original-gone', params: about(asked) },
    { code: 'data-since-backup', params: { createdAt: asked.plan.source.createdAt } },
    ...(keepsInterface ? [] : [...ips, { code: 'mac-changes' as const, params: {} }]),
  ];
};

const setDeleteOnTermination = (asked: Asked, attachmentId: string, on: boolean): string =>
  ec2Command(
    asked,
    'modify-network-interface-attribute',
    '--network-interface-id',
    asked.held.interfaceId ?? '',
    '--attachment',
    `AttachmentId=${attachmentId},DeleteOnTermination=${on}`,
  );

const keepStep = (asked: Asked): readonly Step[] => {
  const { attachmentId, deleteOnTermination, interfaceId } = asked.held;
  if (attachmentId === null || deleteOnTermination === false) return [];
  return [
    step(asked, 'keep-with-instance-gone', about(asked), {
      effect: 'reversible',
      command: setDeleteOnTermination(asked, attachmentId, false),
      undo: setDeleteOnTermination(asked, attachmentId, true),
      link: interfacePage(asked, interfaceId ?? ''),
      needs: ['ec2:ModifyNetworkInterfaceAttribute'],
    }),
  ];
};

const attachInPlan = (asked: Asked): Step =>
  step(
    asked,
    'attach-in-plan',
    { ...about(asked), addresses: asked.held.addresses.join(', ') },
    { by: 'page', edit: withInterface(asked, asked.held.interfaceId ?? '') },
  );

/** Way 2 of facts 4.1: the interface outlives its instance, and the restore attaches it. Whether AWS Backup passes an interface's id through is not proven. */
const keepInterface = (asked: Asked): readonly Way[] => {
  if (asked.held.attachmentId === null || nicOf(asked) === null || asked.asText) return [];
  const free = step(asked, 'wait-for-interface', about(asked), {
    by: 'aws',
    command: ec2Command(
      asked,
      'describe-network-interfaces',
      '--network-interface-ids',
      asked.held.interfaceId ?? '',
      '--query',
      'NetworkInterfaces[].Status',
    ),
    needs: ['ec2:DescribeNetworkInterfaces'],
  });
  return [
    {
      kind: 'keep-interface',
      gets: 'this',
      breaks: 'destroys',
      experimental: true,
      steps: [...keepStep(asked), terminate(asked), free, attachInPlan(asked), START(asked)],
      losses: lossesOfEnd(asked, true),
      before: beforeEnd(asked),
    },
  ];
};

/** Way 1 of facts 4.1. */
const terminateFirst = (asked: Asked): Way => ({
  kind: 'terminate-first',
  gets: 'this',
  breaks: 'destroys',
  experimental: false,
  steps: [terminate(asked), waitForFree(asked), START(asked)],
  losses: lossesOfEnd(asked, false),
  before: beforeEnd(asked),
});

const assignToRestored = (asked: Asked, reassign: boolean): Step =>
  step(asked, 'assign-to-restored', about(asked), {
    effect: 'reversible',
    command: ec2Command(
      asked,
      'assign-private-ip-addresses',
      '--network-interface-id',
      'RESTORED-INTERFACE-ID',
      '--private-ip-addresses',
      asked.address,
      ...(reassign ? ['--allow-reassignment'] : []),
    ),
    undo: reassign
      ? ec2Command(
          asked,
          'assign-private-ip-addresses',
          '--network-interface-id',
          asked.held.interfaceId ?? '',
          '--private-ip-addresses',
          asked.address,
          '--allow-reassignment',
        )
      : null,
    needs: ['ec2:AssignPrivateIpAddresses'],
  });

const stopsAnswering = (asked: Asked): Loss => ({ code: 'original-stops-answering', params: about(asked) });

/** Way 3 of facts 4.1: a secondary address is taken off the original before the restore asks for it. */
const moveBefore = (asked: Asked): Way => {
  const one = ['--network-interface-id', asked.held.interfaceId ?? '', '--private-ip-addresses', asked.address];
  const unassign = step(asked, 'unassign', about(asked), {
    effect: 'reversible',
    command: ec2Command(asked, 'unassign-private-ip-addresses', ...one),
    undo: ec2Command(asked, 'assign-private-ip-addresses', ...one),
    link: interfacePage(asked, asked.held.interfaceId ?? ''),
    needs: ['ec2:UnassignPrivateIpAddresses', 'ec2:AssignPrivateIpAddresses'],
  });
  return {
    kind: 'move-secondary-before',
    gets: 'this',
    breaks: 'reversible',
    experimental: false,
    steps: [unassign, START(asked)],
    losses: [stopsAnswering(asked)],
    before: [],
  };
};

/** The same after the restore, in one call: the address is never on neither. */
const moveAfter = (asked: Asked): readonly Way[] => {
  const edit = leftOut(asked);
  if (edit.length === 0) return [];
  const steps = [
    step(asked, 'leave-out', about(asked), { by: 'page', edit }),
    step(asked, 'restore-and-verify', {}, { by: 'page' }),
    assignToRestored(asked, true),
  ];
  return [
    {
      kind: 'move-secondary-after',
      gets: 'this',
      breaks: 'reversible',
      experimental: false,
      steps,
      losses: [stopsAnswering(asked)],
      before: [],
    },
  ];
};

/** An interface at a device index above 0 can be detached from a live instance, and attached to another one in its zone. */
const moveInterface = (asked: Asked): readonly Way[] => {
  const { attachmentId, deviceIndex, interfaceId, instanceId } = asked.held;
  if (attachmentId === null || deviceIndex === null || deviceIndex === 0 || asked.asText || nicOf(asked) === null) return [];
  const id = interfaceId ?? '';
  const attach = ['--network-interface-id', id, '--instance-id', instanceId ?? '', '--device-index', String(deviceIndex)];
  const detach = step(asked, 'detach-interface', about(asked), {
    effect: 'reversible',
    command: ec2Command(asked, 'detach-network-interface', '--attachment-id', attachmentId),
    undo: ec2Command(asked, 'attach-network-interface', ...attach),
    link: interfacePage(asked, id),
    needs: ['ec2:DetachNetworkInterface', 'ec2:AttachNetworkInterface'],
  });
  return [
    {
      kind: 'move-interface',
      gets: 'this',
      breaks: 'reversible',
      experimental: true,
      steps: [detach, attachInPlan(asked), START(asked)],
      losses: [stopsAnswering(asked)],
      before: [],
    },
  ];
};

/** Way 3 of facts 4.1, for a primary: it cannot be moved, so it is a secondary of the restored instance in the end. Nothing is terminated before the restore is verified. */
const besideThenSwap = (asked: Asked, beside: readonly Command[]): readonly Way[] =>
  beside.length === 0
    ? []
    : [
        {
          kind: 'beside-then-swap',
          gets: 'this',
          breaks: 'destroys',
          experimental: false,
          steps: [
            step(asked, 'leave-out', about(asked), { by: 'page', edit: beside }),
            step(asked, 'restore-and-verify', {}, { by: 'page' }),
            terminate(asked),
            waitForFree(asked),
            assignToRestored(asked, false),
          ],
          losses: [
            ...(asked.opened.primary ? [{ code: 'becomes-secondary' as const, params: about(asked) }] : []),
            ...lossesOfEnd(asked, false),
          ],
          before: beforeEnd(asked),
        },
      ];

/**
 * The ways to an address that the backup's own original holds.
 * @param beside commands that restore without the address: automatic, or another free one; none where the plan takes no such edit
 */
export const waysWithOriginal = (asked: Asked, beside: readonly Command[]): readonly Way[] => {
  if (asked.held.role === 'prefix' || asked.held.going) return [];
  const secondary = asked.held.role === 'secondary' ? [moveBefore(asked), ...moveAfter(asked)] : [];
  // An interface that stays when its instance is gone keeps the address: then only ways that use the interface end with it.
  const ending = asked.held.deleteOnTermination === false ? [] : [...besideThenSwap(asked, beside), terminateFirst(asked)];
  return [...secondary, ...moveInterface(asked), ...ending, ...keepInterface(asked)];
};

/** An interface that the original left, and that nothing is attached to: the restore takes it as it is. */
export const waysWithLeftBehind = (asked: Asked): readonly Way[] =>
  nicOf(asked) === null || asked.asText
    ? []
    : [
        {
          kind: 'attach-left-behind',
          gets: 'this',
          breaks: 'nothing',
          experimental: true,
          steps: [attachInPlan(asked), START(asked)],
          losses: [],
          before: [],
        },
      ];
