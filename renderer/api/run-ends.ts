import { navigate } from 'wouter/use-browser-location'
import type { Change } from '../../shared/contract/live.ts'
import type { RunDetail } from '../../shared/model/run.ts'
import { announce } from '../ui/announcer.tsx'
import { toastFailure } from '../ui/toasts.tsx'
import { client } from './client.ts'
import { isWatched } from './watched.ts'

const endedTypes = new Set(['succeeded', 'failed', 'cancelled', 'skipped'])
/** More ends than this at once are told as a number. */
const oneByOne = 3

export const isEnd = (change: Change): boolean => change.noun === 'run' && endedTypes.has(change.type)

/** Tells a screen reader of ended runs, and everybody of failed ones, wherever in the window they are. */
export function tellEnds(changes: Change[]): void {
  const ends = changes.flatMap((change) => (change.noun === 'run' && endedTypes.has(change.type) ? [change] : []))
  const failed = ends.filter(({ type, id }) => type === 'failed' && !isWatched(id))
  if (ends.length > oneByOne) announce(`${ends.length} runs ended`)
  if (failed.length > oneByOne) return tellMany(failed.length)
  const told = new Set(failed.map(({ id }) => id))
  for (const { id } of ends.length > oneByOne ? failed : ends) void tellOne(id, ends.length <= oneByOne, told.has(id))
}

const tellMany = (count: number): void =>
  toastFailure('many', (before) => ({
    title: `${before + count} runs failed`,
    count: before + count,
    action: { label: 'Show failed runs', act: () => navigate('/runs?status=failed') },
  }))

async function tellOne(id: string, aloud: boolean, failed: boolean): Promise<void> {
  const run = await client.runs.get({ ref: id }).catch(() => null)
  if (!run) return
  if (aloud) announce(`Run ${run.number} of ${run.title} ${run.status}`)
  if (failed && !(await isQuiet(run))) tellFailure(run)
}

/** Runs inside a flow are told with the flow, and a muted job by nobody. */
async function isQuiet({ trigger, jobId }: RunDetail): Promise<boolean> {
  if (trigger === 'flow') return true
  return jobId !== null && ((await client.jobs.get({ ref: jobId }).catch(() => null))?.muted ?? false)
}

/** A job that fails again while its message is still there counts on in the same message. */
const tellFailure = (run: RunDetail): void =>
  toastFailure(run.jobId ?? run.title, (before) => ({
    title: before === 0 ? `"${run.title}" failed` : `"${run.title}" failed ${before + 1} times`,
    ...(run.error === null ? {} : { description: run.error }),
    count: before + 1,
    action: { label: 'Open run', act: () => navigate(`/runs/${run.number}`) },
  }))
