'use client';

import { memo, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { focusPlace } from '@/components/nic-editor/places';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Panel } from '@/components/ui/panel';
import type { Diagnostic, Fix } from '@/lib/restore/diagnostic';
import { useEditorLater, useEditorStore, usePointing } from './editor-context';
import { Finding } from './finding';
import { useFix } from './use-fix';
import { useFixReason } from './use-keeps';
import { type Group, groupFindings, isAbout } from './verdict-order';

/** Where the focus goes when the finding that it was in is gone: the one that took its place, else the list itself. */
const useFocusAfterFix = (diagnostics: readonly Diagnostic[]) => {
  const list = useRef<HTMLDivElement>(null);
  const leftAt = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at the page after each new verdict
  useEffect(() => {
    const at = leftAt.current;
    leftAt.current = null;
    // Still somewhere: the finding stayed, or another part of the page took the focus.
    if (at === null || (document.activeElement !== null && document.activeElement !== document.body)) return;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])].filter((item) => item.checkVisibility());
    (items[Math.min(at, items.length - 1)] ?? list.current)?.focus();
  }, [diagnostics]);
  const leave = useCallback(() => {
    const items = [...(list.current?.querySelectorAll('[data-finding]') ?? [])].filter((item) => item.checkVisibility());
    const at = items.findIndex((item) => item.contains(document.activeElement));
    leftAt.current = Math.max(at, 0);
  }, []);
  return { list, leave };
};

/** Keys of findings that were not there at the last look: they are tinted once. On the first look none is new. */
const useFresh = (groups: readonly Group[]): ReadonlySet<string> => {
  const keys = useMemo(() => groups.flatMap(({ findings }) => findings.map(({ key }) => key)), [groups]);
  const before = useRef<ReadonlySet<string> | null>(null);
  const known = before.current;
  const fresh = new Set(known === null ? [] : keys.filter((key) => !known.has(key)));
  useEffect(() => {
    before.current = new Set(keys);
  }, [keys]);
  return fresh;
};

// Few backups carry malware; whoever meets one can wait a moment for the way out.
const CleanPoint = wordedPart('points', () => import('./clean-point').then((module) => module.CleanPoint));

const CleanUp = lazyComponent(() => import('./ways/clean-up').then((module) => module.CleanUp));

interface ListedProps {
  readonly finding: Diagnostic;
  readonly fresh: boolean;
  readonly fixReason: string | null;
  readonly onFix: (finding: Diagnostic, fix: Fix) => void;
}

/** A finding of the list. It looks at what is pointed at by itself, so that a pointer that moves paints those that it lights and no other. */
const ListedFinding = memo(({ finding, ...rest }: ListedProps) => {
  const store = useEditorStore();
  const lit = usePointing(({ spot }) => isAbout(finding, spot));
  const show = () => {
    store.point({ kind: 'place', at: finding.at });
    focusPlace(finding.at);
  };
  const below = finding.code === 'malware-found' && (
    <Suspense>
      <CleanPoint />
    </Suspense>
  );
  return <Finding finding={finding} lit={lit} ways onShow={show} below={below} {...rest} />;
});

const GroupList = ({
  group,
  fresh,
  ...rest
}: Omit<ListedProps, 'finding' | 'fresh'> & { readonly group: Group; readonly fresh: ReadonlySet<string> }) => {
  const t = useTranslations('restore.verdict');
  const { severity, findings } = group;
  return (
    <details open={severity !== 'info'} className="group/severity border-b border-line last:border-b-0">
      <summary className="flex h-8 list-none items-center gap-2 bg-surface-2 px-3 text-xs font-semibold">
        <Icon name="right" className="size-3.5 transition-transform group-open/severity:rotate-90" />
        {t(`groups.${severity}`)}
        <span className="mono ml-auto">{findings.length}</span>
      </summary>
      {severity === 'unknown' && <p className="border-b border-line px-3 py-1.5 text-xs text-text-dim">{t('unknownWhy')}</p>}
      <ul>
        {findings.map(({ key, finding }) => (
          <ListedFinding key={key} finding={finding} fresh={fresh.has(key)} {...rest} />
        ))}
      </ul>
    </details>
  );
};

/** Every finding about the plan, gravest first, each with its evidence and its remedies, and lit while its place is pointed at. */
export const VerdictList = () => {
  const t = useTranslations('restore');
  const fixReason = useFixReason();
  const fix = useFix();
  // The place of a gesture and the counts at the foot come first, the list right after them.
  const diagnostics = useEditorLater((state) => state.diagnostics);
  const groups = useMemo(() => groupFindings(diagnostics), [diagnostics]);
  const fresh = useFresh(groups);
  const { list, leave } = useFocusAfterFix(diagnostics);
  const onFix = useCallback(
    (_finding: Diagnostic, chosen: Fix) => {
      leave();
      fix(chosen);
    },
    [leave, fix],
  );
  const clear = groups.every(({ severity }) => severity === 'info');
  return (
    <Panel title={t('verdict.title')} flush sealed>
      <div ref={list} tabIndex={-1} id="verdict">
        {clear && (
          <p className="flex items-start gap-2 border-b border-line px-3 py-2.5 last:border-b-0">
            <Icon name="done" className="mt-0.5 text-ok" />
            {t('verdict.clear')}
          </p>
        )}
        {groups.map((group) => (
          <GroupList key={group.severity} group={group} fresh={fresh} fixReason={fixReason} onFix={onFix} />
        ))}
      </div>
    </Panel>
  );
};

/** Of a plan that was started: what would be found now is about another start, and its own new instance may be what holds the addresses. */
export const StartedVerdict = () => {
  const t = useTranslations('restore.verdict');
  return (
    <Panel title={t('title')}>
      <p id="verdict" tabIndex={-1}>
        {t('started')}
      </p>
      <Suspense>
        <CleanUp />
      </Suspense>
    </Panel>
  );
};
