import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import type { JobDetail } from '@/lib/data/jobs/views';
import { JobTimeline } from './job-timeline';

/** A restore that nobody saw running, by how it ended. */
const unseen = (status: string): JobDetail =>
  ({
    job: { status, createdAt: '2026-11-29T11:50:00.000Z', completedAt: '2026-11-29T11:51:00.000Z' },
    runningSeenAt: null,
  }) as unknown as JobDetail;

describe('the course of a restore that nobody saw running', () => {
  it('says that it ran where it completed, for it cannot complete without', () => {
    onScreen(<JobTimeline detail={unseen('COMPLETED')} />);
    expect(screen.getAllByRole('listitem').map((step) => step.textContent)).toEqual([
      expect.stringContaining('Accepted by AWS'),
      expect.stringMatching(/^Ran–/),
      expect.stringContaining('Completed'),
    ]);
  });

  it('does not say so where it failed, perhaps before', () => {
    onScreen(<JobTimeline detail={unseen('FAILED')} />);
    expect(screen.queryByText('Never seen running')).not.toBeNull();
    expect(screen.queryByText('Ran')).toBeNull();
  });
});
