import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createLfServer } from './lf-server.ts'
import { type Killed, killAtRandom } from './random-kills.ts'
import { recordIn } from './script-record.ts'
import { seeded } from './seeded.ts'
import { untilIdle } from './until-idle.ts'

export type Load = {
  kills: number
  native?: boolean
  tasks: number
  seed: number
  data: string
  parallel: number
  say: (line: string) => void
}

/** The ids of acknowledged tasks, and how often a process was killed. */
export type LoadResult = { acknowledged: string[]; killed: Killed; ms: number }

/** Records its start and end, and writes numbered lines in between. */
const script = (record: string, lines: number, ms: number): string =>
  `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${record}
i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); echo "line $i"; done
sleep ${(ms / 1_000).toFixed(3)}
echo "last"
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${record}`

/** Six in ten end at once, three take up to a second, one takes up to four. */
export function draft(random: () => number, record: string, key: string): object {
  const kind = random()
  const ms = kind < 0.6 ? 5 : kind < 0.9 ? random() * 1_000 : random() * 4_000
  return {
    type: 'shell',
    payload: { command: '/bin/sh', args: ['-c', script(record, 1 + Math.floor(random() * 60), ms)], cwd: '/' },
    priority: Math.floor(random() * 5),
    maxAttempts: 50,
    backoff: { kind: 'fixed', delayMs: 20 },
    idempotencyKey: key,
  }
}

/** Enqueues tasks while engine and runner are killed at random, until all have ended; then stops LocalFlow. */
export async function loadWithKills(load: Load): Promise<LoadResult> {
  const begin = performance.now()
  const random = seeded(load.seed)
  const record = recordIn(load.data)
  mkdirSync(load.data, { recursive: true })
  writeFileSync(record, '')
  const server = await createLfServer(load)
  const acknowledged = new Set<string>()
  if (!(await server.start())) throw new Error(`lf serve did not start: ${server.stderr()}`)

  /** Repeats each request under the same key until LocalFlow acknowledges it: a lost answer must not make a second task. */
  async function enqueueAll(): Promise<void> {
    for (let at = 0; at < load.tasks; at += 20) {
      const some = Array.from({ length: Math.min(20, load.tasks - at) }, (_, index) => `${load.seed}-${at + index}`)
      await Promise.all(
        some.map(async (key) => {
          const body = draft(random, record, key)
          for (;;) {
            const { body: task } = await server.ask<{ id: string }>('POST', '/tasks', body)
            if (task) return acknowledged.add(task.id)
            await pause(30)
          }
        }),
      )
    }
  }

  const [killed] = await Promise.all([killAtRandom(server, load, random), enqueueAll()])
  load.say(`${acknowledged.size} tasks acknowledged, ${JSON.stringify(killed)} killed`)
  await untilIdle(server, Number.POSITIVE_INFINITY)
  await server.end('SIGTERM')
  return {
    acknowledged: [...acknowledged],
    killed,
    ms: performance.now() - begin,
  }
}
