import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { builtSpawner, isAlive, logOf, runToEnd, shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'

/** A run that lasts until the gate exists, and its process. */
async function begin(engine: Engine) {
  const gate = join(engine.dataFolder, 'gate')
  const script = shell(`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two`)
  const { id } = await engine.manual.exec(script, undefined, 'api')
  const pid = Number(await until(() => engine.runs.detail(id).nodes[0]?.tries[0]?.pid))
  return { id, pid, open: () => writeFileSync(gate, '') }
}

async function openAndExpectWhole(engine: Engine, { id, open }: Awaited<ReturnType<typeof begin>>): Promise<void> {
  open()
  expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
  expect(engine.runs.detail(id).nodes[0]?.tries).toHaveLength(1)
  expect((await logOf(engine, id)).split('\n').filter((line) => !line.startsWith('[LocalFlow]'))).toEqual(['one', 'two', ''])
}

/** Without a compiler there is nothing to test. */
const test = it.skipIf(builtSpawner() === null)

test('a run outlives its runner, whether the engine lives or not', async () => {
  const first = await startTestEngine()
  const run = await begin(first)
  const runner = Number(first.info().runnerPid)
  process.kill(runner, 'SIGKILL')
  await until(() => first.info().runnerPid !== null && first.info().runnerPid !== runner)
  const [second, spawner] = [Number(first.info().runnerPid), first.info().spawnerPid]
  first.stop()
  process.kill(second, 'SIGKILL')
  const engine = await startTestEngine({ dataFolder: first.dataFolder })
  await engine.ready()
  expect(engine.info().spawnerPid).toBe(spawner)
  expect(isAlive(run.pid)).toBe(true)
  await openAndExpectWhole(engine, run)
})

test('an engine of a later release replaces the runner, one of an earlier release leaves it, and the run goes on', async () => {
  const first = await startTestEngine({ version: '0.9.0' })
  const run = await begin(first)
  const earlier = first.info().runnerPid
  first.stop()
  const second = await startTestEngine({ dataFolder: first.dataFolder, version: '0.10.0' })
  await second.ready()
  const later = second.info().runnerPid
  expect(later).not.toBe(earlier)
  second.stop()
  const engine = await startTestEngine({ dataFolder: first.dataFolder, version: '0.9.0' })
  await engine.ready()
  expect(engine.info().runnerPid).toBe(later)
  expect(isAlive(run.pid)).toBe(true)
  await openAndExpectWhole(engine, run)
})

test('a run is lost with its spawner, its process is dead, and the next run works', async () => {
  const engine = await startTestEngine()
  const run = await begin(engine)
  process.kill(Number(engine.info().spawnerPid), 'SIGKILL')
  expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'lost' })
  expect(isAlive(run.pid)).toBe(false)
  expect(await runToEnd(engine, shell('echo again'))).toMatchObject({ status: 'succeeded' })
})

it.each([
  ['cannot be started', '/dev/null'],
  ['gives up at once', '/bin/false'],
])('a spawner that %s is done without', async (_, spawnerProgram) => {
  const engine = await startTestEngine({ spawnerProgram })
  expect(await runToEnd(engine, shell('echo hi'))).toMatchObject({ status: 'succeeded' })
  expect(engine.info()).toMatchObject({ spawnerPid: null, spawnerProblem: expect.stringContaining('could not start') })
})
