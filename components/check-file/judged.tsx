'use client';

import type { ReactNode, RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '@/components/restore/announcer';
import { valueFaults } from '@/lib/restore/import/value-faults';
import type { RestoreMetadata } from '@/lib/restore/plan';
import type { Judge } from './judge';
import { placeInText, showInText } from './show-in-text';
import { fixed, type GivenFile, type Verdict } from './use-checked-file';
import { ValueFaults } from './value-faults';
import { VerdictPanel } from './verdict-panel';

/** What is said of the file as it is now, with what can be done about it. */
export const Judged = (props: {
  readonly judge: Judge;
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
  const { judge, given, metadata, verdict, unreadable, editor } = props;
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
      onFix={(fix) => take(fixed(judge, metadata, fix))}
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
