import { ipv4FromNumber } from '@/lib/net/ipv4';
import { nextUsable } from '@/lib/restore/address-map/runs';
import type { MapModel } from './map-model';
import type { MapWords } from './words';

/** Goes to the free address after the cursor, or says why there is none. */
export const goNextFree = (model: MapModel, t: MapWords): void => {
  const { field, placements, index } = model.subnet;
  if (index.interfaces.state === 'unknown') {
    model.say(t('free.unknown'));
    return;
  }
  const value = nextUsable(field, placements, model.view.cursor + 1);
  if (value === null) model.say(t('free.none', { cidr: index.fact.cidr }));
  else {
    model.go({ value, open: true, focus: true });
    model.say(t('free.found', { address: ipv4FromNumber(value) }));
  }
};
