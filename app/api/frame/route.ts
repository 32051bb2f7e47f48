import { getFrameHandler } from '@/lib/http/frame';

export const GET = getFrameHandler;
