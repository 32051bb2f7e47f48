'use client';

import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** Where the interfaces were edited as text, the text is sent and not the drawing: said here, with the way back. `name` is the key as it is spelt there. */
export const AsTextNotice = ({ name: key }: { readonly name: string }) => {
  const t = useTranslations('restore.nics.asText');
  const words = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  return (
    <Notice
      tone="warn"
      title={t('title')}
      actions={
        <Button
          size="small"
          reason={locked ? words('locked') : null}
          onClick={() => store.perform({ label: 'raw-reset', commands: [{ type: 'set-override', key, value: undefined }] })}
        >
          {t('back')}
        </Button>
      }
    >
      {t('text')}
    </Notice>
  );
};
