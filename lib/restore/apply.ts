import { ok, type Result } from '@/lib/result';
import { addSecondary, moveAddress, removeSecondary, replaceSecondary, setPrimary, setSecondaries } from './apply/addresses';
import { addNic, editNewNic, moveNic, none, refuse, removeNic, setSubnet } from './apply/nics';
import { outOfBounds } from './bounds';
import type { Command, CommandRefusal } from './command';
import type { NewNic, Nic, RestorePlan } from './plan';

type Outcome = Result<RestorePlan, CommandRefusal>;

/** An interface in which no count is 0: zero of something is an empty list (V7, V23, V25). */
const settled = (nic: NewNic): NewNic => ({
  ...nic,
  secondaries: none(nic.secondaries),
  ipv6: none(nic.ipv6),
  ipv4Prefixes: none(nic.ipv4Prefixes),
  ipv6Prefixes: none(nic.ipv6Prefixes),
});

/** Puts members of an interface in place. */
const patch = (plan: RestorePlan, key: string, change: Partial<NewNic>): Outcome =>
  editNewNic(plan, key, (nic) => ok(settled({ ...nic, ...change })));

const replaceNics = (plan: RestorePlan, nics: readonly Nic[]): Outcome =>
  nics.length === 0 ? refuse('last-nic', {}) : ok({ ...plan, nics: nics.map((nic) => (nic.kind === 'new' ? settled(nic) : nic)) });

const setNetworkCard = (plan: RestorePlan, key: string, networkCardIndex: number | null): Outcome =>
  plan.nics.some((nic) => nic.key === key)
    ? ok({ ...plan, nics: plan.nics.map((nic) => (nic.key === key ? { ...nic, networkCardIndex } : nic)) })
    : refuse('no-such-nic', { nic: key });

/** A key edited as text, in whatever case it was typed (1.1). Keys that have a setting of their own change that setting, so that nothing is said twice. */
const setOverride = (plan: RestorePlan, key: string, value: string | null | undefined): Outcome => {
  const lower = key.toLowerCase();
  const overrides = Object.fromEntries(Object.entries(plan.settings.overrides).filter(([name]) => name.toLowerCase() !== lower));
  const settings = { ...plan.settings, overrides };
  if (value === undefined) return ok({ ...plan, settings });
  if (lower === 'instancetype' && value !== null) return ok({ ...plan, settings: { ...settings, instanceType: value } });
  if (lower === 'userdata') return ok({ ...plan, settings: { ...settings, userData: value } });
  return ok({ ...plan, settings: { ...settings, overrides: { ...overrides, [key]: value } } });
};

const applyToPlan = (plan: RestorePlan, command: Command): Outcome | null => {
  switch (command.type) {
    case 'add-nic':
      return addNic(plan, command);
    case 'remove-nic':
      return removeNic(plan, command.nic);
    case 'move-nic':
      return moveNic(plan, command);
    case 'replace-nics':
      return replaceNics(plan, command.nics);
    case 'set-settings':
      return ok({ ...plan, settings: { ...plan.settings, ...command.settings } });
    case 'set-override':
      return setOverride(plan, command.key, command.value);
    case 'set-restore-role':
      return ok({ ...plan, restoreRoleArn: command.roleArn });
    case 'set-copy-tags':
      return ok({ ...plan, copyTags: command.copyTags });
    default:
      return null;
  }
};

const applyToAddresses = (plan: RestorePlan, command: Command): Outcome | null => {
  switch (command.type) {
    case 'set-primary':
      return setPrimary(plan, command);
    case 'add-secondary':
      return addSecondary(plan, command);
    case 'replace-secondary':
      return replaceSecondary(plan, command);
    case 'remove-secondary':
      return removeSecondary(plan, command);
    case 'set-secondaries':
      return setSecondaries(plan, command);
    case 'move-address':
      return moveAddress(plan, command);
    case 'set-subnet':
      return setSubnet(plan, command);
    case 'set-network-card':
      return setNetworkCard(plan, command.nic, command.networkCardIndex);
    default:
      return null;
  }
};

const applyToMembers = (plan: RestorePlan, command: Command): Outcome => {
  switch (command.type) {
    case 'set-ipv4-prefixes':
      return patch(plan, command.nic, { ipv4Prefixes: command.prefixes });
    case 'set-ipv6-prefixes':
      return patch(plan, command.nic, { ipv6Prefixes: command.prefixes });
    case 'set-ipv6':
    case 'set-groups':
    case 'set-public-ip':
    case 'set-delete-on-termination':
    case 'set-description':
    case 'set-primary-ipv6':
    case 'set-interface-type': {
      // The rest of these is the member, by the name that the interface has for it.
      const { type: _type, nic, ...change } = command;
      return patch(plan, nic, change);
    }
    default:
      throw new Error(`unknown command ${(command as { type: string }).type}`);
  }
};

/**
 * Carries out one command. The given plan is not changed. A command that does not apply (no such interface, a duplicate address in
 * the same subnet, a list where a count stands, more than a plan holds …) is refused with its reason. What a command makes of a plan that `plan-schema.ts`
 * takes, it takes again.
 */
export const apply = (plan: RestorePlan, command: Command): Outcome =>
  outOfBounds(command) ?? applyToPlan(plan, command) ?? applyToAddresses(plan, command) ?? applyToMembers(plan, command);

/** Carries out several commands as one: all, or none with the first refusal. */
export const applyAll = (plan: RestorePlan, commands: readonly Command[]): Outcome => {
  let current = plan;
  for (const command of commands) {
    const next = apply(current, command);
    if (!next.ok) return next;
    current = next.value;
  }
  return ok(current);
};
