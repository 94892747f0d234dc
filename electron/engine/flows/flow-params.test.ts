import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'

const params = `params:
  width: { type: integer, default: 800, min: 1 }
  region: { type: enum, options: [eu, us], required: true }
`
const noop = `start: a
nodes:
  a: { kind: executor, exec_type: local_func, func: noop, prep: { input_map: { width: $params.width } }, post: { output_key: said } }
`

async function published(engine: Engine, name: string, source: string): Promise<void> {
  await engine.flows.importFlow(name, source)
}

it('a flow starts with the values that were given and the defaults, and refuses wrong ones with their places', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params + noop)
  const run = await untilEnded(engine, (await engine.flowRuns.start('resize', null, { region: 'eu', width: '20' }, 'api')).id)
  expect(engine.runs.detail(run.id)).toMatchObject({ params: { width: 20, region: 'eu' }, shared: { said: { width: 20 } } })
  await expect(engine.flowRuns.start('resize', null, { widt: 0 }, 'api')).rejects.toMatchObject({
    code: 'invalid',
    message: 'Could not run "resize": widt is not a parameter; did you mean "width"? region is required.',
    issues: [
      { path: 'params.widt', message: 'is not a parameter; did you mean "width"?' },
      { path: 'params.region', message: 'is required' },
    ],
  })
})

it('a version that a schedule of a job of the flow could not start is not published, unless the job has another version', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params.replace(', required: true', '') + noop)
  const job = async (name: string, version: object) => {
    const { id } = await engine.jobs.create(JobDraft.parse({ name, body: { kind: 'flow', flow: 'resize', ...version } }))
    await engine.schedules.create(id, ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC' }))
  }
  await job('pinned', { version: 1 })
  await published(engine, 'resize', `${params.replace('800', '900').replace(', required: true', '')}${noop}`)
  await job('nightly', {})
  await expect(engine.flows.importFlow('resize', params + noop)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(
      /^Could not publish "resize", which the job "nightly" runs: its schedule ".*" would start no run: region is required\.?$/,
    ),
  })
  expect(engine.flows.find('resize')?.version).toBe(2)
})

it('a parameter $state.KEY is the value of the key of the flow, else of the global one, when the run is started and re-run', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params + noop)
  await engine.state.set({ job: 'resize' }, null, 'size', '20', {})
  await engine.state.set({ global: true }, null, 'region', 'us', {})
  const given = { width: '$state.size', region: '$state.region' }
  const run = await engine.flowRuns.start('resize', null, given, 'api')
  expect(engine.runs.detail(run.id).params).toEqual({ width: 20, region: 'us' })
  await untilEnded(engine, run.id)
  await engine.state.set({ job: 'resize' }, null, 'size', '30', {})
  const again = await engine.runs.again(run.id, { trigger: 'api', params: { width: '$state.size' } })
  expect(engine.runs.detail(again.id).params).toEqual({ width: 30, region: 'us' })
})

it('the parameters of a flow keep the order of its text, and a new order is a new version', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params + noop)
  expect(Object.keys(engine.flows.params('resize', null).params)).toEqual(['width', 'region'])
  const turned = `params:\n  region: { type: enum, options: [eu, us], required: true }\n  width: { type: integer, default: 800, min: 1 }\n`
  expect((await engine.flows.importFlow('resize', turned + noop)).version.version).toBe(2)
  expect(Object.keys(engine.flows.params('resize', null).params)).toEqual(['region', 'width'])
  expect(Object.keys(engine.flows.params('resize', 1).params)).toEqual(['width', 'region'])
})

it('a flow whose schema is wrong cannot be published, and the problem names the place', async () => {
  const engine = await startTestEngine()
  const problems = async (schema: string) =>
    (await engine.flows.check(`params:\n  width: ${schema}\n${noop}`)).map(({ path, message, line }) => [line, path, message])
  expect(await problems('{ type: integer, min: 1, default: 0 }')).toEqual([[2, 'params.width.default', 'must be at least 1']])
  expect(await problems('{ type: integr }')).toEqual([
    [2, 'params.width.type', '"integr" is not a type; did you mean "integer"?'],
  ])
  expect(await problems('800')).toEqual([[2, 'params.width', 'must be an object such as { type: integer, default: 800 }']])
  expect(await problems('{ type: integer, defualt: 8 }')).toEqual([
    [2, 'params.width.defualt', 'is not known here; did you mean "default"?'],
  ])
  expect(await problems('{ type: integer, min: lots }')).toEqual([[2, 'params.width.min', 'must be a number']])
})

