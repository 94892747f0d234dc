import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { isAlive, logOf, shell, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { specOfCheck } from './spec-of-check.ts'

const sh = (script: string) => ({ kind: 'script', script }) as const
const noop = { kind: 'builtin', name: 'noop' } as const

/** A job with a webhook, as something that starts it without a person. */
async function openJob(conditions: object, over: object = {}, engine?: Engine) {
  const own = engine ?? (await startTestEngine())
  const job = await own.jobs.create(JobDraft.parse({ name: 'Backup', body: noop, conditions, ...over }))
  const { address } = await own.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const call = (): Promise<Run> => own.triggers.called(address?.split('/').at(-1) ?? '', { body: {} })
  return { engine: own, job, call, ended: async () => untilEnded(own, (await call()).id) }
}

describe('a run that starts only if a command succeeds', () => {
  it('starts if it does, and is skipped with the reason if it fails', async () => {
    const file = join(temporaryFolder(), 'there')
    const { engine, ended } = await openJob({ onlyIf: `echo "no $FILE" >&2\ntest -e "$FILE"` }, { env: { FILE: file } })
    const skipped = await ended()
    expect(skipped).toMatchObject({
      status: 'skipped',
      reason: 'condition-failed',
      error: `The condition "echo "no $FILE" >&2" failed: no ${file}`,
      startedAt: null,
    })
    expect(engine.alerts.list({ state: null, cursor: null, limit: 10 }).items, 'a failed check is no failure').toEqual([])
    await writeFile(file, '')
    const run = await ended()
    expect(run.status).toBe('succeeded')
    expect(engine.runs.events(run.id).map(({ type }) => type)).toEqual([
      'queued',
      'condition is checked',
      'conditions hold',
      'started',
      'succeeded',
    ])
    expect(engine.runs.detail(run.id).hooks).toMatchObject([{ step: 'condition', status: 'succeeded' }])
    expect(await logOf(engine, engine.runs.logOwner(run.id, 'condition'))).toBe(`no ${file}\n`)
  })

  it('gives the command the parameters, variables, secrets and the folder of the job', async () => {
    const cwd = temporaryFolder()
    const { engine, job } = await openJob(
      { onlyIf: `echo "$LOCALFLOW_PARAM_WIDTH $(printenv OWN | wc -c) $(printenv LOCALFLOW_PARAM_PIN | wc -c) $(pwd)" > told` },
      {
        cwd,
        env: { OWN: '$secrets.TOKEN' },
        body: sh('true'),
        params: { width: { type: 'integer', default: 800 }, pin: { type: 'secret' } },
      },
    )
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    await engine.jobs.create(JobDraft.parse({ name: 'Outer', body: noop, hooks: [{ on: 'success', job: job.id }] }))
    const { id } = await engine.manual.runJob('Outer', 'hand')
    await untilEnded(engine, id)
    await until(() => engine.runs.detail(id).hooks[0]?.endedAt)
    expect((await readFile(join(cwd, 'told'), 'utf8')).trim().split(/\s+/)).toEqual(['800', '15', '0', cwd])
  })

  it('waits for the check, and says so; a check that hangs is killed with all that it started, and skips the run', async () => {
    const folder = temporaryFolder()
    const { engine, call } = await openJob({ onlyIf: `sleep 300 & echo $! > '${folder}/pid'; wait` })
    const run = await call()
    const pid = Number(await until(async () => existsSync(join(folder, 'pid')) && (await readFile(join(folder, 'pid'), 'utf8'))))
    const check = engine.runs.detail(run.id).hooks[0]?.run
    expect(engine.runs.detail(run.id).nodes[0]?.waitsFor).toBe(`Waiting for its condition: run ${check?.number} is checking it.`)
    await engine.runs.cancel(check?.id ?? '')
    expect(await untilEnded(engine, run.id)).toMatchObject({
      status: 'skipped',
      error: expect.stringMatching(/^The check of the condition "sleep 300 .*" was stopped\.$/),
    })
    await until(() => !isAlive(pid))
  })

  it('gives the command 30 seconds, and runs it again only if it was interrupted', () => {
    expect(specOfCheck(shell('true', { timeoutMs: 5 }), 'true', null)).toMatchObject({
      timeoutMs: 30_000,
      stop: { graceMs: 1_000 },
      retry: { maxAttempts: 2, exitCodes: [] },
    })
  })

  it('holds up no work while checks hang, and work holds up no check', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const { call } = await openJob({ onlyIf: 'sleep 300' }, {}, engine)
    const [first, ...others] = [await call(), await call(), await call(), await call(), await call()]
    const queue = () => engine.queues.list().find(({ name }) => name === 'conditions')
    await until(() => queue()?.running === 4)
    expect(queue()).toMatchObject({ limit: 4, ready: 1 })
    await engine.jobs.create(JobDraft.parse({ name: 'Work', body: noop }))
    const { id } = await engine.manual.runJob('Work', 'hand')
    expect((await untilEnded(engine, id)).status).toBe('succeeded')
    for (const run of [first, ...others]) if (run) await engine.runs.cancel(run.id)
    await until(() => queue()?.running === 0 && queue()?.ready === 0)
  })

  it('does not check what a person starts, lets start now, or retries', async () => {
    const { engine, job, call, ended } = await openJob({ onlyIf: 'exit 7' })
    const byHand = await engine.manual.runJob(job.id, 'hand')
    expect((await untilEnded(engine, byHand.id)).status).toBe('succeeded')
    const skipped = await ended()
    expect(skipped.error).toBe('The condition "exit 7" failed: Exited with code 7 and no output.')
    await engine.runs.retry(skipped.id)
    expect((await untilEnded(engine, skipped.id)).status).toBe('succeeded')
    await engine.queues.pause('conditions', undefined)
    const waiting = await call()
    await until(() => engine.runs.detail(waiting.id).hooks.length === 1)
    await engine.tasks.moveToFront(engine.runs.detail(waiting.id).nodes[0]?.taskId ?? '')
    expect((await untilEnded(engine, waiting.id)).status).toBe('succeeded')
    await engine.queues.resume('conditions')
    await until(() => engine.runs.detail(waiting.id).hooks[0]?.endedAt)
    expect(engine.runs.find(waiting.id).status).toBe('succeeded')
  })

  it('waits for an earlier run first, and the check of a cancelled run is stopped', async () => {
    const { engine, job, call } = await openJob(
      { onlyIf: 'sleep 300' },
      { overlap: 'queue', body: { kind: 'builtin', name: 'sleep', input: { ms: 600_000 } } },
    )
    const long = await engine.manual.runJob(job.id, 'hand')
    const run = await call()
    expect(engine.runs.detail(run.id).nodes[0]?.waitsFor).toBe(`Waiting for run ${long.number} of the same job to end.`)
    await engine.runs.cancel(long.id)
    const check = await until(() => engine.runs.detail(run.id).hooks[0]?.run ?? null)
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, check?.id ?? '')).toMatchObject({ status: 'cancelled' })
    expect(engine.runs.find(run.id)).toMatchObject({ status: 'cancelled', reason: 'withdrawn' })
  })

  it('is skipped if its check cannot be queued', async () => {
    const { engine, ended, call } = await openJob({ onlyIf: 'true' })
    await call()
    await engine.queues.drain('conditions', undefined)
    expect((await ended()).error).toBe(
      'Could not check the condition "true": The queue "conditions" is draining and accepts no new runs. Resume the queue first.',
    )
  })

  it('goes on after the engine was killed in the middle of the check', async () => {
    const folder = temporaryFolder()
    const { engine, call } = await openJob({ onlyIf: `while [ ! -e '${folder}/go' ]; do sleep 0.05; done` })
    const run = await call()
    await until(() => engine.runs.detail(run.id).hooks[0]?.startedAt)
    engine.stop()
    await writeFile(join(folder, 'go'), '')
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    expect((await untilEnded(next, run.id)).status).toBe('succeeded')
    expect(next.runs.detail(run.id).hooks).toMatchObject([{ step: 'condition', status: 'succeeded' }])
  })
})

