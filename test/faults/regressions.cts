import type { Schedule } from './schedule.cts';

/** Schedules that once broke a promise, shrunk by fast-check, and what was broken. */
export const regressions: Array<{ what: string; schedule: Schedule }> = [];
