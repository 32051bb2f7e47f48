'use client';

import { type BoundaryProps, BrokenPage } from '@/components/layout/broken-page';

/** A page that failed; the frame around it stays. */
const PageError = (props: BoundaryProps) => <BrokenPage {...props} />;

export default PageError;
