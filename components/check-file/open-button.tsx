'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { Tellable } from '@/components/ui/problem-words';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import { openFileAction } from '@/lib/actions/check-file';
import type { OpenFileProblem } from '@/lib/data/import-file';
import { type Place, paths } from '@/lib/paths';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { regionOfArn } from '@/lib/restore/import/arn';
import type { RestoreInput } from '@/lib/restore/import/input';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { loadJudge } from './use-judge';

const PointDialog = lazyComponent(() => import('./point-dialog').then((loaded) => loaded.PointDialog));

/** The recovery point that a file is opened for. */
export interface ChosenPoint {
  readonly arn: string;
  /** `null`: where the console's inventory has it. */
  readonly vault: string | null;
}

const isAbsent = (problem: Tellable): boolean => problem.code === 'not-found' && 'what' in problem && problem.what === 'point';

/** Words of what keeps a file from being opened. */
const useWhy = (): ((problem: Tellable | OpenFileProblem) => string) => {
  const t = useTranslations('check-file.open.whys');
  const sentence = useProblemSentence();
  return (problem) => {
    if (problem.code === 'not-ec2' && 'resourceType' in problem) return t('not-ec2', { resourceType: problem.resourceType });
    if (problem.code === 'unreadable-metadata' || problem.code === 'unreadable-file') return t(problem.code);
    return sentence(problem);
  };
};

/** Opens the file in the editor. Where it does not say for which recovery point it is, or the account does not know that one, the person is asked. */
export const OpenButton = (props: {
  readonly home: Place | null;
  readonly input: RestoreInput | null;
  readonly metadata: RestoreMetadata | null;
  /** What else keeps the file from being opened. */
  readonly reason: string | null;
}) => {
  const { home, input, metadata } = props;
  const t = useTranslations('check-file.open');
  const router = useRouter();
  const why = useWhy();
  const [asking, setAsking] = useState<{ readonly absent: string | null } | null>(null);
  const region = input?.region ?? home?.region ?? '';
  const open = useMutation({
    mutationFn: async ({ arn, vault }: ChosenPoint) => {
      const place: Place = { account: home?.account ?? '', region: regionOfArn(arn) ?? region };
      const { textValues } = await loadJudge();
      const { draftId } = await unwrap(
        openFileAction({
          place,
          recoveryPointArn: arn,
          vault,
          metadata: textValues(metadata ?? {}),
          restoreRoleArn: input?.restoreRoleArn ?? null,
          copyTags: input?.copyTags ?? null,
        }),
      );
      return paths.restore(place, draftId);
    },
    onSuccess: (path) => router.push(path),
    onError: (error, { arn }) => {
      const problem = problemOf(error);
      if (isAbsent(problem)) setAsking({ absent: arn });
      else flash({ tone: 'danger', text: t('failed', { why: why(problem) }) });
    },
  });
  const whyNot = useWhyNot('plan-restore', home?.account);
  const reason = home === null ? t('disconnected') : (props.reason ?? whyNot);
  return (
    <>
      <Button
        tone="primary"
        icon="restore"
        reason={reason}
        busy={open.isPending || open.isSuccess}
        onClick={() => {
          const arn = input?.recoveryPointArn ?? null;
          if (arn === null) setAsking({ absent: null });
          else open.mutate({ arn, vault: input?.vault ?? null });
        }}
      >
        {t('action')}
      </Button>
      {asking !== null && home !== null && (
        <Suspense>
          <PointDialog
            place={{ account: home.account, region }}
            absent={asking.absent}
            busy={open.isPending || open.isSuccess}
            onClose={() => setAsking(null)}
            onOpen={(point) => open.mutate(point)}
          />
        </Suspense>
      )}
    </>
  );
};
