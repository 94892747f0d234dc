import { AppError } from '../../../../shared/errors.ts'
import { actorText } from '../../../../shared/model/actor.ts'
import type { Queue } from '../../../../shared/model/task.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

export const queues = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await client.queues.list()
    if (options.json) printJson(items)
    else out(table(['QUEUE', 'STATE', 'LIMIT', 'RUNNING', 'READY', 'DELAYED', 'HELD'], items.map(queueLine)))
    return exitCodes.done
  })

const queueLine = ({ name, state, note, actor, cap, running, ready, delayed, held }: Queue): string[] => [
  name,
  state === 'open' ? state : `${state} (${[note, `by ${actorText(actor)}`].filter(Boolean).join(', ')})`,
  cap === null ? 'none' : String(cap),
  ...[running, ready, delayed, held].map(String),
]

type Act = 'pause' | 'drain' | 'resume' | 'limit'

export const queue = (
  global: Global,
  act: Act,
  name: string,
  options: Json & { reason?: string; limit?: string },
): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const note = options.reason === undefined ? {} : { note: options.reason }
    const changed =
      act === 'limit'
        ? await client.queues.setCap({ name, cap: readLimit(options.limit ?? '') })
        : act === 'resume'
          ? await client.queues.resume({ name })
          : await client.queues[act]({ name, ...note })
    if (options.json) printJson(changed)
    else out(doneText(act, name, changed))
    return exitCodes.done
  })

function doneText(act: Act, name: string, { cap, ready, delayed, held }: Queue): string {
  const queued = ready + delayed + held
  const runs = `${queued} queued ${queued === 1 ? 'run' : 'runs'}`
  switch (act) {
    case 'pause':
      return `Paused queue "${name}" with ${runs}. Resume it with: lf queue resume ${name}`
    case 'drain':
      return `Draining queue "${name}" with ${runs}: they finish, new ones are skipped. Resume it with: lf queue resume ${name}`
    case 'resume':
      return `Resumed queue "${name}".`
    case 'limit':
      return cap === null ? `Queue "${name}" now has no concurrency limit.` : `Queue "${name}" now runs at most ${cap} at a time.`
  }
}

function readLimit(text: string): number | null {
  if (text === 'none') return null
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new AppError('invalid', `Could not read the limit "${text}": give a whole number from 1 to 1,000, or "none".`)
  return limit
}
