import { expect, it } from 'vitest'
import { command, shell, startTestEngine, untilEnded } from '../testing/engine.ts'

it.each([
  ['a command', command('sleep', '5')],
  ['a script', shell('sleep 5')],
])('%s that is cancelled the moment it is claimed is stopped', async (_, spec) => {
  const engine = await startTestEngine()
  await engine.ready()
  engine.committed.listen((events) => {
    for (const { type, id } of events) if (type === 'started') void engine.runs.cancel(id)
  })
  const { id } = await engine.manual.exec(spec, undefined, 'api')
  expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
})

it('many that are cancelled at once are all stopped', async () => {
  const engine = await startTestEngine()
  const runs = await Promise.all(Array.from({ length: 12 }, () => engine.manual.exec(command('sleep', '5'), undefined, 'api')))
  await Promise.all(runs.map(({ id }) => engine.runs.cancel(id)))
  for (const { id } of runs) expect((await untilEnded(engine, id)).status).toBe('cancelled')
})
