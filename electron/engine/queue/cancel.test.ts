import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { command, runToEnd, shell, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'

describe('cancelling', () => {
  it('a queued run cancels it: it never starts', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const first = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    await untilRun(engine, first.id, ({ status }) => status === 'running')
    const mark = join(engine.dataFolder, 'mark')
    const waiting = await engine.manual.exec(command('touch', mark), undefined, 'api')
    expect(await engine.runs.cancel(waiting.id)).toMatchObject({
      status: 'cancelled',
      reason: 'withdrawn',
      startedAt: null,
      exitCode: null,
    })
    expect(engine.runs.detail(waiting.id).nodes).toMatchObject([
      { status: 'cancelled', reason: 'withdrawn', attempts: 0, tries: [] },
    ])
    expect(engine.runs.events(waiting.id).map(({ type }) => type)).toEqual(['queued', 'cancelled'])
    await engine.runs.cancel(first.id)
    await untilEnded(engine, first.id)
    await runToEnd(engine, shell('true'))
    expect(existsSync(mark)).toBe(false)
  })

  it('a run that has ended is a conflict, and changes nothing', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('exit 2'))
    await expect(engine.runs.cancel(run.id)).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${run.number} has already ended (failed).`,
    })
    expect(engine.runs.find(run.id)).toEqual(run)
    expect(engine.runs.events(run.id)).toHaveLength(3)
  })

  it('twice is one wish', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.manual.exec(
      shell(`trap '' TERM; echo ready; while :; do sleep 0.05; done`, { stop: { graceMs: 300 } }),
      undefined,
      'api',
    )
    for await (const _ of engine.logs.follow(id, null, 1, undefined)) break
    expect(await engine.runs.cancel(id)).toMatchObject({ status: 'running', reason: null })
    await engine.runs.cancel(id)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped', signal: 'SIGKILL' })
    expect(engine.runs.events(id).map(({ type }) => type)).toEqual(['queued', 'started', 'stop asked', 'cancelled'])
  })

  it('a run that does not exist is not-found', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await expect(engine.runs.cancel('77')).rejects.toMatchObject({ code: 'not-found', message: 'There is no run "77".' })
  })

  it('a run whose timeout is also over has one cause', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, { ...command('sleep', '60'), timeoutMs: 150 })
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'timeout',
      error: 'Stopped after its timeout of 0.15 s.',
      signal: 'SIGTERM',
    })
  })
})
