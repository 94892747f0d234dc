import type { ReactNode } from 'react'
import { countText } from '../ui/count-text.ts'
import { sentence } from '../ui/sentence.ts'

const runs = (count: number) => countText(count, ['run', 'runs'])
const kinds = { job: 'job', flow: 'flow', pipeline: 'pipeline' }

/** Texts of the Overview tab of jobs, flows and pipelines. */
export const words = {
  unreadable: (why: string) => `Could not read the overview: ${why}`,
  none: 'No runs yet',
  noneText: {
    job: 'Run this job now, or give it a schedule. Outcomes and durations appear here.',
    flow: 'Run this flow now. Outcomes and durations appear here.',
    pipeline: 'Run this pipeline now. Outcomes and durations appear here.',
  },
  noneInDays: (days: number) => `No runs in the last ${days} days`,
  addSchedule: 'Add schedule',

  figures: 'Figures',
  period: 'Period',
  days: (days: number) => `${days} days`,
  part: (count: number) => `last ${count.toLocaleString('en')} runs`,
  partHelp: (count: number, days: number) =>
    `There were more runs in the last ${days} days. All figures are of the newest ${count.toLocaleString('en')}.`,
  succeeded: 'succeeded',
  succeededHelp: (succeeded: number, failed: number) =>
    `${runs(succeeded)} succeeded, ${failed.toLocaleString('en')} failed; other outcomes are not counted`,
  p50: 'p50',
  p50Help: 'Half of the successful runs took no longer',
  p95: 'p95',
  p95Help: '95 % of the successful runs took no longer',
  peak: 'peak',
  peakHelp: 'The most memory that one run used',
  wait: 'queue wait p95',
  waitHelp: '95 % of the runs waited no longer in the queue',

  chart: 'Durations of runs',
  chartKeys: 'Left and right arrow keys move between runs, Enter opens one.',
  tableOf: (count: number) => `The newest ${runs(count)}`,
  run: 'Run',
  status: 'Status',
  started: 'Started',
  took: 'Took',
  version: 'Version',
  dot: (run: number, status: string, at: string, took: string | null, version: number | null) =>
    [`#${run}`, status, at, took, version === null ? null : `version ${version}`].filter((part) => part !== null).join(' · '),
  now: 'now',
  legend: {
    succeeded: 'succeeded',
    failed: 'failed',
    other: 'cancelled or skipped',
    active: 'active',
    changed: 'version changed',
  },

  failures: 'Last failures',
  noFailures: (days: number) => `No failures in the last ${days} days`,
  noError: 'No error line',
  recent: 'Last runs',
  showAll: 'All',
  shortVersion: (version: number) => `v${version}`,

  startsIt: 'Starts it',
  nothingStarts: {
    job: 'Nothing starts this job automatically.',
    flow: 'Nothing starts this flow automatically.',
    pipeline: 'Nothing starts this pipeline automatically.',
  },
  itStarts: 'It starts',
  hookOn: (events: readonly string[]) => `Hook, on ${events.join(', ')}`,
  runsIt: 'Runs it',
  triggers: 'Triggers',
  on: 'on',
  off: 'off',
  paused: 'paused',
  next: (count: number) => `Next ${count}`,
  noNext: 'No next time',
  graph: 'Graph',
  openGraph: 'Open',
  parameters: 'Parameters',
  required: 'required',
  optional: 'optional',
  sameError: (count: number) => `${count} in a row`,
  hidden: 'secret',
  limits: 'Limits',
  noLimits: 'No limits',
  memory: (text: string) => text,
  cpu: (text: string) => `${text} CPU`,
  output: (text: string) => `${text} of output`,
  timeout: (text: string) => `timeout ${text}`,
  attempts: (count: number) => countText(count, ['attempt', 'attempts']),

  heatMap: {
    title: (days: number) => `Last ${days} days`,
    keys: 'Arrow keys move between days, Enter opens the runs of one.',
    succeeded: 'succeeded',
    failed: 'failed',
    missed: 'missed',
    isPart: 'The newest 10,000 runs are counted.',
    day: (day: string, counts: string[]) => `${day}: ${counts.length === 0 ? 'no runs' : counts.join(', ')}`,
    countOf: {
      succeeded: (count: number) => `${count.toLocaleString('en')} succeeded`,
      failed: (count: number) => `${count.toLocaleString('en')} failed`,
      other: (count: number) => `${count.toLocaleString('en')} skipped or cancelled`,
      missed: (count: number) => `${count.toLocaleString('en')} missed`,
    },
  },
  strip: {
    label: (kind: keyof typeof kinds) => `State of this ${kinds[kind]}`,
    enabled: 'Enabled',
    disabled: 'Disabled',
    resume: 'Resume',
    resumed: (name: string) => `Resumed "${name}"`,
    notResumed: (name: string) => `Could not resume "${name}"`,
    manual: 'Started manually',
    more: (text: string, count: number) => (count === 0 ? text : `${text} (and ${count.toLocaleString('en')} more)`),
    next: (time: ReactNode) => sentence`next ${time}`,
    neverRan: 'Never ran',
    published: (version: number) => `Version ${version}`,
    notPublished: 'Not published',
    draft: 'and a draft',
  },
}
