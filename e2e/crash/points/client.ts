import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { endedStates } from '../checks/database.ts'
import type { ExpectedFlow } from '../checks/flows.ts'
import type { ExpectedPipeline } from '../checks/pipelines.ts'
import { openRecord, recordedScript, recordIn } from '../script-record.ts'
import type { Answer, RestartingServer } from './restarting-server.ts'

/** What LocalFlow acknowledged, and what must come of it. */
export type Expectations = {
  /** By the id of an acknowledged task: the states in which it may end. */
  tasks: Map<string, string[]>
  /** By the id of an acknowledged run of a flow. */
  flows: Map<string, ExpectedFlow>
  /** By the id of an acknowledged run of a pipeline. */
  pipelines: Map<string, ExpectedPipeline>
  /** Ids of tasks whose deletion was requested. */
  deleted: Set<string>
  /** The findings before the end. */
  findings: string[]
}

export type Client = ReturnType<typeof createClient>

const pollMs = 40

/** Requests things of a server, and keeps what it acknowledged. */
export function createClient(server: RestartingServer, data: string, stop: AbortSignal) {
  const record = openRecord(recordIn(data)).path
  const expectations: Expectations = {
    tasks: new Map(),
    flows: new Map(),
    pipelines: new Map(),
    deleted: new Set(),
    findings: [],
  }
  const pause = (): Promise<void> => setTimeout(pollMs, undefined, { signal: stop })
  let keys = 0

  const script = (act: string): string => recordedScript(record, act)

  const shell = (act: string): object => ({
    type: 'shell',
    payload: { command: '/bin/sh', args: ['-c', script(act)], cwd: '/' },
    maxAttempts: 10,
    backoff: { kind: 'fixed', delayMs: 50 },
  })

  /** Enqueues a task under a key of its own: a request that is repeated makes one task. */
  async function task(draft: object, states: string[] = ['succeeded']): Promise<string> {
    const idempotencyKey = `key-${++keys}`
    const id = idOf(await server.ask('POST', '/tasks', { ...draft, idempotencyKey }))
    expectations.tasks.set(id, states)
    return id
  }

  /** Starts a run without a key: a lost answer may have left another run, of which nothing is expected. */
  async function exec(draft: object, states: string[] = ['succeeded']): Promise<{ run: string; task: string }> {
    return keep(await server.ask('POST', '/runs', draft), states)
  }

  async function keep(answer: Answer, states: string[]): Promise<{ run: string; task: string }> {
    const run = idOf(answer)
    const task = await taskOf(run)
    if (task !== null) expectations.tasks.set(task, states)
    return { run, task: task ?? '' }
  }

  async function taskOf(run: string): Promise<string | null> {
    const { body } = await server.ask('GET', `/runs/${run}`)
    const [node] = (body['nodes'] as { taskId: string }[] | undefined) ?? []
    if (!node) expectations.findings.push(`lost: run ${run} was acknowledged and has no task`)
    return node?.taskId ?? null
  }

  /** Polls the task until it is in one of these states. */
  async function until(id: string, states: string[] = endedStates): Promise<string> {
    for (;;) {
      const { status, body } = await server.ask('GET', `/tasks/${id}`)
      if (status === 404) {
        expectations.findings.push(`lost: task ${id} was acknowledged and is gone`)
        return 'gone'
      }
      if (states.includes(String(body['status']))) return String(body['status'])
      await pause()
    }
  }

  /** Until the script itself has recorded that it runs: a task may be `running` before its runner has heard of it. */
  async function untilRecorded(word: string, id: string): Promise<void> {
    while (!readFileSync(record, 'utf8').includes(`${word} ${id} `)) await pause()
  }

  return { ask: server.ask, pause, record, expectations, script, shell, task, exec, keep, taskOf, until, untilRecorded }
}

export function idOf({ status, body }: Answer): string {
  if (status !== 200 && status !== 201) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`)
  return String(body['id'])
}
