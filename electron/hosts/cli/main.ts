#!/usr/bin/env node
import nodeModule from 'node:module'
import { CommanderError } from 'commander'
import { installationOf } from '../installation.ts'
import { withCommandApart } from './command-words.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { withHelpLast } from './help-words.ts'
import { withNewNames } from './old-names.ts'
import { withJobHelp } from './param-help.ts'
import { err } from './print.ts'
import { createProgram } from './program.ts'
import { withTwoDashes } from './single-dash.ts'
import { withVersionCommand } from './version-program.ts'

const oldestNode = 22

nodeModule.enableCompileCache?.()

// Older versions of Node crash in the database driver instead of refusing it.
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(`lf: Could not start: LocalFlow needs Node ${oldestNode} or newer, and this is ${process.version}.\n`)
  process.exit(exitCodes.failed)
}

// The reader of a pipe may end first, as in `lf logs 1 | head`; then `lf` ends without an error.
process.stdout.on('error', () => process.exit(exitCodes.done))

const program = createProgram(installationOf(import.meta.url, __VERSION__), (status) => {
  process.exitCode = status
})

try {
  const words = withCommandApart(program, withTwoDashes(withHelpLast(withVersionCommand(process.argv))))
  await program.parseAsync([...words.slice(0, 2), ...withJobHelp(withNewNames(words.slice(2)))])
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  else {
    err(`lf: ${(error as Error).message}`)
    process.exitCode = exitCodeOf(error)
  }
}
