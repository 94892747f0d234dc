import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { TriggerDraft, type TriggerInput } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { logOf, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const draft = (on: TriggerInput['on'], over: Partial<TriggerInput> = {}) => TriggerDraft.parse({ on, ...over })

async function addJob(engine: Engine, name: string, over: Partial<JobDraftInput> = {}) {
  return engine.jobs.create(JobDraft.parse({ name, body: { kind: 'builtin', name: 'noop' }, ...over }))
}

const script = (text: string): Partial<JobDraftInput> => ({ body: { kind: 'script', script: text, interpreter: ['/bin/sh'] } })

/** Newest first. */
async function runsOf(engine: Engine, job: string): Promise<Run[]> {
  return (await engine.runs.list({ status: null, job, q: null, cursor: null, limit: 500 })).items
}

const paramsOf = async (engine: Engine, job: string) =>
  (await runsOf(engine, job)).map(({ id }) => engine.runs.detail(id).params).reverse()

/** The changes and their files, oldest first. */
const changesOf = async (engine: Engine, job: string): Promise<string[]> =>
  (await paramsOf(engine, job)).map(({ name, change }) => `${change} ${name}`)

describe('after another job', () => {
  it('starts in the write that ends it, if its outcome matches, and knows which run it was', async () => {
    const engine = await startTestEngine()
    const first = await addJob(engine, 'first')
    const bad = await addJob(engine, 'bad', { body: { kind: 'builtin', name: 'fail', input: { message: 'no' } } })
    const log = await addJob(engine, 'log', script('echo "$LOCALFLOW_PARAM_JOB $LOCALFLOW_PARAM_STATUS $LOCALFLOW_PARAM_RUN"'))
    const cleanUp = await addJob(engine, 'clean up')
    const alarm = await addJob(engine, 'alarm')
    await engine.triggers.create(log.id, draft({ kind: 'after', job: 'first' }))
    for (const job of ['first', 'bad']) await engine.triggers.create(cleanUp.id, draft({ kind: 'after', job, outcome: 'always' }))
    for (const job of ['first', 'bad']) await engine.triggers.create(alarm.id, draft({ kind: 'after', job, outcome: 'failure' }))

    const run = await untilEnded(engine, (await engine.manual.runJob(first.id, 'api')).id)
    const [after] = await runsOf(engine, 'log')
    expect(after).toMatchObject({ trigger: 'after' })
    await untilEnded(engine, after?.id ?? '')
    expect(await logOf(engine, after?.id ?? '')).toBe(`first succeeded ${run.number}\n`)
    expect([await runsOf(engine, 'clean up'), await runsOf(engine, 'alarm')].map(({ length }) => length)).toEqual([1, 0])

    await untilEnded(engine, (await engine.manual.runJob(bad.id, 'api')).id)
    expect([await runsOf(engine, 'clean up'), await runsOf(engine, 'alarm')].map(({ length }) => length)).toEqual([2, 1])
    const [trigger] = engine.triggers.ofJob('alarm').slice(1)
    expect(trigger).toMatchObject({ text: 'After bad failed', last: { note: null, run: { number: expect.any(Number) } } })
    expect(engine.triggers.firings(trigger?.id ?? '', 10)).toMatchObject([
      { note: null, run: { number: trigger?.last?.run?.number } },
    ])
  })

  it('a run that is stopped between two attempts has ended, too; one that never started has not run', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const again = await addJob(engine, 'again', {
      body: { kind: 'builtin', name: 'fail' },
      retry: { maxAttempts: 3, backoff: { kind: 'fixed', delayMs: 3_600_000 } } as JobDraftInput['retry'],
    })
    const after = await addJob(engine, 'after')
    await engine.triggers.create(after.id, draft({ kind: 'after', job: again.id, outcome: 'always' }))
    const run = await engine.manual.runJob(again.id, 'api')
    await until(() => engine.runs.find(run.id).retryAt !== null)
    await engine.runs.cancel(run.id)
    expect(await paramsOf(engine, 'after')).toMatchObject([{ status: 'cancelled', run: run.number }])
  })

  it('a circle is refused, and the way is named', async () => {
    const engine = await startTestEngine()
    const [a, b, c] = [await addJob(engine, 'a'), await addJob(engine, 'b'), await addJob(engine, 'c')]
    await engine.triggers.create(b.id, draft({ kind: 'after', job: a.id }))
    const last = await engine.triggers.create(c.id, draft({ kind: 'after', job: b.id }))
    await expect(engine.triggers.create(a.id, draft({ kind: 'after', job: c.id }))).rejects.toThrow(
      'Could not save the trigger: the jobs would start each other endlessly ("a" → "b" → "c" → "a").',
    )
    await expect(engine.triggers.create(a.id, draft({ kind: 'after', job: 'a' }))).rejects.toThrow('"a" → "a"')
    await engine.triggers.remove(last.id)
    await engine.triggers.create(a.id, draft({ kind: 'after', job: c.id }))
    await expect(engine.triggers.restore(last.id)).rejects.toThrow('would start each other endlessly')
    await expect(engine.triggers.create(a.id, draft({ kind: 'after', job: 'nobody' }))).rejects.toThrow(
      'There is no job "nobody".',
    )
  })
})

