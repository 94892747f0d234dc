import { describe, expect, it } from 'vitest'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { runFlow, startFlow } from '../testing/flows.ts'

const echo = { exec_type: 'local_func', func: 'noop', prep: { input_key: '$params.big' } }
const big = 'x'.repeat(1_000_000)

describe('the data of a run', () => {
  it('are not counted again and again where one takes the place of another', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(
      engine,
      {
        start: 'a',
        nodes: { a: { ...echo, post: { output_key: 'last' }, max_visits: 70 } },
        edges: [
          { from: 'a', to: 'a' },
          { from: 'a', action: 'limit', to: '' },
        ],
      },
      { big },
    )
    expect(run).toMatchObject({ status: 'succeeded' })
    expect(run.shared['last']).toBe(big)
  }, 60_000)

  it('stay within their limit: excess data fails or is refused, with a reason', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(
      engine,
      {
        start: 'wait',
        nodes: { wait: { kind: 'wait_event', signal_key: 'go' }, echo },
        edges: [{ from: 'wait', to: 'echo' }],
      },
      { big },
    )
    for (let n = 0; n < 65; n++) await engine.flowRuns.signal(run.id, 'k', big, null, 'test')
    await engine.flowRuns.signal(run.id, 'k', 'x'.repeat(900_000), null, 'test')
    expect(await engine.flowRuns.signal(run.id, 'k', big, null, 'test')).toEqual({ ignored: 'too-large' })
    await engine.flowRuns.signal(run.id, 'go', true, null, 'test')
    const ended = await untilEnded(engine, run.id)
    expect(ended).toMatchObject({ status: 'failed', reason: 'too-large' })
    expect(ended.error).toContain('would exceed 64 MB')
  }, 60_000)
})
