import type { Chapter } from './chapters.ts'
import { ended, idOf, type Teller } from './teller.ts'

const queued: Chapter = async ({ ask, shell, task, until }) => {
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
  // Refused: nothing new is taken in.
  await ask('POST', '/tasks', { ...shell('true'), queue: 'slow' })
  await ask('POST', '/queues/slow/resume')
  await ask('DELETE', '/queues/slow')
}

/** A job of that name, whichever of several tries made it. */
async function job({ ask, script }: Teller, name: string, overlap: string, act: string): Promise<string> {
  const body = { kind: 'command', command: '/bin/sh', args: ['-c', script(act)] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const draft = { name, body, retry, overlap, cwd: '/' }
  const made = await ask('POST', '/jobs', draft)
  const found = made.status === 201 ? made : await ask('GET', `/jobs/${name}`)
  return idOf(found)
}

/** Runs it so often; each may end in one of these states. */
async function runs(teller: Teller, id: string, ends: string[][]): Promise<string[]> {
  const tasks: string[] = []
  for (const states of ends) tasks.push((await teller.keep(await teller.ask('POST', `/jobs/${id}/run`), states)).task)
  return tasks
}

const inOrder: Chapter = async (teller) => {
  const id = await job(teller, 'in-order', 'queue', 'sleep 0.1')
  for (const task of await runs(teller, id, [['succeeded'], ['succeeded'], ['succeeded']])) await teller.until(task)
}

const replaced: Chapter = async (teller) => {
  const id = await job(teller, 'replaced', 'replace', 'sleep 0.3')
  const either = ['cancelled', 'succeeded']
  // An answer that was lost may have made a run that replaces the last.
  for (const task of await runs(teller, id, [either, either])) await teller.until(task)
}

const skipped: Chapter = async (teller) => {
  const id = await job(teller, 'skipped', 'skip', 'sleep 0.3')
  const either = ['skipped', 'succeeded']
  for (const task of await runs(teller, id, [either, either])) await teller.until(task)
}

const latest: Chapter = async (teller) => {
  const id = await job(teller, 'latest', 'latest', 'sleep 0.3')
  const either = ['skipped', 'succeeded']
  for (const task of await runs(teller, id, [either, either, either])) await teller.until(task)
}

const edited: Chapter = async (teller) => {
  const { ask, script, until } = teller
  const id = await job(teller, 'edited', 'allow', 'true')
  const body = { kind: 'script', script: script('echo edited'), interpreter: ['/bin/sh'] }
  const draft = { name: 'edited', body, retry: { maxAttempts: 10 }, cwd: '/' }
  await ask('PUT', `/jobs/${id}`, draft)
  await ask('POST', `/jobs/${id}/enabled`, { enabled: false })
  await ask('POST', `/jobs/${id}/enabled`, { enabled: true })
  await ask('POST', `/jobs/${id}/duplicate`, {})
  const [task = ''] = await runs(teller, id, [['succeeded']])
  await until(task)
  await ask('DELETE', `/jobs/${id}`)
  await ask('POST', `/jobs/${id}/restore`)
}

/** A job goes while its runs wait. */
const gone: Chapter = async (teller) => {
  const id = await job(teller, 'gone', 'queue', 'sleep 0.3')
  const tasks = await runs(teller, id, [
    ['succeeded', 'skipped'],
    ['succeeded', 'skipped'],
  ])
  await teller.ask('DELETE', `/jobs/${id}`)
  for (const task of tasks) await teller.until(task)
}

const deleted: Chapter = async ({ ask, exec, script, keep, told, until }) => {
  const draft = {
    body: { kind: 'command', command: '/bin/sh', args: ['-c', script('echo to be deleted')] },
    retry: { maxAttempts: 10 },
    cwd: '/',
  }
  const first = await exec(draft)
  await until(first.task)
  const second = await keep(await ask('POST', `/runs/${first.run}/again`), ['succeeded'])
  const third = await exec({ ...draft, body: { kind: 'builtin', name: 'fail', input: null }, retry: {} }, ['failed', 'succeeded'])
  for (const { task } of [second, third]) await until(task, ended)
  await ask('POST', '/runs/bulk', { action: 'retry', refs: [third.run] })
  for (const { task } of [first, second]) told.deleted.add(task)
  await ask('POST', '/runs/bulk', { action: 'delete', refs: [first.run] })
  await ask('DELETE', `/runs/${second.run}`)
  await until(third.task)
}

export const queueChapters: Chapter[] = [queued, inOrder, replaced, skipped, latest, edited, gone, deleted]