describe('held back', () => {
  it('while everything is paused, or its job is disabled, and says so', async () => {
    const engine = await startTestEngine()
    const first = await addJob(engine, 'first')
    const second = await addJob(engine, 'second')
    const { id } = await engine.triggers.create(second.id, draft({ kind: 'after', job: 'first' }))
    const runFirst = async () => untilEnded(engine, (await engine.manual.runJob(first.id, 'api')).id)
    await engine.settings.update({ paused: { until: null, reason: 'audit' } })
    await runFirst()
    await engine.settings.update({ paused: null })
    await engine.jobs.setEnabled(second.id, false)
    await runFirst()
    await engine.jobs.setEnabled(second.id, true)
    await engine.triggers.setEnabled(id, false)
    await runFirst()
    expect(await runsOf(engine, 'second')).toEqual([])
    expect(engine.triggers.firings(id, 10)).toMatchObject([
      { note: 'the job is disabled', run: null },
      { note: 'everything is paused', run: null },
    ])
  })
})

describe('the computer and LocalFlow', () => {
  it('start, login, wake and unlock fire their triggers, each once', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, environment: { PATH: '/usr/bin:/bin', XDG_SESSION_ID: '1' } })
    for (const kind of ['app-start', 'login', 'wake', 'unlock'] as const) {
      const job = await addJob(engine, kind)
      await engine.triggers.create(job.id, draft({ kind }))
    }
    const counts = async (from: Engine) =>
      Promise.all(['app-start', 'login', 'wake', 'unlock'].map(async (job) => (await runsOf(from, job)).length))
    await engine.lookAtClock()
    expect(await counts(engine)).toEqual([0, 0, 0, 0])
    clock.sleep(3_600_000)
    clock.advance(6_000)
    await engine.lookAtClock()
    await until(async () => (await counts(engine)).join() === '0,0,1,0')
    engine.unlocked()
    await until(async () => (await counts(engine)).join() === '0,0,1,1')
    engine.stop()

    const again = await startTestEngine({ clock, dataFolder: engine.dataFolder, environment: engine.config.environment })
    await until(async () => (await counts(again)).join() === '1,0,1,1')
    again.stop()
    const environment = { ...engine.config.environment, XDG_SESSION_ID: '2' }
    const third = await startTestEngine({ clock, dataFolder: engine.dataFolder, environment })
    await until(async () => (await counts(third)).join() === '2,1,1,1')
    expect(third.triggers.ofJob('unlock')[0]?.problem).toBe('Only the desktop app is notified when the screen is unlocked.')
  })
})

