'use client';

import { type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePlace } from '@/components/layout/frame-context';
import { Announcer, announce } from '@/components/restore/announcer';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { part } from '@/components/ui/part';
import { placeWords } from '@/lib/i18n/words';
import { knownFailure } from '@/lib/jobs/known-failures';
import { valueFaults } from '@/lib/restore/import/value-faults';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { AgainstAccount } from './against-account';
import { CorrectedPanel } from './corrected-panel';
import { OpenButton } from './open-button';
import { placeInText, showInText } from './show-in-text';
import { SourcePanel } from './source-panel';
import { fixed, type GivenFile, useGivenFile, useVerdict, type Verdict } from './use-checked-file';
import { placeOfFile, useFileFacts } from './use-file-facts';
import { ValueFaults } from './value-faults';
import { VerdictPanel } from './verdict-panel';

const GET_COMMAND =
  'aws backup get-recovery-point-restore-metadata \\\n  --backup-vault-name VAULT \\\n  --recovery-point-arn ARN > metadata_template.json';

// What failed is seldom what is given here.
const JobFailure = part(() => import('@/components/jobs/job-failure').then((loaded) => loaded.JobFailure));

const Waiting = ({ given }: { readonly given: GivenFile }) => {
  const t = useTranslations('check-file.verdict');
  const failure = given.problem?.failure ?? null;
  if (failure !== null)
    return (
      <Suspense>
        <JobFailure message={failure} failure={knownFailure(failure)} />
      </Suspense>
    );
  if (given.problem !== null && given.problem.code !== 'empty')
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

/** What is said of the file as it is now, with what can be done about it. */
const Judged = (props: {
  readonly given: GivenFile;
  readonly metadata: RestoreMetadata;
  readonly verdict: Verdict;
  readonly unreadable: string | null;
  readonly asked: boolean;
  readonly head: ReactNode;
  readonly editor: RefObject<HTMLTextAreaElement | null>;
  readonly pointers: boolean;
  readonly onPointers: (shown: boolean) => void;
}) => {
  const { given, metadata, verdict, unreadable, editor } = props;
  const t = useTranslations('check-file');
  const corrected = given.versions.length > 0;
  const take = (next: RestoreMetadata | null): void => {
    if (next !== null) given.addVersion(next);
  };
  return (
    <VerdictPanel
      verdict={verdict}
      asked={props.asked}
      head={props.head}
      corrected={corrected}
      unread={unreadable === null ? null : t('verdict.unreadPart', { why: unreadable })}
      reasonOf={(fix) => (verdict.blocked.has(fix) ? t('verdict.cannot', { why: unreadable ?? '' }) : null)}
      pointers={props.pointers}
      onPointers={props.onPointers}
      onCorrect={() => {
        take(verdict.correction?.metadata ?? null);
        announce(t('corrected.correctedAll'));
      }}
      onFix={(fix) => take(fixed(metadata, fix))}
      onShow={(finding) => {
        const found = placeInText(given.text, finding.at);
        if (found !== null) showInText(editor.current, found.offset, found.length);
      }}
    >
      <ValueFaults
        faults={valueFaults(metadata)}
        values={metadata}
        text={given.text}
        {...(corrected ? {} : { onShow: (offset: number) => showInText(editor.current, offset, 1) })}
      />
    </VerdictPanel>
  );
};

/** A page on which a restore file is judged, corrected and opened in the editor. */
export const CheckFile = () => {
  const t = useTranslations('check-file');
  const home = usePlace();
  const editor = useRef<HTMLTextAreaElement>(null);
  // What only AWS can tell is asked for where there is an account, until somebody switches it off.
  const [wanted, setWanted] = useState(home !== null);
  const [pointers, setPointers] = useState(false);
  const given = useGivenFile();
  const { input, metadata } = given;
  const place = placeOfFile(home, input);
  const facts = useFileFacts(place, input, metadata, wanted);
  const verdict = useVerdict(input, metadata, facts);
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
            {input === null || metadata === null ? (
              <Waiting given={given} />
            ) : (
              <Judged
                {...{ given, metadata, verdict, unreadable, editor, pointers }}
                asked={facts.asOf !== null}
                head={
                  <AgainstAccount place={place} wanted={wanted} onWanted={setWanted} facts={facts} denied={deniedIn(verdict.findings)} />
                }
                onPointers={setPointers}
              />
            )}
          </div>
        </div>
        {input !== null && given.versions.length > 0 && metadata !== null && (
          <CorrectedPanel {...{ input, metadata, pointers }} onUndo={() => back(given.undo)} onStartOver={() => back(given.startOver)} />
        )}
      </div>
      <Announcer />
    </>
  );
};
