import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLfServer } from './lf-server.ts'
import type { Load, LoadResult } from './load.ts'
import { killAtRandom } from './random-kills.ts'
import { recordedScript, recordIn } from './script-record.ts'
import { seeded } from './seeded.ts'
import { untilIdle } from './until-idle.ts'

/** The longest wait for a hook before a kill. */
const momentMs = 3_000

/** Hooks that run have a file each in this folder; the moment of one is used once. */
function hookMoment(folder: string): () => Promise<void> {
  return async () => {
    for (const giveUp = performance.now() + momentMs; performance.now() < giveUp; await pause(5)) {
      const files = readdirSync(folder)
      for (const name of files) rmSync(join(folder, name), { force: true })
      if (files.length > 0) return
    }
  }
}

/** How many runs are asked for at once. */
const atOnce = 5

/**
 * Calls the webhook of a job with a condition and hooks while engine and runner are killed at random, until all runs have ended; then
 * stops LocalFlow. Half of the runs fail. A call whose answer was lost is repeated, and may start another run.
 */
export async function followedWithKills(load: Load): Promise<LoadResult> {
  const begin = performance.now()
  const random = seeded(load.seed)
  const record = recordIn(load.data)
  const running = join(load.data, 'running-hooks')
  mkdirSync(running, { recursive: true })
  writeFileSync(record, '')
  const server = await createLfServer(load)
  if (!(await server.start())) throw new Error(`lf serve did not start: ${server.stderr()}`)
  const recorded = (act: string): string => recordedScript(record, act)
  const job = {
    name: 'followed',
    body: { kind: 'script', script: `${recorded('sleep 0.05; [ "$LOCALFLOW_PARAM_N" = even ] || fails=1')}\nexit $fails` },
    conditions: { onlyIf: recorded('sleep 0.05') },
    params: { n: { type: 'string' } },
    retry: { maxAttempts: 2, exitCodes: [99] },
    hooks: [
      { on: 'start', name: 'started', script: recorded('true') },
      { on: ['success', 'failure'], name: 'ended', script: recorded(`: > '${running}'/$LOCALFLOW_TASK_ID; sleep 0.3`) },
    ],
  }
  const made = await server.ask<{ id: string }>('POST', '/jobs', job)
  const trigger = await server.ask<{ id: string }>('POST', '/triggers', {
    ...{ job: made.body?.id, on: { kind: 'webhook' }, params: { n: '$event.query.n' } },
  })
  const path = (trigger.body as { address?: string } | null)?.address?.replace(/^.*\/api/, '')
  if (path === undefined) throw new Error(`could not make the job: ${made.message} ${trigger.message}`)
  const acknowledged: string[] = []

  async function callAll(): Promise<void> {
    for (let at = 0; at < load.tasks; at += atOnce)
      await Promise.all(
        Array.from({ length: Math.min(atOnce, load.tasks - at) }, async (_, index) => {
          for (;;) {
            const { body } = await server.ask<{ run: { id: string } }>(
              'POST',
              `${path}?n=${(at + index) % 2 === 0 ? 'even' : 'odd'}`,
              {},
            )
            if (body) return acknowledged.push(body.run.id)
            await pause(30)
          }
        }),
      )
  }

  const [killed] = await Promise.all([
    killAtRandom(server, { ...load, native: true, moment: hookMoment(running) }, random),
    callAll(),
  ])
  load.say(`${acknowledged.length} runs acknowledged, ${JSON.stringify(killed)} killed`)
  await untilIdle(server, Number.POSITIVE_INFINITY)
  await server.end('SIGTERM')
  return { acknowledged, killed, ms: performance.now() - begin }
}
