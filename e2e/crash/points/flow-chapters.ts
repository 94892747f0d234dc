import { giveAll } from '../flows/drive.ts'
import { everything, outcomeOf, paramsOf } from '../flows/everything.ts'
import type { Expected } from '../flows/faults.ts'
import type { Chapter } from './chapters.ts'
import { ended, idOf, type Teller } from './teller.ts'

const retry = { max_attempts: 50, delay_ms: 20, backoff: 'fixed' }
const noop = { exec_type: 'local_func', func: 'noop', retry }
const shell = (line: string) => ({ exec_type: 'shell', script: { cmd: '/bin/sh', args: ['-c', line], work_dir: '/' } })
const sleep = { ...shell('sleep 20'), retry }

/** Makes the flow of that name where there is none; each try says the same. */
async function flow({ ask }: Teller, name: string, definition: object): Promise<string> {
  const { body } = await ask('POST', '/flows/import', { name, source: JSON.stringify(definition) })
  return String((body['flow'] as { id: string }).id)
}

/** Starts a run: an answer that was lost may have left another, which nobody is held to. */
async function start(teller: Teller, ref: string, params: object, expected: Expected): Promise<string> {
  const run = idOf(await teller.ask('POST', `/flows/${encodeURIComponent(ref)}/start`, { params }))
  teller.told.flows.set(run, expected)
  return run
}

/** Asks the run until it has ended, and gives it what it waits for. */
async function untilOver({ ask, pause }: Teller, run: string): Promise<void> {
  while (!ended.includes(String((await ask('GET', `/runs/${run}`)).body['status']))) {
    await giveAll(ask)
    await pause()
  }
}

const ofEverything: Chapter = async (teller) => {
  await flow(teller, 'everything', everything(teller.ledger))
  await untilOver(teller, await start(teller, 'everything', paramsOf(1), { shared: outcomeOf(1) }))
}

/** What was done is undone; what clears up runs last. */
const undone: Chapter = async (teller) => {
  await flow(teller, 'undone', {
    start: 'done',
    nodes: {
      done: { ...noop, compensate: 'undo' },
      bad: { ...noop, func: 'fail', retry: { max_attempts: 1 } },
      undo: noop,
      tidy: noop,
    },
    edges: [{ from: 'done', to: 'bad' }],
    cleanup: 'tidy',
  })
  const run = await start(teller, 'undone', {}, { states: ['failed'] })
  await untilOver(teller, run)
  const again = idOf(await teller.ask('POST', `/runs/${run}/fork`, {}))
  teller.told.flows.set(again, { states: ['failed'] })
  await untilOver(teller, again)
}

const cancelled: Chapter = async (teller) => {
  await flow(teller, 'cancelled', {
    start: 'both',
    nodes: {
      both: { kind: 'parallel', parallel_execs: [sleep, sleep].map(({ retry: _, ...exec }) => exec), retry },
      tidy: noop,
    },
    cleanup: 'tidy',
  })
  const run = await start(teller, 'cancelled', {}, { states: ['cancelled'] })
  await teller.pause()
  await teller.ask('POST', `/runs/${run}/cancel`)
  await untilOver(teller, run)
}

const tooLate: Chapter = async (teller) => {
  await flow(teller, 'too late', {
    start: 'wait',
    nodes: {
      wait: { kind: 'wait_event', signal_key: 'never', timeout_ms: 200 },
      work: { ...sleep, timeout_ms: 200 },
      // However fast the machine is, this one is between two attempts when its time is over.
      again: { ...shell('exit 1'), retry: { max_attempts: 2, delay_ms: 60_000, backoff: 'fixed' }, timeout_ms: 800 },
      last: sleep,
    },
    edges: [
      { from: 'wait', action: 'timeout', to: 'work' },
      { from: 'work', action: 'timeout', to: 'again' },
      { from: 'again', action: 'timeout', to: 'last' },
    ],
    timeout_ms: 4_000,
  })
  await untilOver(teller, await start(teller, 'too late', {}, { states: ['failed'] }))
}

/** A worker asks for work, and says what came of it. */
const byWorker: Chapter = async (teller) => {
  const { ask, pause } = teller
  await flow(teller, 'by a worker', {
    start: 'a',
    nodes: { a: { exec_type: 'queue', service: 'slow', retry, post: { output_key: 'a' } } },
  })
  const run = await start(teller, 'by a worker', {}, { states: ['succeeded'] })
  await ask('POST', '/workers/register', { id: 'w', url: '', services: ['slow'], type: 'async' })
  while (!ended.includes(String((await ask('GET', `/runs/${run}`)).body['status']))) {
    await ask('POST', '/workers/heartbeat', { id: 'w', url: '', load: 0 })
    const { status, body } = await ask('POST', '/queue/poll', { worker_id: 'w', services: ['slow'] })
    if (status === 200) await ask('POST', '/queue/complete', { queue_id: body['id'], result: 'done', error: null })
    await pause()
  }
  await ask('DELETE', '/workers/w')
}

/** Drafts and versions, and a job whose body is the flow. */
const published: Chapter = async (teller) => {
  const { ask, keep, until } = teller
  const id = await flow(teller, 'published', { start: 'a', nodes: { a: noop } })
  await ask('PUT', `/flows/${id}`, { source: JSON.stringify({ start: 'a', nodes: { a: { ...noop, title: 'better' } } }) })
  await ask('POST', `/flows/${id}/publish`, { note: 'better' })
  const draft = { name: 'runs a flow', body: { kind: 'flow', flow: 'published' } }
  const made = await ask('POST', '/jobs', draft)
  const job = idOf(made.status === 201 ? made : await ask('GET', `/jobs/${encodeURIComponent(draft.name)}`))
  const { run } = await keep(await ask('POST', `/jobs/${job}/run`), ['succeeded'])
  teller.told.flows.set(run, { states: ['succeeded'] })
  await untilOver(teller, run)
  await ask('DELETE', `/flows/${id}`)
  await ask('POST', `/flows/${id}/restore`)
  await until(await teller.task({ type: 'builtin', payload: { name: 'noop' } }))
}

export const flowChapters: Chapter[] = [ofEverything, undone, cancelled, tooLate, byWorker, published]
