import { boundary, denied, fails, IMAGE, known, nic, passes, type RuleCase } from './fixture';

const said = (more: Readonly<Record<string, unknown>>) => ({ nics: [nic()], keys: more });
const defaults = (enforced: boolean, tokensRequired = false) => known({ enforced, tokensRequired }, 'ec2:GetInstanceMetadataDefaults');
const image = (requiresImdsv2: boolean) => known({ ...IMAGE, requiresImdsv2 }, 'ec2:DescribeImages');
const ENFORCED = { metadataDefaults: defaults(true) };
const DENIED = denied('ec2:GetInstanceMetadataDefaults');

/** F13. */
export const IMDS_CASES: readonly RuleCase[] = [
  passes('F13', 'required', said({ RequireIMDSv2: 'true' })),
  passes('F13', 'required where the account enforces it', { ...said({ RequireIMDSv2: 'true' }), facts: ENFORCED }),
  fails('F13', 'not required', said({ RequireIMDSv2: 'false' }), 'imdsv1 /RequireIMDSv2'),
  fails('F13', 'not required, as the documentation misspells it', said({ requiredImdsV2: 'false' }), 'imdsv1 /requiredImdsV2'),
  fails(
    'F13',
    'not required where the account enforces it',
    { ...said({ RequireIMDSv2: 'false' }), facts: { metadataDefaults: defaults(true, true), image: image(true) } },
    'imdsv1-refused /RequireIMDSv2',
  ),
  fails(
    'F13',
    'not required, and what the account enforces may not be read',
    { ...said({ RequireIMDSv2: 'false' }), facts: { metadataDefaults: DENIED } },
    'imdsv1 /RequireIMDSv2',
    'unknown-denied /RequireIMDSv2',
  ),
  fails('F13', 'not said where the account enforces it', { ...said({}), facts: ENFORCED }, 'imds-unsaid /RequireIMDSv2'),
  fails(
    'F13',
    'not said, and what the account enforces may not be read',
    { ...said({}), facts: { metadataDefaults: DENIED } },
    'unknown-denied /RequireIMDSv2',
  ),
  fails(
    'F13',
    'not said where the account enforces it, and the image cannot be read',
    { ...said({}), facts: { ...ENFORCED, image: denied('ec2:DescribeImages') } },
    'unknown-denied /RequireIMDSv2',
  ),
  fails(
    'F13',
    'not said where the account enforces it, and there is no image',
    { ...said({}), facts: { ...ENFORCED, image: known(null, 'ec2:DescribeImages') } },
    'imds-unsaid /RequireIMDSv2',
  ),
  boundary('F13', 'not said', said({})),
  boundary('F13', 'not said, empty', said({ RequireIMDSv2: '' })),
  boundary('F13', 'not said, and the account requires it by default', { ...said({}), facts: { metadataDefaults: defaults(true, true) } }),
  boundary('F13', 'not said, and the image requires it', { ...said({}), facts: { ...ENFORCED, image: image(true) } }),
  boundary('F13', 'required, and what the account enforces may not be read', {
    ...said({ RequireIMDSv2: 'TRUE' }),
    facts: { metadataDefaults: DENIED },
  }),
];
