import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { CommanderError } from 'commander'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'

enableCompileCache?.()

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// A reader that has gone away (`lf logs 1 | head`) is no error.
process.stdout.on('error', () => process.exit(exitCodes.done))

const program = createProgram(
  {
    migrationsFolder: beside('../../migrations'),
    runnerScript: beside('./runner.js'),
    rendererFolder: beside('../renderer'),
    version: __VERSION__,
  },
  (status) => {
    process.exitCode = status
  },
)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  else {
    process.stderr.write(`lf: ${(error as Error).message}\n`)
    process.exitCode = exitCodeOf(error)
  }
}
