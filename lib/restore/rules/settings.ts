import type { Fix } from '../diagnostic';
import { factOf } from '../fact-index';
import type { InstanceTypeFact, Known } from '../facts';
import { isObject, type JsonObject, openJson } from '../json';
import { metadataValue } from '../keys';
import { keyAt, opened } from '../request';
import { siblingsOf } from '../sibling-types';
import { canHaveCpuOf, cpuCommandsFor } from './cpu';
import { typeFact } from './limits';
import { allNics, evidenceOf, homeOf, type Rule, type RuleInput, removeKey, setKey, setSetting } from './rule';

const backedUpProfile = (profile: string) =>
  setSetting('backed-up-profile', 'IamInstanceProfileName', { instanceProfile: 'backed-up' }, { profile });

/** What IAM allows in the name of a profile (CreateInstanceProfile). */
const PROFILE_NAME = /^[\w+=,.@-]{1,128}$/;

/** The name in what is no name: a path, an ARN, RunInstances's `{"Name":…}` or `{"Arn":…}`. */
const profileIn = (text: string): string => {
  const spec = openJson(text);
  const said = isObject(spec) ? (spec.Name ?? spec.Arn) : text;
  const path = typeof said === 'string' ? said.trim() : '';
  return path.slice(path.lastIndexOf('/') + 1);
};

const profileArn = ({ request, context, report }: RuleInput, text: string): void => {
  const name = profileIn(text);
  const named =
    context.backupKnown && name === context.backedUpProfile
      ? backedUpProfile(name)
      : setKey('profile-name', 'IamInstanceProfileName', name, { profile: name });
  report({
    code: 'profile-arn',
    at: keyAt(request, 'IamInstanceProfileName'),
    params: { profile: text },
    fixes: PROFILE_NAME.test(name) ? [named, NO_PROFILE] : [NO_PROFILE],
  });
};

const profile = (input: RuleInput): void => {
  const { request, context, report } = input;
  const name = metadataValue(request.metadata, 'IamInstanceProfileName');
  if (name === null || name === '' || name === 'UseBackedUpValue') return;
  if (!PROFILE_NAME.test(name)) {
    profileArn(input, name);
    return;
  }
  if (!context.backupKnown || name === context.backedUpProfile) return;
  const backedUp = context.backedUpProfile;
  report({
    code: backedUp === null ? 'profile-not-backed-up' : 'profile-other',
    at: keyAt(request, 'IamInstanceProfileName'),
    params: { profile: name, backedUp },
    fixes: [...(backedUp === null ? [] : [backedUpProfile(backedUp)]), NO_PROFILE],
  });
};

/** Without an instance profile, whatever was typed. */
export const NO_PROFILE = setSetting('no-profile', 'IamInstanceProfileName', { instanceProfile: 'none' });

/** Without a key pair, whatever was typed. */
export const NO_KEY_PAIR = setSetting('no-key-pair', 'KeyName', { keyPair: 'none' });

const keyPair = (input: RuleInput): void => {
  const name = metadataValue(input.request.metadata, 'KeyName');
  if (name === null || name === '') return;
  const at = keyAt(input.request, 'KeyName');
  const known = input.index.facts.keyPairs;
  const { backedUpKeyPair, backupKnown } = input.context;
  if (backupKnown && name !== backedUpKeyPair) {
    const back = setSetting('backed-up-key-pair', 'KeyName', { keyPair: 'backed-up' }, { key: backedUpKeyPair });
    const backExists = backedUpKeyPair !== null && (known.state === 'unknown' || known.value.includes(backedUpKeyPair));
    input.report({
      code: backedUpKeyPair === null ? 'key-pair-not-backed-up' : 'key-pair-other',
      at,
      params: { key: name, backedUp: backedUpKeyPair },
      fixes: backExists ? [back, NO_KEY_PAIR] : [NO_KEY_PAIR],
    });
  }
  if (known.state === 'unknown') input.unknown(known, at);
  else if (!known.value.includes(name))
    input.report({
      code: 'key-pair-not-found',
      at,
      params: { key: name, region: input.context.region },
      evidence: evidenceOf(known),
      fixes: [NO_KEY_PAIR],
    });
};

const offered = (input: RuleInput): void => {
  credits(input);
  const type = metadataValue(input.request.metadata, 'InstanceType');
  const at = keyAt(input.request, 'InstanceType');
  if (type === null || type === '') {
    input.report({ code: 'no-instance-type', at });
    return;
  }
  const fact: Known<unknown> = factOf(input.index.facts.instanceTypes, type, 'ec2:DescribeInstanceTypes');
  if (fact.state === 'unknown') {
    input.unknown(fact, at);
    return;
  }
  if (fact.value === null) {
    input.report({ code: 'no-such-type', at, params: { type, region: input.context.region }, evidence: evidenceOf(fact) });
    return;
  }
  zoneOffers(input, type, at);
  fitsImage(input, at);
};

/** Points of an air-gapped vault name no image (facts 1.8); the metadata says its architecture as well. */
const architectureOf = ({ request, index }: RuleInput): string | null => {
  const { image } = index.facts;
  return (image.state === 'known' ? image.value?.architecture : null) ?? (metadataValue(request.metadata, 'Architecture') || null);
};

