'use client';

import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ChangeError } from './change-error';

/** Asks before one's own sign-in is changed. */
export const Confirm = (props: {
  readonly title: string;
  readonly text: string;
  readonly cancel: string;
  readonly confirm: string;
  /** What is asked for is taken back as easily; else it is marked as dangerous. */
  readonly harmless?: boolean;
  readonly busy: boolean;
  readonly error: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) => {
  const formId = useId();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!props.busy) props.onConfirm();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      width="small"
      busy={props.busy}
      footer={
        <>
          <Button onClick={props.onClose}>{props.cancel}</Button>
          <Button type="submit" form={formId} tone={props.harmless === true ? 'primary' : 'danger'} busy={props.busy}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} className="flex flex-col gap-4">
        <ChangeError error={props.error} />
        <p>{props.text}</p>
        {props.children}
      </form>
    </Dialog>
  );
};
