import 'server-only';
import { readProgress } from '@/lib/db/repositories/point-readings';
import type { Place } from '@/lib/paths';
import { setting } from '../settings/read';
import type { FindView, IndexState } from './views';

/** How far the addresses and the tags of a place's points are read. */
export const indexState = async (place: Place): Promise<FindView['index']> => {
  const [progress, metadata, tags] = await Promise.all([
    readProgress(place),
    setting('metadataReadsPerSecond'),
    setting('tagReadsPerSecond'),
  ]);
  const of = (kind: 'addresses' | 'tags', rate: number): IndexState => {
    const found = progress.find((each) => each.kind === kind);
    return found === undefined ? null : { ...found, off: rate === 0 };
  };
  return { addresses: of('addresses', metadata), tags: of('tags', tags) };
};
