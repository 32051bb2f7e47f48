'use client';

import { useTranslations } from 'use-intl';
import { refusalWords } from '@/components/nic-editor/effect-words';
import { carryOut, heldFor } from '@/components/nic-editor/selection';
import { useEditor, useEditorLater, useEditorStore } from '@/components/restore/editor-context';
import type { EditorState } from '@/components/restore/editor-store';
import { tellsHolder } from '@/components/restore/ways/ask-ways';
import { GetAddress } from '@/components/restore/ways/get-address';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import type { Story } from '@/lib/restore/address-map/story';
import type { Target } from '@/lib/restore/command';
import { type MovePreview, numberOf, previewMove, targetKey } from '@/lib/restore/moves';
import type { MapModel } from './map-model';
import type { MapWords } from './words';

interface Choice {
  readonly key: string;
  readonly text: string;
  readonly preview: MovePreview;
}

const wordsOf = (t: MapWords, state: EditorState, target: Target): string => {
  if (target.role === 'pool') return t('act.pool');
  return t(target.role === 'primary' ? 'act.primary' : 'act.secondary', { interface: numberOf(state.plan, target.nic) });
};

/** Where the address could go, interfaces of its own subnet first; each with what would come of it. */
const choicesFor = (t: MapWords, state: EditorState, story: Story): readonly Choice[] => {
  const own = heldFor(state, story.subnetId, story.address);
  const { from } = own;
  const here = state.plan.nics.filter((nic) => nic.kind === 'new' && nic.subnetId === story.subnetId);
  const others = state.plan.nics.filter((nic) => nic.kind === 'new' && nic.subnetId !== story.subnetId);
  const targets = [...here, ...others].flatMap((nic): Target[] => [
    ...(from?.nic === nic.key && from.role === 'primary' ? [] : [{ nic: nic.key, role: 'primary' } as const]),
    ...(from?.nic === nic.key && from.role === 'secondary' ? [] : [{ nic: nic.key, role: 'new-secondary' } as const]),
  ]);
  return [...targets, ...(from === null ? [] : [{ role: 'pool' } as const])].map((target) => ({
    key: targetKey(target),
    text: wordsOf(t, state, target),
    preview: previewMove(state.plan, state.index, [own], target),
  }));
};

/** What can be done with the address that the cursor stands on, first what can be done now. What cannot be done says why. */
export const StoryActions = ({ model, story }: { readonly model: MapModel; readonly story: Story }) => {
  const t = useTranslations('restore.map');
  const nics = useTranslations('restore.nics');
  const store = useEditorStore();
  const plan = useEditorLater((state) => state.plan);
  const locked = useEditor((state) => state.locked);
  const choices = choicesFor(t, { ...store.read(), plan }, story);
  const reasonOf = ({ preview }: Choice): string | null => {
    if (locked) return nics('locked');
    return preview.kind === 'refused' ? refusalWords(nics, preview.code, preview.params) : null;
  };
  const choose = ({ preview }: Choice) => {
    if (carryOut(store, preview)) model.go({ value: story.value, open: true, focus: true });
  };
  const inOrder = choices.toSorted((a, b) => Number(reasonOf(a) !== null) - Number(reasonOf(b) !== null));
  // One button, in full, and a menu: they fit on one line, so the panel keeps its height.
  const asks = story.conflict && story.findings.some(tellsHolder);
  const shown = inOrder.slice(0, asks ? 0 : 1);
  const rest = inOrder.slice(shown.length);
  return (
    <>
      {asks && <GetAddress wanted={{ subnetId: story.subnetId, address: story.address }} className="shrink-0" />}
      {shown.map((choice) => (
        <Button key={choice.key} size="small" className="min-w-0" reason={reasonOf(choice)} onClick={() => choose(choice)}>
          <span className="truncate" title={choice.text}>
            {choice.text}
          </span>
        </Button>
      ))}
      {rest.length > 0 && (
        <Menu
          label={t('story.moreFor', { address: story.address })}
          buttonClassName={iconButtonClass()}
          button={<Icon name="more" />}
          items={rest.map((choice) => ({ key: choice.key, text: choice.text, reason: reasonOf(choice), onChoose: () => choose(choice) }))}
        />
      )}
    </>
  );
};
