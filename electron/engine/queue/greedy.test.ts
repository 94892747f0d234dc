import { expect, it } from 'vitest'
import { carriersOf } from '../../runner/process-table.ts'
import { shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'

it('a run that takes every processor and two hundred processes leaves the others their turn, and can be stopped', async () => {
  const engine = await startTestEngine({ parallel: 4 })
  const greedy = `for n in $(seq 200); do sleep 60 & done
    for n in 1 2 3 4; do (while :; do :; done) & done
    for n in 1 2 3 4; do setsid sh -c 'while :; do :; done' & done
    wait`
  const { id } = await engine.manual.exec(shell(greedy), undefined, 'api')
  const attemptId = (await until(() => engine.runs.detail(id).nodes[0]?.tries[0]?.id)) ?? ''
  await until(async () => (await carriersOf(attemptId)).length >= 208)

  const others = await Promise.all(Array.from({ length: 20 }, (_, n) => engine.manual.exec(shell(`echo ${n}`), undefined, 'api')))
  for (const other of others) expect(await untilEnded(engine, other.id)).toMatchObject({ status: 'succeeded', reason: null })
  expect(engine.runs.find(id).status).toBe('running')

  await engine.runs.cancel(id)
  expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
  expect(await carriersOf(attemptId)).toEqual([])
})
