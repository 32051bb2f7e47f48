'use client';

import { useTranslations } from 'use-intl';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Result } from '@/lib/result';
import { ProblemNotice } from './problem-notice';

/** A point's tags, or why they could not be read. */
export const TagsList = ({ tags }: { readonly tags: Result<Readonly<Record<string, string>>, AwsProblem> }) => {
  const t = useTranslations('points.facts');
  if (!tags.ok) return <ProblemNotice problem={tags.error} />;
  const entries = Object.entries(tags.value).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return <p className="text-text-dim">{t('noTags')}</p>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {entries.map(([key, value]) => (
        <li key={key} className="fc-edge mono inline-flex max-w-full rounded-sm bg-surface-2 px-1.5 wrap-anywhere">
          <span className="text-text-dim">{key}</span>
          <span className="px-1 text-text-dim" aria-hidden="true">
            =
          </span>
          <span>{value}</span>
        </li>
      ))}
    </ul>
  );
};
