import { expect, test } from '@playwright/test'
import { cover } from './crash/points/coverage.ts'
import { runWithFailures } from './crash/points/failures.ts'
import { describe, killsAt, sampleOf } from './crash/points/kills.ts'
import { runWithKill } from './crash/points/scenario-run.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const [kills, nativeKills] = [4, 2]
/** What the runner does only where the spawner serves, and the end that only the spawner knows of. */
const nativePoints = [
  'runner say start to the spawner: before',
  'runner say start to the spawner: after',
  'runner say acknowledge to the spawner: after',
  'runner say done to the spawner: before',
  'runner append to journal: before',
  'runner say ended: before',
]

test('a process killed at a crash point, once or twice in a row, loses nothing and does nothing twice', async () => {
  test.setTimeout(300_000)
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  const { visits, findings } = await cover()
  expect(findings).toEqual([])
  for (const kill of sampleOf(killsAt(visits, seed), kills, seed)) {
    const { findings, data } = await runWithKill(kill)
    expect(findings, `${describe(kill)}; the data is kept in ${data}`).toEqual([])
  }
})

test('an engine or runner killed at a crash point while the spawner keeps the programs loses no attempt', async () => {
  test.setTimeout(180_000)
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  for (const kill of sampleOf(killsAt(new Map(nativePoints.map((point) => [point, 1])), seed), nativeKills, seed)) {
    const { findings, killed, data } = await runWithKill({ ...kill, isNative: true })
    expect(findings, `${describe(kill)}; the data is kept in ${data}`).toEqual([])
    expect(killed, describe(kill)).toBeGreaterThan(0)
  }
})

test('writes and commits that fail, or report failure though they succeeded, and lost answers: each key is one task, done once', async () => {
  test.setTimeout(120_000)
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  const { findings, data } = await runWithFailures({ seed, tasks: 40, rate: 0.01 })
  expect(findings, `the data is kept in ${data}`).toEqual([])
})
