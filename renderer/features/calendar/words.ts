import type { Outcome } from './entries.ts'

export const views = { day: 'Day', week: 'Week', agenda: 'Agenda' }
export type View = keyof typeof views

/** How far the arrows go in each view. */
const steps: Record<View, string> = { day: 'day', week: 'week', agenda: 'two weeks' }

export const outcomeWords: Record<Outcome, string> = {
  due: 'due',
  active: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  ran: 'on time',
  late: 'late',
  skipped: 'skipped',
  missed: 'missed',
  coalesced: 'covered by a later run',
}

export const words = {
  title: 'Calendar',
  view: 'View',
  today: 'Today',
  previous: (view: View) => `Previous ${steps[view]}`,
  next: (view: View) => `Next ${steps[view]}`,
  noRead: (reason: string) => `Could not read the calendar: ${reason}`,
  empty: 'Nothing is scheduled in these days',
  emptyHelp: 'Give a job a schedule. The calendar shows its next occurrences and the outcomes of the past ones.',
  goToJobs: 'Go to jobs',
  isCut: 'Showing a part. Frequent schedules are cut off.',
  hour: 'Hour',
  frequent: 'Frequent',
  isToday: ' (today)',
  jobs: (count: number) => `${count} jobs`,
  moreFrequent: (count: number) => `${count} more frequent jobs`,
  at: (time: string) => `At ${time}`,
  firstAt: (time: string) => `First at ${time}`,
  times: (count: string) => `×${count}`,
  ofTimes: (done: number, all: string) => `${done} of ${all}`,
  counted: (count: number, outcome: Outcome) => `${count} ${outcomeWords[outcome]}`,
}
