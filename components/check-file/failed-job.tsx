'use client';

import { JobFailure } from '@/components/jobs/job-failure';
import { knownFailure } from '@/lib/jobs/known-failures';

/** The message of a restore job that failed, which somebody gave in place of a file: what it means. */
export const FailedJob = ({ message }: { readonly message: string }) => <JobFailure message={message} failure={knownFailure(message)} />;
