'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useOptimistic, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { useKeptText } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { Checkbox, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { useSentences } from '@/components/ui/use-sentences';
import { ROLES, type Role } from '@/lib/access/roles';
import { changeSettingAction } from '@/lib/actions/settings';
import type { SettingName, SettingView } from '@/lib/data/settings/table';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { SwitchBox } from './switch-box';

type Value = SettingView['value'];

/** What a number means while it is typed: `''` is "for good" where a setting may be without end. */
const FACTORS: Partial<Record<SettingName, number>> = { absentAfterSeconds: 60 };

const useChange = (name: SettingName) => {
  const router = useRouter();
  const t = useTranslations('settings.console');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  const [state, setState] = useState<{ readonly busy: boolean; readonly told: string | null; readonly error: string | null }>({
    busy: false,
    told: null,
    error: null,
  });
  const change = async (value: Value): Promise<void> => {
    setState({ busy: true, told: null, error: null });
    try {
      const wanted = { name, value: typeof value === 'object' && value !== null ? [...value] : value };
      valueIn(await withFreshSignIn(() => heard(changeSettingAction(wanted))));
      setState({ busy: false, told: t('saved'), error: null });
      router.refresh();
    } catch (error) {
      const problem = problemOf(error);
      const words = problemWords(problems, problem);
      const text = problem.code === 'bad-input' ? t('outOfRange') : sentences(problems('asSentence', { title: words.title }), words.text);
      setState({ busy: false, told: null, error: text });
    }
  };
  return { ...state, change };
};

const Changed = ({ view }: { readonly view: SettingView }) => {
  const t = useTranslations('settings.console');
  const who = useWho();
  const { changed } = view;
  // "Default" below most of two dozen settings would hide the few that somebody has changed.
  if (changed === null) return null;
  return (
    <p className="text-xs text-text-dim">
      {t.rich('changed', { user: who.inText(changed.by), time: () => <RelativeTime at={changed.at} /> })}
    </p>
  );
};

/** `whyNot`: why the person may not change it; `null`: they may. */
interface SettingProps {
  readonly view: SettingView;
  readonly whyNot: string | null;
}

const Flag = ({ view, whyNot }: SettingProps) => {
  const t = useTranslations('settings.console');
  const { busy, told, error, change } = useChange(view.name);
  return (
    <li className="flex flex-col gap-1">
      <SwitchBox
        label={t(`names.${view.name}`)}
        hint={t(`why.${view.name}`)}
        on={view.value === true}
        whyNot={whyNot}
        busy={busy}
        change={change}
      />
      <p role="status" className="text-xs text-danger">
        {error ?? <span className="text-text-dim">{told}</span>}
      </p>
      <Changed view={view} />
    </li>
  );
};

const Amount = ({ view, whyNot }: SettingProps) => {
  const t = useTranslations('settings.console');
  const factor = FACTORS[view.name] ?? 1;
  const shown = typeof view.value === 'number' ? String(view.value / factor) : '';
  const [text, setText] = useKeptText(`setting ${view.name} ${shown}`, shown);
  const { busy, told, error, change } = useChange(view.name);
  const wanted = text.trim() === '' ? null : Number(text) * factor;
  return (
    <li>
      <form
        className="flex flex-col gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== shown && whyNot === null) void change(wanted);
        }}
      >
        <TextField
          type="number"
          min={0}
          step="any"
          label={t(`names.${view.name}`)}
          hint={t(`why.${view.name}`)}
          error={error}
          className="w-80 max-w-full"
          value={text}
          readOnly={whyNot !== null}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="flex items-center gap-2">
          {/* A dozen buttons that do nothing yet would hide the one that does. */}
          {(text !== shown || busy) && (
            <Button type="submit" size="small" busy={busy}>
              {t('save')}
            </Button>
          )}
          <span role="status" className="text-xs text-text-dim">
            {told}
          </span>
        </span>
        <Changed view={view} />
      </form>
    </li>
  );
};

