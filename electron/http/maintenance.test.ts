import { describe, expect, it } from 'vitest'
import type { MaintenanceTask } from '../../shared/model/maintenance.ts'
import { startTestServer } from './testing.ts'

describe('maintenance over REST', () => {
  it('lists each task, and runs one at once, which then shows what the task did', async () => {
    const { call, engine } = await startTestServer({})
    const tasks = async () => (await (await call('/api/maintenance')).json()) as MaintenanceTask[]
    expect((await tasks()).map(({ id, status, last }) => [id, status, last])).toEqual([
      ['delete-runs', 'idle', null],
      ['delete-tests', 'idle', null],
      ['delete-artifacts', 'idle', null],
      ['delete-scripts', 'idle', null],
      ['delete-keys', 'idle', null],
      ['delete-occurrences', 'idle', null],
      ['delete-alerts', 'idle', null],
      ['back-up', 'idle', null],
      ['verify-backup', 'idle', null],
    ])
    const begun = await call('/api/maintenance/delete-runs/run', { method: 'POST' })
    expect(begun.status).toBe(200)
    expect(await begun.json()).toMatchObject({ id: 'delete-runs', status: 'running' })
    // Resolves when nothing runs any longer.
    await engine.maintenance.run('delete-keys')
    expect((await tasks())[0]).toMatchObject({ status: 'idle', last: { result: 'Deleted 0 runs', error: null } })
  })

  it('refuses a running task, and an unknown one', async () => {
    const { call } = await startTestServer({})
    const answers = await Promise.all([1, 2].map(() => call('/api/maintenance/back-up/run', { method: 'POST' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await call('/api/maintenance/nothing/run', { method: 'POST' })).status).toBe(400)
  })
})
