'use client';

import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { LinkButton } from '@/components/ui/link-button';
import { paths } from '@/lib/paths';
import { RetryButton } from './retry-button';

/** What an error boundary is given by Next. `digest` is the id of the server's log line; an error of the browser has none. */
export interface BoundaryProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** A page that failed unexpectedly, inside the frame: says so without a stack, and tries again on demand. */
export const BrokenPage = ({ error, reset }: BoundaryProps) => {
  const t = useTranslations('problems');
  return (
    <ErrorState
      page
      title={t('boundary.title')}
      text={error.digest === undefined ? t('boundary.plain') : t('boundary.text', { digest: error.digest })}
      actions={
        <>
          <RetryButton before={reset} />
          <LinkButton href={paths.home()}>{t('missing.toStart')}</LinkButton>
        </>
      }
    />
  );
};
