'use client';

import { useTranslations } from 'use-intl';
import { refusalWords } from '@/components/nic-editor/effect-words';
import { carryOut } from '@/components/nic-editor/selection';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { buttonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { previewRun } from '@/lib/restore/address-map/place-run';
import type { Run } from '@/lib/restore/address-map/runs';
import { numberOf } from '@/lib/restore/moves';
import type { MapModel } from './map-model';

/** Places the run as secondaries of an interface, as one step. */
export const PlaceRun = ({ model, run, onDone }: { readonly model: MapModel; readonly run: Run; readonly onDone: () => void }) => {
  const t = useTranslations('restore.map.free');
  const nics = useTranslations('restore.nics');
  const store = useEditorStore();
  const plan = useEditor((state) => state.plan);
  const locked = useEditor((state) => state.locked);
  const count = run.last - run.first + 1;
  const items = plan.nics.flatMap((nic) => {
    if (nic.kind !== 'new') return [];
    const preview = previewRun(plan, model.facts, model.subnet.index.fact.id, run, nic);
    return {
      key: nic.key,
      text: t('placeOn', { interface: numberOf(plan, nic.key) }),
      reason: locked ? nics('locked') : preview.kind === 'refused' ? refusalWords(nics, preview.code, preview.params) : null,
      onChoose: () => {
        if (carryOut(store, preview)) onDone();
      },
    };
  });
  return (
    <Menu
      label={t('place', { count })}
      buttonClassName={buttonClass('secondary', 'small')}
      button={
        <>
          {t('place', { count })}
          <Icon name="down" />
        </>
      }
      items={items}
    />
  );
};
