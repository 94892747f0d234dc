import { endedStates } from '../checks/database.ts'
import type { ExpectedFlow } from '../checks/flows.ts'
import { answerWaits } from '../flows/answer-waits.ts'
import { fullFlow, outcomeOf, paramsOf } from '../flows/full-flow.ts'
import { type Client, idOf } from './client.ts'
import type { Step } from './task-steps.ts'

const retry = { max_attempts: 50, delay_ms: 20, backoff: 'fixed' }
const noop = { exec_type: 'local_func', func: 'noop', retry }
const shell = (line: string) => ({ exec_type: 'shell', script: { cmd: '/bin/sh', args: ['-c', line], work_dir: '/' } })
const sleep = { ...shell('sleep 20'), retry }

/** Creates and publishes the flow of that name, unless an earlier request did. */
async function flow({ ask }: Client, name: string, definition: object): Promise<string> {
  const { body } = await ask('POST', '/flows/import', { name, source: JSON.stringify(definition) })
  return String((body['flow'] as { id: string }).id)
}

/** Starts a run: a lost answer may have left another one, of which nothing is expected. */
async function start(client: Client, ref: string, params: object, expected: ExpectedFlow): Promise<string> {
  const run = idOf(await client.ask('POST', `/flows/${encodeURIComponent(ref)}/start`, { params }))
  client.expectations.flows.set(run, expected)
  return run
}

/** Polls the run until it has ended, and answers its waits. */
async function untilOver({ ask, pause }: Client, run: string): Promise<void> {
  while (!endedStates.includes(String((await ask('GET', `/runs/${run}`)).body['status']))) {
    await answerWaits(async (...request) => (await ask(...request)).body)
    await pause()
  }
}

const runFullFlow: Step = async (client) => {
  await flow(client, 'full', fullFlow(client.record))
  await untilOver(client, await start(client, 'full', paramsOf(1), { shared: outcomeOf(1) }))
}

/** A failure runs the compensation, then the cleanup. */
const compensate: Step = async (client) => {
  await flow(client, 'undone', {
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
  const run = await start(client, 'undone', {}, { states: ['failed'] })
  await untilOver(client, run)
  const again = idOf(await client.ask('POST', `/runs/${run}/fork`, {}))
  client.expectations.flows.set(again, { states: ['failed'] })
  await untilOver(client, again)
}

const cancelFlow: Step = async (client) => {
  await flow(client, 'cancelled', {
    start: 'both',
    nodes: {
      both: { kind: 'parallel', parallel_execs: [sleep, sleep].map(({ retry: _, ...exec }) => exec), retry },
      tidy: noop,
    },
    cleanup: 'tidy',
  })
  const run = await start(client, 'cancelled', {}, { states: ['cancelled'] })
  await client.pause()
  await client.ask('POST', `/runs/${run}/cancel`)
  await untilOver(client, run)
}

const timeOutFlow: Step = async (client) => {
  await flow(client, 'too late', {
    start: 'wait',
    nodes: {
      wait: { kind: 'wait_event', signal_key: 'never', timeout_ms: 200 },
      work: { ...sleep, timeout_ms: 200 },
      // However fast the machine is, this node is between two attempts when it times out.
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
  await untilOver(client, await start(client, 'too late', {}, { states: ['failed'] }))
}

/** A worker polls for tasks and completes them. */
const useWorker: Step = async (client) => {
  const { ask, pause } = client
  await flow(client, 'by a worker', {
    start: 'a',
    nodes: { a: { exec_type: 'queue', service: 'slow', retry, post: { output_key: 'a' } } },
  })
  const run = await start(client, 'by a worker', {}, { states: ['succeeded'] })
  await ask('POST', '/workers/register', { id: 'w', url: '', services: ['slow'], type: 'async' })
  while (!endedStates.includes(String((await ask('GET', `/runs/${run}`)).body['status']))) {
    await ask('POST', '/workers/heartbeat', { id: 'w', url: '', load: 0 })
    const { status, body } = await ask('POST', '/queue/poll', { worker_id: 'w', services: ['slow'] })
    if (status === 200) await ask('POST', '/queue/complete', { queue_id: body['id'], result: 'done', error: null })
    await pause()
  }
  await ask('DELETE', '/workers/w')
}

/** Drafts, versions, and a job whose body is the flow. */
const publish: Step = async (client) => {
  const { ask, keep, until } = client
  const id = await flow(client, 'published', { start: 'a', nodes: { a: noop } })
  await ask('PUT', `/flows/${id}`, { source: JSON.stringify({ start: 'a', nodes: { a: { ...noop, title: 'better' } } }) })
  await ask('POST', `/flows/${id}/publish`, { note: 'better' })
  const draft = { name: 'runs a flow', body: { kind: 'flow', flow: 'published' } }
  const made = await ask('POST', '/jobs', draft)
  const job = idOf(made.status === 201 ? made : await ask('GET', `/jobs/${encodeURIComponent(draft.name)}`))
  const { run } = await keep(await ask('POST', `/jobs/${job}/run`), ['succeeded'])
  client.expectations.flows.set(run, { states: ['succeeded'] })
  await untilOver(client, run)
  await ask('DELETE', `/flows/${id}`)
  await ask('POST', `/flows/${id}/restore`)
  await until(
    await client.task({ type: 'builtin', payload: { name: 'noop' }, maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }),
  )
}

/** A test of a draft with a pinned output. */
const test: Step = async (client) => {
  const { ask } = client
  const id = await flow(client, 'tested', { start: 'a', nodes: { a: noop, b: noop }, edges: [{ from: 'a', to: 'b' }] })
  await ask('PUT', `/flows/${id}/pins/a`, { value: 'pinned' })
  const run = idOf(await ask('POST', `/flows/${id}/test`, { confirmed: [] }))
  client.expectations.flows.set(run, { states: ['succeeded'] })
  await untilOver(client, run)
  await ask('DELETE', `/flows/${id}/pins/a`)
}

export const flowSteps: Step[] = [runFullFlow, compensate, cancelFlow, timeOutFlow, useWorker, publish, test]