it('a job whose body is a flow has its parameters, and so have its schedules', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params + noop)
  await engine.jobs.create(JobDraft.parse({ name: 'nightly', body: { kind: 'flow', flow: 'resize' } }))
  expect(Object.keys(engine.jobs.params('nightly').params).sort()).toEqual(['region', 'width'])
  await expect(engine.manual.runJob('nightly', 'api', { region: 'mars' })).rejects.toThrow('region must be one of eu, us')
  const run = await untilEnded(engine, (await engine.manual.runJob('nightly', 'api', { region: 'us' })).id)
  expect(engine.runs.detail(run.id)).toMatchObject({ status: 'succeeded', kind: 'flow', params: { region: 'us', width: 800 } })
})

it('an inner flow checks what its node passes, and the node fails with the reason', async () => {
  const engine = await startTestEngine()
  await published(engine, 'resize', params + noop)
  const outer = (region: string) => `start: a\nnodes:\n  a: { kind: subflow, flow: resize, params: { region: ${region} } }\n`
  await published(engine, 'right', outer('eu'))
  await published(engine, 'wrong', outer('mars'))
  expect((await untilEnded(engine, (await engine.flowRuns.start('right', null, {}, 'api')).id)).status).toBe('succeeded')
  const failed = await untilEnded(engine, (await engine.flowRuns.start('wrong', null, {}, 'api')).id)
  expect(failed.error).toContain('Could not run "resize": region must be one of eu, us.')
})

it('a secret parameter reaches programs, requests and jobs of a flow, and neither its history nor the database', async () => {
  const secret = 'correct horse battery'
  const heard: (string | undefined)[] = []
  const site = createServer((request, response) => {
    heard.push(request.headers['x-token'] as string | undefined)
    response.end(`{"you sent":"${request.headers['x-token'] as string}"}`)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
  const engine = await startTestEngine()
  const job = {
    name: 'push',
    body: { kind: 'script', script: '# @param key secret\necho "key=$LOCALFLOW_PARAM_KEY"', interpreter: ['sh'] },
  }
  await engine.jobs.create(JobDraft.parse(job))
  await published(
    engine,
    'deploy',
    `params: { token: { type: secret, required: true } }
start: a
nodes:
  a:
    kind: executor
    exec_type: shell
    script: { code: 'cat; echo " token=$LOCALFLOW_PARAM_TOKEN"', language: sh, stdin_mode: json }
    prep: { input_map: { inner: $params.token } }
    post: { output_key: said }
  b: { kind: executor, exec_type: request, request: { url: '${url}', headers: { x-token: $params.token } }, post: { output_key: answer } }
  c: { kind: executor, exec_type: job, job: push, prep: { input_map: { key: $params.token } } }
edges:
  - { from: a, to: b }
  - { from: b, to: c }
`,
  )
  const { id } = await untilEnded(engine, (await engine.flowRuns.start('deploy', null, { token: secret }, 'api')).id)
  const detail = engine.runs.detail(id)
  expect(detail).toMatchObject({ status: 'succeeded', params: { token: '***' } })
  expect(heard).toEqual([secret])
  expect(detail.shared['said']).toBe('{"input":{"inner":"***"},"params":{"token":"***"}} token=***\n')
  const [child] = detail.children
  expect((await engine.logs.read(child?.id ?? '', null, 1, 10)).items.map(({ text }) => text)).toEqual(['key=***'])
  expect(JSON.stringify([detail, engine.runs.events(id), engine.runs.detail(child?.id ?? '')])).not.toMatch(/correct|sealed/)
  const again = await untilEnded(engine, (await engine.runs.again(id, 'api')).id)
  expect([again.status, heard]).toEqual(['succeeded', [secret, secret]])
  expect(readFileSync(join(engine.dataFolder, 'localflow.db'), 'latin1')).not.toContain(secret)
  site.close()
})
