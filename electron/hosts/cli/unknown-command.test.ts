import { CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from './program.ts'
import { testInstallation } from './testing.ts'

/** How the command line ends, and what it says on either stream. */
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

it('what was typed is shown in an error, not obeyed by the terminal', async () => {
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
  expect(written.join('')).toContain("unknown command 'fr\\x1b]0;x\\x07'")
})

it.each([
  [['run', 'x', '--folow'], "unknown option '--folow'\n(Did you mean --follow?)"],
  [['schedule', 'add', 'x', '--evry', '5m'], "unknown option '--evry'\n(Did you mean --every?)"],
  [['trigger', 'ad', 'x'], "unknown command 'ad'\n(Did you mean add?)"],
])('a misspelled command or option is refused with the nearest one: lf %j', async (words, expected) => {
  const { code, text } = await told(...words)
  expect(code).toMatch(/^commander\.unknown/)
  expect(text).toContain(expected)
})

describe('a command that does not exist', () => {
  it.each([
    [['xyzzy'], "unknown command 'xyzzy'"],
    [['xyzzy', '--help'], "unknown command 'xyzzy'"],
    [['help', 'xyzzy'], "unknown command 'xyzzy'"],
    [['--json', 'pipelin', '-h'], "unknown command 'pipelin'\n(Did you mean pipeline?)"],
    [['schedule', 'nxt', '--help'], "unknown command 'nxt'\n(Did you mean next?)"],
    [['schedule', 'help', 'nxt'], "unknown command 'nxt'\n(Did you mean next?)"],
  ])('is refused, with the nearest named: lf %j', async (words, expected) => {
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
  ])('is not seen in lf %j', async (words) => {
    const { code, text } = await told(...words)
    expect(code).toMatch(/^commander\.help/)
    expect(text).toContain('Usage: lf')
  })
})
