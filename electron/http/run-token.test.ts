import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/contract.ts'
import { JobDraft } from '../../shared/model/job.ts'
import { pause } from '../engine/base/clock.ts'
import { logOf, temporaryFolder, untilEnded } from '../engine/testing/engine.ts'
import { startTestServer } from './testing.ts'

/** A script that runs until a file is there, and shows its environment. */
async function openRunning() {
  const server = await startTestServer({}, { dispatch: true })
  const { engine } = server
  engine.listensAt(`${server.url}/api`, null)
  const folder = temporaryFolder()
  const script = `env > ${folder}/env.part; mv ${folder}/env.part ${folder}/env; echo "token $LOCALFLOW_TOKEN"; while [ ! -f ${folder}/end ]; do sleep 0.02; done`
  const job = await engine.jobs.create(JobDraft.parse({ name: 'Import', body: { kind: 'script', script } }))
  const run = await engine.manual.runJob('Import', 'hand')
  while (!existsSync(join(folder, 'env'))) await pause(10)
  const env = Object.fromEntries(
    readFileSync(join(folder, 'env'), 'utf8')
      .split('\n')
      .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
  ) as Record<string, string>
  const token = env['LOCALFLOW_TOKEN'] ?? ''
  const call = (path: string, method = 'GET', body?: object) =>
    server.call(path, { method, headers: { Authorization: `Bearer ${token}` }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const end = async () => {
    await engine.runs.cancel(run.id)
    await untilEnded(engine, run.id)
  }
  return { server, engine, job, run, env, token, call, end }
}

describe('the token of a run', () => {
  it('is in the environment of the script, with the address and the data folder, and masked in its log', async () => {
    const { engine, server, env, token, run, end } = await openRunning()
    expect(token).toMatch(/^lfrun_Q{8}_[\da-f-]{36}_[\w-]{43}$/)
    expect(env).toMatchObject({ LOCALFLOW_API: `${server.url}/api`, LOCALFLOW_DATA: engine.dataFolder })
    await end()
    const text = await logOf(engine, run.id)
    expect(text).toContain('token ***')
    expect(text).not.toContain('lfrun_')
  })

  it('reads its run and job, keeps state and starts runs, all in the name of its script', async () => {
    const { engine, job, run, call, end } = await openRunning()
    expect(await (await call(`/api/runs/${run.number}`)).json()).toMatchObject({ id: run.id })
    expect((await call('/api/jobs/Import/params')).status).toBe(200)
    expect(await (await call('/api/state/cursor', 'PUT', { value: '7' })).json()).toMatchObject({
      run: run.number,
      actor: { kind: 'token', id: job.id, name: 'script of Import' },
    })
    expect(await (await call('/api/state/cursor')).json()).toMatchObject({ value: '7', version: 1 })
    expect((await call('/api/state/cursor', 'PUT', { value: 'all', global: true })).status).toBe(200)
    await engine.jobs.create(JobDraft.parse({ name: 'Report', body: { kind: 'builtin', name: 'noop' } }))
    const started = (await (await call('/api/jobs/Report/run', 'POST', {})).json()) as { id: string; actor: { name: string } }
    expect(started.actor.name).toBe('script of Import')
    expect((await call(`/api/runs/${started.id}`)).status, 'the run that it started').toBe(200)
    await end()
  })

  it('is refused everything else', async () => {
    const { engine, call, end } = await openRunning()
    await engine.jobs.create(JobDraft.parse({ name: 'Other', body: { kind: 'builtin', name: 'noop' } }))
    const other = await engine.manual.runJob('Other', 'hand')
    const refused = [
      call(`/api/runs/${other.number}`),
      call(`/api/runs/${other.number}/cancel`, 'POST', {}),
      call('/api/runs'),
      call('/api/runs/export'),
      call(`/api/runs/${other.number}/log/raw`),
      call('/api/jobs/Other'),
      call('/api/jobs', 'POST', { name: 'x', body: { kind: 'builtin', name: 'noop' } }),
      call('/api/state/k?job=Other'),
      call('/api/state/k', 'PUT', { job: 'Other', value: '1' }),
      call('/api/secrets'),
      call('/api/secrets/TOKEN', 'PUT', { value: 'four' }),
      call('/api/settings'),
      call('/api/auth/ticket', 'POST', {}),
      call('/metrics'),
    ]
    const answers = await Promise.all(refused)
    expect(answers.map(({ url, status }) => `${new URL(url).pathname} ${status}`)).toEqual(
      answers.map(({ url }) => `${new URL(url).pathname} 403`),
    )
    await end()
  })

  it('ends with the attempt, and cannot be made for another one', async () => {
    const { call, token, server, run, end } = await openRunning()
    const wrong = [
      token.slice(0, -1),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      `lfrun_QQQQQQQQ_${run.id}_${'A'.repeat(43)}`,
    ]
    for (const given of wrong)
      expect((await server.call('/api/state', { headers: { Authorization: `Bearer ${given}` } })).status).toBe(401)
    expect((await call('/api/state')).status).toBe(200)
    await end()
    expect((await call('/api/state')).status).toBe(401)
  })
})

it('every rule for the token of a run names a procedure of the contract', async () => {
  const { runRules } = await import('../api/run-access.ts')
  const names = Object.entries(contract).flatMap(([noun, procedures]) => Object.keys(procedures).map((name) => `${noun}.${name}`))
  expect(Object.keys(runRules).filter((name) => !names.includes(name))).toEqual([])
})
