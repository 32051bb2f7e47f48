import { useKeptText } from '@/components/sign-in/kept-text';
import { useDraft } from './draft-context';
import type { Why } from './review-why';

/** Why somebody starts this plan, as they write it in a dialog; it is there again when a fresh sign-in led to the identity provider and back. */
export const useKeptWhy = (dialog: 'review' | 'wait') => {
  const { draft } = useDraft();
  const [reason, setReason] = useKeptText(`reason ${dialog} ${draft.id}`);
  const [ticket, setTicket] = useKeptText(`ticket ${dialog} ${draft.id}`);
  const setWhy = (why: Why): void => {
    setReason(why.reason);
    setTicket(why.ticket);
  };
  return [{ reason, ticket }, setWhy] as const;
};
