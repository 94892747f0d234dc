import type { JobDraftInput } from '../model/job.ts'
import { type CommandLine, plainWords, readCommandLines, shellLine } from './command-line.ts'
import type { Unit } from './unit-file.ts'

type Body = { job: Pick<JobDraftInput, 'body'>; preview: string; differences: string[] }

export function bodyOf(service: Unit, specifiers: Record<string, string>): Body | string {
  const read = (name: string): CommandLine[] => service.get('Service', name).flatMap((text) => readCommandLines(text, specifiers))
  const [conditions, before, own, after] = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost'].map(read) as [
    CommandLine[],
    CommandLine[],
    CommandLine[],
    CommandLine[],
  ]
  const lines = [...conditions, ...before, ...own, ...after]
  if (own.length === 0) return 'The service has no ExecStart=, so there is nothing to run.'
  const problem = lines.find((line) => line.problem !== null)?.problem
  if (problem != null) return problem
  const differences = [...new Set(lines.flatMap((line) => line.differences))]
  const only = lines.length === 1 && lines[0] && !lines[0].ignoresFailure ? plainWords(lines[0]) : null
  if (only?.[0] !== undefined) {
    const [command, ...args] = only
    return { job: { body: { kind: 'command', command, args } }, preview: only.join(' '), differences }
  }
  const script = [
    'set -ef',
    ...conditions.map((line) => `${shellLine(line)} || exit 0`),
    ...[...before, ...own, ...after].map((line) => (line.ignoresFailure ? `${shellLine(line)} || :` : shellLine(line))),
    '',
  ].join('\n')
  return {
    job: { body: { kind: 'script', script, interpreter: ['/bin/sh'] } },
    preview: script.trim(),
    differences: [
      ...differences,
      'the command lines became a script for /bin/sh, which expands the variables',
      ...(conditions.length > 0 ? ['where its condition does not hold, the run succeeds; there it was skipped'] : []),
    ],
  }
}
