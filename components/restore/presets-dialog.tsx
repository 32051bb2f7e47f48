'use client';

import { useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { subnetBlock } from '@/components/nic-editor/subnet-block';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { check, countBySeverity } from '@/lib/restore/check';
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
  presetDefaults,
  presetOutcome,
  presetStep,
  WHOLE,
} from './preset-choice';
import { useStepWords, useSummary } from './summary';

/** What is known of each preset before it is applied. */
type Results = Readonly<Record<PresetName, string>>;

const Choice = (props: {
  readonly names: readonly PresetName[];
  readonly title: string;
  readonly form: PresetForm;
  readonly results: Results;
  readonly onChoose: (preset: PresetName) => void;
}) => {
  const t = useTranslations('restore.presets');
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-xs font-semibold text-text-dim">{props.title}</legend>
      {props.names.map((name) => (
        <div key={name} className="flex items-start gap-2 rounded-sm px-1 py-0.5 hover:bg-surface-2">
          <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-2">
            <input
              type="radio"
              name="preset"
              value={name}
              checked={props.form.preset === name}
              onChange={() => props.onChoose(name)}
              aria-describedby={`${id}-${name}`}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            {t(name)}
          </label>
          <span id={`${id}-${name}`} className="shrink-0 text-xs leading-5 text-text-dim">
            {props.results[name]}
          </span>
        </div>
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
  const options = [...subnets.values()].map(({ fact }) => ({
    value: fact.id,
    text: `${fact.name ?? fact.id} · ${subnetBlock(fact)} · ${fact.availabilityZone}`,
  }));
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
      {wanted.subnet &&
        Object.entries(form.subnets).map(([nic, subnetId], position, all) => (
          <Select
            key={nic}
            label={all.length === 1 ? t('subnet') : t('subnetOf', { index: position + 1 })}
            value={subnetId}
            error={position === 0 ? errorOf('subnet') : null}
            options={options}
            onChange={(event) => onChange({ subnets: { ...form.subnets, [nic]: event.target.value } })}
          />
        ))}
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
    return { preset: 'backup', ...presetDefaults(plan, index, plan.nics.find((nic) => nic.kind === 'new')?.key ?? '') };
  });
  const change = (next: Partial<PresetForm>) => {
    const { plan, index } = store.read();
    // Another interface begins with addresses of its own.
    const defaults = next.nic === undefined ? {} : presetDefaults(plan, index, next.nic);
    setForm((now) => ({ ...now, ...defaults, ...next }));
  };
  return [form, change];
};

/** Errors that the plan would have after each preset, in words. */
const useResults = (plan: RestorePlan, form: PresetForm): Results => {
  const t = useTranslations('restore');
  const index = useEditor((state) => state.index);
  return useMemo(() => {
    const resultOf = (preset: PresetName): string => {
      const { after } = presetOutcome(plan, index, { ...form, preset });
      if (after === null) return t('presets.asks');
      if (sameLayout(compareLayouts(plan, after))) return t('presets.same');
      return t('counts.error', { count: countBySeverity(check(after, index)).error });
    };
    return Object.fromEntries([...WHOLE, ...CASES].map((preset) => [preset, resultOf(preset)])) as unknown as Results;
  }, [plan, index, form, t]);
};

const Body = ({ onDone }: { readonly onDone: () => void }) => {
  const t = useTranslations('restore');
  const common = useTranslations('common.actions');
  const store = useEditorStore();
  const stepWords = useStepWords();
  const summary = useSummary();
  const plan = useEditor((state) => state.plan);
  const index = useEditor((state) => state.index);
  const locked = useEditor((state) => state.locked);
  const [form, change] = useForm();
  const results = useResults(plan, form);
  const { commands, after, refusal } = presetOutcome(plan, index, form);
  const unchanged = after !== null && sameLayout(compareLayouts(plan, after));
  const errors = (of: RestorePlan): number => countBySeverity(check(of, index)).error;
  const more = after === null ? 0 : errors(after) - errors(plan);
  const nics = plan.nics.flatMap((nic, position) =>
    nic.kind === 'new' ? [{ value: nic.key, text: t('compare.nic', { index: position + 1 }) }] : [],
  );
  const apply = (wanted: readonly Command[]) => {
    if (!store.perform({ label: presetStep(form.preset), commands: wanted }).ok) return;
    announce(`${stepWords(presetStep(form.preset))}. ${summary(store.read().diagnostics)}`);
    onDone();
  };
  const reason = locked ? t('saved.locked') : unchanged ? t('presets.noChange') : null;
  const choose = (preset: PresetName) => change({ preset });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (commands.ok && reason === null) apply(commands.value);
      }}
    >
      <div className="grid gap-6 pb-4 md:grid-cols-[19rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <Choice names={WHOLE} title={t('presets.allInterfaces')} form={form} results={results} onChoose={choose} />
          <Choice names={CASES} title={t('presets.oneInterface')} form={form} results={results} onChoose={choose} />
          {isCase(form.preset) && nics.length > 1 && (
            <Select
              label={t('presets.interface')}
              value={form.nic}
              options={nics}
              onChange={(event) => change({ nic: event.target.value })}
            />
          )}
          <Fields form={form} problem={commands.ok ? null : commands.error} onChange={change} />
        </div>
        <Preview plan={plan} after={after} refusal={refusal} />
      </div>
      {/* At the foot of the dialog, whatever scrolls above it. */}
      <footer className="sticky -bottom-4 -mx-5 -mb-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-surface-1 px-5 py-3">
        {more > 0 && <p className="mr-auto text-danger">{t('presets.more', { count: more })}</p>}
        <Button onClick={onDone}>{common('cancel')}</Button>
        {/* What makes the plan worse is not what the page suggests. */}
        <Button type="submit" tone={more > 0 || after === null ? 'secondary' : 'primary'} reason={reason}>
          {t('presets.apply')}
        </Button>
      </footer>
    </form>
  );
};

/** Whole layouts to put in place as one step: as in the backup, the same in other subnets, all automatic, and the article's five cases. */
export const PresetsDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.presets');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width="large">
      <Body onDone={onClose} />
    </Dialog>
  );
};