describe('a run that starts only if none has succeeded today', () => {
  const hour = 3_600_000

  /** An hourly job, from 27 November 2026, 00:30 UTC on. */
  async function openHourly(tz: string) {
    const clock = createFakeClock(Date.UTC(2026, 10, 27, 0, 30))
    const engine = await startTestEngine({ clock })
    const job = await engine.jobs.create(JobDraft.parse({ name: 'Report', body: noop, conditions: { oncePerDay: true } }))
    await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz }))
    const runs = async (): Promise<Run[]> =>
      (await engine.runs.list({ status: null, job: job.id, q: null, cursor: null, limit: 100 })).items.reverse()
    const pass = async (hours: number) => {
      for (let n = 0; n < hours; n++) {
        const before = (await runs()).length
        clock.advance(hour)
        await engine.lookAtClock()
        await until(async () => {
          const now = await runs()
          return now.length === before + 1 && now.every(({ endedAt }) => endedAt !== null)
        })
      }
    }
    return { engine, job, pass, runs }
  }

  it('is skipped with the run that did, until the day in the zone of its schedule is over', async () => {
    const { engine, job, pass, runs } = await openHourly('Asia/Tokyo')
    await pass(16)
    const all = await runs()
    // 15:00 UTC is midnight in Tokyo.
    expect(all.map(({ status }) => status)).toEqual(['succeeded', ...Array(13).fill('skipped'), 'succeeded', 'skipped'])
    expect(all[1]).toMatchObject({
      reason: 'succeeded-today',
      error: 'The job already succeeded today: run 1 (the day in Asia/Tokyo).',
    })
    const byHand = await engine.manual.runJob(job.id, 'hand')
    expect((await untilEnded(engine, byHand.id)).status).toBe('succeeded')
  })

  it('is not skipped because of one that failed', async () => {
    const { engine, job, pass, runs } = await openHourly('UTC')
    const failing = { kind: 'builtin', name: 'fail' } as const
    await engine.jobs.update(job.id, JobDraft.parse({ ...engine.jobs.get(job.id), body: failing }), undefined)
    await pass(2)
    expect((await runs()).map(({ status }) => status)).toEqual(['failed', 'failed'])
  })
})
