import type { QueryKey } from '@tanstack/react-query'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../shared/contract/live.ts'
import { api, queryClient } from './client.ts'
import { flowEventsKey, refresh } from './refresh.ts'

/** What pages have read, by the name that the test calls it. */
const read: Record<string, QueryKey> = {
  jobs: api.jobs.list.queryKey({ input: {} }),
  system: api.system.info.queryKey(),
  environment: api.system.environment.queryKey({ input: {} }),
  'run list': api.runs.list.queryKey({ input: {} }),
  'run r': api.runs.get.queryKey({ input: { ref: 'r' } }),
  'run 1, which is r': api.runs.get.queryKey({ input: { ref: '1' } }),
  'run other': api.runs.get.queryKey({ input: { ref: 'other' } }),
  'history of r': [...flowEventsKey, 'r'],
  'history of other': [...flowEventsKey, 'other'],
  schedules: api.schedules.list.queryKey({ input: {} }),
  backfills: api.backfills.list.queryKey({ input: {} }),
  triggers: api.triggers.list.queryKey({ input: {} }),
  firings: api.triggers.firings.queryKey({ input: { id: 't' } }),
  flows: api.flows.list.queryKey({ input: {} }),
  pipelines: api.pipelines.list.queryKey({ input: {} }),
  'steps of r': api.pipelines.view.queryKey({ input: { ref: 'r' } }),
  'steps of other': api.pipelines.view.queryKey({ input: { ref: 'other' } }),
  objects: api.objects.list.queryKey({ input: {} }),
  workers: api.workers.list.queryKey({ input: {} }),
  'waiting services': api.workers.waiting.queryKey(),
  tasks: api.tasks.list.queryKey({ input: {} }),
  queues: api.queues.list.queryKey(),
  secrets: api.secrets.list.queryKey(),
  settings: api.settings.get.queryKey(),
  maintenance: api.maintenance.list.queryKey(),
}

beforeEach(() => {
  queryClient.clear()
  for (const [name, key] of Object.entries(read)) queryClient.setQueryData(key, { id: /\br$/.test(name) ? 'r' : name })
})

/** The answers that a change makes stale at once. */
async function staleAfter(...changes: Change[]): Promise<string[]> {
  await refresh(changes)
  return Object.keys(read).filter((name) => queryClient.getQueryState(read[name] ?? [])?.isInvalidated)
}

const all = Object.keys(read)
const run = (type: string, jobId: string | null = null): Change => ({ noun: 'run', seq: 1, id: 'r', jobId, type })
const stored = (noun: 'job' | 'schedule' | 'trigger' | 'flow' | 'pipeline' | 'secret', type = 'updated'): Change => ({
  noun,
  seq: 1,
  id: 'x',
  type,
})

describe('a change makes stale what it concerns, and nothing else:', () => {
  const ofEveryRun = [
    'system',
    'run list',
    'run r',
    'run 1, which is r',
    'history of r',
    'backfills',
    'firings',
    'flows',
    'pipelines',
  ]
  const ofPipelines = ['steps of r', 'steps of other']
  const ofQueues = ['workers', 'waiting services', 'tasks', 'queues']

  it.each<[string, Change, string[]]>([
    ['the start of a run of no job', run('started'), [...ofEveryRun, ...ofPipelines, ...ofQueues]],
    ['the start of a run of a job', run('started', 'j'), ['jobs', ...ofEveryRun, ...ofPipelines, ...ofQueues]],
    ['the end of a run', run('succeeded'), [...ofEveryRun, ...ofPipelines, ...ofQueues, 'triggers', 'objects']],
    ['the progress of a pipeline', run('progress'), ['system', 'backfills', 'steps of r', 'tasks', 'queues']],
    ['a job', stored('job'), ['jobs', 'system', 'schedules', 'triggers', 'firings', 'tasks', 'queues', 'secrets']],
    [
      'a deleted run',
      stored('job', 'run deleted'),
      [
        ...['jobs', 'system', 'schedules', 'triggers', 'firings', 'tasks', 'queues', 'secrets'],
        ...['run list', 'run r', 'run 1, which is r', 'run other'],
      ],
    ],
    ['a schedule', stored('schedule'), ['jobs', 'schedules', 'backfills']],
    ['a trigger', stored('trigger'), ['jobs', 'triggers', 'firings']],
    ['a watched folder', stored('trigger', 'watch changed'), ['jobs', 'triggers', 'firings']],
    ['a flow', stored('flow'), ['jobs', 'system', 'flows', 'secrets']],
    ['a pipeline', stored('pipeline'), ['system', 'pipelines', ...ofPipelines]],
    ['a secret', stored('secret'), ['jobs', 'secrets']],
    [
      'a worker',
      { noun: 'worker', seq: 1, id: 'w', type: 'changed' },
      ['system', 'run list', 'run r', 'run 1, which is r', 'run other', ...ofQueues],
    ],
    [
      'the conditions of deferred runs',
      { noun: 'condition', seq: 1, type: 'changed' },
      ['run r', 'run 1, which is r', 'run other'],
    ],
    [
      'a setting',
      { noun: 'setting', seq: 1, id: 'settings', type: 'pause ended' },
      ['system', 'run r', 'run 1, which is r', 'run other', 'schedules', 'settings'],
    ],
    ['trouble with storage', { noun: 'system', seq: 1, type: 'storage' }, ['system', 'run r', 'run 1, which is r', 'run other']],
    ['a maintenance task', { noun: 'maintenance', seq: 1, id: 'back-up', type: 'ended' }, ['maintenance']],
    ['the address', { noun: 'system', seq: 1, type: 'address' }, ['system', 'triggers', 'firings']],
    [
      'a queue',
      { noun: 'queue', seq: 1, id: 'default', type: 'paused' },
      ['run list', 'run r', 'run 1, which is r', 'run other', 'tasks', 'queues'],
    ],
    ['more than is worth repeating', { noun: 'reset', seq: 9 }, all],
  ])('%s', async (_, change, stale) => {
    expect((await staleAfter(change)).sort()).toEqual([...stale].sort())
  })
})

describe('a new run', () => {
  it('makes every run stale that is not on the screen: one of them may be the one it was made from', async () => {
    expect(await staleAfter(run('queued'))).toContain('run other')
  })
})