describe('files', () => {
  const files = (path: string, over: object = {}): TriggerInput['on'] => ({ kind: 'files', path, debounceMs: 50, ...over })

  it('set off a run each, with its path, when they stand still; also in folders that are made later', async () => {
    const engine = await startTestEngine()
    const inbox = temporaryFolder()
    const job = await addJob(engine, 'print', script('cat "$LOCALFLOW_PARAM_PATH"'))
    const { id } = await engine.triggers.create(job.id, draft(files(inbox, { patterns: ['*.pdf', 'deep/**/*.txt'] })))
    await until(() => engine.triggers.get(id).problem === null && engine.triggers.isWatched(id))
    writeFileSync(join(inbox, 'a.pdf'), 'one')
    writeFileSync(join(inbox, 'b.doc'), 'no')
    mkdirSync(join(inbox, 'deep/er'), { recursive: true })
    writeFileSync(join(inbox, 'deep/er/c.txt'), 'two')
    await until(async () => (await runsOf(engine, 'print')).length === 2)
    expect((await paramsOf(engine, 'print')).sort((x, y) => String(x['name']).localeCompare(String(y['name'])))).toEqual([
      { path: join(inbox, 'a.pdf'), name: 'a.pdf', change: 'added' },
      { path: join(inbox, 'deep/er/c.txt'), name: 'c.txt', change: 'added' },
    ])
    for (const run of await runsOf(engine, 'print')) expect((await untilEnded(engine, run.id)).status).toBe('succeeded')
    writeFileSync(join(inbox, 'a.pdf'), 'one, changed')
    await until(async () => (await runsOf(engine, 'print')).length === 3)
    expect((await paramsOf(engine, 'print')).at(-1)).toMatchObject({ name: 'a.pdf', change: 'changed' })
    rmSync(join(inbox, 'a.pdf'))
    renameSync(join(inbox, 'b.doc'), join(inbox, 'b.pdf'))
    await until(async () => (await runsOf(engine, 'print')).length === 4)
    expect((await paramsOf(engine, 'print')).at(-1)).toMatchObject({ name: 'b.pdf', change: 'added' })
  })

  it('that change together set off one run', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    const job = await addJob(engine, 'build')
    const { id } = await engine.triggers.create(job.id, draft(files(folder, { runs: 'batch', gatherMs: 300 })))
    await until(() => engine.triggers.isWatched(id))
    for (let n = 0; n < 50; n++) writeFileSync(join(folder, `${n}.c`), String(n))
    await until(async () => (await runsOf(engine, 'build')).length > 0)
    const given = await paramsOf(engine, 'build')
    expect(given.reduce((sum, { count }) => sum + Number(count), 0)).toBe(50)
    expect(given.length).toBeLessThan(4)
  })

  it('are not watched by an invalid pattern: it is refused, and shown if an earlier release has saved it', async () => {
    const patterns = ['*.txt', '*(*(a|aa))!b']
    expect(TriggerDraft.safeParse({ on: files('/in', { patterns }) }).error?.issues).toMatchObject([
      { path: ['on', 'patterns', 1], message: expect.stringContaining('"*(*(a|aa))!b" uses *(…)') },
    ])
    const engine = await startTestEngine()
    const inbox = temporaryFolder()
    writeFileSync(join(inbox, `${'a'.repeat(41)}!`), 'x')
    const job = await addJob(engine, 'take')
    const good = draft(files(inbox))
    const { id } = await engine.triggers.create(job.id, { ...good, on: { ...good.on, patterns } as TriggerDraft['on'] })
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    expect(next.triggers.get(id).problem).toContain(`Could not watch ${inbox}: the pattern "*(*(a|aa))!b" uses *(…)`)
    expect((await next.triggers.update(id, good, undefined)).problem).toBeNull()
    await until(() => next.triggers.isWatched(id))
  })

  it('that came while LocalFlow was closed count once, unless that is not wanted', async () => {
    const engine = await startTestEngine()
    const inbox = temporaryFolder()
    const wanted = await addJob(engine, 'wanted')
    const unwanted = await addJob(engine, 'unwanted')
    const { id } = await engine.triggers.create(wanted.id, draft(files(inbox)))
    await engine.triggers.create(unwanted.id, draft(files(inbox, { catchUp: false })))
    await until(() => engine.triggers.isWatched(id))
    writeFileSync(join(inbox, 'before'), '1')
    await until(async () => (await runsOf(engine, 'wanted')).length === 1 && (await runsOf(engine, 'unwanted')).length === 1)
    engine.stop()
    writeFileSync(join(inbox, 'meanwhile'), '2')
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    await until(async () => (await runsOf(next, 'wanted')).length === 2)
    expect((await paramsOf(next, 'wanted')).map(({ name }) => name)).toEqual(['before', 'meanwhile'])
    writeFileSync(join(inbox, 'after'), '3')
    await until(async () => (await runsOf(next, 'unwanted')).length === 2)
    await until(async () => (await runsOf(next, 'wanted')).length === 3)
    expect((await paramsOf(next, 'unwanted')).map(({ name }) => name)).toEqual(['before', 'after'])
  })

  it('each count once, however they come: growing as the watch starts, moved in while LocalFlow was closed, gone with their folder', async () => {
    const engine = await startTestEngine()
    const parent = temporaryFolder()
    const inbox = join(parent, 'inbox')
    mkdirSync(inbox)
    const job = await addJob(engine, 'take')
    const on = files(inbox, { changes: ['added', 'removed'], debounceMs: 300 })
    const { id } = await engine.triggers.create(job.id, draft(on))
    await until(() => engine.triggers.isWatched(id))
    engine.stop()
    const old = join(parent, 'old.txt')
    writeFileSync(old, 'x')
    utimesSync(old, 1, 1)
    renameSync(old, join(inbox, 'old.txt'))
    writeFileSync(join(inbox, 'grows.txt'), 'a')
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    // The file grows from before the watch until the other one, which does not, has had its run.
    await until(async () => {
      appendFileSync(join(inbox, 'grows.txt'), 'a')
      return (await runsOf(next, 'take')).length > 0
    })
    expect(await changesOf(next, 'take')).toEqual(['added old.txt'])
    await until(async () => (await runsOf(next, 'take')).length === 2)
    // Another run for one of these two would come before the one for a later file.
    writeFileSync(join(inbox, 'last.txt'), 'x')
    await until(async () => (await runsOf(next, 'take')).length === 3)
    expect(await changesOf(next, 'take')).toEqual(['added old.txt', 'added grows.txt', 'added last.txt'])
    rmSync(inbox, { recursive: true })
    await until(async () => (await runsOf(next, 'take')).length === 6)
    expect((await changesOf(next, 'take')).slice(3).sort()).toEqual(['removed grows.txt', 'removed last.txt', 'removed old.txt'])
  }, 40_000)

  it('in a folder that is missing, or disappears, are watched when it is back; its old files do not count', async () => {
    const engine = await startTestEngine()
    const parent = temporaryFolder()
    const [folder, aside] = [join(parent, 'usb'), join(parent, 'aside')]
    const job = await addJob(engine, 'copy')
    const { id } = await engine.triggers.create(job.id, draft(files(folder)))
    await until(() => engine.triggers.get(id).problem === `There is no ${folder}. LocalFlow watches it once it exists.`)
    mkdirSync(folder)
    await until(() => engine.triggers.get(id).problem === null, 20_000)
    await until(() => engine.triggers.isWatched(id))
    writeFileSync(join(folder, 'one'), '1')
    await until(async () => (await runsOf(engine, 'copy')).length === 1)
    renameSync(folder, aside)
    await until(() => engine.triggers.get(id).problem?.startsWith(`${folder} no longer exists.`))
    renameSync(aside, folder)
    await until(() => engine.triggers.get(id).problem === null, 20_000)
    await until(() => engine.triggers.isWatched(id))
    writeFileSync(join(folder, 'two'), '2')
    await until(async () => (await runsOf(engine, 'copy')).length === 2)
    expect((await paramsOf(engine, 'copy')).map(({ name }) => name)).toEqual(['one', 'two'])
  }, 60_000)
})

