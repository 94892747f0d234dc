import { navigate } from 'wouter/use-browser-location'
import type { Change } from '../../shared/contract/live.ts'
import type { Alert } from '../../shared/model/alert.ts'
import type { RunDetail } from '../../shared/model/run.ts'
import { announce } from '../ui/announcer.tsx'
import { toastFailure } from '../ui/toasts.tsx'
import { client } from './client.ts'
import { isWatched } from './watched.ts'
import { words } from './words.ts'

const endedTypes = new Set(['succeeded', 'failed', 'cancelled', 'skipped'])
/** More ends than this at once are told as a number. */
const oneByOne = 3

export const isEnd = (change: Change): boolean => change.noun === 'run' && endedTypes.has(change.type)

/** Tells a screen reader of ended runs, and everybody of failed ones, wherever in the window they are. */
export function tellEnds(changes: Change[]): void {
  const ends = changes.flatMap((change) => (change.noun === 'run' && endedTypes.has(change.type) ? [change] : []))
  if (ends.length > oneByOne) announce(words.runsEnded(ends.length))
  else for (const { id } of ends) void tellEnd(id)
  // Home lists what failed.
  if (location.pathname === '/' && document.visibilityState === 'visible') return
  void tellFailures(ends.filter(({ type, id }) => type === 'failed' && !isWatched(id)).map(({ id }) => id))
}

async function tellEnd(id: string): Promise<void> {
  const run = await client.runs.get({ ref: id }).catch(() => null)
  if (run) announce(words.runEnded(run.number, run.title, run.status))
}

/** Of very many, the first are enough to know whether a person wants to hear of them. */
const askedAbout = 20

async function tellFailures(ids: string[]): Promise<void> {
  const asked = await Promise.all(ids.slice(0, askedAbout).map((id) => client.runs.get({ ref: id }).catch(() => null)))
  const runs = asked.filter((run) => run !== null)
  const open = runs.length === 0 ? [] : await openAlerts()
  const loud = runs.filter((run) => isNews(run, open))
  const count = loud.length + (loud.length > 0 ? ids.length - asked.length : 0)
  if (count > oneByOne) tellMany(count)
  else for (const run of loud) tellFailure(run)
}

const tellMany = (count: number): void =>
  toastFailure('many', (before) => ({
    title: words.runsFailed(before + count),
    count: before + count,
    action: { label: words.showFailedRuns, act: () => navigate('/runs?q=status:failed') },
  }))

const longestName = 40

/** A name may be the whole of a command line. */
function inOneLine(name: string): string {
  const line = name.replaceAll(/\s+/g, ' ')
  return line.length > longestName ? `${line.slice(0, longestName - 1)}…` : line
}

/** As many as are enough to find what has just failed. */
const mostAlerts = 100

const openAlerts = (): Promise<Alert[]> =>
  client.alerts.list({ state: 'open', limit: mostAlerts }).then(
    ({ items }) => items,
    () => [],
  )

/** A failure is shown while its alert is open: not for a muted job, and not once the alert was acknowledged or snoozed. */
const isNews = ({ trigger, jobId, title }: RunDetail, open: Alert[]): boolean =>
  trigger !== 'flow' &&
  open.some(({ subject, muted }) => !muted && (jobId === null ? subject.name === title : subject.id === jobId))

/** A job that fails again while its message is still there counts on in the same message. */
const tellFailure = (run: RunDetail): void =>
  toastFailure(run.jobId ?? run.title, (before) => ({
    title: words.failed(inOneLine(run.title), before + 1),
    ...(run.error === null ? {} : { description: run.error }),
    count: before + 1,
    action: { label: words.openRun, act: () => navigate(`/runs/${run.number}`) },
  }))
