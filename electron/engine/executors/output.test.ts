import { expect, it } from 'vitest'
import { runToEnd, shell, startTestEngine } from '../testing/engine.ts'

const resultOf = async (script: string, output: 'text' | 'json'): Promise<unknown> => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell(script, { output }))
  return engine.runs.detail(id).result
}

it('the values of output lines are read as JSON, except numbers that would not print back as the same text', async () => {
  const lines = ['version=1.10', 'id=12345678901234567890', 'hash=7e12345', 'count=3', 'items=[1,2]', 'branch=main']
  expect(await resultOf(lines.map((line) => `echo '::output ${line}'`).join('\n'), 'text')).toEqual({
    version: '1.10',
    id: '12345678901234567890',
    hash: '7e12345',
    count: 3,
    items: [1, 2],
    branch: 'main',
  })
})

it('output that is declared to be JSON is parsed as JSON', async () => {
  expect(await resultOf(`echo '{"version": 1.10}'`, 'json')).toEqual({ version: 1.1 })
})
