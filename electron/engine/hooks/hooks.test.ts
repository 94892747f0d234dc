import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { HookInput } from '../../../shared/model/hook.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { logOf, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'

const sh = (script: string) => ({ kind: 'script', script }) as const
const tell =
  'echo "$LOCALFLOW_HOOK $LOCALFLOW_OUTCOME [$LOCALFLOW_ERROR] $LOCALFLOW_EXIT_CODE $LOCALFLOW_RUN_URL $LOCALFLOW_HOOK_RUN"'

async function openJob(script: string, hooks: HookInput[], over: object = {}) {
  const engine = await startTestEngine()
  await engine.jobs.create(JobDraft.parse({ name: 'Backup', body: sh(script), hooks, ...over }))
  return engine
}

async function runOnce(engine: Engine, name = 'Backup') {
  const run = await engine.manual.runJob(name, 'hand')
  await untilEnded(engine, run.id)
  return run
}

/** The hooks of a run, once all of them have ended. */
const hooksOf = (engine: Engine, ref: string) =>
  until(() => {
    const { hooks } = engine.runs.detail(ref)
    return hooks.length > 0 && hooks.every(({ endedAt }) => endedAt !== null) && hooks
  }).then((hooks) => hooks || [])

describe('hooks of a job', () => {
  it('run after the outcome is recorded, with its facts, and their output is a step of the log', async () => {
    const engine = await openJob('echo no disk >&2; exit 3', [
      { on: 'failure', name: 'tell', script: tell },
      { on: 'success', script: tell },
    ])
    engine.listensAt('http://127.0.0.1:1234/api', null)
    const run = await runOnce(engine)
    const [hook, ...others] = await hooksOf(engine, run.id)
    expect(others).toEqual([])
    expect(hook).toMatchObject({ step: 'on failure: tell', status: 'succeeded' })
    const owner = engine.runs.logOwner(run.id, 'on failure: tell')
    expect(await logOf(engine, owner)).toBe(`failure failed [no disk] 3 http://127.0.0.1:1234/runs/${run.number} ${run.number}\n`)
    expect(engine.runs.detail(run.id)).toMatchObject({ status: 'failed', error: 'no disk' })
    expect(engine.runs.detail(hook?.run?.id ?? '').parent).toMatchObject({ number: run.number, step: 'on failure: tell' })
    const types = () => engine.runs.events(run.id).map(({ type }) => type)
    await until(() => types().includes('hook ended'))
    expect(types().slice(-3)).toEqual(['failed', 'hook started', 'hook ended'])
  })

  it('follow start, retry, timeout, stop, success and recovery, each once', async () => {
    const all = ['start', 'success', 'failure', 'retry', 'stop', 'timeout', 'recovered'] as const
    const engine = await openJob(
      'exit 1',
      all.map((on) => ({ on, command: 'true' })),
      { retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 0 } } },
    )
    const steps = async () => (await hooksOf(engine, (await runOnce(engine)).id)).map(({ step }) => step.replace(': true', ''))
    const change = (over: object) =>
      engine.jobs.update(
        'Backup',
        JobDraft.parse({ ...engine.jobs.get('Backup'), retry: { maxAttempts: 1 }, ...over }),
        undefined,
      )
    expect(await steps()).toEqual(['on start', 'on retry', 'on failure'])
    await change({ body: sh('true') })
    expect(await steps()).toEqual(['on start', 'on success', 'on recovered'])
    expect(await steps()).toEqual(['on start', 'on success'])
    await change({ body: sh('sleep 30'), timeoutMs: 100 })
    expect(await steps()).toEqual(['on start', 'on failure', 'on timeout'])
    await change({ body: sh('sleep 30'), timeoutMs: null })
    const run = await engine.manual.runJob('Backup', 'hand')
    await until(() => engine.runs.find(run.id).startedAt)
    await engine.runs.cancel(run.id)
    await untilEnded(engine, run.id)
    expect((await hooksOf(engine, run.id)).map(({ step }) => step)).toEqual(['on start: true', 'on stop: true'])
  })

  it('that name several events start once, for the most specific one', async () => {
    const engine = await openJob('exit 1', [{ on: ['failure', 'start', 'timeout'], command: 'true' }], { timeoutMs: 60_000 })
    const run = await runOnce(engine)
    expect((await hooksOf(engine, run.id)).map(({ step }) => step)).toEqual(['on start: true', 'on failure: true'])
  })

  it('may be a job, which gets the facts as parameters and starts nothing that follows it', async () => {
    const engine = await openJob('exit 4', [{ on: 'failure', job: 'Notify' }])
    const notify = {
      name: 'Notify',
      body: sh(`${tell}; echo "$LOCALFLOW_PARAM_ERROR"; exit 1`),
      hooks: [{ on: 'failure', job: 'Backup' }],
    }
    await engine.jobs.create(JobDraft.parse(notify))
    await engine.triggers.create(
      'Backup',
      TriggerDraft.parse({ on: { kind: 'after', job: engine.jobs.get('Notify').id, outcome: 'always' } }),
    )
    const run = await runOnce(engine)
    const [hook] = await hooksOf(engine, run.id)
    expect(hook).toMatchObject({ step: 'on failure: Notify', status: 'failed' })
    expect(engine.runs.detail(hook?.run?.id ?? '')).toMatchObject({
      ...{ trigger: 'hook', job: 'Notify', hooks: [] },
      nodes: [{ queue: 'hooks' }],
    })
    const { id } = engine.jobs.get('Notify')
    expect((await engine.overview.get({ kind: 'job', ref: 'Backup', days: 30 })).hooks).toEqual([
      { name: 'Notify', on: ['failure'], job: id },
    ])
    expect(await logOf(engine, hook?.run?.id ?? '')).toContain('failure failed [Exited with code 4')
    expect((await engine.runs.count('parent:any job:Backup')).count, 'nothing started Backup again').toBe(1)
  })

  it('may be a request, which gets the facts as JSON, or the body of the person', async () => {
    const bodies: string[] = []
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (part) => (text += part))
      request.on('end', () => {
        bodies.push(`${request.headers['content-type']} ${text}`)
        response.end()
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const engine = await openJob('echo \'say "hi"\' >&2; exit 1', [
      { on: 'failure', url },
      { on: 'failure', name: 'chat', url, body: `{"text": "Backup: \${LOCALFLOW_ERROR}"}` },
    ])
    const run = await runOnce(engine)
    await hooksOf(engine, run.id)
    const [facts = '', chat] = bodies.sort((a, b) => b.length - a.length)
    expect(JSON.parse(facts.slice(facts.indexOf('{')))).toMatchObject({
      hook: 'failure',
      run: run.number,
      job: 'Backup',
      outcome: 'failed',
      error: 'say "hi"',
    })
    expect(chat).toBe('application/json {"text": "Backup: say \\"hi\\""}')
  })

  it('never change the outcome: a failure of their own is shown on the run and opens an alert', async () => {
    const engine = await openJob('true', [
      { on: 'success', name: 'broken', command: 'false' },
      { on: 'success', name: 'lost', job: 'Gone' },
    ])
    const run = await runOnce(engine)
    const hooks = await hooksOf(engine, run.id)
    expect(hooks.map(({ step, status, error }) => [step, status, error])).toEqual([
      ['on success: broken', 'failed', expect.stringContaining('Exited with code 1')],
      ['on success: lost', 'failed', 'There is no job "Gone".'],
    ])
    expect(engine.runs.find(run.id).status).toBe('succeeded')
    expect(() => engine.runs.logOwner(run.id, 'on success: lost')).toThrow('did not start: There is no job "Gone".')
    const { items } = engine.alerts.list({ state: 'open', cursor: null, limit: 10 })
    expect(items.map(({ subject, error }) => [subject.name, error]).sort()).toEqual([
      ['Backup: on success: broken', expect.stringContaining('Exited with code 1')],
      ['Backup: on success: lost', 'There is no job "Gone".'],
    ])
    expect(engine.jobs.get('Backup').warnings).toEqual(['Hook 2 cannot start: there is no job "Gone".'])
  })

  it('get no secret that only the data of the run names', async () => {
    const engine = await openJob(
      "echo '$secrets.TOKEN' >&2; exit 1",
      [{ on: 'failure', name: 'tell', script: 'echo "$LOCALFLOW_ERROR"; echo "$OWN" | wc -c' }],
      { env: { OWN: '$secrets.TOKEN' } },
    )
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const run = await runOnce(engine)
    await hooksOf(engine, run.id)
    expect(await logOf(engine, engine.runs.logOwner(run.id, 'on failure: tell'))).toMatch(/^\$secrets\.TOKEN\n\s*15\n$/)
  })

  it('that hang hold up no work, which holds up no hook: their queue has slots of its own', async () => {
    const held = join(temporaryFolder(), 'held')
    await writeFile(held, '')
    const wait = `while [ -e '${held}' ]; do sleep 0.05; done`
    const engine = await startTestEngine({ parallel: 1 })
    const six = Array.from({ length: 6 }, (_, n) => ({ on: 'success', name: `tell ${n}`, script: wait }))
    await engine.jobs.create(JobDraft.parse({ name: 'Backup', body: sh('true'), hooks: six }))
    await engine.jobs.create(
      JobDraft.parse({ name: 'Long', body: sh(wait), hooks: [{ on: 'start', name: 'tell', script: wait }] }),
    )
    const run = await runOnce(engine)
    const queue = () => engine.queues.list().find(({ name }) => name === 'hooks')
    await until(() => queue()?.running === 4)
    expect(queue()).toMatchObject({ limit: 4, free: 0, ready: 2 })
    expect(await runOnce(engine), 'work starts while hooks hang').toBeTruthy()
    const waiting = engine.runs.detail(run.id).hooks.find(({ status }) => status === 'queued')
    expect(engine.runs.detail(waiting?.run?.id ?? '').nodes[0]?.waitsFor).toBe(
      'The queue "hooks" has reached its concurrency limit: 4 of 4 running.',
    )
    const long = await engine.manual.runJob('Long', 'hand')
    await until(() => engine.runs.find(long.id).startedAt)
    await engine.queues.setCap('hooks', 20)
    expect(await until(() => engine.runs.detail(long.id).hooks[0]?.startedAt), 'hooks start while work is busy').toBeTruthy()
    expect(engine.runs.find(long.id).status).toBe('running')
    expect(engine.info()).toMatchObject({ limit: 1, free: 0 })
    await rm(held)
    await hooksOf(engine, run.id)
    await untilEnded(engine, long.id)
    expect(await engine.queues.setCap('hooks', null)).toMatchObject({ limit: 4 })
  })

  it('end as any other run if the run that they follow is deleted meanwhile', async () => {
    const held = join(temporaryFolder(), 'held')
    await writeFile(held, '')
    const engine = await openJob('true', [{ on: 'success', name: 'slow', script: `while [ -e '${held}' ]; do sleep 0.05; done` }])
    const run = await runOnce(engine)
    const hook = await until(() => engine.runs.detail(run.id).hooks.find(({ startedAt }) => startedAt !== null)?.run?.id)
    await engine.operations.remove(run.id)
    await rm(held)
    expect(await untilEnded(engine, hook ?? '')).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.detail(hook ?? '').parent).toBeNull()
  })

  it('are left out of lists, unless a filter asks for them', async () => {
    const engine = await openJob('true', [{ on: 'success', name: 'tell', script: 'true' }])
    const run = await runOnce(engine)
    await hooksOf(engine, run.id)
    const titles = async (q: string) => {
      const { items } = await engine.runs.list({ status: null, job: null, q, cursor: null, limit: 9 })
      return items.map(({ title }) => title)
    }
    expect(await titles('')).toEqual(['Backup'])
    expect(await titles('trigger:hook')).toEqual(['Backup: on success: tell'])
    expect(await titles('-trigger:hook')).toEqual(['Backup'])
  })

  it('are tested with the facts of an invented run', async () => {
    const engine = await openJob('true', [])
    const run = await engine.hooks.test('Backup', { on: ['failure'], script: tell, name: 'x' }, 'hand')
    await untilEnded(engine, run.id)
    expect(run.title).toBe('Test of Backup: on failure: x')
    expect(await logOf(engine, run.id)).toContain('failure failed [This is a test of the hook.] 1')
  })
})
