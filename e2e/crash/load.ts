import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createVictim, killSome, untilStill } from './killed.ts'
import { seeded } from './seeded.ts'

export type Load = { kills: number; tasks: number; seed: number; data: string; parallel: number; say: (line: string) => void }

/** What the world outside knows when all is over: what was acknowledged, and how often somebody was killed. */
export type Told = { acknowledged: string[]; engineKills: number; runnerKills: number; ms: number }

export const ledgerOf = (data: string): string => join(data, 'ledger')

/** Tells the ledger when it begins and ends, and writes numbered lines in between. */
const script = (ledger: string, lines: number, ms: number): string =>
  `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}
i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); echo "line $i"; done
sleep ${(ms / 1_000).toFixed(3)}
echo "last"
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}`

/** Six in ten end at once, three take up to a second, one takes up to four. */
export function draft(random: () => number, ledger: string, key: string): object {
  const kind = random()
  const ms = kind < 0.6 ? 5 : kind < 0.9 ? random() * 1_000 : random() * 4_000
  return {
    type: 'shell',
    payload: { command: '/bin/sh', args: ['-c', script(ledger, 1 + Math.floor(random() * 60), ms)], cwd: '/' },
    priority: Math.floor(random() * 5),
    maxAttempts: 50,
    backoff: { kind: 'fixed', delayMs: 20 },
    idempotencyKey: key,
  }
}

/** Asks for tasks while engine and runner are killed at random, until all is done; then lets LocalFlow end in order. */
export async function crashLoad(load: Load): Promise<Told> {
  const begin = performance.now()
  const random = seeded(load.seed)
  const ledger = ledgerOf(load.data)
  mkdirSync(load.data, { recursive: true })
  writeFileSync(ledger, '')
  const victim = await createVictim(load)
  const acknowledged = new Set<string>()
  await victim.start()

  /** The same key until somebody says yes: an answer that was lost must not make a second task. */
  async function enqueueAll(): Promise<void> {
    for (let at = 0; at < load.tasks; at += 20) {
      const some = Array.from({ length: Math.min(20, load.tasks - at) }, (_, index) => `${load.seed}-${at + index}`)
      await Promise.all(
        some.map(async (key) => {
          const body = draft(random, ledger, key)
          for (;;) {
            const answer = await victim.ask<{ id: string }>('POST', '/tasks', body)
            if (answer) return acknowledged.add(answer.id)
            await pause(30)
          }
        }),
      )
    }
  }

  const [killed] = await Promise.all([killSome(victim, load, random), enqueueAll()])
  load.say(`${acknowledged.size} tasks acknowledged, ${killed.engine} engines and ${killed.runner} runners killed`)
  await untilStill(victim)
  await victim.end('SIGTERM')
  return {
    acknowledged: [...acknowledged],
    engineKills: killed.engine,
    runnerKills: killed.runner,
    ms: performance.now() - begin,
  }
}
