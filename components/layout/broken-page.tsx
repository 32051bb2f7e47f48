'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { lazyComponent } from '@/components/ui/lazy-component';
import { LinkButton } from '@/components/ui/link-button';
import { paths } from '@/lib/paths';
import { RetryButton } from './retry-button';
import { useComeBack, useNotReady } from './use-come-back';

/** What an error boundary is given by Next. `digest` is the id of the server's log line; an error of the browser has none. */
export interface BoundaryProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

const AGAIN_MS = 3_000;

/** Shown when the console has just said what is in the way, so it can be fetched. */
const ProblemState = lazyComponent(() => import('@/components/ui/problem-state').then((file) => file.ProblemState));

/**
 * A page that failed unexpectedly, inside the frame: says so without a stack, and tries again on demand. Of an error on the server nothing but its digest comes here,
 * so the console is asked whether it can do its work at all; where it cannot, that is what is said, and the page comes back by itself.
 */
export const BrokenPage = ({ error, reset }: BoundaryProps) => {
  const t = useTranslations('problems');
  const problem = useNotReady();
  // What failed may have left anything behind: a reload begins afresh.
  useComeBack(problem === null ? null : AGAIN_MS, () => window.location.reload());
  if (problem !== null)
    return (
      <Suspense>
        <ProblemState
          page
          problem={problem}
          actions={
            <>
              <RetryButton before={reset} />
              <p className="self-center text-text-dim">{t('comesBack')}</p>
            </>
          }
        />
      </Suspense>
    );
  return (
    <ErrorState
      page
      title={t('boundary.title')}
      text={error.digest === undefined ? t('boundary.plain') : t('boundary.text', { digest: error.digest })}
      actions={
        <>
          <RetryButton before={reset} />
          <LinkButton href={paths.home()}>{t('boundary.toStart')}</LinkButton>
        </>
      }
    />
  );
};
