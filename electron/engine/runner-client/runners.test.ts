import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { isAlive, logOf, runToEnd, shell, startTestEngine, until, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const begin = async (engine: Engine, script: string): Promise<string> =>
  (await engine.manual.exec(shell(script), undefined, 'api')).id

/** A third run at the same time brings a second runner. */
const untilShared = 3

/** Starts runs that last until the gate exists, and waits for the second runner in between, so that both have some. */
async function busy(engine: Engine): Promise<{ ids: string[]; open: () => void; parentOf: (id: string) => Promise<number> }> {
  const gate = join(engine.dataFolder, 'gate')
  const script = `echo $PPID; until [ -e ${gate} ]; do sleep 0.02; done`
  const ids: string[] = []
  for (let run = 0; run < untilShared; run++) {
    const id = await begin(engine, script)
    await untilRun(engine, id, ({ status }) => status === 'running')
    ids.push(id)
  }
  await until(() => engine.info().runnerPids.length === 2)
  for (let more = 0; more < 4; more++) ids.push(await begin(engine, script))
  const parentOf = (id: string) => until(async () => Number((await logOf(engine, id)).split('\n')[0]) || null).then(Number)
  return { ids, open: () => writeFileSync(gate, ''), parentOf }
}

it('attempts that start together are shared by several runners, and a few need only one', async () => {
  const engine = await startTestEngine({ spawnerProgram: null, parallel: 20, runners: 2 })
  for (let run = 0; run < 3; run++) await runToEnd(engine, shell('true'))
  expect(engine.info().runnerPids).toHaveLength(1)
  const { ids, open, parentOf } = await busy(engine)
  const parents = await Promise.all(ids.map(parentOf))
  expect(new Set(parents)).toEqual(new Set(engine.info().runnerPids))
  expect(engine.info().runnerPids).toHaveLength(2)
  open()
  for (const id of ids) expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
})

it('a runner that is killed loses only its own runs', async () => {
  const engine = await startTestEngine({ spawnerProgram: null, parallel: 20, runners: 2 })
  const { ids, open, parentOf } = await busy(engine)
  const [, second] = engine.info().runnerPids
  const parents = await Promise.all(ids.map(parentOf))
  process.kill(Number(second), 'SIGKILL')
  const lost = ids.filter((_, index) => parents[index] === second)
  expect(lost.length).toBeGreaterThan(0)
  for (const id of lost) expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed', reason: 'lost' })
  open()
  for (const id of ids.filter((id) => !lost.includes(id)))
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
})

it('the next engine finds each run at its runner, even if it would use fewer runners', async () => {
  const first = await startTestEngine({ spawnerProgram: null, parallel: 20, runners: 2 })
  const { ids, open, parentOf } = await busy(first)
  const pids = first.info().runnerPids
  await Promise.all(ids.map(parentOf))
  first.stop()
  const second = await startTestEngine({ spawnerProgram: null, dataFolder: first.dataFolder, parallel: 20, runners: 1 })
  await until(() => second.info().runnerPids.length === 2)
  expect(second.info().runnerPids).toEqual(pids)
  open()
  for (const id of ids) {
    expect(await untilEnded(second, id)).toMatchObject({ status: 'succeeded' })
    expect(second.runs.detail(id).nodes[0]?.tries).toHaveLength(1)
  }
})

it('an idle runner exits after a while, and returns when there is more to do', async () => {
  const clock = createFakeClock()
  const engine = await startTestEngine({ spawnerProgram: null, clock, parallel: 20, runners: 2 })
  const { ids, open } = await busy(engine)
  const [first, second] = engine.info().runnerPids
  clock.advance(120_000)
  expect(engine.info().runnerPids).toEqual([first, second])
  open()
  for (const id of ids) await untilEnded(engine, id)
  await until(() => {
    clock.advance(60_000)
    return engine.info().runnerPids.length === 1
  })
  await until(() => !isAlive(Number(second)))
  expect(engine.info().runnerPids).toEqual([first])
  expect(engine.health()).toEqual([])
  const again = await Promise.all(Array.from({ length: 8 }, () => begin(engine, 'sleep 0.3')))
  for (const id of again) expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
})
