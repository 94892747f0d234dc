import { idOf, type Teller } from './teller.ts'

/** What people ask of tasks; each chapter by itself, in no order among them. */
export type Chapter = (teller: Teller, site: string) => Promise<void>

const lines = 'i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo "line $i"; echo "problem $i" >&2; done'

const sameKeyTwice: Chapter = async ({ ask, shell, told, until }) => {
  const draft = { ...shell(lines), idempotencyKey: 'the same' }
  const first = idOf(await ask('POST', '/tasks', draft))
  told.ends.set(first, ['succeeded'])
  if (idOf(await ask('POST', '/tasks', draft)) !== first) told.faults.push('one key gave two tasks')
  await until(first)
  if (idOf(await ask('POST', '/tasks', draft)) !== first) told.faults.push('one key gave a second task after the first had ended')
}

const backsOff: Chapter = async ({ shell, task, until }) => {
  await until(await task(shell('[ "$LOCALFLOW_ATTEMPT" -gt 1 ] || exit 1')))
}

const retriedByHand: Chapter = async ({ ask, shell, task, until }) => {
  const id = await task({ ...shell('exit 3'), maxAttempts: 3, backoff: { kind: 'fixed', delayMs: 10 } }, ['failed'])
  await until(id)
  await ask('POST', `/tasks/${id}/retry`)
  await until(id)
}

/** Ignores the gentle signal, and leaves its group: it takes the whole way of stopping to end it before its minute is over. */
const stubborn = (ledger: string): string =>
  `trap '' TERM; setsid sh -c 'echo "away $LOCALFLOW_TASK_ID " >> ${ledger}; sleep 60' & i=0; while [ $i -lt 600 ]; do i=$((i+1)); sleep 0.1; done`

const cancelled: Chapter = async ({ ask, exec, ledger, script, told, until, untilSaid }) => {
  const body = { kind: 'script', script: script(stubborn(ledger)), interpreter: ['/bin/sh'] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const { run, task } = await exec({ body, retry, stop: { graceMs: 200 } }, ['cancelled', 'succeeded'])
  await untilSaid('away', task)
  const { status } = await ask('POST', `/runs/${run}/cancel`)
  if (status === 200) told.ends.set(task, ['cancelled'])
  await until(task)
}

const timedOut: Chapter = async ({ shell, task, until }) => {
  await until(await task({ ...shell('sleep 20'), timeoutMs: 300, maxAttempts: 3 }, ['failed']))
}

const measured: Chapter = async ({ ask, shell, task, until }) => {
  await ask('PUT', '/settings', { sampleMs: 250, parallel: 8 })
  await until(await task(shell('sleep 0.7')))
}

const fed: Chapter = async ({ exec, script, until }) => {
  const body = { kind: 'command', command: '/bin/sh', args: ['-c', script('read word; [ "$word" = hello ]')] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const { task } = await exec({ body, retry, cwd: '/', stdin: { from: 'text', text: 'hello\n' } })
  await until(task)
}

const delayed: Chapter = async ({ ask, shell, task, until }) => {
  const soon = await task({ ...shell('true'), delayMs: 300 })
  const late = await task({ ...shell('true'), delayMs: 60_000 }, ['cancelled'])
  await ask('POST', `/tasks/${late}/cancel`)
  await until(soon)
}

const overHttp: Chapter = async ({ task, until }, site) => {
  await until(await task({ type: 'http', payload: { url: site }, maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }))
}

const builtIn: Chapter = async ({ task, until }) => {
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  await until(await task({ type: 'builtin', payload: { name: 'noop', input: { a: 1 } }, ...retry }))
  await until(await task({ type: 'builtin', payload: { name: 'sleep', input: { ms: 100 } }, ...retry }))
}

/** What it started has left its group when its runner goes. */
const strayed = (ledger: string): string => `[ "$LOCALFLOW_ATTEMPT" -gt 1 ] || setsid sh -c 'sleep 2' > /dev/null 2>&1 &
sleep 0.1; echo "strayed $LOCALFLOW_TASK_ID " >> ${ledger}; sleep 0.4`

/** By itself: every attempt of the other chapters would be lost with it. */
export const runnerKilled: Chapter = async ({ ask, ledger, shell, task, until, untilSaid }) => {
  const id = await task(shell(strayed(ledger)))
  await untilSaid('strayed', id)
  const { body } = await ask('GET', '/system')
  try {
    for (const pid of body['runnerPids'] as number[]) process.kill(pid, 'SIGKILL')
  } catch {
    // It had died already.
  }
  await until(id)
}

export const chapters: Chapter[] = [
  sameKeyTwice,
  backsOff,
  retriedByHand,
  cancelled,
  timedOut,
  measured,
  fed,
  delayed,
  overHttp,
  builtIn,
]
