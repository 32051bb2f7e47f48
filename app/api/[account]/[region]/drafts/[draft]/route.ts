import { getDraftHandler } from '@/lib/http/drafts';

export const GET = getDraftHandler;
