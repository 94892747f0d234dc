import { canonicalText } from '../../../shared/flow/definition.ts'
import { awaited } from './answer-waits.ts'

type Draft = Record<string, unknown>

const retry = { max_attempts: 50, delay_ms: 20, backoff: 'fixed' }
const items = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]

const func = (name: string, over: Draft = {}): Draft => ({ exec_type: 'local_func', func: name, retry, ...over })

/** A program that records its start and end. */
const recorded = (record: string, act: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: {
    cmd: '/bin/sh',
    args: [
      '-c',
      `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${record}; ${act}; echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${record}`,
    ],
    work_dir: '/',
    output_mode: 'json',
  },
  retry,
  ...over,
})

/** A flow with every kind of node, a fork with a join, a loop, and an edge for errors. Its programs record their runs. */
export const fullFlow = (record: string): Draft => ({
  start: 'first',
  nodes: {
    first: recorded(record, 'echo $((LOCALFLOW_PARAM_N * 2))', { post: { output_key: 'first' } }),
    which: { kind: 'choice', choice_cases: [{ action: 'on', expr: { gt: ['$shared.first', 1] } }], default_action: 'off' },
    branches: {
      kind: 'parallel',
      parallel_execs: ['sleep 0.05; echo 1', 'sleep 0.2; echo 2', 'echo 3'].map((act) => recorded(record, act)).map(withoutRetry),
      retry,
      post: { output_key: 'branches' },
    },
    items: {
      kind: 'foreach',
      ...func('mul', { params: { mul: 3 } }),
      max_parallel: 4,
      prep: { input_key: '$params.items' },
      post: { output_key: 'items' },
    },
    inner: {
      kind: 'subflow',
      post: { output_key: 'inner' },
      subflow: {
        start: 'x',
        nodes: {
          x: recorded(record, 'echo \\"within\\"', { post: { output_key: 'said' } }),
          y: { kind: 'timer', params: { delay_ms: 200 } },
        },
        edges: [{ from: 'x', to: 'y' }],
      },
    },
    pause: { kind: 'timer', params: { delay_ms: 1_000 } },
    beside: func('upper', { params: { text: 'beside' }, post: { output_key: 'beside' } }),
    both: func('noop', {
      join: true,
      prep: { input_map: { a: '$shared.inner', b: '$shared.beside' } },
      post: { output_key: 'both' },
    }),
    signal: { kind: 'wait_event', signal_key: awaited, post: { output_key: 'signal' } },
    approval: { kind: 'approval', post: { output_key: 'approval' } },
    fails: func('fail', { params: { message: 'on purpose' }, retry: { ...retry, max_attempts: 2 } }),
    sorry: func('noop', { prep: { input_key: '$error.step' }, post: { output_key: 'sorry' } }),
    round: func('mul', { params: { mul: 2 }, prep: { input_key: '$shared.first' }, post: { output_key: 'first' } }),
    more: { kind: 'choice', choice_cases: [{ action: 'again', expr: { lt: ['$shared.first', 10] } }], default_action: 'done' },
  },
  edges: [
    { from: 'first', to: 'which' },
    { from: 'which', action: 'on', to: 'branches' },
    { from: 'which', action: 'off', to: '' },
    { from: 'branches', to: 'items' },
    { from: 'items', to: ['inner', 'beside'] },
    { from: 'inner', to: 'pause' },
    { from: 'pause', to: 'both' },
    { from: 'beside', to: 'both' },
    { from: 'both', to: 'signal' },
    { from: 'signal', to: 'approval' },
    { from: 'approval', action: 'approved', to: 'fails' },
    { from: 'fails', action: 'error', to: 'sorry' },
    { from: 'sorry', to: 'round' },
    { from: 'round', to: 'more' },
    { from: 'more', action: 'again', to: 'round' },
    { from: 'more', action: 'done', to: '' },
  ],
})

function withoutRetry({ retry: _, ...branch }: Draft): Draft {
  return branch
}

export const paramsOf = (n: number): Draft => ({ n, items })

/** The shared data of a run in the end, whatever crashed in between. */
export function outcomeOf(n: number): string {
  let first = n * 2
  do first *= 2
  while (first < 10)
  return canonicalText({
    first,
    branches: [1, 2, 3],
    items: items.map((item) => item * 3),
    inner: { said: 'within' },
    beside: 'BESIDE',
    both: { a: { said: 'within' }, b: 'BESIDE' },
    signal: { from: 'outside' },
    approval: true,
    sorry: 'fails#1',
  })
}
