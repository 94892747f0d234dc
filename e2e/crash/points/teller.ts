import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Expected } from '../flows/faults.ts'
import { ledgerOf } from '../load.ts'
import type { ExpectedPipeline } from './pipeline-faults.ts'
import type { Answer, Victim } from './victim.ts'

/** What a story was told and may be held to. */
export type Told = {
  /** By the id of an acknowledged task: the states in which it may end. */
  ends: Map<string, string[]>
  /** By the id of an acknowledged run of a flow: what is to come of it. */
  flows: Map<string, Expected>
  /** By the id of an acknowledged run of a pipeline. */
  pipelines: Map<string, ExpectedPipeline>
  /** Ids of tasks whose deletion was asked for. */
  deleted: Set<string>
  /** What went wrong already while it was told. */
  faults: string[]
}

export type Teller = ReturnType<typeof createTeller>

const pollMs = 40
export const ended = ['succeeded', 'failed', 'cancelled', 'skipped']

/** Says what is wanted of a victim, and keeps what was acknowledged. */
export function createTeller(victim: Victim, data: string, stop: AbortSignal) {
  const ledger = ledgerOf(data)
  writeFileSync(ledger, '', { flag: 'a' })
  const told: Told = { ends: new Map(), flows: new Map(), pipelines: new Map(), deleted: new Set(), faults: [] }
  const pause = (): Promise<void> => setTimeout(pollMs, undefined, { signal: stop })
  let keys = 0

  /** Tells the ledger when it begins, does what it should, tells it that it ended. */
  const script = (act: string): string =>
    `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}
${act}
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}`

  const shell = (act: string): object => ({
    type: 'shell',
    payload: { command: '/bin/sh', args: ['-c', script(act)], cwd: '/' },
    maxAttempts: 10,
    backoff: { kind: 'fixed', delayMs: 50 },
  })

  /** Puts a task into a queue, under a key: asked twice, it is one task. */
  async function task(draft: object, ends: string[] = ['succeeded']): Promise<string> {
    const idempotencyKey = `key-${++keys}`
    const first = await victim.ask('POST', '/tasks', { ...draft, idempotencyKey })
    const id = idOf(first)
    told.ends.set(id, ends)
    return id
  }

  /** Runs something without a key: an answer that was lost may have left another run, which nobody is held to. */
  async function exec(draft: object, ends: string[] = ['succeeded']): Promise<{ run: string; task: string }> {
    return keep(await victim.ask('POST', '/runs', draft), ends)
  }

  async function keep(answer: Answer, ends: string[]): Promise<{ run: string; task: string }> {
    const run = idOf(answer)
    const task = await taskOf(run)
    if (task !== null) told.ends.set(task, ends)
    return { run, task: task ?? '' }
  }

  async function taskOf(run: string): Promise<string | null> {
    const { body } = await victim.ask('GET', `/runs/${run}`)
    const [node] = (body['nodes'] as { taskId: string }[] | undefined) ?? []
    if (!node) told.faults.push(`run ${run} was acknowledged and has no task`)
    return node?.taskId ?? null
  }

  /** Asks the task until it is in one of these states. */
  async function until(id: string, states: string[] = ended): Promise<string> {
    for (;;) {
      const { status, body } = await victim.ask('GET', `/tasks/${id}`)
      if (status === 404) {
        told.faults.push(`task ${id} was acknowledged and is gone`)
        return 'gone'
      }
      if (states.includes(String(body['status']))) return String(body['status'])
      await pause()
    }
  }

  /** Until the script itself has said that it runs: `running` alone may be an order that nobody has yet heard. */
  async function untilSaid(word: string, id: string): Promise<void> {
    while (!readFileSync(ledger, 'utf8').includes(`${word} ${id} `)) await pause()
  }

  return { ask: victim.ask, pause, ledger, told, script, shell, task, exec, keep, taskOf, until, untilSaid }
}

export function idOf({ status, body }: Answer): string {
  if (status !== 200 && status !== 201) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`)
  return String(body['id'])
}
