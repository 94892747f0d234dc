import { expect, skipSaying, test } from './crash/disk-fixtures.ts'
import { powerProblem } from './crash/power-disk.ts'
import { cutPower } from './crash/power-run.ts'

const seed = Number(process.env['POWER_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test('the power fails under load: nothing acknowledged is lost, nothing recorded as done is done again', async ({
  folder,
}, info) => {
  const problem = powerProblem()
  if (problem !== null) return skipSaying(info, problem)
  process.stdout.write(`POWER_SEED=${seed}\n`)
  const stop = new AbortController()
  const result = await cutPower(5, seed, { folder, signal: stop.signal, say: () => {} })
  expect.soft(result.findings).toEqual([])
  expect.soft(result.cuts).toBe(5)
  expect.soft(result.completed).toBeGreaterThan(0)
})
