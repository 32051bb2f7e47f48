import { blocksMeet, parseBlock } from '@/lib/net/block';

/** So many other people have to approve. */
export type Approvals = 1 | 2;

/**
 * Which restores other people have to approve. All conditions that are given must be met; `null` asks for nothing, and a rule without any matches every restore.
 */
export interface ApprovalRule {
  readonly id: string;
  readonly name: string;
  /** 12 digits. */
  readonly account: string | null;
  readonly vault: string | null;
  /** A tag of the resource or of its recovery point; `value: null` takes any. Keys and values as AWS compares them: to the letter. */
  readonly tag: { readonly key: string; readonly value: string | null } | null;
  /** An IPv4 or IPv6 block in which the restored instance gets an address. */
  readonly range: string | null;
  readonly approvals: Approvals;
  /** How long after its submission a request can be approved and started. */
  readonly validHours: number;
  /** Whoever submits has to name a ticket. */
  readonly ticketRequired: boolean;
}

/** A rule as it is stored, `null` where it cannot be read: then it matches every restore, and wants as much as a rule can. */
export interface StoredRule {
  readonly id: string;
  readonly rule: ApprovalRule | null;
}

/** What rules look at of one restore. What could not be read is said, and counts as whatever a rule asks for. */
export interface RestoreTraits {
  readonly account: string;
  readonly vault: string;
  readonly tags: {
    readonly read: readonly { readonly key: string; readonly value: string }[];
    /** The calls that should have told more, and did not. */
    readonly unread: readonly string[];
  };
  readonly addresses: {
    /** Addresses and blocks that the instance gets for certain. */
    readonly certain: readonly string[];
    /** Blocks in which AWS chooses an address of its own. */
    readonly possible: readonly string[];
    /** Something gets addresses of which nothing is known. */
    readonly unread: boolean;
  };
}

/** A condition of a rule, and whether the restore meets it for certain. */
export interface MetCondition {
  readonly condition: 'account' | 'vault' | 'tag' | 'range';
  /** `unknown`: that could not be found out, so it counts as met. */
  readonly met: 'yes' | 'unknown';
}

/** A rule that a restore matches, with why. */
export interface MatchedRule {
  readonly ruleId: string;
  /** `null`: the stored rule cannot be read. */
  readonly name: string | null;
  readonly approvals: Approvals;
  readonly validHours: number;
  readonly ticketRequired: boolean;
  /** In the order account, vault, tag, range; empty where the rule asks for nothing. */
  readonly because: readonly MetCondition[];
}

/** What a restore needs before it may start. `approvals` is 0 where no rule matches. */
export interface ApprovalNeeds {
  readonly approvals: 0 | Approvals;
  /** The shortest of the matching rules; 0 where none matches. */
  readonly validHours: number;
  readonly ticketRequired: boolean;
  readonly rules: readonly MatchedRule[];
}

/** A request that nothing says how long to keep open, because its rule cannot be read. */
const UNREADABLE = { approvals: 2, validHours: 24, ticketRequired: true } as const;

type Met = 'yes' | 'no' | 'unknown';

const tagMet = (tag: NonNullable<ApprovalRule['tag']>, { read, unread }: RestoreTraits['tags']): Met => {
  if (read.some(({ key, value }) => key === tag.key && (tag.value === null || value === tag.value))) return 'yes';
  return unread.length > 0 ? 'unknown' : 'no';
};

const rangeMet = (range: string, { certain, possible, unread }: RestoreTraits['addresses']): Met => {
  const wanted = parseBlock(range);
  // Checked before it is stored; one that cannot be read says nothing of what it leaves out.
  if (wanted === null) return 'unknown';
  const blocks = (texts: readonly string[]) => texts.map(parseBlock);
  const meets = (block: ReturnType<typeof parseBlock>): boolean => block !== null && blocksMeet(block, wanted);
  if (blocks(certain).some(meets)) return 'yes';
  const unreadable = blocks([...certain, ...possible]).includes(null);
  return unread || unreadable || blocks(possible).some(meets) ? 'unknown' : 'no';
};

const conditionsOf = (
  rule: ApprovalRule,
  traits: RestoreTraits,
): readonly { readonly condition: MetCondition['condition']; readonly met: Met }[] => [
  ...(rule.account === null
    ? []
    : [{ condition: 'account' as const, met: traits.account === rule.account ? ('yes' as const) : ('no' as const) }]),
  ...(rule.vault === null ? [] : [{ condition: 'vault' as const, met: traits.vault === rule.vault ? ('yes' as const) : ('no' as const) }]),
  ...(rule.tag === null ? [] : [{ condition: 'tag' as const, met: tagMet(rule.tag, traits.tags) }]),
  ...(rule.range === null ? [] : [{ condition: 'range' as const, met: rangeMet(rule.range, traits.addresses) }]),
];

const isMet = (each: { readonly condition: MetCondition['condition']; readonly met: Met }): each is MetCondition => each.met !== 'no';

const matched = ({ id, rule }: StoredRule, traits: RestoreTraits): readonly MatchedRule[] => {
  if (rule === null) return [{ ruleId: id, name: null, ...UNREADABLE, because: [] }];
  const conditions = conditionsOf(rule, traits);
  if (!conditions.every(isMet)) return [];
  const { name, approvals, validHours, ticketRequired } = rule;
  return [{ ruleId: id, name, approvals, validHours, ticketRequired, because: conditions.filter(isMet) }];
};

const mostOf = (matches: readonly MatchedRule[]): 0 | Approvals => {
  if (matches.length === 0) return 0;
  return matches.some(({ approvals }) => approvals === 2) ? 2 : 1;
};

/**
 * What a restore needs under these rules. Every rule that matches counts: the highest number of approvals, the shortest validity, a ticket if one of them wants it. A
 * condition about something that could not be read is met.
 */
export const approvalNeeds = (rules: readonly StoredRule[], traits: RestoreTraits): ApprovalNeeds => {
  const matches = rules.flatMap((each) => matched(each, traits));
  return {
    approvals: mostOf(matches),
    validHours: matches.length === 0 ? 0 : Math.min(...matches.map(({ validHours }) => validHours)),
    ticketRequired: matches.some(({ ticketRequired }) => ticketRequired),
    rules: matches,
  };
};
