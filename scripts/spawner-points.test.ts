import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { Engine } from '../electron/engine/engine.ts'
import { isAlive, shell, startTestEngine, temporaryFolder, until, untilEnded } from '../electron/engine/testing/engine.ts'
import { buildSpawner } from './build-native.ts'

/** Kills itself at the point that its environment names. */
const program = buildSpawner('spawner-failpoints', ['-DFAILPOINTS'])
const test = it.skipIf(program === null)
const retry = { maxAttempts: 3, backoff: { kind: 'fixed' as const, delayMs: 0 } }

afterEach(() => void vi.unstubAllEnvs())

/** An engine whose spawners die at the point, and six runs that write down their starts and their ends. */
async function runSix(point: string, then = '') {
  vi.stubEnv('LOCALFLOW_FAILPOINT', point)
  const record = join(temporaryFolder(), 'record')
  writeFileSync(record, '')
  const engine = await startTestEngine({ spawnerProgram: program, parallel: 3 })
  const script = (n: number): string => `echo "begin ${n} $$" >> ${record}; sleep 0.1; ${then} echo "end ${n} $$" >> ${record}`
  const ids = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (n) => (await engine.manual.exec(shell(script(n), { retry }), undefined, 'api')).id),
  )
  const runs = await Promise.all(ids.map((id) => untilEnded(engine, id)))
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean)
  const of = (event: string) => lines.map((line) => line.split(' ')).filter(([name]) => name === event)
  return { engine, ids, runs, begun: of('begin'), ended: of('end') }
}

const attemptsOf = (engine: Engine, ids: string[]): number =>
  ids.reduce((sum, id) => sum + (engine.runs.detail(id).nodes[0]?.tries.length ?? 0), 0)

test.each(['before-start:4', 'after-start:4'])('spawners that die at %s lose attempts, and no run', async (point) => {
  const { engine, ids, runs, begun, ended } = await runSix(point)
  expect(runs.map(({ status }) => status)).toEqual(Array(6).fill('succeeded'))
  expect([...new Set(ended.map(([, n]) => n))].sort()).toEqual(['1', '2', '3', '4', '5', '6'])
  expect(attemptsOf(engine, ids)).toBeGreaterThan(6)
  expect(begun.length).toBeLessThanOrEqual(attemptsOf(engine, ids))
  expect(begun.filter(([, , pid]) => isAlive(Number(pid)))).toEqual([])
})

test('a keeper that dies as soon as its program runs takes it along, and the attempt is lost', async () => {
  const { runs, begun, ended } = await runSix('keeper:1')
  expect(runs.map(({ status, reason }) => [status, reason])).toEqual(Array(6).fill(['failed', 'lost']))
  expect(ended).toEqual([])
  await until(() => begun.every(([, , pid]) => !isAlive(Number(pid))))
})

test('a keeper that dies after the end of its program, beside what that left behind, changes nothing of the outcome', async () => {
  const { runs, begun, ended } = await runSix('keeper:2', 'sleep 60 > /dev/null 2>&1 &')
  expect(runs.map(({ status }) => status)).toEqual(Array(6).fill('succeeded'))
  expect([begun.length, ended.length]).toEqual([6, 6])
})
