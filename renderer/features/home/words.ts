import type { Absence } from '../../../shared/model/schedule.ts'
import type { AwayCounts } from './away-summary.ts'

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`

/** Words of the decisions that flows wait for. */
export const approvalWords = {
  approvals: 'Approvals',
  longestWaitFirst: 'Longest wait first',
  runWith: (run: number, params: string) => `Run ${run}${params === '' ? '' : ` · ${params}`}`,
  unknownOutcome: 'LocalFlow does not know whether this step finished',
  noDecision: 'Could not record the decision',
}

/** Words of the open alerts. */
export const alertWords = {
  title: 'Needs attention',
  nothing: 'Nothing needs attention',
  acknowledgeAll: 'Acknowledge all',
  showMore: 'Show more',
  muted: 'muted',
  times: (count: number) => `${count.toLocaleString('en')}× · `,
  retry: 'Retry',
  retryOf: (name: string) => `Retry ${name}`,
  acknowledge: 'Acknowledge',
  acknowledgeOf: (name: string) => `Acknowledge the alert of ${name}`,
  snooze: 'Snooze',
  snoozeOf: (name: string) => `Snooze the alert of ${name}`,
  forHours: (hours: number) => (hours === 1 ? 'For 1 hour' : `For ${hours} hours`),
  untilTomorrow: (hour: number) => `Until tomorrow, ${String(hour).padStart(2, '0')}:00`,
  retrying: (name: string, run: number) => `Retrying "${name}": run ${run}`,
  noRetry: (name: string) => `Could not retry "${name}"`,
  acknowledged: (name: string) => `Acknowledged "${name}"`,
  noAcknowledge: (name: string) => `Could not acknowledge the alert of "${name}"`,
  acknowledgedAll: (count: number) => `Acknowledged ${counted(count, 'alert', 'alerts')}`,
  noAcknowledgeAll: 'Could not acknowledge the alerts',
  countSnoozed: (count: number) => `${count.toLocaleString('en')} snoozed`,
  until: (time: string) => `until ${time}`,
  wake: 'Reopen',
  wakeOf: (name: string) => `Reopen the alert of ${name}`,
  snoozed: (name: string, until: string) => `Snoozed "${name}" until ${until}`,
  noSnooze: (name: string) => `Could not snooze the alert of "${name}"`,
  noReopen: (name: string) => `Could not reopen the alert of "${name}"`,
}

export const words = {
  title: 'Home',
  newJob: 'New job',
  noRead: (reason: string) => `Could not read a part of this page: ${reason}`,
  running: 'Running',
  nothingRuns: 'Nothing is running',
  queued: (count: number) => `${count.toLocaleString('en')} queued`,
  ofUsual: (elapsed: string, usual: string) => `${elapsed} of ~${usual}`,
  usual: (duration: string) => `The job usually takes ${duration}`,
  stop: 'Stop',
  stopRun: (name: string) => `Stop ${name}`,
  noStop: (name: string) => `Could not stop "${name}"`,
  waiting: 'Waiting',
  all: (count: number) => `All ${count.toLocaleString('en')}`,
  activity: 'Last 24 hours',
  noActivity: 'No runs',
  runs: (count: number, isAll: boolean) => (isAll ? counted(count, 'run', 'runs') : `newest ${counted(count, 'run', 'runs')}`),
  failed: (count: number) => `${count.toLocaleString('en')} failed`,
  p95: (duration: string) => `p95 ${duration}`,
  p95Help: '95 % of these runs took no longer',
  hour: 'Hour',
  runsColumn: 'Runs',
  failedColumn: 'Failed',
  hourLabel: (span: string, runs: number, failed: number) =>
    `${span}: ${counted(runs, 'run', 'runs')}${failed === 0 ? '' : `, ${failed.toLocaleString('en')} failed`}`,
  now: 'now',
  recent: 'Recent',
  noRecent: 'No runs yet',
  showAll: 'Show all',
  recentOf: 'Runs to show',
  recentChoices: { all: 'All', mine: 'Mine', favorites: 'Favorites' },
  noneMine: 'No runs that you started',
  noneFavorite: 'No runs of favorites. Add a favorite with F, or with the star on its page.',
  upcoming: 'Upcoming',
  nothingUpcoming: 'Nothing in the next 24 hours',
  calendar: 'Calendar',
  everyInterval: (interval: string) => `every ${interval}`,
  timesADay: (count: number, isCut: boolean) => `${count.toLocaleString('en')}${isCut ? '+' : ''} times`,
  tomorrow: 'tomorrow',
  moreUpcoming: (count: number) => `${count.toLocaleString('en')} more in the calendar`,
  slow: 'Slower than usual',
  took: (duration: string, usual: string) => `${duration}, usually ${usual}`,
  tookTitle: (duration: string, p95: string, runs: number) =>
    `Took ${duration}. 95 % of the last ${runs} successful runs took at most ${p95}.`,
}

const absences: Record<Absence['kind'], string> = {
  asleep: 'asleep',
  closed: 'LocalFlow closed',
  'clock-set': 'clock set',
  busy: 'LocalFlow busy',
}

/** "4 occurrences missed: 1 ran late, 2 covered by a later run, 1 did not run". */
function awayCounts({ late, covered, missed, waited, isCut }: AwayCounts): string {
  const occurrences = late + covered + missed
  const parts = [
    late > 0 && `${late.toLocaleString('en')} ran late`,
    covered > 0 && `${covered.toLocaleString('en')} covered by a later run`,
    missed > 0 && `${missed.toLocaleString('en')} did not run`,
  ].filter((part) => part !== false)
  const number = isCut ? `${occurrences.toLocaleString('en')}+ occurrences` : counted(occurrences, 'occurrence', 'occurrences')
  const total = `${number} missed: ${parts.join(', ')}`
  const skipped = `${counted(waited, 'run', 'runs')} skipped because conditions did not hold`
  return [occurrences > 0 && total, waited > 0 && skipped].filter((part) => part !== false).join(' · ')
}

export const awayWords = {
  title: 'While you were away',
  review: 'Review',
  hide: 'Hide',
  dismiss: 'Dismiss',
  absence: (kind: Absence['kind'], from: string, to: string) => `${absences[kind]} ${from}–${to}`,
  counts: awayCounts,
  run: (number: number) => `Run ${number}`,
  runNow: 'Run now',
  andMore: (count: number) => ` and ${count} more`,
  moreInCalendar: (count: number) => `${count} more in the calendar`,
  timesFrom: (count: number | null, from: string) => `${count ?? 'very many'} times from ${from}`,
  started: (job: string, run: number) => `Started "${job}": run ${run}`,
  noStart: (job: string) => `Could not start "${job}"`,
}

export const firstStepWords = {
  title: 'First steps',
  intro: 'LocalFlow runs your scripts on a schedule or when something happens, and shows you when one failed or did not run.',
  keys: (isMac: boolean) => `${isMac ? 'Cmd' : 'Ctrl'} K finds and runs anything, and ? shows all keys.`,
  progress: (done: number, all: number) => `${done} of ${all}`,
  dismiss: 'Dismiss',
  done: ', done',
  script: { title: 'Write a script', text: 'Paste or write it, test it, then save it and give it a schedule.' },
  import: {
    title: 'Import your crontab or timers',
    text: 'LocalFlow lists what differs from cron or systemd before you import it.',
  },
  example: { title: 'Try an example', text: 'A schedule, retries, an approval and more, each created with one click.' },
}
