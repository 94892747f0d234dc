import { type Client, idOf } from './client.ts'
import type { Step } from './task-steps.ts'

const useQueue: Step = async ({ ask, shell, task, until }) => {
  await until(await task({ ...shell('true'), queue: 'slow' }))
  await ask('POST', '/queues/slow/pause', { note: 'for a while' })
  const late = await task({ ...shell('true'), queue: 'slow', priority: 1 })
  const early = await task({ ...shell('true'), queue: 'slow', priority: 5 })
  const never = await task({ ...shell('true'), queue: 'slow' }, ['cancelled'])
  await ask('POST', '/queues/slow/cap', { cap: 1 })
  await ask('POST', `/tasks/${late}/front`)
  await ask('POST', `/tasks/${never}/cancel`)
  await ask('POST', '/queues/slow/resume')
  await until(late)
  await until(early)
  await ask('POST', '/queues/slow/drain', {})
  // Refused: a draining queue accepts no new tasks.
  await ask('POST', '/tasks', { ...shell('true'), queue: 'slow' })
  await ask('POST', '/queues/slow/resume')
  await ask('DELETE', '/queues/slow')
}

/** The job of that name: a lost answer may already have created it. */
async function job({ ask, script }: Client, name: string, overlap: string, act: string): Promise<string> {
  const body = { kind: 'command', command: '/bin/sh', args: ['-c', script(act)] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const draft = { name, body, retry, overlap, cwd: '/' }
  const made = await ask('POST', '/jobs', draft)
  const found = made.status === 201 ? made : await ask('GET', `/jobs/${name}`)
  return idOf(found)
}

/** Runs a job once for each entry, which says in which states that run may end. */
async function runs(client: Client, id: string, ends: string[][]): Promise<string[]> {
  const tasks: string[] = []
  for (const states of ends) tasks.push((await client.keep(await client.ask('POST', `/jobs/${id}/run`), states)).task)
  return tasks
}

const queueRuns: Step = async (client) => {
  const id = await job(client, 'in-order', 'queue', 'sleep 0.1')
  for (const task of await runs(client, id, [['succeeded'], ['succeeded'], ['succeeded']])) await client.until(task)
}

const replaceRun: Step = async (client) => {
  const id = await job(client, 'replaced', 'replace', 'sleep 0.3')
  const either = ['cancelled', 'succeeded']
  // A lost answer may have started a run that replaces the last one.
  for (const task of await runs(client, id, [either, either])) await client.until(task)
}

const skipRun: Step = async (client) => {
  const id = await job(client, 'skipped', 'skip', 'sleep 0.3')
  const either = ['skipped', 'succeeded']
  for (const task of await runs(client, id, [either, either])) await client.until(task)
}

const keepLatest: Step = async (client) => {
  const id = await job(client, 'latest', 'latest', 'sleep 0.3')
  const either = ['skipped', 'succeeded']
  for (const task of await runs(client, id, [either, either, either])) await client.until(task)
}

const editJob: Step = async (client) => {
  const { ask, script, until } = client
  const id = await job(client, 'edited', 'allow', 'true')
  const body = { kind: 'script', script: script('echo edited'), interpreter: ['/bin/sh'] }
  const draft = { name: 'edited', body, retry: { maxAttempts: 10 }, cwd: '/' }
  await ask('PUT', `/jobs/${id}`, draft)
  await ask('POST', `/jobs/${id}/enabled`, { enabled: false })
  await ask('POST', `/jobs/${id}/enabled`, { enabled: true })
  await ask('POST', `/jobs/${id}/duplicate`, {})
  const [task = ''] = await runs(client, id, [['succeeded']])
  await until(task)
  await ask('DELETE', `/jobs/${id}`)
  await ask('POST', `/jobs/${id}/restore`)
}

/** Deletes a job while its runs are waiting. */
const deleteJob: Step = async (client) => {
  const id = await job(client, 'gone', 'queue', 'sleep 0.3')
  const tasks = await runs(client, id, [
    ['succeeded', 'skipped'],
    ['succeeded', 'skipped'],
  ])
  await client.ask('DELETE', `/jobs/${id}`)
  for (const task of tasks) await client.until(task)
}

const deleteRuns: Step = async ({ ask, exec, script, keep, expectations, until }) => {
  const draft = {
    body: { kind: 'command', command: '/bin/sh', args: ['-c', script('echo to be deleted')] },
    retry: { maxAttempts: 10 },
    cwd: '/',
  }
  const first = await exec(draft)
  await until(first.task)
  const second = await keep(await ask('POST', `/runs/${first.run}/again`), ['succeeded'])
  const third = await exec({ ...draft, body: { kind: 'builtin', name: 'fail', input: null }, retry: {} }, ['failed', 'succeeded'])
  for (const { task } of [second, third]) await until(task)
  await ask('POST', '/runs/bulk', { action: 'retry', refs: [third.run] })
  for (const { task } of [first, second]) expectations.deleted.add(task)
  await ask('POST', '/runs/bulk', { action: 'delete', refs: [first.run] })
  await ask('DELETE', `/runs/${second.run}`)
  await until(third.task)
}

export const queueSteps: Step[] = [useQueue, queueRuns, replaceRun, skipRun, keepLatest, editJob, deleteJob, deleteRuns]
