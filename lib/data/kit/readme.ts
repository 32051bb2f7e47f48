import type { Locale } from '@/lib/i18n/locale';
import en from '@/lib/i18n/messages/en/kit.json';
import enWays from '@/lib/i18n/messages/en/ways.json';
import ja from '@/lib/i18n/messages/ja/kit.json';
import jaWays from '@/lib/i18n/messages/ja/ways.json';
import type { Diagnostic, Params } from '@/lib/restore/diagnostic';
import { startRestoreJobCommand } from '@/lib/restore/exports';
import type { KitApproval } from '@/lib/restore/kit/restore-script';
import { folderOf, type KitWay, undoScript } from '@/lib/restore/kit/way-script';
import type { RestorePlan } from '@/lib/restore/plan';
import type { AddressWays } from '@/lib/restore/ways/way';
import type { AddressRow } from './addresses';

const WORDS = { en: { kit: en, ways: enWays }, ja: { kit: ja, ways: jaWays } } as const;
type Words = (typeof WORDS)['en'];

/** What a kit's README tells of. Instants are ISO 8601. */
export interface KitFacts {
  readonly plan: RestorePlan;
  readonly draftId: string;
  readonly revision: number;
  readonly madeAt: string;
  readonly approval: KitApproval & { readonly requestId: string | null };
  readonly diagnostics: readonly Diagnostic[];
  readonly addresses: readonly AddressRow[];
  readonly held: readonly AddressWays[];
  readonly ways: readonly KitWay[];
}

/** These texts hold nothing but names in braces: a file has no page whose translator it could use. */
const fill = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));

const valuesOf = ({ ways }: Words, params: Params): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value === null ? ways.none : String(value)]));

const shell = (...lines: readonly string[]): readonly string[] => ['', '```', ...lines, '```', ''];

const utc = (at: string): string => at.slice(0, 16).replace('T', ' ');

const ACTIONS = [
  'backup:StartRestoreJob',
  'backup:DescribeRestoreJob',
  'backup:DescribeRecoveryPoint',
  'iam:PassRole',
  'iam:GetRole',
  'ec2:DescribeInstances',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
] as const;

/** Everything that the scripts call, so that it can be allowed before it is needed. */
const actionsOf = (ways: readonly KitWay[]): readonly string[] =>
  [...new Set([...ACTIONS, ...ways.flatMap(({ way }) => way.steps.flatMap(({ needs }) => needs.map(({ action }) => action)))])].toSorted();

const approvalText = ({ kit }: Words, { approval }: KitFacts): string => {
  const values = { needed: approval.needed, request: approval.requestId ?? '' };
  if (approval.state === 'not-needed') return kit.approvalNone;
  return fill(approval.state === 'given' ? kit.approvalGiven : kit.approvalMissing, values);
};

const addressTable = ({ kit }: Words, rows: readonly AddressRow[]): readonly string[] => [
  `| ${kit.column.interface} | ${kit.column.role} | ${kit.column.before} | ${kit.column.after} |`,
  '| --- | --- | --- | --- |',
  ...rows.map(
    ({ index, role, before, after }) =>
      `| ${index + 1} | ${kit.roles[role]} | ${before ?? kit.none} | ${after === null ? kit.none : after === '' ? kit.picked : after} |`,
  ),
];

const findingLines = ({ kit }: Words, { diagnostics, madeAt }: KitFacts): readonly string[] => {
  const told = diagnostics.filter(({ severity }) => severity !== 'info');
  if (told.length === 0) return [kit.findingsNone];
  return [
    fill(kit.findingsText, { at: utc(madeAt) }),
    '',
    ...told.map(({ severity, rule, code, at, params }) => `- ${kit.severity[severity]}: ${rule} ${code} ${at} ${JSON.stringify(params)}`),
  ];
};

