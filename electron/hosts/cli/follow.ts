import type { Client } from '../../../shared/contract/contract.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { err } from './print.ts'

/** The run now and after each of its changes, until it has ended. */
export async function* runStates(client: Client, ref: string): AsyncGenerator<RunDetail> {
  // The history is read first: the changes report whatever happens after its last event.
  const since = (await client.runs.events({ ref })).at(-1)?.seq ?? 0
  const run = await client.runs.get({ ref })
  yield run
  if (run.endedAt !== null) return
  for await (const change of await client.live.changes({ since })) {
    if (change.noun !== 'reset' && !(change.noun === 'run' && change.id === run.id && change.type !== 'progress')) continue
    const now = await client.runs.get({ ref })
    yield now
    if (now.endedAt !== null) return
  }
}

/** Resolves with the run when it has ended. Each time the run waits for something else, says so once. */
export async function untilEnded(client: Client, id: string, say: (text: string) => void = err): Promise<Run> {
  let said = ''
  for await (const run of runStates(client, id)) {
    if (run.endedAt !== null) return run
    const text = waitText(run)
    if (text !== said && text !== '') say(text)
    said = text
  }
  return client.runs.get({ ref: id })
}

/** Says what a run waits for that a person can give, and with which command; empty otherwise. */
export function waitText({ number, waiting, nodes, children }: RunDetail): string {
  if (waiting?.for !== 'approval' && waiting?.for !== 'signal') return ''
  const inner = children.find(({ status }) => status === 'running')
  const own = nodes.filter(
    ({ key, status, waitsFor, taskId }) =>
      status === 'running' && waitsFor !== null && taskId === null && !inner?.step.startsWith(`${key}#`),
  )
  const run = own.length === 0 && inner ? inner.number : number
  const what = waiting.what === null ? '' : ` "${waiting.what}"`
  if (waiting.for === 'signal')
    return `Run ${number} waits for the signal${what}. Send it with: lf signal ${run} ${waiting.what ?? 'NAME'}`
  const node = own.length > 1 ? ` ${own[0]?.key}` : ''
  return `Run ${number} waits for the approval${what}. Decide with: lf approve ${run}${node}, or: lf reject ${run}${node}`
}
