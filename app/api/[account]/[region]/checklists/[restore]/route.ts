import { getChecklistHandler } from '@/lib/http/checklist';

export const GET = getChecklistHandler;
