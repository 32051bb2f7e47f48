'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { applyAll } from '@/lib/restore/apply';
import { check } from '@/lib/restore/check';
import type { Command, CommandRefusal } from '@/lib/restore/command';
import type { RestorePlan } from '@/lib/restore/plan';
import { announce } from './announcer';
import { useEditor, useEditorStore } from './editor-context';
import { LayoutCompare } from './layout-compare';
import { compareLayouts, sameLayout } from './layout-rows';
import {
  asks,
  CASES,
  isCase,
  type PresetForm,
  type PresetName,
  type PresetProblem,
  presetCommands,
  presetDefaults,
  presetStep,
  WHOLE,
} from './preset-choice';
import { useStepWords, useSummary } from './summary';

const Choice = (props: {
  readonly names: readonly PresetName[];
  readonly title: string;
  readonly form: PresetForm;
  readonly onChoose: (preset: PresetName) => void;
}) => {
  const t = useTranslations('restore.presets');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-xs font-semibold text-text-dim">{props.title}</legend>
      {props.names.map((name) => (
        <label key={name} className="flex cursor-pointer items-start gap-2 rounded-sm px-1 py-0.5 hover:bg-surface-2">
          <input
            type="radio"
            name="preset"
            value={name}
            checked={props.form.preset === name}
            onChange={() => props.onChoose(name)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          {t(name)}
        </label>
      ))}
    </fieldset>
  );
};

/** What a preset still has to be told. */
const Fields = (props: {
  readonly form: PresetForm;
  readonly problem: PresetProblem | null;
  readonly onChange: (change: Partial<PresetForm>) => void;
}) => {
  const t = useTranslations('restore.presets');
  const { form, problem, onChange } = props;
  const subnets = useEditor((state) => state.index.subnets);
  const wanted = asks(form.preset);
  const errorOf = (field: PresetProblem['field']): string | null =>
    problem?.field === field ? t(problem.code, { text: 'text' in problem ? problem.text : '' }) : null;
  return (
    <>
      {wanted.primary && (
        <TextField
          mono
          label={t('primary')}
          value={form.primary}
          error={errorOf('primary')}
          onChange={(event) => onChange({ primary: event.target.value })}
        />
      )}
      {wanted.secondaries && (
        <TextField
          mono
          label={t('secondaries')}
          hint={t('secondariesHint')}
          value={form.secondaries}
          error={errorOf('secondaries')}
          onChange={(event) => onChange({ secondaries: event.target.value })}
        />
      )}
      {wanted.count && (
        <TextField
          mono
          inputMode="numeric"
          label={t('count')}
          value={form.count}
          error={errorOf('count')}
          onChange={(event) => onChange({ count: event.target.value })}
        />
      )}
      {wanted.subnet && (
        <Select
          label={t('subnet')}
          value={form.subnetId}
          error={errorOf('subnet')}
          options={[...subnets.values()].map(({ fact }) => ({
            value: fact.id,
            text: `${fact.name ?? fact.id} · ${fact.cidr} · ${fact.availabilityZone}`,
          }))}
          onChange={(event) => onChange({ subnetId: event.target.value })}
        />
      )}
    </>
  );
};

/** What would become of the plan, before anything is done. */
const Preview = ({
  plan,
  after,
  refusal,
}: {
  readonly plan: RestorePlan;
  readonly after: RestorePlan | null;
  readonly refusal: CommandRefusal | null;
}) => {
  const t = useTranslations('restore');
  const summary = useSummary();
  const index = useEditor((state) => state.index);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3>{t('presets.preview')}</h3>
      {refusal !== null && (
        <Notice tone="danger" live>
          <p>
            {t(`refused.${refusal.code}`, { address: String(refusal.params.address ?? ''), count: String(refusal.params.count ?? '') })}
          </p>
        </Notice>
      )}
      {after !== null && (
        <>
          <p role="status" className="text-text-dim">
            {t('presets.verdict', { summary: summary(check(after, index)) })}
          </p>
          <LayoutCompare label={t('presets.preview')} before={plan} after={after} heads={[t('compare.now'), t('compare.then')]} />
        </>
      )}
    </div>
  );
};

const useForm = (): readonly [PresetForm, (change: Partial<PresetForm>) => void] => {
  const store = useEditorStore();
  const [form, setForm] = useState<PresetForm>(() => {
    const { plan, index } = store.read();
    return { preset: 'case1', ...presetDefaults(plan, index, plan.nics.find((nic) => nic.kind === 'new')?.key ?? '') };
  });
  const change = (next: Partial<PresetForm>) => {
    const { plan, index } = store.read();
    // Another interface begins with addresses of its own.
    const defaults = next.nic === undefined ? {} : presetDefaults(plan, index, next.nic);
    setForm((now) => ({ ...now, ...defaults, ...next }));
  };
  return [form, change];
};

const Body = ({ onDone }: { readonly onDone: () => void }) => {
  const t = useTranslations('restore');
  const store = useEditorStore();
  const stepWords = useStepWords();
  const summary = useSummary();
  const plan = useEditor((state) => state.plan);
  const index = useEditor((state) => state.index);
  const locked = useEditor((state) => state.locked);
  const [form, change] = useForm();
  const commands = presetCommands(plan, index, form);
  const applied = commands.ok ? applyAll(plan, commands.value) : null;
  const after = applied?.ok ? applied.value : null;
  const unchanged = after !== null && sameLayout(compareLayouts(plan, after));
  const nics = plan.nics.flatMap((nic, position) =>
    nic.kind === 'new' ? [{ value: nic.key, text: t('compare.nic', { index: position + 1 }) }] : [],
  );
  const apply = (wanted: readonly Command[]) => {
    if (!store.perform({ label: presetStep(form.preset), commands: wanted }).ok) return;
    announce(`${stepWords(presetStep(form.preset))}. ${summary(store.read().diagnostics)}`);
    onDone();
  };
  const reason = locked ? t('saved.locked') : unchanged ? t('presets.noChange') : null;
  return (
    <form
      className="grid gap-6 md:grid-cols-[18rem_minmax(0,1fr)]"
      onSubmit={(event) => {
        event.preventDefault();
        if (commands.ok && reason === null) apply(commands.value);
      }}
    >
      <div className="flex flex-col gap-4">
        <Choice names={CASES} title={t('presets.oneInterface')} form={form} onChoose={(preset) => change({ preset })} />
        <Choice names={WHOLE} title={t('presets.allInterfaces')} form={form} onChoose={(preset) => change({ preset })} />
        {isCase(form.preset) && nics.length > 1 && (
          <Select
            label={t('presets.interface')}
            value={form.nic}
            options={nics}
            onChange={(event) => change({ nic: event.target.value })}
          />
        )}
        <Fields form={form} problem={commands.ok ? null : commands.error} onChange={change} />
        <Button type="submit" tone="primary" reason={reason}>
          {t('presets.apply')}
        </Button>
      </div>
      <Preview plan={plan} after={after} refusal={applied !== null && !applied.ok ? applied.error : null} />
    </form>
  );
};

/** Whole layouts to put in place as one step: the article's five cases, and three for all interfaces. */
export const PresetsDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.presets');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width="large">
      <Body onDone={onClose} />
    </Dialog>
  );
};
