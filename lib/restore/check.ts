import type { RuleId } from './codes';
import type { Diagnostic, Fix, JsonPointer, Severity } from './diagnostic';
import type { FactIndex } from './fact-index';
import { metadataValue, spellingOf } from './keys';
import { instanceIdOf } from './original';
import type { RestoreMetadata, RestorePlan } from './plan';
import { type OpenedRequest, openMetadata, requestOf, subnetIdsOf } from './request';
import { type CheckContext, REQUEST_ITSELF, type Rule, type RuleInput, type Unknown, unknownParams } from './rules/rule';
import { RULES } from './rules/table';

/** A file of which nothing else is known. */
export const NO_CONTEXT: CheckContext = {
  region: null,
  originalInstanceId: null,
  backupKnown: false,
  backedUpCpuOptions: null,
  backedUpDevices: null,
  backedUpProfile: null,
  backedUpKeyPair: null,
  backedUpSubnetIds: [],
  restoreRoleArn: null,
  failed: null,
  notes: [],
};

const contexts = new WeakMap<RestorePlan['source'], Omit<CheckContext, 'restoreRoleArn'>>();

/** What a plan's source tells the rules. The source never changes under edits, so it is read once. */
export const contextOf = (plan: RestorePlan): CheckContext => {
  const { source } = plan;
  let known = contexts.get(source);
  if (known === undefined) {
    known = {
      notes: [],
      region: source.region,
      originalInstanceId: instanceIdOf(source.resourceArn),
      backupKnown: true,
      backedUpCpuOptions: metadataValue(source.template, 'CpuOptions'),
      failed: source.failed ?? null,
      backedUpDevices: metadataValue(source.template, 'BlockDeviceMappings'),
      backedUpProfile: metadataValue(source.template, 'IamInstanceProfileName'),
      backedUpKeyPair: metadataValue(source.template, 'KeyName'),
      backedUpSubnetIds: subnetIdsOf(openMetadata(source.template)),
    };
    contexts.set(source, known);
  }
  return { ...known, restoreRoleArn: plan.restoreRoleArn };
};

interface Missing {
  readonly rule: RuleId;
  readonly fact: Unknown;
  readonly at: JsonPointer;
}

/** Every rule that an answer of the fact's call decides. Where the answer is there and leaves a question open, it is that of one rule. */
const rulesThatNeed = ({ rule: own, fact }: Missing): string =>
  fact.reason.code === 'undecided'
    ? own
    : RULES.filter((rule) => rule.needs.includes(fact.source))
        .map((rule) => rule.id)
        .join(', ') || own;

const unknownDiagnostic = (missing: Missing): Diagnostic => ({
  rule: missing.rule,
  code: `unknown-${missing.fact.reason.code}`,
  severity: 'unknown',
  at: missing.at,
  params: { ...unknownParams(missing.fact.reason, missing.fact.source), rules: rulesThatNeed(missing) },
  evidence: { source: missing.fact.source, asOf: missing.fact.asOf === '' ? null : missing.fact.asOf },
  fixes: [],
});

/** The order of a verdict: by place, then rule. */
export const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.code < b.code ? -1 : a.code > b.code ? 1 : 0;

const NO_PARAMS = {};
const NO_FIXES: readonly Fix[] = [];

const run = (request: OpenedRequest, index: FactIndex, context: CheckContext, rules: readonly Rule[] = RULES): Diagnostic[] => {
  const out: Diagnostic[] = [];
  const missing = new Map<string, Missing>();
  let rule = rules[0];
  // One input for all rules: a check on every edit has no time to make closures for each.
  const input: RuleInput = {
    request,
    index,
    context,
    report: ({ code, at, severity, params = NO_PARAMS, evidence = REQUEST_ITSELF, fixes = NO_FIXES }) => {
      if (rule !== undefined) out.push({ rule: rule.id, code, severity: severity ?? rule.severity, at, params, evidence, fixes });
    },
    unknown: (fact, at) => {
      if (rule === undefined) return;
      // One subject that is not known is one line, however many rules and interfaces would have needed it.
      const key = `${fact.source} ${fact.reason.code === 'undecided' ? rule.id : fact.reason.code}`;
      if (!missing.has(key)) missing.set(key, { rule: rule.id, fact, at });
    },
  };
  for (const each of rules) {
    rule = each;
    each.check(input);
  }
  return [...out, ...[...missing.values()].map(unknownDiagnostic)].sort(byPlace);
};

/** What a rule is given for `plan`, for those who look for one remedy and not for findings. */
export const ruleInputOf = (plan: RestorePlan, index: FactIndex): RuleInput => ({
  request: requestOf(plan),
  index,
  context: contextOf(plan),
  report: () => undefined,
  unknown: () => undefined,
});

/** Everything that is wrong, doubtful or unknown about `plan`, sorted by place and rule. Pure: the same in the browser and on the server. */
export const check = (plan: RestorePlan, index: FactIndex): readonly Diagnostic[] => {
  const diagnostics = run(requestOf(plan), index, contextOf(plan));
  const asText = spellingOf(plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces') !== null;
  return asText ? diagnostics.map(withoutInterfaceFixes) : diagnostics;
};

/** Interfaces that are edited as text take no commands, and are not written anew: the text would still be sent. */
const withoutInterfaceFixes = (diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  fixes: diagnostic.fixes.filter((fix) => fix.commands.length > 0 && !fix.commands.some((command) => 'nic' in command)),
});

/** The same for metadata of whatever origin, as it would be sent. Never throws. */
export const checkMetadata = (metadata: RestoreMetadata, index: FactIndex, context: CheckContext = NO_CONTEXT): readonly Diagnostic[] =>
  run(openMetadata(metadata), index, context);

/** What one rule alone says of such metadata. */
export const checkRule = (rule: Rule, metadata: RestoreMetadata, index: FactIndex, context: CheckContext): readonly Diagnostic[] =>
  run(openMetadata(metadata), index, context, [rule]);

/** How many findings there are of each severity. */
export const countBySeverity = (diagnostics: readonly Diagnostic[]): Readonly<Record<Severity, number>> => {
  const counts = { error: 0, warning: 0, unknown: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
};
