import type { Freshness, SweepView } from '@/lib/data/inventory/views';

/** Several subjects as one: as old as the oldest that was ever complete, with the first problem among them. */
export const combined = (views: readonly SweepView[]): Freshness => {
  const instants = views.flatMap((view) => view.asOf ?? []).sort();
  return {
    asOf: instants[0] ?? null,
    refreshing: views.some((view) => view.refreshing),
    read: views.filter((view) => view.refreshing).reduce((sum, view) => sum + view.read, 0),
    problem: views.find((view) => view.problem !== null)?.problem ?? null,
  };
};
