import { expect, it } from 'vitest'
import type { Node } from '../../shared/flow/definition.ts'
import { firstLine } from './first-line.ts'

it.each<[string, Node, string | null]>([
  [
    'a script: its first line that does something',
    { kind: 'executor', script: { cmd: 'sh', code: '#!/bin/sh\nset -e\n\n./deploy.sh prod\n' } },
    './deploy.sh prod',
  ],
  [
    'a command: the program with its arguments',
    { kind: 'executor', script: { cmd: 'rsync', args: ['-a', 'in', 'out'] } },
    'rsync -a in out',
  ],
  [
    'a request: where it goes',
    { kind: 'executor', exec_type: 'request', request: { url: 'https://example.com' } },
    'https://example.com',
  ],
  ['a job: nothing, because the kind names it', { kind: 'executor', exec_type: 'job', job: 'Backup' }, null],
  [
    'a choice: its conditions',
    {
      kind: 'choice',
      choice_cases: [
        { action: 'yes', expr: { ge: ['$input.count', 2] } },
        { action: 'some', expr: { and: [{ exists: '$shared.report' }, { not: { in: ['$params.env', ['prod']] } }] } },
        { action: 'no', expr: {} },
      ],
    },
    'input.count ≥ 2 · shared.report exists and not params.env in ["prod"] · no',
  ],
  ['a timer: how long it waits', { kind: 'timer', params: { delay_ms: 90_000 } }, 'waits 90 s'],
  ['a signal: which', { kind: 'wait_event', signal_key: 'paid' }, 'paid'],
  ['an approval: when it expires', { kind: 'approval', timeout_ms: 86_400_000 }, 'expires after 24 h'],
  [
    'a list: where its items come from',
    { kind: 'foreach', exec_type: 'shell', prep: { input_key: '$shared.files' } },
    '$shared.files',
  ],
])('a node says what it runs in one line: %s', (_, node, line) => {
  expect(firstLine(node)).toBe(line)
})
