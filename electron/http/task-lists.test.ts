import { describe, expect, it } from 'vitest'
import type { Task } from '../../shared/model/task.ts'
import { startTestServer, type TestServer } from './testing.ts'

type Page = { items: Task[]; nextCursor: string | null }

async function page(server: TestServer, query: Record<string, string | number>): Promise<Page> {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return (await (await server.call(`/api/tasks?${text}`)).json()) as Page
}

async function allPages(server: TestServer, query: Record<string, string | number>): Promise<Task[]> {
  const found: Task[] = []
  for (let cursor: string | null = null, pages = 0; pages < 100; pages++) {
    const { items, nextCursor }: Page = await page(server, cursor === null ? query : { ...query, cursor })
    found.push(...items)
    if (nextCursor === null) return found
    cursor = nextCursor
  }
  throw new Error('The list has no end.')
}

/** Sixty tasks in three queues: of several priorities, some delayed, some cancelled. */
async function filledServer() {
  const server = await startTestServer()
  const tasks: Task[] = []
  for (let n = 0; n < 60; n++) {
    const draft = { type: 'builtin', payload: { name: 'noop' }, title: `t${n}`, queue: `q${n % 3}`, priority: (n % 5) - 2 }
    const delay = n % 4 === 3 ? { delayMs: 1_000_000 - (n % 7) * 1_000 } : {}
    const answer = await server.call('/api/tasks', { method: 'POST', body: JSON.stringify({ ...draft, ...delay }) })
    tasks.push((await answer.json()) as Task)
  }
  for (const { id } of tasks.filter((_, n) => n % 10 === 0)) await server.call(`/api/tasks/${id}/cancel`, { method: 'POST' })
  return { server, tasks }
}

const titles = (tasks: Task[]) => tasks.map(({ title }) => title)

describe('GET /api/tasks, page by page without a gap or a repeat', () => {
  it('shows each list in its order', async () => {
    const { server, tasks } = await filledServer()
    const live = tasks.filter((_, n) => n % 10 !== 0)
    const ready = live
      .filter(({ stage }) => stage === 'ready')
      .sort((a, b) => b.priority - a.priority || a.runAt - b.runAt || a.runNumber - b.runNumber)
    const delayed = live.filter(({ stage }) => stage === 'delayed').sort((a, b) => a.runAt - b.runAt || a.runNumber - b.runNumber)
    const newest = [...tasks].reverse()
    for (const limit of [1, 7, 60]) {
      const list = async (query: Record<string, string>) => titles(await allPages(server, { ...query, limit }))
      expect(await list({})).toEqual(titles(newest))
      expect(await list({ status: 'queued' })).toEqual(titles([...ready, ...delayed]))
      expect(await list({ status: 'cancelled' })).toEqual(titles(newest.filter((task) => !live.includes(task))))
      expect(await list({ stage: 'ready' })).toEqual(titles(ready))
      expect(await list({ stage: 'ready', queue: 'q1' })).toEqual(titles(ready.filter(({ queue }) => queue === 'q1')))
      expect(await list({ status: 'queued', stage: 'delayed' })).toEqual(titles(delayed))
      expect(await list({ queue: 'q2' })).toEqual(titles(newest.filter(({ queue }) => queue === 'q2')))
      expect(await list({ status: 'running' })).toEqual([])
      expect(await list({ stage: 'held' })).toEqual([])
      expect(await list({ queue: 'none' })).toEqual([])
    }
  })

  it('shows tasks that were moved to the front first', async () => {
    const { server, tasks } = await filledServer()
    await server.call(`/api/tasks/${tasks[59]?.id}/front`, { method: 'POST' })
    await server.call(`/api/tasks/${tasks[58]?.id}/front`, { method: 'POST' })
    expect(titles(await allPages(server, { stage: 'ready', limit: 3 })).slice(0, 2)).toEqual(['t58', 't59'])
  })

  it('continues after its cursor when tasks are added and removed', async () => {
    const { server, tasks } = await filledServer()
    const first = await page(server, { limit: 10 })
    await server.call('/api/tasks', { method: 'POST', body: JSON.stringify({ type: 'builtin', payload: { name: 'noop' } }) })
    const second = await page(server, { limit: 10, cursor: first.nextCursor ?? '' })
    expect(titles([...first.items, ...second.items])).toEqual(titles([...tasks].reverse().slice(0, 20)))
  })
})

it('GET /api/tasks is 400 for an invalid cursor, and for that of another list', async () => {
  const { server } = await filledServer()
  const { nextCursor } = await page(server, { limit: 5 })
  const wrong = ['limit=0', 'limit=501', 'limit=x', 'status=done', 'stage=now', 'cursor=x', 'cursor=1.2.3.4', "cursor=1';--"]
  for (const query of [...wrong, `stage=ready&cursor=${nextCursor}`, `stage=delayed&cursor=${nextCursor}`]) {
    const { status } = await server.call(`/api/tasks?${query}`)
    expect([query, status]).toEqual([query, 400])
  }
})
