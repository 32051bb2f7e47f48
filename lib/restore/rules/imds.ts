import type { Fix } from '../diagnostic';
import { metadataValue } from '../keys';
import { keyAt } from '../request';
import { evidenceOf, type Rule, type RuleInput, setKey } from './rule';

/** The documentation spells the key in both ways. */
const KEYS = ['RequireIMDSv2', 'requiredImdsV2'];

const requireIt = (key: string): readonly Fix[] => [setKey('require-imdsv2', key, 'true')];

/** The metadata lets IMDSv1 in: worth a note, and refused where the account enforces IMDSv2. */
const allowed = ({ request, report, unknown, index }: RuleInput, key: string): void => {
  const defaults = index.facts.metadataDefaults;
  const at = keyAt(request, key);
  const fixes = requireIt(key);
  if (defaults.state === 'unknown') unknown(defaults, at);
  if (defaults.state === 'known' && defaults.value.enforced)
    report({ code: 'imdsv1-refused', severity: 'error', at, evidence: evidenceOf(defaults), fixes });
  else report({ code: 'imdsv1', at, fixes });
};

/** The metadata does not say: then the account's default counts, or else the image. */
const unsaid = ({ report, unknown, index }: RuleInput): void => {
  const { metadataDefaults: defaults, image } = index.facts;
  const at = '/RequireIMDSv2';
  if (image.state === 'known' && image.value?.requiresImdsv2 === true) return;
  if (defaults.state === 'unknown') unknown(defaults, at);
  else if (defaults.value.enforced && !defaults.value.tokensRequired) {
    if (image.state === 'unknown') unknown(image, at);
    else report({ code: 'imds-unsaid', severity: 'error', at, evidence: evidenceOf(defaults), fixes: requireIt('RequireIMDSv2') });
  }
};

/** Whether EC2 launches the instance under the account's defaults for the instance metadata service (F13, facts 11.7). */
const imds = (input: RuleInput): void => {
  const said = KEYS.filter((key) => (metadataValue(input.request.metadata, key) ?? '') !== '');
  if (said.length === 0) unsaid(input);
  for (const key of said) if (metadataValue(input.request.metadata, key)?.toLowerCase() === 'false') allowed(input, key);
};

/** Rule of the instance metadata service. */
export const IMDS_RULES: readonly Rule[] = [
  { id: 'F13', severity: 'info', needs: ['ec2:GetInstanceMetadataDefaults', 'ec2:DescribeImages'], check: imds },
];
