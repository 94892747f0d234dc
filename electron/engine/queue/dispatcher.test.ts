import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { leveled } from '../base/log.ts'
import { openDb } from '../store/db.ts'
import { command, recordStarts, runToEnd, shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { misreportNextCommit } from '../testing/statement-faults.ts'

describe('the queue', () => {
  it('runs no more at the same time than it may, and as many as it may', async () => {
    const engine = await startTestEngine({ parallel: 3 })
    const stop = engine.committed.listen(() => seen.push(engine.info().running))
    const seen: number[] = []
    const runs = await Promise.all(Array.from({ length: 12 }, () => engine.manual.exec(shell('sleep 0.05'), undefined, 'api')))
    for (const { id } of runs) expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    stop()
    expect(Math.max(...seen)).toBe(3)
  })

  it('runs in the order in which it was asked', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const started = recordStarts(engine)
    const runs = await Promise.all(Array.from({ length: 8 }, () => engine.manual.exec(shell(':'), undefined, 'api')))
    for (const { id } of runs) await untilEnded(engine, id)
    expect(started).toEqual(runs.map(({ id }) => id))
  })

  it('goes on after a run that could not be prepared, and says why it could not', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    writeFileSync(join(engine.dataFolder, 'scripts'), 'a file where a folder should be')
    const run = await runToEnd(engine, shell('echo never'))
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: expect.stringMatching(/Could not prepare the run: .*scripts/),
    })
    expect(await runToEnd(engine, command('true'))).toMatchObject({
      status: 'succeeded',
    })
  })

  it('starts the tasks of a commit that was reported as failed, and counts it once', async () => {
    const engine = await startTestEngine({ log: leveled('error', () => {}) })
    misreportNextCommit()
    await expect(engine.manual.exec(shell('echo done'), undefined, 'api')).rejects.toThrow('disk reports an error')
    expect(engine.info()).toMatchObject({ queued: 0, running: 1 })
    const query = { status: 'succeeded' as const, job: null, q: null, cursor: null, limit: 10 }
    await until(async () => (await engine.runs.list(query)).items.length === 1)
    expect(engine.info()).toMatchObject({ queued: 0, running: 0 })
    expect(engine.metrics.read()).toMatchObject({ enqueued: 1, started: 1, ended: { succeeded: 1 } })
  })

  it('reports that no task can start while queued tasks cannot be read, and continues once they can', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, log: leveled('error', () => {}) })
    await engine.queues.pause('default', undefined)
    const { id, number } = await engine.manual.exec(command('true'), undefined, 'api')
    const db = openDb(join(engine.dataFolder, 'localflow.db'))
    onTestFinished(() => void db.close())
    db.pragma('ignore_check_constraints = ON')
    db.exec(`UPDATE run SET params = '{' WHERE number = ${number}`)
    await engine.queues.resume('default')
    await until(() => engine.health().join().includes('No task can start'))
    db.exec(`UPDATE run SET params = NULL WHERE number = ${number}`)
    clock.advance(5_000)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    expect(engine.health()).toEqual([])
  })

  it('records an attempt whose log has no place, with the outcome it had', async () => {
    const engine = await startTestEngine()
    mkdirSync(join(engine.dataFolder, 'logs'))
    writeFileSync(join(engine.dataFolder, 'logs', String(new Date().getUTCFullYear())), 'a file where a folder should be')
    const run = await runToEnd(engine, shell('echo lost; exit 6'))
    expect(run).toMatchObject({ status: 'failed', exitCode: 6, error: 'Last line: "lost"' })
    expect(engine.runs.detail(run.id).nodes[0]?.tries[0]).toMatchObject({ droppedBytes: 5 })
  })

  it('records how much a program printed that is no text', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('printf "\\000\\377\\001\\n"; exit 6'))
    expect(run.error).toBe('Exited with code 6. Its output (4 bytes) has no readable text.')
    const retried = shell('exit 6', { retry: { maxAttempts: 2, backoff: { delayMs: 0 } } })
    // The line of LocalFlow about the second attempt is none of the program.
    expect((await runToEnd(engine, retried)).error).toBe('Exited with code 6 and no output.')
  })
})
