import type { Served } from '../hosts.ts'
import { call, cron, type Made, script } from '../rest.ts'
import { writePastDay } from './past-day.ts'

const step = (text: string) =>
  `[[step]]\nname = "fetch"\nstart = true\nscript = '${text}'\n\n[[step]]\nname = "resize"\ninputs = ["fetch"]\nscript = "true"\n`
const flow = (text: string) =>
  `start: build\nnodes:\n  build: { exec_type: local_func, func: upper, params: { text: ${text} } }\n  test: { exec_type: local_func, func: upper, params: { text: y } }\nedges:\n  - { from: build, to: test }\n`

/** Every tab of the pages of a job, a flow and a pipeline. */
export async function definitionPages(app: Served): Promise<Record<string, string>> {
  const past = [
    {
      job: 'Invoice export',
      everyMinutes: 60,
      tookMs: 5_200,
      failsEvery: 7,
      error: 'curl: (6) Could not resolve host: erp.local',
    },
  ]
  const job = await call<Made>(app, 'POST', '/jobs', script('Invoice export', './export.sh --since yesterday'))
  await writePastDay(app, past)
  await call(app, 'PUT', `/jobs/${job.id}`, { ...script('Invoice export', './export.sh --since today'), note: 'only today' })
  const schedule = await call<Made>(app, 'POST', '/schedules', { job: job.id, ...cron('5 7 * * 1-5') })
  await call(app, 'POST', '/triggers', { job: job.id, on: { kind: 'webhook' } })
  await app.lf('run', 'Invoice export', '--wait')
  const gone = await call<Made>(app, 'POST', '/jobs', script('Old backup', 'true'))
  await call(app, 'DELETE', `/jobs/${gone.id}`)

  for (const [text, note] of [
    ['x', 'the first'],
    ['z', 'another text'],
  ])
    await call(app, 'POST', '/flows/import', { name: 'Ship', source: flow(text ?? ''), note })
  await app.lf('start', 'Ship', '--wait')
  const runner = await call<Made>(app, 'POST', '/jobs', { name: 'Ship at night', body: { kind: 'flow', flow: 'Ship' } })
  await call(app, 'POST', '/schedules', { job: runner.id, ...cron('30 2 * * *') })
  const { id: ship } = await call<Made>(app, 'GET', '/flows/Ship')

  const letters = await call<Made>(app, 'POST', '/pipelines', { name: 'letters', source: step('echo a > "$OUTPUT_DIR/a"') })
  await app.lf('pipeline', 'run', 'letters')
  await call(app, 'PUT', `/pipelines/${letters.id}`, { source: step('echo b > "$OUTPUT_DIR/a"'), note: 'letter b' })
  await app.lf('pipeline', 'run', 'letters')

  return {
    job: `/jobs/${job.id}`,
    'job-script': `/jobs/${job.id}?tab=script`,
    'job-triggers': `/jobs/${job.id}?tab=triggers`,
    'job-schedule': `/jobs/${job.id}?tab=triggers&peek=schedule:${schedule.id}`,
    'job-new-trigger': `/jobs/${job.id}?tab=triggers&peek=new-trigger:${job.id}`,
    'job-runs': `/jobs/${job.id}?tab=runs`,
    'job-versions': `/jobs/${job.id}?tab=versions`,
    'job-deleted': `/jobs/${gone.id}`,
    flow: `/flows/${ship}`,
    'flow-triggers': `/flows/${ship}?tab=triggers`,
    'flow-runs': `/flows/${ship}?tab=runs`,
    'flow-versions': `/flows/${ship}?tab=versions&v=1`,
    pipeline: `/pipelines/${letters.id}`,
    'pipeline-manifest': `/pipelines/${letters.id}?tab=manifest`,
    'pipeline-files': `/pipelines/${letters.id}?tab=files`,
    'pipeline-triggers': `/pipelines/${letters.id}?tab=triggers`,
    'pipeline-runs': `/pipelines/${letters.id}?tab=runs`,
    'pipeline-versions': `/pipelines/${letters.id}?tab=versions&v=1`,
  }
}
