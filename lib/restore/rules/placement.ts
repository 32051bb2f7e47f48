import { isObject, type JsonObject } from '../json';
import { keyAt, opened } from '../request';
import { evidenceOf, type Rule, type RuleInput, setKey } from './rule';

const KEY = 'Placement';

const textIn = (placement: JsonObject, name: string): string | null => {
  const value = placement[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Placement's text without some members. */
const without = (placement: JsonObject, ...names: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(placement).filter(([name]) => !names.includes(name))));

const groupExists = (input: RuleInput, placement: JsonObject, at: string): void => {
  const known = input.index.facts.placementGroups;
  for (const member of ['GroupName', 'GroupId']) {
    const group = textIn(placement, member);
    if (group === null) continue;
    if (known.state === 'unknown') input.unknown(known, at);
    else if (!known.value.includes(group))
      input.report({
        code: 'placement-group-not-found',
        at,
        params: { group },
        evidence: evidenceOf(known),
        fixes: [setKey('no-placement-group', KEY, without(placement, member))],
      });
  }
};

/** EC2 takes the name or the id of a zone and of a group, not both (facts 11.2). */
const EITHER = [
  ['AvailabilityZone', 'AvailabilityZoneId'],
  ['GroupName', 'GroupId'],
] as const;

/** EC2's tenancies (facts 11.2). */
const TENANCIES = ['default', 'dedicated', 'host'];

const HOST_MEMBERS = ['HostId', 'HostResourceGroupArn', 'Affinity', 'Tenancy'];

const host = ({ report }: RuleInput, placement: JsonObject, at: string): void => {
  const named = textIn(placement, 'HostId') ?? textIn(placement, 'HostResourceGroupArn');
  if (named === null && textIn(placement, 'Tenancy') !== 'host') return;
  report({
    code: named === null ? 'tenancy-host' : 'dedicated-host',
    severity: 'warning',
    at,
    params: { host: named },
    fixes: [setKey('no-host', KEY, without(placement, ...HOST_MEMBERS))],
  });
};

const placement = (input: RuleInput): void => {
  const value = opened(input.request, KEY);
  if (!isObject(value)) return;
  const at = keyAt(input.request, KEY);
  groupExists(input, value, at);
  for (const [name, id] of EITHER)
    if (textIn(value, name) !== null && textIn(value, id) !== null)
      input.report({
        code: 'placement-twice',
        at,
        params: { first: name, second: id },
        fixes: [setKey('placement-once', KEY, without(value, id), { member: id })],
      });
  const tenancy = textIn(value, 'Tenancy');
  if (tenancy !== null && !TENANCIES.includes(tenancy))
    input.report({
      code: 'tenancy-unknown',
      at,
      params: { tenancy },
      fixes: [setKey('no-tenancy', KEY, without(value, 'Tenancy'))],
    });
  host(input, value, at);
};

/** Rule of Placement, but for its zone (V14). */
export const PLACEMENT_RULES: readonly Rule[] = [{ id: 'J4', severity: 'error', needs: ['ec2:DescribePlacementGroups'], check: placement }];
