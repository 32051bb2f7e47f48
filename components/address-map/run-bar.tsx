'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { longestRun, nextRun, type Run } from '@/lib/restore/address-map/runs';
import type { MapModel } from './map-model';
import { goNextFree } from './next-free';

const MAX_RUN = 256;

/** "Next free", and free addresses in a row. What is found stays lit until it is placed or cleared. */
export const RunBar = (props: { readonly model: MapModel; readonly run: Run | null; readonly onRun: (run: Run | null) => void }) => {
  const { model, run, onRun } = props;
  const t = useTranslations('restore.map.free');
  const map = useTranslations('restore.map');
  const [size, setSize] = useState('4');
  const count = Number(size);
  const valid = Number.isInteger(count) && count >= 1 && count <= MAX_RUN;
  const { field, placements, index } = model.subnet;
  const findRun = () => {
    if (index.interfaces.state === 'unknown') return tell(null, t('unknown'));
    const found = nextRun(field, placements, run === null ? model.view.cursor : run.last + 1, count);
    if (found === null) return tell(null, t('runNone', { cidr: index.fact.cidr, count, longest: longestRun(field, placements) }));
    model.go({ value: found.first, open: true, focus: true });
    return tell(found, t('runFound', { first: ipv4FromNumber(found.first), last: ipv4FromNumber(found.last) }));
  };
  const tell = (found: Run | null, text: string) => {
    onRun(found);
    model.say(text);
  };
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) findRun();
      }}
    >
      <Button onClick={() => goNextFree(model, map)} title="n">
        {t('next')}
      </Button>
      <span className="flex-1" />
      <span className="text-xs text-text-dim">{t('run')}</span>
      <TextField
        label={t('runSize')}
        hideLabel
        mono
        className="w-14"
        inputMode="numeric"
        maxLength={3}
        value={size}
        onChange={(event) => setSize(event.target.value)}
      />
      <Button type="submit" reason={valid ? null : t('badSize', { max: MAX_RUN })}>
        {t('findRun')}
      </Button>
    </form>
  );
};
