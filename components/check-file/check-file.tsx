'use client';

import { type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePlace } from '@/components/layout/frame-context';
import { Announcer, announce } from '@/components/restore/announcer';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { lazyComponent } from '@/components/ui/lazy-component';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';
import { placeWords } from '@/lib/i18n/words';
import { AgainstAccount } from './against-account';
import { OpenButton } from './open-button';
import { SourcePanel } from './source-panel';
import { type GivenFile, useGivenFile, useVerdict, type Verdict } from './use-checked-file';
import { placeOfFile, useFileFacts } from './use-file-facts';

const GET_COMMAND =
  'aws backup get-recovery-point-restore-metadata \\\n  --backup-vault-name VAULT \\\n  --recovery-point-arn ARN > metadata_template.json';

/** Fetched when there is something that they are about. */
const Judged = lazyComponent(() => import('./judged').then((loaded) => loaded.Judged));
const CorrectedPanel = lazyComponent(() => import('./corrected-panel').then((loaded) => loaded.CorrectedPanel));
const FailedJob = lazyComponent(() => import('./failed-job').then((loaded) => loaded.FailedJob));

const Reading = () => {
  const t = useTranslations('check-file.verdict');
  const states = useTranslations('common.states');
  return (
    <Panel title={t('title')} flush>
      <SkeletonRows rows={6} label={states('loading')} />
    </Panel>
  );
};

const Waiting = ({ given }: { readonly given: GivenFile }) => {
  const t = useTranslations('check-file.verdict');
  const failure = given.problem?.failure ?? null;
  if (failure !== null)
    return (
      <Suspense>
        <FailedJob message={failure} />
      </Suspense>
    );
  const empty = given.problem?.code === 'empty';
  if (given.text !== '' && (given.judge === null || (empty && given.behind))) return <Reading />;
  if (given.problem !== null && !empty)
    return (
      <Panel title={t('title')}>
        <p className="text-text-dim">{t('unreadable')}</p>
      </Panel>
    );
  return (
    <Panel title={t('title')}>
      <EmptyState icon="check" title={t('empty')}>
        <div className="flex flex-col gap-2 text-left">
          <p>{t('emptyText')}</p>
          <CodeBlock text={GET_COMMAND} label="aws backup get-recovery-point-restore-metadata" />
        </div>
      </EmptyState>
    </Panel>
  );
};

/** A file dropped beside the page's own place would make the browser leave the page with everything typed. */
const useNoStrayDrop = (): void => {
  useEffect(() => {
    const stay = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
};

/** What was pasted before the page came alive, or kept by the browser through a reload, counts as typed. */
const useEarlyText = (editor: RefObject<HTMLTextAreaElement | null>, setText: (text: string) => void): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive
  useEffect(() => {
    const early = editor.current?.value ?? '';
    if (early !== '') setText(early);
  }, []);
};

/** Why the file is no plan, in words; `null` where it is one. */
const useUnreadable = (verdict: Verdict): string | null => {
  const t = useTranslations('check-file.plan');
  const checks = useTranslations('checks');
  if (verdict.unreadable === null) return null;
  const { code, at, text } = verdict.unreadable;
  return t(code, { at: placeWords(checks, at), text });
};

/** The calls whose answers the console's role may not have. */
const deniedIn = (findings: Verdict['findings']): readonly string[] => [
  ...new Set(findings.flatMap(({ code, params }) => (code === 'unknown-denied' ? [String(params.action ?? params.call)] : []))),
];

/** A page on which a restore file is judged, corrected and opened in the editor. */
export const CheckFile = () => {
  const t = useTranslations('check-file');
  const home = usePlace();
  const editor = useRef<HTMLTextAreaElement>(null);
  // What only AWS can tell is asked for where there is an account, until somebody switches it off.
  const [wanted, setWanted] = useState(home !== null);
  const [pointers, setPointers] = useState(false);
  const given = useGivenFile();
  const { judge, input, metadata } = given;
  const place = placeOfFile(home, input);
  const facts = useFileFacts(place, given, wanted);
  const verdict = useVerdict(given, facts);
  const unreadable = useUnreadable(verdict);
  useNoStrayDrop();
  useEarlyText(editor, given.setText);
  const back = (step: () => void): void => {
    step();
    announce(t('corrected.undone'));
    editor.current?.focus();
  };
  const noOpening = input === null ? t('open.unreadable') : unreadable === null ? null : t('open.noPlan', { why: unreadable });
  return (
    <>
      <PageHeader
        title={t('title')}
        about={t('about')}
        actions={<OpenButton home={home} input={input} metadata={metadata} reason={noOpening} />}
      />
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
          <SourcePanel given={given} editor={editor} />
          <div className="flex min-w-0 flex-col gap-4">
            {judge === null || input === null || metadata === null ? (
              <Waiting given={given} />
            ) : (
              <Suspense fallback={<Reading />}>
                <Judged
                  {...{ judge, given, metadata, verdict, unreadable, editor, pointers }}
                  asked={facts.asOf !== null}
                  head={
                    <AgainstAccount place={place} wanted={wanted} onWanted={setWanted} facts={facts} denied={deniedIn(verdict.findings)} />
                  }
                  onPointers={setPointers}
                />
              </Suspense>
            )}
          </div>
        </div>
        {input !== null && given.versions.length > 0 && metadata !== null && (
          <Suspense>
            <CorrectedPanel {...{ input, metadata, pointers }} onUndo={() => back(given.undo)} onStartOver={() => back(given.startOver)} />
          </Suspense>
        )}
      </div>
      <Announcer />
    </>
  );
};
