import { expect, it } from 'vitest'
import { JobDraft } from '../../shared/model/job.ts'
import { ScheduleDraft } from '../../shared/model/schedule.ts'
import { oldFields, oldInputs, oldRoutes } from '../../shared/old-names.ts'
import { createFakeClock } from '../engine/testing/fake-clock.ts'
import { startTestServer } from './testing.ts'

const draft = (name: string) => JobDraft.parse({ name, body: { kind: 'builtin', name: 'noop' } })
const nine = Date.UTC(2026, 0, 5, 9)
const hour = 3_600_000

/** A server whose job has an hourly schedule with a past occurrence. `asked` has every operation that was called. */
async function startWithOccurrence() {
  const clock = createFakeClock(nine)
  const server = await startTestServer({}, { clock })
  const job = await server.engine.jobs.create(draft('sort'))
  const hourly = ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC' })
  const schedule = await server.engine.schedules.create(job.id, hourly)
  clock.advance(2 * hour)
  await server.engine.lookAtClock()
  const asked = new Set<string>()

  async function call(operation: string, path: string, body?: object) {
    asked.add(operation)
    const [method = ''] = operation.split(' ')
    const answer = await server.call(`/api${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
    expect([200, 201], `${operation}: ${answer.status}`).toContain(answer.status)
    return answer.json()
  }
  return { call, asked, job, schedule }
}

it('every old name of the REST interface works next to the new one', async () => {
  const { call, asked, job, schedule } = await startWithOccurrence()
  const range = `from=${nine}&to=${nine + 3 * hour}`
  for (const [operation, path] of [
    ['GET /away', `/away?since=0`],
    ['GET /calendar', `/calendar?${range}`],
  ] as const) {
    const answer = await call(operation, path)
    expect(answer.slots).toEqual(answer.occurrences)
    for (const one of answer.slots) expect(one.settledAt).toBe(one.recordedAt)
  }
  const calendar = await call('GET /calendar', `/calendar?${range}`)
  expect(calendar.slots).not.toEqual([])
  const { items } = await call('GET /schedules/{id}/occurrences', `/schedules/${schedule.id}/occurrences`)
  expect(await call('GET /schedules/{id}/slots', `/schedules/${schedule.id}/slots`)).toEqual({ items })
  expect(items).toMatchObject([{ settledAt: expect.any(Number) }, {}])
  const why = await call('GET /schedules/{id}/why', `/schedules/${schedule.id}/why?at=${nine + hour}`)
  expect(why.slot).toMatchObject({ outcome: why.occurrence.outcome, settledAt: why.occurrence.recordedAt })

  const on = { kind: 'files', path: '/nowhere' }
  const made = await call('POST /triggers', '/triggers', { job: job.id, on: { ...on, settleMs: 700 } })
  expect(made.on).toMatchObject({ debounceMs: 700, settleMs: 700 })
  const at = `/triggers/${made.id}`
  const changed = await call('PUT /triggers/{id}', at, { name: '', enabled: true, on: { ...on, settleMs: 900, debounceMs: 800 } })
  expect(changed.on).toMatchObject({ debounceMs: 800, settleMs: 800 })
  expect((await call('GET /triggers', '/triggers')).items).toMatchObject([{ on: { settleMs: 800 } }])
  expect((await call('GET /triggers/{id}', at)).on.settleMs).toBe(800)
  expect((await call('POST /triggers/{id}/enabled', `${at}/enabled`, { enabled: false })).on.settleMs).toBe(800)
  const hook = await call('POST /triggers', '/triggers', { job: job.id, on: { kind: 'webhook' } })
  await call('POST /triggers/{id}/address', `/triggers/${hook.id}/address`)
  await call('DELETE /triggers/{id}', at)
  expect((await call('POST /triggers/{id}/restore', `${at}/restore`)).on.settleMs).toBe(800)
  const imported = { source: 'a', job: draft('imported'), schedules: [], triggers: [{ on: { ...on, settleMs: 600 } }] }
  await call('POST /imports', '/imports', { jobs: [imported] })
  expect((await call('GET /triggers', '/triggers?job=imported')).items).toMatchObject([{ on: { debounceMs: 600 } }])

  const [queue] = await call('GET /queues', '/queues')
  expect([queue.limit, queue.free, queue.running]).toEqual([queue.cap, null, 0])
  const system = await call('GET /system', '/system')
  expect([system.limit, system.free]).toEqual([system.parallel, system.parallel])

  const all = [...Object.keys(oldFields), ...Object.keys(oldInputs), ...oldRoutes.map(({ method, old }) => `${method} ${old}`)]
  expect(all.filter((operation) => !asked.has(operation))).toEqual([])
})
