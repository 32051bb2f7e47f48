import 'server-only';
import { z } from 'zod';
import { getJob, jobListVersion, listJobs } from '@/lib/data/jobs';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import * as jobs from './schemas/jobs';

/** The restore jobs of a place. Polled by many. */
export const listJobsOperation = operation({
  name: 'listJobs',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema }),
  output: jobs.jobList,
  version: (_input, { scope }) => jobListVersion(scope),
  run: (_input, { scope }) => listJobs(scope),
});

/** One restore job. */
export const getJobOperation = operation({
  name: 'getJob',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, job: z.string().min(1).max(200) }),
  output: jobs.jobDetail,
  run: ({ job }, { scope }) => getJob(scope, job),
});
