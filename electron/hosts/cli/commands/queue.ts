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
    else out(table(['QUEUE', 'STATE', 'CAP', 'RUNNING', 'READY', 'DELAYED', 'HELD'], items.map(queueLine)))
    return exitCodes.done
  })

const queueLine = ({ name, state, note, actor, cap, running, ready, delayed, held }: Queue): string[] => [
  name,
  state === 'open' ? state : `${state} (${[note, `by ${actorText(actor)}`].filter(Boolean).join(', ')})`,
  cap === null ? 'none' : String(cap),
  ...[running, ready, delayed, held].map(String),
]

type Act = 'pause' | 'drain' | 'resume' | 'cap'

export const queue = (global: Global, act: Act, name: string, options: Json & { note?: string; cap?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const note = options.note === undefined ? {} : { note: options.note }
    const changed =
      act === 'cap'
        ? await client.queues.setCap({ name, cap: readCap(options.cap ?? '') })
        : act === 'resume'
          ? await client.queues.resume({ name })
          : await client.queues[act]({ name, ...note })
    if (options.json) printJson(changed)
    else out(`queue "${name}": ${changed.state}, ${changed.cap === null ? 'no cap' : `at most ${changed.cap} at the same time`}`)
    return exitCodes.done
  })

function readCap(text: string): number | null {
  if (text === 'none') return null
  const cap = Number(text)
  if (!Number.isInteger(cap) || cap < 1 || cap > 1_000)
    throw new AppError('invalid', `A cap is a whole number from 1 to 1000, or "none", not "${text}".`)
  return cap
}