const fitsImage = (input: RuleInput, at: string): void => {
  const type = typeFact(input)?.fact;
  const architecture = architectureOf(input);
  if (type !== undefined && architecture !== null && !type.architectures.includes(architecture))
    input.report({ code: 'architecture', at, params: { type: type.type, architecture }, evidence: evidenceOf(input.index.facts.image) });
};

/** EC2's words for CPU credits (API Reference, CreditSpecificationRequest). */
const CREDITS = ['standard', 'unlimited'];

const isCredits = (name: string): boolean => name.toLowerCase() === 'cpucredits';

/** What is said of CPU credits, be the member's name in other letters; `null` where nothing is. */
const creditsIn = (spec: JsonObject): unknown => spec.CpuCredits ?? Object.entries(spec).find(([name]) => isCredits(name))?.[1] ?? null;

const credits = (input: RuleInput): void => {
  const key = 'CreditSpecification';
  const spec = opened(input.request, key);
  const value = isObject(spec) ? creditsIn(spec) : null;
  if (!isObject(spec) || value === null || value === '') return;
  const at = keyAt(input.request, key);
  const meant = String(value).trim().toLowerCase();
  if (spec.CpuCredits !== meant || !CREDITS.includes(meant)) {
    const others = Object.entries(spec).filter(([name]) => !isCredits(name));
    const spelled = JSON.stringify({ ...Object.fromEntries(others), CpuCredits: meant });
    input.report({
      code: 'credits-value',
      at,
      params: { value: typeof value === 'string' ? value : JSON.stringify(value) },
      fixes: [...(CREDITS.includes(meant) ? [setKey('credits-spelling', key, spelled, { value: meant })] : []), removeKey(key)],
    });
  }
  const type = typeFact(input);
  if (type === null || type.fact.burstable) return;
  input.report({
    code: 'credits-not-burstable',
    at,
    params: { type: type.fact.type },
    evidence: type.evidence,
    fixes: [removeKey(key)],
  });
};

const MOST_SIBLINGS = 3;

/** Types that the zone offers and that run the image, of those about which something is known. */
export const typesIn = (input: RuleInput, zone: string): readonly InstanceTypeFact[] => {
  const { instanceTypes, offerings } = input.index.facts;
  const architecture = architectureOf(input);
  return Object.values(instanceTypes)
    .flatMap((known) => (known.state === 'known' ? (known.value ?? []) : []))
    .filter((type) => {
      const zones = offerings[type.type];
      return (
        zones?.state === 'known' &&
        zones.value.includes(zone) &&
        (architecture === null || type.architectures.includes(architecture)) &&
        canHaveCpuOf(input.request, type)
      );
    });
};

/** Those of them that could stand in for the plan's type (F17). */
const siblingsIn = (input: RuleInput, zone: string): readonly InstanceTypeFact[] => {
  const type = typeFact(input);
  if (type === null) return [];
  const wantsEfa = input.request.nics.some(({ members }) => members.InterfaceType !== undefined && members.InterfaceType !== 'interface');
  return siblingsOf(type.fact, typesIn(input, zone))
    .filter((other) => !wantsEfa || other.maxEfaInterfaces >= type.fact.maxEfaInterfaces)
    .slice(0, MOST_SIBLINGS);
};

/** Another type, with what it takes of the CPU options. */
export const chooseType = (input: RuleInput, sibling: InstanceTypeFact): Fix => {
  const { type } = sibling;
  const chosen = setSetting('use-type', 'InstanceType', { instanceType: type }, { type });
  return { ...chosen, commands: [...chosen.commands, ...cpuCommandsFor(input.request, sibling)] };
};

/** The zone that the subnets lie in; `null` where none is known. */
export const zoneOf = (input: RuleInput): string | null =>
  allNics(input.request)
    .map((nic) => homeOf(input, nic)?.fact.availabilityZone)
    .find((each) => each !== undefined) ?? null;

const zoneOffers = (input: RuleInput, type: string, at: string): void => {
  const zone = zoneOf(input);
  if (zone === null) return;
  const known = factOf(input.index.facts.offerings, type, 'ec2:DescribeInstanceTypeOfferings');
  if (known.state === 'unknown') input.unknown(known, at);
  else if (!known.value.includes(zone))
    input.report({
      code: 'not-offered',
      at,
      params: { type, zone, zones: known.value.join(', ') },
      evidence: evidenceOf(known),
      fixes: siblingsIn(input, zone).map((sibling) => chooseType(input, sibling)),
    });
};

const instanceStore = (input: RuleInput): void => {
  const type = typeFact(input);
  if (type?.fact.instanceStorage)
    input.report({
      code: 'instance-store',
      at: keyAt(input.request, 'InstanceType'),
      params: { type: type.fact.type },
      evidence: type.evidence,
    });
};

/** Rules of the instance's settings. */
export const SETTING_RULES: readonly Rule[] = [
  { id: 'F2', severity: 'error', needs: [], check: profile },
  {
    id: 'V33',
    severity: 'error',
    needs: ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstanceTypeOfferings'],
    check: offered,
  },
  { id: 'V34', severity: 'error', needs: ['ec2:DescribeKeyPairs'], check: keyPair },
  { id: 'F28', severity: 'warning', needs: ['ec2:DescribeInstanceTypes'], check: instanceStore },
];
