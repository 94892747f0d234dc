import { expect, test } from '@playwright/test'
import { cover } from './crash/points/coverage.ts'
import { playFailures } from './crash/points/failures.ts'
import { playDeath } from './crash/points/play.ts'
import { deathsAt, sampleOf } from './crash/points/survey.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const deaths = 6

test('a process that dies at a named point, once or twice in a row, loses nothing and does nothing twice', async () => {
  test.setTimeout(300_000)
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  const { points, faults } = await cover()
  expect(faults).toEqual([])
  for (const death of sampleOf(deathsAt(points, 1), deaths, seed)) {
    const { faults, data } = await playDeath(death)
    expect(faults, `${death.point} × ${death.times}; the data is kept in ${data}`).toEqual([])
  }
})

test('writes and commits that fail, or say so though they were done, and lost answers: each key is one task, done once', async () => {
  test.setTimeout(120_000)
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  const { faults, data } = await playFailures({ seed, tasks: 40, rate: 0.01 })
  expect(faults, `the data is kept in ${data}`).toEqual([])
})
