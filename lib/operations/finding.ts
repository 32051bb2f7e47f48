import 'server-only';
import { z } from 'zod';
import { addressHistory } from '@/lib/data/finding/address-history';
import { find } from '@/lib/data/finding/find';
import { resourceTimeline } from '@/lib/data/finding/resource-timeline';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { arnSchema, timeZone } from './schemas/common';
import * as finding from './schemas/finding';
import * as history from './schemas/finding-history';

/** What a text finds: an address or a block, an id or ARN, a name, a tag, a time. Says how it understood the text, and of each find why. */
export const findOperation = operation({
  name: 'find',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, text: z.string().max(200), timeZone }),
  output: finding.findView,
  run: ({ text, timeZone: zone }, { scope }) => find(scope, text, zone),
});

/** Who held an address when, who holds it now, and who plans to. */
export const addressHistoryOperation = operation({
  name: 'addressHistory',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, address: history.singleAddress }),
  output: history.addressHistory,
  run: ({ address }, { scope }) => addressHistory(scope, address),
});

/** The interfaces and addresses of a resource over its points, and what changed when. */
export const resourceTimelineOperation = operation({
  name: 'resourceTimeline',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, arn: arnSchema }),
  output: history.resourceTimeline,
  run: ({ arn }, { scope }) => resourceTimeline(scope, arn),
});
