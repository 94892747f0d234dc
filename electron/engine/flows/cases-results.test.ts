import { describe, expect, it } from 'vitest'
import { startTestEngine } from '../testing/engine.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, runFlow } from '../testing/flows.ts'

const sh = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code },
  ...over,
})
const one = (node: Draft, over: Draft = {}): Draft => ({ start: 'a', nodes: { a: node }, ...over })

describe('results that cannot be kept', () => {
  it.each([
    [
      'a name that is more than a name',
      JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 2}}}'),
    ],
    ['text of any kind', { text: 'lone \ud800 surrogate, NUL \0, 日本' }],
    ['numbers of any kind', { least: -0, large: 9_007_199_254_740_991, deep: [[[[1e308]]]] }],
  ])('%s goes through unchanged', async (_, value) => {
    const engine = await startTestEngine()
    const run = await runFlow(
      engine,
      one({ exec_type: 'local_func', func: 'noop', prep: { input_key: '$params.value' }, post: { output_key: 'out' } }),
      { value },
    )
    expect(run.status).toBe('succeeded')
    expect(JSON.stringify(run.shared['out'])).toBe(JSON.stringify(value))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expectWhole(engine, run)
  })

  it.each([202, 100_000])('a result that is %i deep fails its node', async (depth) => {
    const engine = await startTestEngine()
    const code = `node -e 'process.stdout.write("[".repeat(${depth}) + "]".repeat(${depth}))'`
    const script = { cmd: '/bin/sh', code, output_mode: 'json' }
    const run = await runFlow(engine, one({ exec_type: 'shell', script }))
    expect(run).toMatchObject({
      status: 'failed',
      error: '"a": The result is nested too deeply. At most 200 levels are allowed.',
    })
    expectWhole(engine, run)
  })

  it('a result over the cap fails its node, and says what to do', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, one(sh('head -c 2000000 /dev/zero | tr "\\0" x')))
    expect(run).toMatchObject({ status: 'failed', reason: 'too-large' })
    expect(run.error).toContain('Write large data to a file')
    expectWhole(engine, run)
  })
})
