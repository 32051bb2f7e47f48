import type { Eni } from '../../account/types';

/** The attachment of an interface is called after it. */
export const attachmentIdOf = (eni: Pick<Eni, 'id'>): string => eni.id.replace('eni-', 'eni-attach-');
