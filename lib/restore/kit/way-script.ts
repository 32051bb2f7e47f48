import { ok, type Result } from '@/lib/result';
import { apply } from '../apply';
import type { CommandRefusal } from '../command';
import { shellWord } from '../exports';
import type { RestorePlan } from '../plan';
import type { AddressWays, Step, Way } from '../ways/way';
import { approvalLines, head, type KitApproval, startLines, verifyLines } from './restore-script';

/** A way that a kit can carry out: to the address itself, with nothing in it that somebody else has to do. */
export interface KitWay {
  readonly of: AddressWays;
  readonly way: Way;
  /** The plan that is restored on this way. */
  readonly plan: RestorePlan;
}

const FOREIGN: readonly Step['code'][] = ['ask-owner', 'ask-colleague', 'choose-free', 'choose-automatic', 'reserve'];

const editedBy = (plan: RestorePlan, way: Way): Result<RestorePlan, CommandRefusal> => {
  let edited: Result<RestorePlan, CommandRefusal> = ok(plan);
  for (const command of way.steps.flatMap(({ edit }) => edit)) edited = edited.ok ? apply(edited.value, command) : edited;
  return edited;
};

/** The ways to an address that a kit carries out. Of what is not the backup's own there is none but waiting. */
export const kitWays = (plan: RestorePlan, all: readonly AddressWays[]): readonly KitWay[] =>
  all.flatMap((of) =>
    of.ways.flatMap((way): KitWay[] => {
      if (way.gets !== 'this' || way.steps.some(({ code }) => FOREIGN.includes(code))) return [];
      const edited = editedBy(plan, way);
      return edited.ok ? [{ of, way, plan: edited.value }] : [];
    }),
  );

/** The folder of a way below `ways`. */
export const folderOf = ({ of, way }: KitWay): string => `ways/${of.address}/${way.kind}`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const indexOf = ({ of, plan }: KitWay): number => plan.nics.find(({ key }) => key === of.slot.nic)?.deviceIndex ?? 0;

const RESTORED = 'RESTORED-INTERFACE-ID';

/** A step that a script began and was ended in: what AWS has done already it would refuse, so it is asked first. */
const onlyIf = (question: string, otherwise: string, lines: readonly string[]): readonly string[] => [
  `if ${question}; then`,
  ...lines.map((line) => `  ${line}`),
  'else',
  `  say ${shellWord(otherwise)}`,
  'fi',
];

const isOnOriginal = ({ held }: AddressWays): string => `is_on ${shellWord(held.interfaceId ?? '')} ${shellWord(held.instanceId ?? '')}`;

/** Lines of one step, and whether it is remembered when it is done. */
const linesOf = (kit: KitWay, { code, params, command }: Step, token: string): readonly string[] => {
  const { of, plan } = kit;
  switch (code) {
    case 'start':
    case 'restore-and-verify':
      return [...startLines({ plan, token, metadata: 'metadata.json' }), ...verifyLines(plan), 'verified'];
    case 'wait-for-free':
      return [`wait_until_free ${shellWord(of.subnetId)} ${of.address}`];
    case 'wait-for-interface':
      return [`wait_until_available ${shellWord(textOf(params.interface))}`];
    case 'terminate':
      return onlyIf(`is_there ${shellWord(textOf(params.id))}`, `${textOf(params.id)} is terminated already.`, [
        `typed ${shellWord(`This terminates ${textOf(params.name)} (${textOf(params.id)}) for good. Read the list in README.md first.`)} ${shellWord(textOf(params.name))}`,
        `${command ?? ''} --output text`,
      ]);
    case 'unassign':
      return onlyIf(
        `has_address ${shellWord(of.subnetId)} ${of.address} ${shellWord(of.held.interfaceId ?? '')}`,
        `${of.address} is not on the original any more.`,
        [`${command ?? ''} --output text`],
      );
    case 'detach-interface':
      return [
        ...onlyIf(isOnOriginal(of), 'The interface is not on the original any more.', [`${command ?? ''} --output text`]),
        `wait_until_available ${shellWord(of.held.interfaceId ?? '')}`,
      ];
    case 'assign-to-restored':
      return [
        `NIC=$(interface_at ${indexOf(kit)})`,
        `${(command ?? '').replace(RESTORED, '"$NIC"')} --output text`,
        `verify_secondary ${indexOf(kit)} ${of.address}`,
        `verify_alone ${of.address}`,
        'verified',
      ];
    default:
      // An edit of the plan is in metadata.json already.
      return command === null ? [] : [`${command} --output text`];
  }
};