const wayLines = (words: Words, each: KitWay): readonly string[] => {
  const { kit, ways } = words;
  const { way, of } = each;
  const before = ways.beforeEnd as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const loss = ways.loss as Readonly<Record<string, string>>;
  const names = ways.way as Readonly<Record<string, { readonly name: string; readonly text: string }>>;
  return [
    `### ${of.address}: ${names[way.kind]?.name ?? way.kind}`,
    '',
    `${names[way.kind]?.text ?? ''} ${kit.breaks[way.breaks]} ${way.experimental ? kit.experimental : ''}`.trim(),
    ...(way.losses.length === 0 ? [] : ['', kit.costs, '']),
    ...way.losses.map(({ code, params }) => `- ${fill(loss[code] ?? code, valuesOf(words, params))}`),
    ...(way.before.length === 0 ? [] : ['', kit.before, '']),
    ...way.before.flatMap(({ code, state, params, command, action }) => [
      `- ${fill(before[code]?.[state] ?? code, { ...valuesOf(words, params), action: action ?? '' })}`,
      ...(command === null ? [] : [`  \`${command}\``]),
    ]),
    ...shell(`sh ${folderOf(each)}/run.sh`),
    ...(undoScript(each) === null ? [] : [kit.undo, ...shell(`sh ${folderOf(each)}/undo.sh`)]),
  ];
};

const heldLines = (words: Words, { held, ways }: KitFacts): readonly string[] => {
  const { kit } = words;
  if (held.length === 0) return [kit.waysNone];
  return held.flatMap((each) => {
    const own = ways.filter(({ of }) => of === each);
    const isOwn = each.held.as === 'original' || each.held.as === 'left-behind';
    return [fill(isOwn ? kit.waysText : kit.waysForeign, { address: each.address }), '', ...own.flatMap((way) => wayLines(words, way)), ''];
  });
};

const planLines = ({ kit }: Words, { plan }: KitFacts): readonly string[] => {
  const { source } = plan;
  return [
    `- ${kit.point}: \`${source.recoveryPointArn}\``,
    `- ${kit.vault}: \`${source.vault}\``,
    `- ${kit.resource}: \`${source.resourceArn ?? kit.none}\``,
    `- ${kit.backupOf}: ${source.createdAt === null ? kit.none : `${utc(source.createdAt)} (UTC)`}`,
    `- ${kit.role}: \`${plan.restoreRoleArn ?? kit.none}\``,
  ];
};

/** The text of a kit's README.md, in the language of whoever downloads it. */
export const readmeText = (locale: Locale, facts: KitFacts): string => {
  const words: Words = WORDS[locale] as Words;
  const { kit } = words;
  const { plan, madeAt, draftId, revision } = facts;
  const { source } = plan;
  const heading = (text: string): readonly string[] => ['', `## ${text}`, ''];
  return [
    `# ${fill(kit.title, { name: source.resourceName ?? source.resourceArn ?? source.recoveryPointArn })}`,
    '',
    fill(kit.about, { at: utc(madeAt), draft: draftId, revision }),
    '',
    kit.sensitive,
    ...heading(kit.needs),
    fill(kit.needsText, { account: source.account }),
    '',
    kit.permissions,
    ...shell(...actionsOf(facts.ways)),
    ...heading(kit.approval),
    approvalText(words, facts),
    ...heading(kit.plan),
    ...planLines(words, facts),
    ...heading(kit.addresses),
    ...addressTable(words, facts.addresses),
    ...heading(kit.findings),
    ...findingLines(words, facts),
    ...heading(kit.how),
    kit.step.check,
    ...shell('sh check.sh'),
    kit.step.restore,
    ...shell('sh restore.sh'),
    kit.step.verify,
    ...shell('sh verify.sh'),
    kit.again,
    '',
    kit.byHand,
    ...shell(
      startRestoreJobCommand({
        region: source.region,
        recoveryPointArn: source.recoveryPointArn,
        restoreRoleArn: plan.restoreRoleArn,
        copyTags: plan.copyTags,
      }),
    ),
    ...heading(kit.ways),
    ...heldLines(words, facts),
    ...heading(kit.verified),
    kit.verifiedText,
    ...heading(kit.after),
    kit.afterText,
    '',
  ].join('\n');
};
