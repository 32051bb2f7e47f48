'use client';

import { useRouter } from 'next/navigation';
import { Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import type { ButtonSize, ButtonTone } from '@/components/ui/button-style';
import { flash } from '@/components/ui/flash';
import { lazyComponent } from '@/components/ui/lazy-component';
import { problemWords } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';
import { createDraftAction } from '@/lib/actions/drafts';
import type { CreateDraftProblem, CreatedDraft } from '@/lib/data/drafts/views';
import { type Place, paths } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { heard } from '@/lib/queries/signed-out';
import { isKnownStatus, pointStatusRow } from './point-status';

const RestoreRefusal = lazyComponent(() => import('./restore-refusal').then((file) => file.RestoreRefusal));

/** The point that a restore begins from. */
export interface RestorablePoint {
  readonly arn: string;
  readonly vault: string;
  readonly resourceType: string;
  readonly status: string;
}

/** Why a point cannot be restored here, in words; `null` where it can. */
const useReason = (point: RestorablePoint | null): string | null => {
  const t = useTranslations('points');
  if (point === null) return t('restore.noPoint');
  if (point.resourceType !== 'EC2') return t('restore.notEc2', { type: point.resourceType });
  if (pointStatusRow(point.status).restorable !== 'no') return null;
  if (point.status === 'CREATING') return t('restore.creating');
  if (point.status === 'DELETING') return t('restore.deleting');
  return t('restore.notOffered', { status: isKnownStatus(point.status) ? t(`status.${point.status}`) : point.status });
};

const isRefusal = (problem: Problem | CreateDraftProblem): problem is CreateDraftProblem =>
  problem.code === 'not-ec2' || problem.code === 'unreadable-metadata';

/** Makes a plan for a point and goes there. A plan of one's own that is gone on with says so, and how to start afresh. */
const useRestore = (place: Place, point: RestorablePoint | null) => {
  const router = useRouter();
  const t = useTranslations('points.restore');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  const format = useFormatter();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<CreateDraftProblem | null>(null);
  const told = (draft: CreatedDraft, wanted: RestorablePoint) => {
    if (draft.how === 'instead') return flash({ tone: 'warn', text: t('instead') });
    if (draft.how === 'new') return;
    flash({
      tone: 'info',
      text: t('resumed', {
        when: format.dateTime(new Date(draft.updatedAt), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
      }),
      action: { text: t('afresh'), run: () => void begin(wanted, true) },
    });
  };
  const begin = async (wanted: RestorablePoint, fresh: boolean): Promise<void> => {
    setBusy(true);
    try {
      const draft = await heard(createDraftAction({ place, vault: wanted.vault, recoveryPointArn: wanted.arn, fresh }));
      if (draft.ok) {
        told(draft.value, wanted);
        router.push(paths.restore(place, draft.value.draftId));
      } else if (isRefusal(draft.error)) setRefusal(draft.error);
      else flash({ tone: 'danger', text: sentence(problemWords(problems, draft.error)) });
    } catch {
      flash({ tone: 'danger', text: sentence(problemWords(problems, { code: 'offline' })) });
    } finally {
      setBusy(false);
    }
  };
  const sentence = ({ title, text }: { readonly title: string; readonly text: string }): string =>
    sentences(t('failed'), problems('asSentence', { title }), text);
  return { busy, refusal, dismiss: () => setRefusal(null), start: () => void (point !== null && begin(point, false)) };
};

/**
 * Begins (or goes on with) a restore of a recovery point. Where that is not possible the button says why; what AWS's metadata does not allow is explained in
 * a dialog. `point` is `null` where a resource has none left.
 */
export const RestoreButton = (props: {
  readonly place: Place;
  readonly point: RestorablePoint | null;
  readonly text?: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
}) => {
  const { place, point } = props;
  const t = useTranslations('points.restore');
  const whyNot = useWhyNot('plan-restore', place.account);
  const reason = useReason(point) ?? whyNot;
  const { busy, refusal, dismiss, start } = useRestore(place, point);
  return (
    <>
      <Button tone={props.tone ?? 'primary'} size={props.size ?? 'medium'} icon="restore" busy={busy} reason={reason} onClick={start}>
        {props.text ?? t('action')}
      </Button>
      {refusal !== null && point !== null && (
        <Suspense>
          <RestoreRefusal place={place} point={point} problem={refusal} onClose={dismiss} />
        </Suspense>
      )}
    </>
  );
};
