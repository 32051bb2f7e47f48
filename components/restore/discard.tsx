'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { DiscardDialog } from '@/components/drafts/discard-dialog';
import { paths } from '@/lib/paths';
import { plannedQuery } from '@/lib/queries/planned';
import { plannedRestoresQuery } from '@/lib/queries/points';
import { instanceIdOf } from '@/lib/restore/original';
import { useDraft } from './draft-context';
import { useEditor } from './editor-context';

/** Throws the plan of the page away and goes back to its recovery point. */
export const Discard = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const client = useQueryClient();
  const router = useRouter();
  const { place, draft, saver, watch } = useDraft();
  const source = useEditor((state) => state.plan.source);
  const leave = () => {
    saver.abandon();
    for (const { queryKey } of [plannedQuery(place), plannedRestoresQuery(place, source.recoveryPointArn)])
      client.removeQueries({ queryKey });
    router.push(paths.point(place, source.recoveryPointArn, source.vault));
  };
  return (
    <DiscardDialog
      open={open}
      place={place}
      draftId={draft.id}
      name={source.resourceName ?? instanceIdOf(source.resourceArn) ?? source.recoveryPointArn}
      onClose={onClose}
      onDiscarding={(going) => watch(!going)}
      onDiscarded={leave}
    />
  );
};
