'use client';

import { useTranslations } from 'use-intl';
import { useKeptFields } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Select, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import type { ApprovalRule } from '@/lib/access/approval/rules';
import { isVaultName } from '@/lib/access/approval/vault-name';
import { parseBlock } from '@/lib/net/block';
import { RulePreview } from './rule-preview';

export type RuleContent = Omit<ApprovalRule, 'id'>;

/** What stands in the fields: texts, `''` for what is not asked for. */
type Typed = {
  readonly name: string;
  readonly account: string;
  readonly vault: string;
  readonly tagKey: string;
  readonly tagValue: string;
  readonly range: string;
  readonly approvals: string;
  readonly hours: string;
  /** `''`: none is asked for. */
  readonly ticket: string;
};

const typedOf = (rule: RuleContent | null): Typed => ({
  name: rule?.name ?? '',
  account: rule?.account ?? '',
  vault: rule?.vault ?? '',
  tagKey: rule?.tag?.key ?? '',
  tagValue: rule?.tag?.value ?? '',
  range: rule?.range ?? '',
  approvals: String(rule?.approvals ?? 1),
  hours: String(rule?.validHours ?? 24),
  ticket: (rule?.ticketRequired ?? true) ? 'yes' : '',
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const badAccount = (text: string): boolean => text.trim() !== '' && !/^\d{12}$/.test(text.trim());
const badVault = (text: string): boolean => text.trim() !== '' && !isVaultName(text.trim());
const badRange = (text: string): boolean => text.trim() !== '' && parseBlock(text.trim()) === null;
const badHours = (text: string): boolean => !Number.isInteger(Number(text)) || Number(text) < 1 || Number(text) > 720;

/** What keeps the fields from being a rule, as a message names it; `null`: nothing. A field that is wrong is marked, a name that is missing is not. */
const lacks = (typed: Typed): 'bad' | 'nameless' | null => {
  if (badAccount(typed.account) || badVault(typed.vault) || badRange(typed.range) || badHours(typed.hours)) return 'bad';
  return typed.name.trim() === '' ? 'nameless' : null;
};

/** The rule that the fields say; `null` where one of them cannot be read. */
const ruleOf = (typed: Typed): RuleContent | null => {
  const [name, account, range, vault] = [orNull(typed.name), orNull(typed.account), orNull(typed.range), orNull(typed.vault)];
  if (name === null || lacks(typed) !== null) return null;
  const value = typed.tagValue === '' ? null : typed.tagValue;
  return {
    name,
    account,
    vault,
    tag: typed.tagKey === '' ? null : { key: typed.tagKey, value },
    range,
    approvals: typed.approvals === '2' ? 2 : 1,
    validHours: Number(typed.hours),
    ticketRequired: typed.ticket !== '',
  };
};

const Fields = ({ typed, onChange }: { readonly typed: Typed; readonly onChange: (change: Partial<Typed>) => void }) => {
  const t = useTranslations('approvals.settings');
  const text = (
    key: 'name' | 'account' | 'vault' | 'tagKey' | 'tagValue',
    max: number,
    { mono = true, error = null as string | null } = {},
  ) => (
    <TextField
      label={t(key)}
      hint={t(`${key}Hint`)}
      error={error}
      mono={mono}
      maxLength={max}
      required={key === 'name'}
      value={typed[key]}
      onChange={(event) => onChange({ [key]: event.target.value })}
    />
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">{text('name', 100, { mono: false })}</div>
      {text('account', 20, { error: badAccount(typed.account) ? t('accountBad') : null })}
      {text('vault', 100, { error: badVault(typed.vault) ? t('vaultBad') : null })}
      {text('tagKey', 128)}
      {text('tagValue', 256)}
      <TextField
        label={t('range')}
        hint={t('rangeHint')}
        error={badRange(typed.range) ? t('rangeBad') : null}
        mono
        maxLength={50}
        value={typed.range}
        onChange={(event) => onChange({ range: event.target.value })}
      />
      <Select
        label={t('approvals')}
        value={typed.approvals}
        options={[
          { value: '1', text: t('one') },
          { value: '2', text: t('two') },
        ]}
        onChange={(event) => onChange({ approvals: event.target.value })}
      />
      <TextField
        type="number"
        min={1}
        max={720}
        label={t('hours')}
        hint={t('hoursHint')}
        error={badHours(typed.hours) ? t('hoursBad') : null}
        value={typed.hours}
        onChange={(event) => onChange({ hours: event.target.value })}
      />
      <span className="self-center">
        <Checkbox
          label={t('ticket')}
          checked={typed.ticket !== ''}
          onChange={(event) => onChange({ ticket: event.target.checked ? 'yes' : '' })}
        />
      </span>
    </div>
  );
};

/** Writes a rule, new or known, and shows what it would match. */
export const RuleDialog = (props: {
  readonly open: boolean;
  readonly rule: RuleContent | null;
  /** The name under which the fields are kept while the browser is away at the identity provider. */
  readonly keptAs: string;
  readonly busy: boolean;
  readonly failure: string | null;
  readonly onSave: (rule: RuleContent) => void;
  readonly onClose: () => void;
}) => {
  const t = useTranslations('approvals.settings');
  const [typed, setTyped] = useKeptFields(props.keptAs, typedOf(props.rule));
  const rule = ruleOf(typed);
  const lack = lacks(typed);
  const whyNot = lack === null ? null : t(lack);
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.rule === null ? t('new') : t('editOf', { name: props.rule.name })}
      busy={props.busy}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-xs font-semibold text-text-dim">
            {props.busy ? t('busy') : whyNot}
          </p>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button tone="primary" busy={props.busy} reason={whyNot} onClick={() => rule !== null && props.onSave(rule)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {props.failure !== null && (
          <Notice tone="danger" live>
            <p>{props.failure}</p>
          </Notice>
        )}
        <Fields typed={typed} onChange={(change) => setTyped((now) => ({ ...now, ...change }))} />
        <RulePreview rule={rule} whyNot={whyNot} />
      </div>
    </Dialog>
  );
};
