'use client';

import { CleanPointOffer } from '@/components/points/clean-point-offer';
import { useDraft } from './draft-context';
import { useEditorLater } from './editor-context';

/** The newest clean point of the machine that the plan is of. */
export const CleanPoint = () => {
  const { place } = useDraft();
  const resourceArn = useEditorLater(({ plan }) => plan.source.resourceArn);
  return resourceArn === null ? null : <CleanPointOffer place={place} resourceArn={resourceArn} />;
};
