import { CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from './program.ts'
import { testInstallation } from './testing.ts'

/** How the command line ends, and what it prints to either stream. */
async function told(...words: string[]): Promise<{ code: string; text: string }> {
  let text = ''
  const program = createProgram(testInstallation, () => {})
  const configure = (command: typeof program): void => {
    command.configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) })
    for (const other of command.commands) configure(other)
  }
  configure(program)
  const error = await program.parseAsync(['node', 'lf', ...words]).catch((thrown: unknown) => thrown)
  return { code: error instanceof CommanderError ? error.code : 'none', text }
}

it('an error shows control characters of the command line instead of printing them', async () => {
  const written: string[] = []
  const write = process.stderr.write
  process.stderr.write = (text) => written.push(String(text)) > 0
  try {
    await createProgram(testInstallation, () => {})
      .parseAsync(['node', 'lf', 'fr\u001b]0;x\u0007'])
      .catch(() => {})
  } finally {
    process.stderr.write = write
  }
  expect(written.join('')).toContain('Unknown command "fr\\x1b]0;x\\x07"')
})

it.each([
  [['--jsno', 'list'], 'Unknown option "--jsno". Did you mean "--json"?'],
  [['logs', '1', '--folow'], 'Unknown option "--folow". Did you mean "--follow"?'],
  [['schedule', 'add', 'x', '--evry', '5m'], 'Unknown option "--evry". Did you mean "--every"?'],
  [['rnu', 'x'], 'Unknown command "rnu". Did you mean "run"?'],
  [['trigger', 'ad', 'x'], 'Unknown command "ad". Did you mean "add"?'],
  [['usr'], 'Unknown command "usr".\n'],
  [['stop', '12'], 'Unknown command "stop". Did you mean "cancel"?'],
  [['ps'], 'Unknown command "ps". Did you mean "list"?'],
  [['show', '12'], 'Unknown command "show". Did you mean "inspect"?'],
  [['job', 'rm', 'x'], 'Unknown command "rm". Did you mean "delete"?'],
  [['job', 'new', 'x'], 'Unknown command "new". Did you mean "create"?'],
  [['schedule', 'new', 'x'], 'Unknown command "new". Did you mean "create"?'],
  [['queue', 'concurrency', 'x', '3'], 'Unknown command "concurrency". Did you mean "limit"?'],
])('a misspelled command or option is refused, and the nearest one is named: lf %j', async (words, expected) => {
  const { code, text } = await told(...words)
  expect(code).toMatch(/^commander\.unknown/)
  expect(text).toContain(expected)
})

describe('an unknown command', () => {
  it.each([
    [['xyzzy'], 'Unknown command "xyzzy"'],
    [['xyzzy', '--help'], 'Unknown command "xyzzy"'],
    [['help', 'xyzzy'], 'Unknown command "xyzzy"'],
    [['--help', 'pipelin'], 'Unknown command "pipelin". Did you mean "pipeline"?'],
    [['--json', 'pipelin', '-h'], 'Unknown command "pipelin". Did you mean "pipeline"?'],
    [['schedule', 'nxt', '--help'], 'Unknown command "nxt". Did you mean "next"?'],
    [['schedule', 'help', 'nxt'], 'Unknown command "nxt". Did you mean "next"?'],
  ])('is refused where help is asked for, and the nearest one is named: lf %j', async (words, expected) => {
    const { code, text } = await told(...words)
    expect(code).toBe('commander.unknownCommand')
    expect(text).toContain(expected)
  })

  it.each([
    [['--help']],
    [['help']],
    [['help', 'run']],
    [['schedule', '--help']],
    [['help', 'schedule']],
    [['run', 'x', '--help']],
    [['--help', 'run']],
  ])('is not reported for lf %j, which shows help', async (words) => {
    const { code, text } = await told(...words)
    expect(code).toMatch(/^commander\.help/)
    expect(text).toContain('Usage: lf')
  })
})
