import type { Run } from '../../../../shared/model/run.ts'
import type { Connected } from '../connect.ts'
import { copyLog } from '../copy-log.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { untilEnded } from '../follow.ts'
import { err, out, outcomeLine, printJson, startedLine } from '../print.ts'
import type { Json } from '../with-client.ts'
import { stopOnInterrupt } from './exec.ts'

export type StayOptions = Json & { wait?: boolean; follow?: boolean }

/**
 * Waits for the end of a run if asked to, or if no other LocalFlow carries it on. `follow` prints its log. `retried`: the number of
 * its earlier attempts.
 */
export async function stayWith(
  connected: Connected,
  run: Run,
  { wait, follow, json }: StayOptions,
  retried?: number,
): Promise<number> {
  const { client, stays } = connected
  if (!wait && !follow && stays) {
    if (json) printJson(run)
    else out(await startedText(connected, run, retried !== undefined))
    return exitCodes.done
  }
  if (!wait && !follow) err(`No other LocalFlow is running, so this command stays until run ${run.number} ends.`)
  const interrupted = stopOnInterrupt(connected, run)
  const log = follow && !json ? copyLog(client, run.id, { follow, split: true, after: retried }) : undefined
  const [ended] = await Promise.all([untilEnded(client, run.id), log])
  if (json) printJson(await client.runs.get({ ref: run.id }))
  else err(outcomeLine(ended))
  return interrupted.yes ? exitCodes.interrupted : exitCodeOfRun(ended)
}

/** Confirms that a run was started or retried, or says why it is queued. */
async function startedText({ client }: Connected, run: Run, isRetried: boolean): Promise<string> {
  const { number, status } = run
  const started = isRetried ? `Retrying run ${number}. Follow it with: lf logs ${number} --follow` : startedLine(run)
  if (status !== 'queued') return started
  const [task] = (await client.runs.get({ ref: run.id })).nodes
  const queue = task && (await client.queues.list()).find(({ name }) => name === task.queue)
  if (queue?.state === 'paused')
    return `Queued run ${number}: the queue "${queue.name}" is paused. Resume it with: lf queue resume ${JSON.stringify(queue.name)}`
  return started
}