describe('a path with too much in it', () => {
  it('is not watched, with the next step; with patterns only matching files count', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    for (let d = 0; d < 51; d++) {
      mkdirSync(join(folder, String(d)))
      for (let f = 0; f < 1_000; f++) writeFileSync(join(folder, String(d), `${f}.o`), '')
    }
    const job = await addJob(engine, 'build')
    const all = await engine.triggers.create(job.id, draft({ kind: 'files', path: folder }))
    const few = await engine.triggers.create(job.id, draft({ kind: 'files', path: folder, patterns: ['*.c'], debounceMs: 0 }))
    await until(() => engine.triggers.get(all.id).problem !== null)
    expect(engine.triggers.get(all.id).problem).toContain('it has more than 50000 files and folders to watch')
    await until(() => engine.triggers.isWatched(few.id))
    writeFileSync(join(folder, '7', 'main.c'), '')
    await until(async () => (await runsOf(engine, 'build')).length === 1)
  }, 60_000)
})

const endOf = (address: string | null): string => address?.split('/').at(-1) ?? ''

describe('a webhook', () => {
  it('starts a run with the sent data; another address, or another state, leads nowhere', async () => {
    const engine = await startTestEngine()
    const job = await addJob(engine, 'deploy', script('echo "$LOCALFLOW_PARAM_BODY"'))
    const made = await engine.triggers.create(job.id, draft({ kind: 'webhook' }))
    const address = endOf(made.address)
    const run = await engine.triggers.called(address, { body: { ref: 'main' }, query: {} })
    expect(run).toMatchObject({ trigger: 'webhook', title: 'deploy' })
    await untilEnded(engine, run.id)
    expect(await logOf(engine, run.id)).toBe('{"ref":"main"}\n')
    const nowhere = 'There is no trigger at this address.'
    await expect(engine.triggers.called(`${made.id}.x`, {})).rejects.toThrow(nowhere)
    await expect(engine.triggers.called('x', {})).rejects.toThrow(nowhere)
    const next = endOf((await engine.triggers.newAddress(made.id)).address)
    expect(next).not.toBe(address)
    await expect(engine.triggers.called(address, {})).rejects.toThrow(nowhere)
    await engine.jobs.setEnabled(job.id, false)
    await expect(engine.triggers.called(next, {})).rejects.toThrow('Could not start a run: the job is disabled.')
    await engine.triggers.setEnabled(made.id, false)
    await expect(engine.triggers.called(next, {})).rejects.toThrow(nowhere)
  })
})
