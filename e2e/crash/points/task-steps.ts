import { type Client, idOf } from './client.ts'

/** One thing that people do with LocalFlow. Steps do not depend on each other, and run at the same time. */
export type Step = (client: Client, site: string) => Promise<void>

const lines = 'i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo "line $i"; echo "problem $i" >&2; done'

const sendKeyTwice: Step = async ({ ask, shell, expectations, until }) => {
  const draft = { ...shell(lines), idempotencyKey: 'the same' }
  const first = idOf(await ask('POST', '/tasks', draft))
  expectations.tasks.set(first, ['succeeded'])
  if (idOf(await ask('POST', '/tasks', draft)) !== first) expectations.findings.push('one key gave two tasks')
  await until(first)
  if (idOf(await ask('POST', '/tasks', draft)) !== first)
    expectations.findings.push('one key gave a second task after the first had ended')
}

const backOff: Step = async ({ shell, task, until }) => {
  await until(await task(shell('[ "$LOCALFLOW_ATTEMPT" -gt 1 ] || exit 1')))
}

const retryByHand: Step = async ({ ask, shell, task, until }) => {
  const id = await task({ ...shell('exit 3'), maxAttempts: 3, backoff: { kind: 'fixed', delayMs: 10 } }, ['failed'])
  await until(id)
  await ask('POST', `/tasks/${id}/retry`)
  await until(id)
}

/** Ignores SIGTERM and leaves its process group: stopping it before its minute ends takes every stage of a stop. */
const stubborn = (record: string): string =>
  `trap '' TERM; setsid sh -c 'echo "away $LOCALFLOW_TASK_ID " >> ${record}; sleep 60' & i=0; while [ $i -lt 600 ]; do i=$((i+1)); sleep 0.1; done`

const cancel: Step = async ({ ask, exec, record, script, expectations, until, untilRecorded }) => {
  const body = { kind: 'script', script: script(stubborn(record)), interpreter: ['/bin/sh'] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const { run, task } = await exec({ body, retry, stop: { graceMs: 200 } }, ['cancelled', 'succeeded'])
  await untilRecorded('away', task)
  const { status } = await ask('POST', `/runs/${run}/cancel`)
  if (status === 200) expectations.tasks.set(task, ['cancelled'])
  await until(task)
}

const timeOut: Step = async ({ shell, task, until }) => {
  await until(await task({ ...shell('sleep 20'), timeoutMs: 300, maxAttempts: 3 }, ['failed']))
}

const measure: Step = async ({ ask, shell, task, until }) => {
  await ask('PUT', '/settings', { sampleMs: 250, parallel: 8 })
  await until(await task(shell('sleep 0.7')))
}

const readInput: Step = async ({ exec, script, until }) => {
  const body = { kind: 'command', command: '/bin/sh', args: ['-c', script('read word; [ "$word" = hello ]')] }
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  const { task } = await exec({ body, retry, cwd: '/', stdin: { from: 'text', text: 'hello\n' } })
  await until(task)
}

const delay: Step = async ({ ask, shell, task, until }) => {
  const soon = await task({ ...shell('true'), delayMs: 300 })
  const late = await task({ ...shell('true'), delayMs: 60_000 }, ['cancelled'])
  await ask('POST', `/tasks/${late}/cancel`)
  await until(soon)
}

const callHttp: Step = async ({ task, until }, site) => {
  await until(await task({ type: 'http', payload: { url: site }, maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }))
}

const runBuiltin: Step = async ({ task, until }) => {
  const retry = { maxAttempts: 10, backoff: { kind: 'fixed', delayMs: 50 } }
  await until(await task({ type: 'builtin', payload: { name: 'noop', input: { a: 1 } }, ...retry }))
  await until(await task({ type: 'builtin', payload: { name: 'sleep', input: { ms: 100 } }, ...retry }))
}

/** Its child has left the process group when the runner is killed. */
const detach = (record: string): string => `[ "$LOCALFLOW_ATTEMPT" -gt 1 ] || setsid sh -c 'sleep 2' > /dev/null 2>&1 &
sleep 0.1; echo "detached $LOCALFLOW_TASK_ID " >> ${record}; sleep 0.4`

/** After the other steps: every attempt of theirs would be lost with the runner. */
export const killRunner: Step = async ({ ask, record, shell, task, until, untilRecorded }) => {
  const id = await task(shell(detach(record)))
  await untilRecorded('detached', id)
  const { body } = await ask('GET', '/system')
  try {
    for (const pid of body['runnerPids'] as number[]) process.kill(pid, 'SIGKILL')
  } catch {
    // The runner has ended already.
  }
  await until(id)
}

export const taskSteps: Step[] = [
  sendKeyTwice,
  backOff,
  retryByHand,
  cancel,
  timeOut,
  measure,
  readInput,
  delay,
  callHttp,
  runBuiltin,
]
