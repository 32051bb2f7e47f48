import 'server-only';
import { z } from 'zod';
import { listWork, workVersion } from '@/lib/data/background-work';
import { defineGet } from './define-get';

/** What runs, waits and failed in the background. */
export const getWorkHandler = defineGet({
  name: 'getWork',
  input: z.object({}),
  permission: 'browse',
  version: () => workVersion(),
  run: () => listWork(),
});