const ALWAYS: readonly Step['code'][] = ['start', 'restore-and-verify'];

/** `run.sh` of a way: its steps in order, each once, however often the script is run. */
export const wayScript = (kit: KitWay, token: string, approval: KitApproval): string => {
  const steps = kit.way.steps.flatMap((step, at) => {
    const lines = linesOf(kit, step, token);
    if (lines.length === 0) return [];
    if (ALWAYS.includes(step.code)) return [`say 'Step ${at + 1}: ${step.code}'`, ...lines];
    return [
      `if ! is_done step-${at + 1}; then`,
      `  say 'Step ${at + 1}: ${step.code}'`,
      // Whatever ends the script before the step is remembered as done: undoing looks at it, too.
      ...(step.undo === null ? [] : [`  set_begun step-${at + 1}`]),
      ...lines.map((line) => `  ${line}`),
      `  set_done step-${at + 1}`,
      'fi',
    ];
  });
  return [
    ...head(`The way "${kit.way.kind}" to ${kit.of.address}. It can be run again after it stopped.`, '../../../'),
    ...approvalLines(approval),
    `typed ${shellWord(`This carries out the way "${kit.way.kind}" to ${kit.of.address}.`)} yes`,
    ...steps,
    '',
  ].join('\n');
};

/** Attached again already, where the script was ended in the middle of it. */
const undoLines = ({ of }: KitWay, code: Step['code'], command: string): readonly string[] =>
  code === 'detach-interface'
    ? [`if ${isOnOriginal(of)}; then`, `  say 'The interface is on the original again.'`, 'else', `  ${command}`, 'fi']
    : [command];

/** `undo.sh` of a way, as far back as it goes: never past a termination. `null`: it has nothing to undo. */
export const undoScript = (kit: KitWay): string | null => {
  const { steps } = kit.way;
  const undone = steps.flatMap(({ undo, code }, at) => (undo === null ? [] : [{ undo, code, at }])).toReversed();
  if (undone.length === 0) return null;
  const end = steps.findIndex(({ code }) => code === 'terminate');
  return [
    ...head(`Undoes the steps of the way "${kit.way.kind}" to ${kit.of.address}, the last one first.`, '../../../'),
    ...(end < 0 ? [] : [`if is_done step-${end + 1}; then stop 'The original was terminated, which cannot be undone.'; fi`]),
    ...undone.flatMap(({ undo, code, at }) => [
      `if is_done step-${at + 1}; then`,
      `  say 'Undoing step ${at + 1}: ${code}'`,
      ...undoLines(kit, code, `${undo.replace(RESTORED, '"$NIC"')} --output text`).map((line) => `  ${line}`),
      `  rm -f "$STATE/step-${at + 1}"`,
      `elif is_begun step-${at + 1}; then`,
      `  say 'Step ${at + 1} (${code}) was begun. If it was not carried out, AWS refuses to undo it, which changes nothing.'`,
      `  ${undo.replace(RESTORED, '"$NIC"')} --output text || say 'AWS refused: look at it in EC2.'`,
      `  rm -f "$STATE/step-${at + 1}.begun"`,
      'fi',
    ]),
    `say 'Nothing more to undo.'`,
    '',
  ].join('\n');
};
