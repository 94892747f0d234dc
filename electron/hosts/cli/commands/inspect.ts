import { duration } from '../../../../shared/duration.ts'
import { paramsText } from '../../../../shared/model/params-text.ts'
import type { StepView } from '../../../../shared/model/pipeline.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { visibleText } from '../../../../shared/visible-text.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { waitText } from '../follow.ts'
import { endText, nodeStatusText, out, printJson, runStatusText, statusText, table, tookText } from '../print.ts'
import { startedByText } from '../started-by.ts'
import { exactTime, timeText } from '../time-text.ts'
import type { Json } from '../with-client.ts'
import { withRun } from '../with-run.ts'
import { stepTable } from './pipelines.ts'

type Client = Connected['client']

export const inspect = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withRun(global, 'look', ref, 'inspect', async (client) => {
    const run = await client.runs.get({ ref })
    const steps = run.pipeline === null ? null : (await client.pipelines.view({ ref: run.id })).steps
    if (json) printJson(steps === null ? run : { ...run, steps })
    else printRun({ ...run, hooks: await withWaits(client, run.hooks) }, steps, await failedPlace(client, run, steps))
    return exitCodes.done
  })

const mostWaits = 10

/** A hook that has not started says what it waits for, as other work does. */
const withWaits = (client: Client, hooks: RunDetail['hooks']): Promise<RunDetail['hooks']> =>
  Promise.all(
    hooks.map(async (hook, at) => {
      if (hook.run === null || hook.status !== 'queued' || at >= mostWaits) return hook
      const { nodes } = await client.runs.get({ ref: hook.run.id })
      const wait = nodes.find(({ waitsFor }) => waitsFor !== null)
      return wait?.waitsFor ? { ...hook, error: dueText(wait.waitsFor, wait.waitsUntil) } : hook
    }),
  )

/** The node, or the execution of a step, whose log says why the run failed; empty for the log of the run, null if none does. */
async function failedPlace(client: Client, run: RunDetail, steps: StepView[] | null): Promise<string | null> {
  if (run.status !== 'failed') return null
  const step = steps?.find(({ failed }) => failed > 0)?.name
  if (step === undefined)
    return run.nodes.some((node) => node.key === (run.failedNode ?? node.key) && hasLog(node)) ? (run.failedNode ?? '') : null
  const { items } = await client.pipelines.executions({ ref: run.id, step, status: 'failed', limit: 1 })
  return items[0] ? `${step}/${items[0].nth}` : null
}

/** A program that could not start has printed nothing. */
const hasLog = ({ tries }: RunNode): boolean => tries.some(({ reason }) => reason !== 'could-not-start')

function printRun(run: RunDetail, steps: StepView[] | null, failed: string | null): void {
  out(`${runStatusText(run)}  ${visibleText(run.title)}  (run ${run.number}, ${run.id})${run.test ? '  test of a draft' : ''}`)
  out(`  started by ${startedByText(run)}`)
  if (run.startReason !== null) out(`  reason: ${visibleText(run.startReason)}`)
  for (const line of relatedLines(run)) out(line)
  if (Object.keys(run.params).length > 0) out(`  parameters: ${paramsText(run.params)}`)
  out(`  ${timesText(run)}`)
  const [why, wait] = [endText(run), waitText(run)]
  if (run.error) out(`  ${run.error}`)
  else if (why !== null) out(`  ${capitalized(why)}.`)
  if (wait !== '') out(`  ${wait}`)
  if (steps !== null) out(stepTable(steps))
  else if (run.flow !== null) out(table(['NODE', 'STATUS', 'VISITS', 'ATTEMPTS', 'ITEMS', 'NOTE'], run.nodes.map(nodeLine)))
  else printAttempts(run)
  if (run.hooks.length > 0) out(table(['HOOK', 'STATUS', 'RUN', 'NOTE'], run.hooks.map(hookLine)))
  if (failed !== null) out(`Its log: lf logs ${run.number}${failed === '' ? '' : ` --node ${failed}`}`)
}

const timesText = ({ createdAt, startedAt, endedAt, ...run }: RunDetail): string =>
  [
    `queued ${exactTime(createdAt)}`,
    startedAt === null ? '' : `started ${exactTime(startedAt)}`,
    endedAt === null ? '' : `ended ${exactTime(endedAt)}`,
    startedAt === null || endedAt !== null ? '' : `running for ${duration(Date.now() - startedAt)}`,
    startedAt === null || endedAt === null ? '' : `took ${tookText({ ...run, startedAt, endedAt })}`,
  ]
    .filter((part) => part !== '')
    .join(', ')

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function printAttempts(run: RunDetail): void {
  for (const { waitsFor, waitsUntil } of run.nodes) if (waitsFor !== null) out(`  ${dueText(waitsFor, waitsUntil)}`)
  const rows = run.nodes.flatMap(({ tries }) => tries.map(attemptLine))
  if (rows.length > 0) out(table(['ATTEMPT', 'STATUS', 'EXIT', 'PROCESS', 'TOOK'], rows))
}

/** Such as `Not due yet, until tomorrow 22:15.` */
export const dueText = (waitsFor: string, until: number | null): string =>
  until === null ? waitsFor : `${waitsFor.replace(/\.$/, '')}, until ${timeText(until)}.`

/** The name is what `lf logs --node` takes. */
export const hookLine = ({ step, run, status, error }: RunDetail['hooks'][number]): string[] => [
  step,
  statusText(status, null),
  run === null ? 'did not start' : String(run.number),
  (error ?? '').slice(0, 200),
]

type RunNode = RunDetail['nodes'][number]

const attemptLine = (attempt: RunNode['tries'][number]): string[] => [
  String(attempt.number),
  statusText(attempt.status, attempt.reason),
  attempt.exitCode === null ? (attempt.signal ?? '') : `exit ${attempt.exitCode}`,
  attempt.pid === null ? '' : `pid ${attempt.pid}`,
  tookText(attempt),
]

function nodeLine(node: RunNode): string[] {
  const { key, visits, attempts, items, waitsFor, waitsUntil, error, approval } = node
  const waits = waitsFor === null ? null : waitsUntil === null ? waitsFor : `${waitsFor} Until ${exactTime(waitsUntil)}.`
  return [
    key,
    nodeStatusText(node),
    String(visits),
    String(attempts),
    items ? `${items.ok + items.failed} of ${items.count}` : '',
    (waits ?? approval?.comment ?? error ?? '').slice(0, 200),
  ]
}

/** The run that this one was made from, and the newest runs made from this one. */
const relatedLines = ({ origin, successors }: RunDetail): string[] => [
  ...(origin ? [`  ${originText(origin)}`] : []),
  ...successors.map(({ number, how, status }) => `  ${how === 'rerun' ? 're-run as' : 'continued by'} run ${number} (${status})`),
]

function originText({ how, number, node, event }: NonNullable<RunDetail['origin']>): string {
  switch (how) {
    case 'rerun':
      return `re-run of run ${number}`
    case 'retry':
      return `retry of run ${number}${node === null ? '' : ` from ${node}`}`
    case 'fork':
      return `forked from run ${number} at event ${event}`
  }
}
