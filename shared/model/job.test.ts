import { describe, expect, it } from 'vitest'
import { JobDraft } from './job.ts'
import { limits } from './limits.ts'

const fine = { name: 'a', body: { kind: 'command', command: 'true' } }
const script = (text: string) => ({ kind: 'script', script: text })

/** The path and the words of what is wrong. */
function problemsOf(draft: object): string[] {
  const parsed = JobDraft.safeParse({ ...fine, ...draft })
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => {
    const inner = 'issues' in issue ? (issue.issues as { message: string }[])[0]?.message : undefined
    return `${issue.path.join('.')}: ${inner ?? issue.message}`
  })
}

describe('a job', () => {
  it('needs a name and something to run, and has defaults for the rest', () => {
    expect(JobDraft.parse(fine)).toEqual({
      name: 'a',
      enabled: true,
      body: { kind: 'command', command: 'true', args: [] },
      cwd: null,
      env: {},
      timeoutMs: null,
    })
  })

  it.each([
    ['no name', { name: '  ' }, 'name: give the job a name'],
    ['a name with a NUL', { name: 'a\0' }, 'name: must not contain a NUL character'],
    ['an empty script', { body: script('') }, 'body.script: is empty: write what should run'],
    ['an empty command', { body: { kind: 'command', command: ' ' } }, 'body.command: is empty: name the program to run'],
    [
      'an argument with a NUL',
      { body: { kind: 'command', command: 'x', args: ['a', 'b\0'] } },
      'body.args.1: must not contain a NUL character',
    ],
    ['an environment name with "="', { env: { 'A=B': '1' } }, 'env.A=B: an environment name must not contain "="'],
    ['an environment name with a NUL', { env: { 'A\0': '1' } }, 'env.A\0: an environment name must not contain a NUL character'],
    ['an environment value with a NUL', { env: { A: '\0' } }, 'env.A: must not contain a NUL character'],
  ])('cannot have %s', (_, draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem])
  })

  it.each([
    ['an unknown kind', { body: { kind: 'magic' } }],
    ['an empty environment name', { env: { '': '1' } }],
    ['a timeout of nothing', { timeoutMs: 0 }],
    ['half a millisecond', { timeoutMs: 1_000.5 }],
    ['a script beyond the limit', { body: script('x'.repeat(limits.scriptBytes + 1)) }],
    ['too many arguments', { body: { kind: 'command', command: 'x', args: Array(limits.args + 1).fill('') } }],
    ['too many variables', { env: Object.fromEntries(Array.from({ length: limits.envEntries + 1 }, (_, n) => [`A${n}`, ''])) }],
    ['a folder that is empty', { cwd: '' }],
  ])('cannot have %s', (_, draft) => {
    expect(problemsOf(draft)).toHaveLength(1)
  })

  it('may have a script of 5 MB, empty arguments and empty values', () => {
    expect(problemsOf({ body: script('x'.repeat(5 * 1024 * 1024)) })).toEqual([])
    expect(problemsOf({ body: { kind: 'command', command: 'x', args: ['', ' '] }, env: { A: '' } })).toEqual([])
  })
})
