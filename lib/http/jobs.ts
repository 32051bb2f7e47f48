import 'server-only';
import { z } from 'zod';
import { getJob, jobListVersion, listJobs } from '@/lib/data/jobs';
import { placeSchema } from '@/lib/data/place-schema';
import { defineGet } from './define-get';

/** The restore jobs of a place. */
export const getJobsHandler = defineGet({
  name: 'getJobs',
  input: z.object({ place: placeSchema }),
  permission: 'browse',
  version: ({ place }) => jobListVersion(place),
  run: ({ place }) => listJobs(place),
});

/** One restore job. */
export const getJobHandler = defineGet({
  name: 'getJob',
  input: z.object({ place: placeSchema, job: z.string().min(1).max(200) }),
  permission: 'browse',
  run: ({ place, job }) => getJob(place, job),
});
