'use client';

import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import type { RestoreInput } from '@/lib/restore/import/input';

/** What the text was read as, and what it says besides the metadata. */
export const ReadLine = ({ input }: { readonly input: RestoreInput }) => {
  const t = useTranslations('check-file');
  const ids = [
    { name: t('read.point'), value: input.recoveryPointArn },
    { name: t('read.region'), value: input.region },
    { name: t('read.role'), value: input.restoreRoleArn },
  ].filter((each): each is { name: string; value: string } => each.value !== null);
  return (
    <div className="flex flex-col gap-1">
      <p role="status">
        {t(`read.${input.form}`, { count: Object.keys(input.metadata).length })}
        {input.within !== null && ` ${t(`within.${input.within}`)}`}
      </p>
      {(ids.length > 0 || input.copyTags !== null) && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          {ids.map(({ name, value }) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid items-center">
              <dt className="text-text-dim">{name}</dt>
              <dd className="min-w-0">
                <CopyableId value={value} max={40} />
              </dd>
            </div>
          ))}
          {input.copyTags !== null && (
            <div className="col-span-2 grid grid-cols-subgrid items-center">
              <dt className="text-text-dim">{t('read.tags')}</dt>
              <dd>{input.copyTags ? t('read.tagsCopied') : t('read.tagsNot')}</dd>
            </div>
          )}
        </dl>
      )}
      {input.ignored.length > 0 && <p className="text-text-dim">{t('source.ignored', { list: input.ignored.join(', ') })}</p>}
    </div>
  );
};
