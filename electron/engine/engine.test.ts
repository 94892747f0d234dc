import { describe, expect, it } from 'vitest'
import { command, logOf, runToEnd, shell, startTestEngine, untilEnded, untilRun } from './testing/engine.ts'

describe('a run', () => {
  it('goes from queued to succeeded, with its output in the log and every step in its history', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('echo out; echo err >&2'))
    expect(run).toMatchObject({ status: 'succeeded', reason: null, exitCode: 0, error: null })
    const { items } = await engine.logs.read(run.id, null, 1, 10)
    expect(items.map(({ text, stream }) => `${stream}: ${text}`).sort()).toEqual(['err: err', 'out: out'])
    expect(engine.runs.events(run.id).map(({ type }) => type)).toEqual(['queued', 'started', 'succeeded'])
  })

  it('that fails reports its exit code and the last line it wrote to stderr', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('echo "disk is on fire" >&2; echo fine; exit 7'))
    expect(run).toMatchObject({ status: 'failed', reason: 'exit-code', exitCode: 7, error: 'disk is on fire' })
  })

  it('can open /dev/stderr and /dev/stdout, as in a terminal', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('echo a > /dev/stderr; echo b > /dev/stdout; echo c | tee /dev/stderr'))
    expect(run.status).toBe('succeeded')
    expect((await logOf(engine, run.id)).split('\n').sort().join('')).toBe('abcc')
  })

  it('can open them also when many start at once', async () => {
    const engine = await startTestEngine({ parallel: 40 })
    const runs = await Promise.all(
      Array.from({ length: 40 }, () => engine.manual.exec(shell('sleep 0.3; echo a > /dev/stderr'), undefined, 'api')),
    )
    for (const { id } of runs) expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
  })

  it('is stopped on request, and that is not a failure', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    await untilRun(engine, id, ({ status }) => status === 'running')
    await engine.runs.cancel(id)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
  })

  it('continues while the engine is away, and the next engine records its end', async () => {
    const first = await startTestEngine()
    const { dataFolder } = first
    const { id } = await first.manual.exec(shell('echo before; sleep 0.5; echo after; exit 3'), undefined, 'api')
    await untilRun(first, id, ({ status }) => status === 'running')
    first.stop()
    const second = await startTestEngine({ dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'failed', exitCode: 3 })
    expect((await logOf(second, id)).replace('[LocalFlow] recovered after LocalFlow was restarted\n', '')).toBe('before\nafter\n')
    expect(second.runs.detail(id).nodes[0]?.attempts).toBe(1)
  })
})
