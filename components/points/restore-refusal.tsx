'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { LinkButton } from '@/components/ui/link-button';
import type { CreateDraftProblem } from '@/lib/data/drafts/views';
import { type Place, paths } from '@/lib/paths';
import type { RestorablePoint } from './restore-button';
import { UnreadableFacts } from './unreadable-facts';

/** Why no plan came of a recovery point: it is not an EC2 one, or its metadata cannot be read as a plan (then where, and what to do). */
export const RestoreRefusal = (props: {
  readonly place: Place;
  readonly point: RestorablePoint;
  readonly problem: CreateDraftProblem;
  readonly onClose: () => void;
}) => {
  const { place, point, problem, onClose } = props;
  const t = useTranslations('points.restore');
  const close = useTranslations('common.actions')('close');
  if (problem.code === 'not-ec2')
    return (
      <Dialog open width="small" title={t('notEc2Title')} onClose={onClose} footer={<Button onClick={onClose}>{close}</Button>}>
        <p>{t('notEc2', { type: problem.resourceType })}</p>
      </Dialog>
    );
  return (
    <Dialog
      open
      title={t('unreadable.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{close}</Button>
          <LinkButton href={`${paths.point(place, point.arn, point.vault)}#metadata`} tone="primary">
            {t('unreadable.open')}
          </LinkButton>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <UnreadableFacts problem={problem.problem} />
        <p className="text-text-dim">{t('unreadable.todoLink')}</p>
      </div>
    </Dialog>
  );
};