/** Roles, each ticked or not. They are stored one change at a time. */
const Roles = ({ view, whyNot }: SettingProps) => {
  const t = useTranslations('settings.console');
  const names = useTranslations('problems.access.roles');
  const { busy, told, error, change } = useChange(view.name);
  const [chosen, setChosen] = useOptimistic(Array.isArray(view.value) ? (view.value as readonly Role[]) : []);
  const choose = (role: Role, wanted: boolean): void => {
    if (whyNot !== null || busy) return;
    const value = ROLES.filter((each) => (each === role ? wanted : chosen.includes(each)));
    startTransition(() => {
      setChosen(value);
      return change(value);
    });
  };
  return (
    <li>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1">{t(`names.${view.name}`)}</legend>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={names(role)}
            checked={chosen.includes(role)}
            aria-busy={busy}
            aria-disabled={whyNot !== null || undefined}
            title={whyNot ?? undefined}
            onClick={(event) => {
              if (whyNot !== null) event.preventDefault();
            }}
            onChange={({ target }) => choose(role, target.checked)}
          />
        ))}
        <p className="text-xs text-text-dim">{t(`why.${view.name}`)}</p>
      </fieldset>
      <p role="status" className="text-xs text-danger">
        {error ?? <span className="text-text-dim">{told}</span>}
      </p>
      <Changed view={view} />
    </li>
  );
};

const Setting = ({ view, whyNot }: SettingProps) => {
  if (Array.isArray(view.value)) return <Roles view={view} whyNot={whyNot} />;
  return typeof view.value === 'boolean' ? <Flag view={view} whyNot={whyNot} /> : <Amount view={view} whyNot={whyNot} />;
};

/** What the settings are about, in the order of the page. */
const GROUPS = {
  start: ['requireReason', 'requireTicket', 'startsPerTenMinutes', 'absentAfterSeconds'],
  keep: ['keepRestoresDays', 'keepDraftsDays', 'keepAnswersDays'],
  read: ['metadataReadsPerSecond', 'tagReadsPerSecond'],
  signIn: ['sessionIdleHours', 'sessionHours', 'freshSignInMinutes', 'factorRequiredFor', 'providerFactorCounts', 'strictCodes'],
} as const satisfies Readonly<Record<string, readonly SettingName[]>>;

type Group = keyof typeof GROUPS;

const inOrder = (group: Group, settings: readonly SettingView[]): readonly SettingView[] => {
  const names: readonly SettingName[] = GROUPS[group];
  return settings.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
};

/** The groups with the settings of each; a setting that nobody has put into one is in the last. */
const grouped = (settings: readonly SettingView[]): readonly (readonly [Group, readonly SettingView[]])[] => {
  const groupOf = (name: SettingName): Group =>
    (Object.keys(GROUPS) as Group[]).find((group) => (GROUPS[group] as readonly SettingName[]).includes(name)) ?? 'signIn';
  return (Object.keys(GROUPS) as Group[]).map(
    (group) =>
      [
        group,
        inOrder(
          group,
          settings.filter(({ name }) => groupOf(name) === group),
        ),
      ] as const,
  );
};

/** What holds for everybody: what a start needs, how long things are kept, and when a restore counts as not started. */
export const ConsolePanel = ({ settings }: { readonly settings: readonly SettingView[] }) => {
  const t = useTranslations('settings.console');
  const whyNot = useWhyNot('change-settings');
  return (
    <Panel title={t('title')}>
      <p className="pb-3 text-text-dim">{t('about')}</p>
      {whyNot !== null && (
        <Notice tone="info" className="mb-4">
          <p>{whyNot}</p>
        </Notice>
      )}
      {grouped(settings).map(([group, views]) => (
        <section key={group} className="border-t border-line py-4 first-of-type:border-t-0 first-of-type:pt-0 last-of-type:pb-0">
          <h3 className="pb-3">{t(`groups.${group}`)}</h3>
          <ul className="grid items-start gap-x-8 gap-y-5 md:grid-cols-2">
            {views.map((view) => (
              <Setting key={typeof view.value === 'number' ? `${view.name} ${view.value}` : view.name} view={view} whyNot={whyNot} />
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
};
